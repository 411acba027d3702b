import english from '../../../../resources/exports/en.json'
import russian from '../../../../resources/exports/ru.json'
import type { Locale } from '../../domain/vocabulary'

/** Headings and words of saved files; both languages have the same keys. */
export type ExportTexts = typeof english

const TEXTS: Readonly<Record<Locale, ExportTexts>> = { en: english, ru: russian }

export function exportTexts(locale: Locale): ExportTexts {
  return TEXTS[locale]
}

/** A file name suggested to the operator: the sentence with the portal's name and the day in it. */
export function suggestedName(sentence: string, portal: string, now: number): string {
  return `${sentence.replace('{portal}', () => portal)} ${isoDay(now)}`
}

/** The day of a moment (milliseconds UTC) on this computer's calendar, as YYYY-MM-DD; empty for none. */
export function isoDay(moment: number | null): string {
  if (moment === null) return ''
  const day = new Date(moment)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
