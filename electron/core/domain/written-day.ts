import { withoutYearWord } from './year-word'
import type { Locale } from './vocabulary'

const formats: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }),
  ru: new Intl.DateTimeFormat('ru-RU', { dateStyle: 'long' }),
}

/** A day as people write it in a message or on paper, in this computer's time zone; empty for null. `at` in milliseconds UTC. */
export function writtenDay(at: number | null, locale: Locale): string {
  return at === null ? '' : withoutYearWord(formats[locale].format(at))
}
