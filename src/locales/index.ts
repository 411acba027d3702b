import { createI18n } from 'vue-i18n'
import type { Locale } from '../../electron/contract/vocabulary'
import type { Language } from './language'

/**
 * Which of the forms “one | few | many” a Russian number takes: 1 человек, 2 человека, 5 человек.
 * With two forms only the first is for one; the first of four is for none.
 */
export function russianForm(number: number, forms: number): number {
  if (forms === 4) return number === 0 ? 0 : 1 + russianForm(number, 3)
  const last = Math.abs(number) % 10
  const lastTwo = Math.abs(number) % 100
  if (last === 1 && lastTwo !== 11) return 0
  const few = last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14)
  return few || forms < 3 ? 1 : 2
}

/** What the window says: `t` takes AREA.key. Dates are written by components/short-date.ts. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  pluralRules: { ru: russianForm },
})

/** Each language is a file of its own: a window reads the one it speaks. */
const sources: Readonly<Record<Locale, () => Promise<Language>>> = {
  en: async () => (await import('./en')).en,
  ru: async () => (await import('./ru')).ru,
}

/** Reads a language, after which i18n can be switched to it. */
export async function loadLanguage(locale: Locale): Promise<Language> {
  const language = await sources[locale]()
  i18n.global.setLocaleMessage(locale, language.messages)
  return language
}
