import english from '../../../resources/join/en.json'
import russian from '../../../resources/join/ru.json'
import { withBlanks } from '../domain/blanks'
import { type Locale, LOCALES } from '../domain/vocabulary'

export type TextKey = keyof typeof english
/** Says a text of the join site with its blanks filled. */
export type Say = (key: TextKey, blanks?: Readonly<Record<string, string>>) => string

const TEXTS: Readonly<Record<Locale, Readonly<Record<TextKey, string>>>> = { en: english, ru: russian }

/** Each language in its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', ru: 'Русский' }

export function speak(locale: Locale): Say {
  return (key, blanks = {}) => withBlanks(TEXTS[locale][key], blanks)
}

/** What is wrong with a field, in words for that very field where there are any. */
export function sayProblem(locale: Locale, field: string, code: string): string {
  const texts: Readonly<Record<string, string>> = TEXTS[locale]
  return texts[`problem.${code}.${field}`] ?? texts[`problem.${code}`] ?? TEXTS[locale]['problem.INVALID']
}

/** “in 15 seconds”, “in 5 minutes”: rounded up, so that a try at that time is never too early. */
export function sayWhen(locale: Locale, seconds: number): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  return seconds < 60 ? words.format(Math.max(1, seconds), 'second') : words.format(Math.ceil(seconds / 60), 'minute')
}

/** The language asked for by name, or null. */
export function readLocale(text: string | undefined): Locale | null {
  return LOCALES.find((locale) => locale === text) ?? null
}

/** The language a browser prefers among ours (RFC 9110, section 12.5.4), or null when it names none of them. */
export function preferredLocale(acceptLanguage: string | undefined): Locale | null {
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [range = '', ...parameters] = wish.trim().toLowerCase().split(';')
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/u.exec(each)?.[1]).find((each) => each !== undefined)
      return { locale: readLocale(range.trim().split('-')[0]), weight: quality === undefined ? 1 : Number(quality) }
    })
    .filter((wish) => wish.locale !== null && wish.weight > 0)
    .sort((one, other) => other.weight - one.weight)
  return wishes[0]?.locale ?? null
}
