import { DAY } from '../../domain/days'
import { handleFrom } from '../../domain/join-codes'
import type { Locale } from '../../domain/vocabulary'
import {
  insertInvitations,
  raiseGeneration,
  readInvitingRules,
  revokeInvitation,
  takenHandles,
} from '../../store/invitations'
import { removeFromDrafts, reopenDrafts } from '../../store/unsent-drafts'
import { cancelWaiting, hurryWaiting, insertMessages } from '../../store/messages'
import type { MessageTable } from '../../store/schema'
import { paced } from '../../store/slice-clock'
import type { Reader, Writer } from '../../store/store'
import { newId } from '../ids'
import { outgoingRow, readSender } from '../messages/outgoing-messages'
import type { ServiceContext } from '../service-context'

/** Handles looked up by one statement, which nothing interrupts. */
const HANDLES_TOGETHER = 100

/** A live invitation as messages and links need it. */
export interface LiveInvitation {
  readonly id: string
  readonly person_id: string
  readonly generation: number
  readonly handle: string
  readonly locale: Locale
  readonly expires_at: number | null
}

/** When an invitation made or renewed now ends (H4); null: never. */
export function expiryFrom(at: number, expiryDays: number | null): number | null {
  return expiryDays === null ? null : at + expiryDays * DAY
}

/**
 * Kills the person's link for good (S1, S2): the invitation is revoked, what waits to be sent is cancelled, and drafts
 * lose them. Does nothing for somebody without a live invitation. Belongs in the transaction of the transition.
 */
export async function endInvitation(writer: Writer, personId: string, at: number): Promise<void> {
  const ended = await revokeInvitation(writer, personId, at)
  if (!ended) return
  await cancelWaiting(writer, ended.id, at)
  await removeFromDrafts(writer, ended.id)
}

/**
 * Gives the person's invitation a new link and kills the old one (C5, L3): messages that carry the old link are
 * cancelled, the expiry starts anew. An invitation that had ended lives again; somebody without any gets one, so that
 * whoever is invited has a link. Belongs in the transaction of the transition.
 */
export async function renewInvitation(
  writer: Writer,
  context: ServiceContext,
  personId: string,
  at: number,
): Promise<LiveInvitation> {
  const { expiry_days, locale, require_confirmation } = await readInvitingRules(writer)
  const expiresAt = expiryFrom(at, expiry_days)
  const renewed = await raiseGeneration(writer, personId, expiresAt)
  if (renewed) {
    await cancelWaiting(writer, renewed.id, at, renewed.generation)
    await reopenDrafts(writer, renewed.id)
    return renewed
  }
  const [handle = ''] = await freeHandles(writer, context, 1)
  const fresh = {
    id: newId(context),
    person_id: personId,
    generation: 1,
    handle,
    locale,
    expires_at: expiresAt,
    channel: 'link' as const,
    state: 'live' as const,
    require_confirmation,
    created_by: null,
    created_at: at,
    sent_at: null,
    opened_at: null,
    ended_at: null,
    batch_id: null,
    reminders: 0,
    renewed_at: null,
  }
  await insertInvitations(writer, [fresh], [], [])
  return fresh
}

/**
 * So many handles that nothing in the store has, all different; in slices, for an order can be long. Whoever needs
 * several asks once: what was drawn before and is not kept yet is in no store.
 */
export async function freeHandles(reader: Reader, context: ServiceContext, count: number): Promise<readonly string[]> {
  const handles = new Set<string>()
  while (handles.size < count) {
    const drawn = new Set<string>()
    while (drawn.size < HANDLES_TOGETHER && handles.size + drawn.size < count) {
      const handle = handleFrom(context.randomness.bytes(4))
      if (!handles.has(handle)) drawn.add(handle)
    }
    const taken = await takenHandles(reader, [...drawn])
    for (const handle of drawn) if (!taken.has(handle)) handles.add(handle)
    await paced()
  }
  return [...handles]
}

/** Whom a message goes to and who asked for it. */
export interface MessageOrder {
  readonly toName: string
  /** Comparable form. */
  readonly toAddress: string
  /** Person id of the operator. */
  readonly createdBy: string | null
  readonly textId?: string | null
  /** An invitation unless it is said to be its reminder (H3). */
  readonly kind?: 'invitation' | 'reminder'
  readonly at: number
}

/**
 * Puts the invitation's message into the outbox (M4, M8); one that waits for the same link already is hurried instead
 * of doubled, and one that is being sent is enough. Belongs in the transaction of what causes it. Throws
 * MAIL_ACCOUNT_MISSING for an e-mail address.
 */
export async function queueInvitationMessage(
  writer: Writer,
  context: ServiceContext,
  invitation: LiveInvitation,
  order: MessageOrder,
): Promise<void> {
  const row = messageRow(context, invitation, order, await readSender(writer))
  if (await hurryWaiting(writer, invitation.id, invitation.generation, order.at)) return
  await insertMessages(writer, [row])
}

/** The invitation's message as it enters the outbox; `sender`: see outgoingRow. */
export function messageRow(
  context: ServiceContext,
  invitation: LiveInvitation,
  order: MessageOrder,
  sender: string | null,
): MessageTable {
  const { generation, id, locale, person_id: personId } = invitation
  const { kind = 'invitation', textId = null, ...rest } = order
  const row = outgoingRow(context, { ...rest, kind, about: null, personId, locale, generation }, sender)
  return { ...row, invitation_id: id, text_id: textId }
}
