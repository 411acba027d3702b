import english from '../../../resources/sheets/en.json'
import russian from '../../../resources/sheets/ru.json'
import type { Locale } from '../domain/vocabulary'

/** Words on paper around an invitation; both languages have the same keys. */
export type SheetTexts = typeof english

const TEXTS: Readonly<Record<Locale, SheetTexts>> = { en: english, ru: russian }

export function sheetTexts(locale: Locale): SheetTexts {
  return TEXTS[locale]
}
