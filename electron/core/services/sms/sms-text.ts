import english from '../../../../resources/templates/sms.en.json'
import russian from '../../../../resources/templates/sms.ru.json'
import type { FilledMail } from '../../domain/mail-templates'
import type { Locale, MessageKind } from '../../domain/vocabulary'
import { fillInvitation, type InvitationWords } from '../inviting/invitation-mail'
import type { JoinLinks } from '../join-links'

/** What an SMS can be: an invitation or its reminder (H3). */
export type SmsKind = Extract<MessageKind, 'invitation' | 'reminder'>

/** The only texts of an SMS (SM3): short, so that they take few segments; with the link and the short code (M8). */
const SMS_TEXTS: Readonly<Record<Locale, Readonly<Record<SmsKind, string>>>> = { en: english, ru: russian }

/** Fills the fixed text of an SMS (SM3, M8); `text` alone is sent. Throws VAULT_LOCKED. */
export function fillSms(
  kind: SmsKind,
  words: Omit<InvitationWords, 'text' | 'departments' | 'inviter' | 'expiresAt'>,
  links: JoinLinks,
  base: string,
): FilledMail {
  const text = { subject: '', body: SMS_TEXTS[words.locale][kind] }
  return fillInvitation({ ...words, text, departments: [], inviter: '', expiresAt: null }, links, base)
}
