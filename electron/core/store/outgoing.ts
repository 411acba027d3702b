import { sql } from 'kysely'
import type { MessageChannel, MessageKind } from '../domain/vocabulary'
import { keptRow, keptRows, listed } from './dialects/kept-queries'
import type { MessageTable } from './schema'
import type { Reader, Writer } from './store'

/** A due message with everything its text and its fate need. */
export type DueMessage = Awaited<ReturnType<ReturnType<typeof dueQuery>['execute']>>[number]

/** The messages of a channel and of these kinds that are due, those that wait longest first. */
export async function dueMessages(
  reader: Reader,
  channel: MessageChannel,
  kinds: readonly MessageKind[],
  at: number,
  limit: number,
): Promise<readonly DueMessage[]> {
  const shape = `due-messages ${channel} ${kinds.join(' ')}`
  return await keptRows(reader, shape, { at, limit }, (blank) =>
    dueQuery(reader, channel, kinds, blank.number('at'), blank.number('limit')),
  )
}

const dueQuery = (reader: Reader, channel: MessageChannel, kinds: readonly MessageKind[], at: number, limit: number) =>
  withAllOfIt(reader)
    .where('message.state', '=', sql.lit('queued'))
    .where('message.channel', '=', channel)
    .where('message.kind', 'in', kinds)
    .where('message.next_try_at', '<=', at)
    .orderBy('message.next_try_at')
    .orderBy('message.id')
    .limit(limit)

const withAllOfIt = (reader: Reader) =>
  reader
    .selectFrom('message')
    .leftJoin('invitation', 'invitation.id', 'message.invitation_id')
    .leftJoin('person', 'person.id', 'message.person_id')
    .leftJoin('person as inviter', 'inviter.id', 'message.created_by')
    .leftJoin('message_text', 'message_text.id', 'message.text_id')
    .select(['message.id', 'message.channel', 'message.kind', 'message.about', 'message.person_id', 'message.to_name'])
    .select(['message.invitation_id', 'message.generation'])
    .select(['message.to_address', 'message.locale', 'message.message_id', 'message.tries', 'message.created_at'])
    .select(['invitation.state as link_state', 'invitation.generation as link_generation', 'invitation.handle'])
    .select(['invitation.expires_at', 'person.status as person_status', 'person.first_name'])
    .select(['inviter.name as inviter', 'message_text.subject', 'message_text.body'])

/** When the next message of a channel and of these kinds is due, in milliseconds UTC; null: none waits. */
export async function nextDue(
  reader: Reader,
  channel: MessageChannel,
  kinds: readonly MessageKind[],
): Promise<number | null> {
  const row = await keptRow(reader, `next-due ${channel} ${kinds.join(' ')}`, {}, () =>
    reader
      .selectFrom('message')
      .select('next_try_at')
      .where('state', '=', sql.lit('queued'))
      .where('channel', '=', channel)
      .where('kind', 'in', kinds)
      .orderBy('next_try_at')
      .limit(sql.lit(1)),
  )
  return row?.next_try_at ?? null
}

/** Messages of a channel that were taken and not settled when the program ended. */
export async function interruptedMessages(reader: Reader, channel: MessageChannel): Promise<readonly DueMessage[]> {
  return await withAllOfIt(reader)
    .where('message.state', '=', 'sending')
    .where('message.channel', '=', channel)
    .execute()
}

/** Those of these messages that were cancelled. */
export async function cancelledAmong(reader: Reader, ids: readonly string[]): Promise<readonly DueMessage[]> {
  // The plus keeps the index of states out: each message is found by its id.
  return await withAllOfIt(reader)
    .where('message.id', 'in', listed(JSON.stringify(ids)))
    .where(sql`+message.state`, '=', 'cancelled')
    .execute()
}

/** These messages as they are now, without those that are not being sent any more. */
export async function takenMessages(reader: Reader, ids: readonly string[]): Promise<readonly DueMessage[]> {
  return await keptRows(reader, 'taken-messages', { ids: JSON.stringify(ids) }, (blank) =>
    // The plus keeps the index of states out: each message is found by its id.
    withAllOfIt(reader)
      .where('message.id', 'in', listed(blank('ids')))
      .where(sql`+message.state`, '=', sql.lit('sending')),
  )
}

/** Nothing of the channel that waits is tried before `until`. What was answered to one is not told of the others (A2). */
export async function holdBack(writer: Writer, channel: MessageChannel, until: number): Promise<void> {
  await writer
    .updateTable('message')
    .set({ next_try_at: until })
    .where('state', '=', sql.lit('queued'))
    .where('channel', '=', channel)
    .where('next_try_at', '<', until)
    .execute()
}

/** Marks due messages as being sent, the try counted; what the provider said of an earlier try no longer holds. */
export async function takeMessages(writer: Writer, ids: readonly string[], at: number): Promise<void> {
  if (ids.length === 0) return
  await writer
    .updateTable('message')
    .set((set) => ({
      state: 'sending',
      tries: set('tries', '+', 1),
      next_try_at: null,
      provider_id: null,
      next_look_at: null,
      updated_at: at,
    }))
    .where('id', 'in', listed(JSON.stringify(ids)))
    .where('state', '=', 'queued')
    .execute()
}

/** Ends messages that were taken, never begun, and have no purpose any more; the try is not counted. */
export async function cancelTaken(writer: Writer, ids: readonly string[], at: number): Promise<readonly string[]> {
  const cancelled = await writer
    .updateTable('message')
    .set((set) => ({ state: 'cancelled', tries: set('tries', '-', 1), next_try_at: null, updated_at: at }))
    .where('id', 'in', listed(JSON.stringify(ids)))
    .where('state', '=', 'sending')
    .returning('id')
    .execute()
  return cancelled.map(({ id }) => id)
}

/** Undoes takeMessages for those that were never begun. */
export async function putMessagesBack(writer: Writer, ids: readonly string[], at: number): Promise<void> {
  await writer
    .updateTable('message')
    .set((set) => ({ state: 'queued', tries: set('tries', '-', 1), next_try_at: at }))
    .where('id', 'in', listed(JSON.stringify(ids)))
    .where('state', '=', 'sending')
    .execute()
}

export interface SentRow {
  readonly id: string
  readonly answer: string
  readonly provider_id: string | null
  readonly next_look_at: number | null
}

/** The server has taken these messages over, and the invitations they carry; also those cancelled while on their way (Z2). */
export async function noteAllSent(
  writer: Writer,
  at: number,
  rows: readonly SentRow[],
  messages: readonly Pick<DueMessage, 'invitation_id' | 'generation'>[],
): Promise<void> {
  const given = (column: keyof SentRow) => sql`json_extract(given.value, ${sql.lit(`$.${column}`)})`
  // The plus keeps the index of states out: each message is found by its id, not each of all that are being sent compared.
  await sql`UPDATE message SET state = 'sent', sent_at = ${at}, updated_at = ${at}, answer = ${given('answer')},
      provider_id = ${given('provider_id')}, next_look_at = ${given('next_look_at')}
    FROM json_each(${JSON.stringify(rows)}) AS given
    WHERE message.id = ${given('id')} AND +message.state IN ('sending', 'cancelled')`.execute(writer)
  const byGeneration = new Map<number, string[]>()
  for (const { generation, invitation_id } of messages) {
    if (generation === null || invitation_id === null) continue
    const alike = byGeneration.get(generation)
    if (alike) alike.push(invitation_id)
    else byGeneration.set(generation, [invitation_id])
  }
  for (const [generation, ids] of byGeneration) {
    await writer
      .updateTable('invitation')
      .set({ sent_at: at })
      .where('id', 'in', listed(JSON.stringify(ids)))
      .where('generation', '=', generation)
      .execute()
  }
}

/** M9: the last message to each of these people has gone out. */
export async function markAllDelivered(writer: Writer, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await writer
    .updateTable('person')
    .set({ delivery_failed: 0 })
    .where('id', 'in', listed(JSON.stringify(personIds)))
    .where('delivery_failed', '=', 1)
    .execute()
}

/** M9: whether the last message to a person could not be delivered. */
export async function markDelivery(writer: Writer, personId: string, failed: boolean): Promise<void> {
  await writer
    .updateTable('person')
    .set({ delivery_failed: failed ? 1 : 0 })
    .where('id', '=', personId)
    .where('delivery_failed', '=', failed ? 0 : 1)
    .execute()
}

/** When messages of a channel that were tried have changed since, in milliseconds UTC: all that is left of a run's tries. */
export async function triedSince(reader: Reader, channel: MessageChannel, since: number): Promise<readonly number[]> {
  const rows = await reader
    .selectFrom('message')
    .select('updated_at')
    .where('channel', '=', channel)
    .where('tries', '>', sql.lit(0))
    .where('updated_at', '>', since)
    .orderBy('updated_at')
    .execute()
  return rows.map((row) => row.updated_at)
}

/** SMS whose provider is to be asked by now what became of them. */
export async function messagesToLookAt(reader: Reader, at: number, limit: number) {
  return reader
    .selectFrom('message')
    .select(['id', 'provider_id', 'person_id', 'to_name', 'to_address', 'sent_at'])
    .where('next_look_at', '<=', at)
    .where('next_look_at', 'is not', null)
    .orderBy('next_look_at')
    .limit(limit)
    .execute()
}

export type LookedAtMessage = Awaited<ReturnType<typeof messagesToLookAt>>[number]

/** When the next provider is to be asked, in milliseconds UTC; null: never. */
export async function nextLookDue(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('message')
    .select('next_look_at')
    .where('next_look_at', 'is not', null)
    .orderBy('next_look_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_look_at ?? null
}

/**
 * What the provider said became of a message that was sent (SM6); false where it is not `sent` any more (S5). `updated_at`
 * stays: a look is no try, and should not count as one (triedSince).
 */
export async function noteLook(
  writer: Writer,
  id: string,
  change: Partial<Pick<MessageTable, 'state' | 'answer' | 'next_look_at'>>,
): Promise<boolean> {
  const result = await writer
    .updateTable('message')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
