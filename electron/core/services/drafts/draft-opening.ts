import { checkLength } from '../../domain/mailto-drafts'
import { addressForDisplay } from '../../domain/shown-addresses'
import type { DraftFormat } from '../../domain/vocabulary'
import type { StoredDraft } from '../../store/drafts'
import type { RenderedDraft } from './draft-rendering'
import type { MailApp } from '../ports'

/**
 * Hands a draft to the mail app: as a mailto link (M1), as an unsent message in a file (M3), or to Apple Mail. Throws
 * MAIL_APP_MISSING, MAIL_TEXT_TOO_LONG, DRAFT_NOT_OPENED, APPLE_MAIL_NOT_ALLOWED.
 */
export async function openShown(
  mailApp: MailApp,
  { content, html, link, url }: RenderedDraft,
  draft: StoredDraft,
  format: DraftFormat,
): Promise<void> {
  if (format === 'file') {
    // Read when the first one is opened: it brings the library of the mail service along.
    const { draftMessage } = await import('../mail/draft-message')
    const names = new Map(
      draft.recipients.map((each) => [each.email, each.name === addressForDisplay(each.email) ? '' : each.name]),
    )
    const named = (address: string) => ({ name: names.get(address) ?? '', address })
    const { body: text, subject } = content
    const addresses = { to: content.to.map(named), bcc: content.bcc.map(named) }
    await mailApp.openDraftFile(await draftMessage({ ...addresses, subject, text, html, link, locale: draft.locale }))
  } else if (format === 'apple-mail') {
    const { bcc, body: text, subject, to } = content
    await mailApp.openInAppleMail({ to, bcc, subject, text })
  } else {
    checkLength(url.length)
    await mailApp.open(url)
  }
}
