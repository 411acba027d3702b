import type { MailText } from '../../domain/mail-templates'
import { planDrafts } from '../../domain/mailto-drafts'
import { Refusal } from '../../domain/refusal'
import type { DraftMode } from '../../domain/vocabulary'
import { insertDrafts, type NewDraft } from '../../store/drafts'
import { insertText } from '../../store/messages'
import { readOpenLink } from '../../store/open-link'
import { findPerson } from '../../store/people'
import type { Reader, Writer } from '../../store/store'
import { draftFormatHere, portalText } from './draft-rendering'
import { newId } from '../ids'
import { fillInvitation } from '../inviting/invitation-mail'
import type { InviteOrder } from '../inviting/invite-order'
import { keepInvitations } from '../inviting/keeping'
import type { NewInvitation } from '../inviting/new-invitation'
import { prepareInvitations, type Prepared } from '../inviting/preparing'
import type { JoinLinks, LinkSource } from '../join-links'
import { demandWorking, makeVariant } from '../open-link/variants'
import type { ServiceContext } from '../service-context'
import { chunksOf, gathered } from '../slices'

export interface DraftOrder extends InviteOrder {
  readonly mode: DraftMode
  /** Own wording, already checked; null: the standard text. */
  readonly text: MailText | null
  /** Whether Apple Mail can be asked here; left out where nobody typed the text, which then fits every way. */
  readonly appleMail?: boolean
}

/** What the text of a draft speaks of: one person with their link, or everybody with the open link. */
interface Link {
  readonly source: LinkSource
  readonly expiresAt: number | null
}

/**
 * Invites each address and prepares the drafts that carry the invitations to the mail app (M1, M2), all in the
 * caller's transaction. Without addresses there is one draft with the open link (L11). Throws MAIL_TEXT_TOO_LONG,
 * OPEN_LINK_OFF, OPEN_LINK_EXPIRED and OPEN_LINK_FULL before anything is created.
 */
export async function prepareDrafts(
  writer: Writer,
  context: ServiceContext,
  links: JoinLinks,
  base: string,
  order: DraftOrder,
): Promise<{ readonly rows: Prepared['rows']; readonly created: number; readonly draftIds: readonly string[] }> {
  const prepared = await prepareInvitations(writer, context, order)
  const { created, rows } = prepared
  if (order.people.length > 0 && created.length === 0) return { rows, created: 0, draftIds: [] }
  const mode = modeOf(order)
  const open = mode === 'bcc' ? await openVariant(writer, context, order) : null
  const batches = await split(writer, links, base, order, prepared, open)
  await keepInvitations(writer, context, order, created)
  const textId = order.text === null ? null : newId(context)
  if (order.text !== null && textId !== null) await insertText(writer, textId, order.text)
  const drafts = batches.map((batch, index): NewDraft => ({
    draft: {
      id: newId(context),
      channel: 'mail',
      mode,
      state: 'prepared',
      locale: order.locale,
      text_id: textId,
      variant_id: open?.source.id ?? null,
      batch_position: index + 1,
      batch_total: batches.length,
      created_by: order.actor.personId,
      created_at: context.clock.now(),
      opened_at: null,
      answered_at: null,
    },
    invitationIds: batch.map(({ invitation }) => invitation.id),
  }))
  for await (const chunk of chunksOf(drafts, 100)) await insertDrafts(writer, chunk)
  return { rows, created: created.length, draftIds: drafts.map(({ draft }) => draft.id) }
}

/** How many drafts `prepareDrafts` would prepare now, split by the same code; throws what it would and keeps nothing. */
export async function countDrafts(
  reader: Reader,
  context: ServiceContext,
  links: JoinLinks,
  base: string,
  order: DraftOrder,
): Promise<number> {
  const prepared = await prepareInvitations(reader, context, order)
  if (order.people.length > 0 && prepared.created.length === 0) return 0
  const open = modeOf(order) === 'bcc' ? await likeOpenVariant(reader, context) : null
  return (await split(reader, links, base, order, prepared, open)).length
}

/** Without addresses it is one draft for everybody. */
function modeOf(order: DraftOrder): DraftMode {
  return order.people.length === 0 ? 'bcc' : order.mode
}

/** Whom each draft is for (M2). `open`: the open link they carry instead of personal ones. Throws MAIL_TEXT_TOO_LONG. */
async function split(
  reader: Reader,
  links: JoinLinks,
  base: string,
  order: DraftOrder,
  prepared: Prepared,
  open: Link | null,
): Promise<readonly (readonly NewInvitation[])[]> {
  // A phone number cannot be written to: its link is handed over (X1).
  const mailable = prepared.created.filter(({ person }) => person.email !== null)
  if (mailable.length === 0 && prepared.created.length > 0) return []
  const self = await findPerson(reader, order.actor.personId)
  const format = draftFormatHere(prepared.rules.draft_format, { appleMail: order.appleMail ?? true })
  const text = order.text ?? (await portalText(reader, order.locale, format))
  return gathered(
    planDrafts<NewInvitation>({
      mode: modeOf(order),
      recipients: mailable,
      addressOf: ({ person }) => person.address,
      textOf: (recipient) => textOf(order, text, prepared, open ?? linkOf(recipient), recipient, links, base),
      self: self?.email ?? null,
      separator: prepared.rules.address_separator,
      ...(format === 'mailto' ? {} : { budget: Infinity }),
    }),
  )
}

async function openVariant(writer: Writer, context: ServiceContext, order: DraftOrder): Promise<Link> {
  const open = await readOpenLink(writer)
  demandWorking(open, context.clock.now())
  const variant = await makeVariant(writer, context, { actor: order.actor, departmentIds: order.departmentIds })
  return { source: { ...variant, generation: open.generation }, expiresAt: open.valid_until }
}

/** A link as long as a variant's would be: tokens are all of one length. */
async function likeOpenVariant(reader: Reader, context: ServiceContext): Promise<Link> {
  const open = await readOpenLink(reader)
  demandWorking(open, context.clock.now())
  return { source: { id: '', generation: open.generation, handle: '000000' }, expiresAt: open.valid_until }
}

function linkOf(recipient: NewInvitation | null): Link {
  // planDrafts asks for a text without recipient in mode bcc only, which has the open link.
  if (recipient === null) throw new Refusal('INTERNAL')
  return { source: recipient.invitation, expiresAt: recipient.invitation.expires_at }
}

function textOf(
  order: DraftOrder,
  words: MailText,
  prepared: Prepared,
  link: Link,
  recipient: NewInvitation | null,
  links: JoinLinks,
  base: string,
): { subject: string; body: string } {
  const { subject, text } = fillInvitation(
    {
      text: words,
      locale: order.locale,
      portal: prepared.rules.name,
      inviter: order.actor.name,
      firstName: recipient?.person.first_name ?? '',
      departments: prepared.departments,
      ...link,
    },
    links,
    base,
  )
  return { subject, body: text }
}
