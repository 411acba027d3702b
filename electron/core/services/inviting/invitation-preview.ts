import type { InvitationTextPreview } from '../../../contract/invitations'
import { fillMailText, type MailText } from '../../domain/mail-templates'
import type { Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { draftFormatHere, portalText } from '../drafts/draft-rendering'
import { demandText } from './preparing'
import { demandPreset } from './preset'
import { demandInvitingSomewhere } from './inviting-access'
import { expiryFrom } from './invitation-life'
import type { Actor, MailApp } from '../ports'
import type { ServiceContext } from '../service-context'
import { EXAMPLE_LINKS, EXAMPLES } from '../templates/examples'
import { readText, withCode } from '../templates/portal-texts'
import { SHORT_TEXTS, STANDARD_TEXTS } from '../templates/standard-texts'

export interface TextToPreview {
  readonly locale: Locale
  /** Own wording; null: the portal's. */
  readonly text: MailText | null
  readonly departmentIds: readonly string[]
}

/**
 * The message as each way will send it, filled in with an example (M5): a link to the mail app has room for short texts
 * only (M1). Throws what checkMailText throws, MAIL_TEXT_FIXED, NOT_ALLOWED, PLACE_NOT_ALLOWED, NOT_FOUND.
 */
export async function previewInvitation(
  { clock, store }: ServiceContext,
  mailApp: Pick<MailApp, 'appleMail'>,
  actor: Actor,
  { departmentIds, locale, text }: TextToPreview,
): Promise<InvitationTextPreview> {
  const rules = await demandInvitingSomewhere(store.reader, actor)
  demandText(rules, text)
  const departments = await demandPreset(store.reader, { departmentIds }, rules.scope)
  const template = await readText(store.reader, 'invitation', locale)
  const forMailApp = await portalText(store.reader, locale, draftFormatHere(rules.draft_format, mailApp))
  const values = {
    firstName: EXAMPLES[locale].firstName,
    portal: rules.name,
    link: EXAMPLE_LINKS.link,
    inviter: actor.name,
    department: departments.join(', '),
    expires: writtenDay(expiryFrom(clock.now(), rules.expiry_days), locale),
    code: EXAMPLE_LINKS.code,
  }
  const filled = (words: MailText) => {
    const { subject, text: body } = fillMailText(withCode(words, locale), values, locale)
    return { subject, body }
  }
  const standard = template === STANDARD_TEXTS.invitation[locale]
  return {
    mailApp: filled(text ?? forMailApp),
    mailService: filled(text ?? template),
    template,
    standard,
    tooLong: !standard && forMailApp === SHORT_TEXTS[locale],
    editable: rules.plan !== 'free',
  }
}
