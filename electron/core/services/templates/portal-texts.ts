import { fillMailText, type MailText, placeholdersFor, withCodeLine } from '../../domain/mail-templates'
import { MAILTO_BUDGET, mailtoUrl } from '../../domain/mailto-drafts'
import type { Locale, TemplateKind } from '../../domain/vocabulary'
import type { Reader } from '../../store/store'
import { findOwnTemplate } from '../../store/templates'
import { CODE_LINES, SHORT_TEXTS, STANDARD_TEXTS } from './standard-texts'

/**
 * The portal's wording of a message (M5): its own where it has one and its plan is commercial, else the standard text.
 * On the free plan an own text is kept and waits.
 */
export async function readText(reader: Reader, kind: TemplateKind, locale: Locale): Promise<MailText> {
  return (await findOwnTemplate(reader, kind, locale)) ?? STANDARD_TEXTS[kind][locale]
}

/**
 * The same for an invitation that travels by a mailto link (M1): a text of the portal's own that would not fit in one
 * gives way to the short standard text, so that no draft is refused for words nobody typed there.
 */
export async function readDraftText(reader: Reader, locale: Locale): Promise<MailText> {
  const own = await findOwnTemplate(reader, 'invitation', locale)
  return own && fitsMailApp(own, locale) ? own : SHORT_TEXTS[locale]
}

/** Each text is looked through for its code once, however many messages it goes into. */
const withCodes: Readonly<Record<Locale, WeakMap<MailText, MailText>>> = { en: new WeakMap(), ru: new WeakMap() }

/** The text of an invitation or reminder as it goes out: with the short code beside the link, whoever wrote it (M8). */
export function withCode(text: MailText, locale: Locale): MailText {
  const known = withCodes[locale].get(text)
  if (known) return known
  const complete = withCodeLine(text, CODE_LINES[locale])
  withCodes[locale].set(text, complete)
  return complete
}

/** Letters of an address and of each name, of a link and of a code, that a draft leaves room for. */
const ROOM = { address: 60, name: 24, link: 70, code: 19 }

/** Whether a draft with this text keeps within what every mail app takes (M2), for names as long as most. */
export function fitsMailApp(text: MailText, locale: Locale): boolean {
  const values = Object.fromEntries(
    placeholdersFor('invitation').map((name) => [
      name,
      name === 'link' || name === 'code' ? 'x'.repeat(ROOM[name]) : 'и'.repeat(ROOM.name),
    ]),
  )
  const { subject, text: body } = fillMailText(withCode(text, locale), values, locale)
  return mailtoUrl({ to: [`${'x'.repeat(ROOM.address)}@x`], bcc: [], subject, body }, 'comma').length <= MAILTO_BUDGET
}
