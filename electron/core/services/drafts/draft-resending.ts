import type { BatchResult } from '../../../contract/base'
import type { MailText } from '../../domain/mail-templates'
import { checkLength, mailtoUrl } from '../../domain/mailto-drafts'
import type { DraftFormat, MessageChannel } from '../../domain/vocabulary'
import { recordAudits } from '../../store/audit'
import { deleteDrafts, findOwnDraft, insertDrafts } from '../../store/drafts'
import { departmentNames, type InvitingRules, setExpiry } from '../../store/invitations'
import { paced } from '../../store/slice-clock'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { draftFormatHere, portalText } from './draft-rendering'
import { fillInvitation } from '../inviting/invitation-mail'
import { demandAddress, demandInvitee, type Invitee } from '../inviting/invitees'
import { expiryFrom } from '../inviting/invitation-life'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import { personalDraft } from './personal-draft'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

/** One person who is going to have a draft again. */
interface Redraft {
  readonly person: Invitee
  readonly channel: MessageChannel
  /** The operator's own draft that still waits for this person. */
  readonly replaced: string | null
  /** Its wording goes on in the new one; null: the standard text. */
  readonly textId: string | null
}

/**
 * Prepares a draft with the personal link for each of these people who are already invited, and renews their expiry
 * (M1, M8), in the caller's transaction: for the mail app where there is an e-mail address, else for the system's messaging
 * (SM6). Who cannot have one is refused with the reason and stays as they were. No second invitation is made, and no second
 * draft: one of the operator's own that waits for somebody is replaced.
 */
export async function redraft(
  writer: Writer,
  context: ServiceContext,
  links: JoinLinks,
  base: string,
  order: { readonly actor: Actor; readonly ids: readonly string[]; readonly appleMail: boolean },
): Promise<{ readonly result: BatchResult; readonly draftIds: Readonly<Record<MessageChannel, readonly string[]>> }> {
  const { actor, ids } = order
  const rules = await demandInvitingSomewhere(writer, actor)
  const format = draftFormatHere(rules.draft_format, order)
  const expiresAt = expiryFrom(context.clock.now(), rules.expiry_days)
  const redrafts: Redraft[] = []
  // Only reads and decides: what is refused here has changed nothing, so that one transaction can hold them all.
  const result = await onEach(ids, async (id, called) => {
    const person = await demandInvitee(writer, actor, id)
    called(person.name)
    const to = demandAddress(person)
    const channel = person.email === null ? 'sms' : 'mail'
    const waiting = await findOwnDraft(writer, actor.personId, person.invitation.id, channel)
    const text = waiting?.text ?? null
    const renewed = { ...person, invitation: { ...person.invitation, expires_at: expiresAt } }
    if (channel === 'mail') await demandRoom(writer, links, base, { actor, rules, format, to, person: renewed, text })
    redrafts.push({ person: renewed, channel, replaced: waiting?.id ?? null, textId: waiting?.textId ?? null })
  })
  const prepared = (channel: MessageChannel) =>
    redrafts
      .filter((each) => each.channel === channel)
      .map(({ person: { invitation }, textId }, index, { length: total }) =>
        personalDraft(context, actor, { channel, invitation, textId, position: index + 1, total }),
      )
  const mail = prepared('mail')
  const sms = prepared('sms')
  await deleteDrafts(
    writer,
    redrafts.flatMap((each) => each.replaced ?? []),
  )
  for (const { person } of redrafts) {
    await setExpiry(writer, person.invitation.id, expiresAt)
    await paced()
  }
  for await (const chunk of chunksOf([...mail, ...sms], 100)) await insertDrafts(writer, chunk)
  for await (const chunk of chunksOf(redrafts, 100)) {
    await recordAudits(
      writer,
      context.clock.now(),
      chunk.map(({ person: { id, name } }) => ({
        actor,
        origin: 'console' as const,
        action: 'person.invitation-drafted' as const,
        subject: { id, name },
      })),
    )
  }
  const idsOf = (drafts: typeof mail) => drafts.map(({ draft }) => draft.id)
  return { result, draftIds: { mail: idsOf(mail), sms: idsOf(sms) } }
}

/** Throws MAIL_TEXT_TOO_LONG where the draft would be too long for a mail app. */
async function demandRoom(
  writer: Writer,
  links: JoinLinks,
  base: string,
  words: {
    readonly actor: Actor
    readonly rules: InvitingRules
    readonly format: DraftFormat
    /** The e-mail address it goes to. */
    readonly to: string
    readonly person: Invitee
    readonly text: MailText | null
  },
): Promise<void> {
  const { actor, format, person, rules, to } = words
  const { locale } = person.invitation
  const departments = await departmentNames(writer, [person.invitation.id])
  const { subject, text } = fillInvitation(
    {
      text: words.text ?? (await portalText(writer, locale, format)),
      locale,
      portal: rules.name,
      inviter: actor.name,
      firstName: person.firstName,
      departments: departments.get(person.invitation.id) ?? [],
      source: person.invitation,
      expiresAt: person.invitation.expires_at,
    },
    links,
    base,
  )
  // A file and Apple Mail have room for any text (M3).
  if (format !== 'mailto') return
  checkLength(mailtoUrl({ to: [to], bcc: [], subject, body: text }, rules.address_separator).length)
}
