import english from '../../../resources/notices/en.json'
import russian from '../../../resources/notices/ru.json'
import { withBlanks } from '../domain/blanks'
import type { Locale } from '../domain/vocabulary'
import { readPortal } from '../store/accounts'
import type { Reader } from '../store/store'
import type { Notifier } from './ports'

type NoticeTexts = typeof english
const TEXTS: Readonly<Record<Locale, NoticeTexts>> = { en: english, ru: russian }
/** More than this at once become one notification. */
const MOST_AT_ONCE = 3

/** One notification: which text, and the words of its blanks beside `{portal}`. */
export interface Notice {
  readonly text: keyof NoticeTexts
  readonly words: Readonly<Record<string, string>>
}

/**
 * L9, Z8: tells the desktop in the language of the portal; more than a few at once in one text, `gathered`, with their
 * number.
 */
export async function announceAll(
  reader: Reader,
  notifier: Notifier,
  noticesIn: (locale: Locale) => readonly Notice[],
  gathered: keyof NoticeTexts,
): Promise<void> {
  const { locale, name: portal } = await readPortal(reader)
  const notices = noticesIn(locale)
  const told = notices.length > MOST_AT_ONCE ? [{ text: gathered, words: { n: String(notices.length) } }] : notices
  for (const { text, words } of told) {
    const { body, title } = TEXTS[locale][text]
    notifier.notify(withBlanks(title, { ...words, portal }), withBlanks(body, { ...words, portal }))
  }
}
