import { shortCode } from '../../domain/join-codes'
import { type FilledMail, fillMailText, type MailText } from '../../domain/mail-templates'
import type { Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import type { JoinLinks, LinkSource } from '../join-links'
import { withCode } from '../templates/portal-texts'

/** Everything an invitation's text can name (M5), but for what derives from its link. */
export interface InvitationWords {
  readonly text: MailText
  readonly locale: Locale
  readonly portal: string
  /** Empty where the inviter is gone: then the portal invites. */
  readonly inviter: string
  readonly firstName: string
  readonly departments: readonly string[]
  readonly source: LinkSource
  /** Milliseconds UTC. */
  readonly expiresAt: number | null
}

/** Fills in an invitation's text with its link and short code (M5, M8). Throws VAULT_LOCKED. */
export function fillInvitation(words: InvitationWords, links: JoinLinks, base: string): FilledMail {
  const token = links.token(words.source)
  return fillMailText(
    withCode(words.text, words.locale),
    {
      firstName: words.firstName,
      portal: words.portal,
      link: links.url(base, token),
      inviter: words.inviter || words.portal,
      department: words.departments.join(', '),
      expires: writtenDay(words.expiresAt, words.locale),
      code: shortCode(token),
    },
    words.locale,
  )
}
