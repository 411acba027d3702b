import english from '../../../../resources/today/en.json'
import russian from '../../../../resources/today/ru.json'
import type { DueLine } from '../../../contract/today'
import { withBlanks } from '../../domain/blanks'
import { oneLine } from '../../domain/mail-templates'
import type { Locale } from '../../domain/vocabulary'

export const DUE_TEXTS: Readonly<Record<Locale, typeof english>> = { en: english, ru: russian }

/** What a line says outside the window, in one line. */
export function sentenceOf(line: DueLine, locale: Locale): string {
  const words: Readonly<Record<string, string>> = { name: line.person?.name ?? '', detail: line.detail }
  return oneLine(withBlanks(DUE_TEXTS[locale].kinds[line.kind], words))
}
