import { sql } from 'kysely'
import type { MessageChannel, MessageKind } from '../domain/vocabulary'
import { keptRow, keptRows, listed } from './dialects/kept-queries'
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
