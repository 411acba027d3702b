import english from '../../../../resources/exports/en.json'
import russian from '../../../../resources/exports/ru.json'
import { dayOf } from '../../domain/days'
import type { Locale } from '../../domain/vocabulary'

/** Headings and words of saved files; both languages have the same keys. */
export type ExportTexts = typeof english

const TEXTS: Readonly<Record<Locale, ExportTexts>> = { en: english, ru: russian }

export function exportTexts(locale: Locale): ExportTexts {
  return TEXTS[locale]
}

/** A file name suggested to the operator: the sentence with the portal's name and the day in it. */
export function suggestedName(sentence: string, portal: string, now: number): string {
  return `${sentence.replace('{portal}', () => portal)} ${dayOf(now)}`
}
