import { sql } from 'kysely'
import type { MessageChannel } from '../domain/vocabulary'
import { keptRow } from './dialects/kept-queries'
import type { OutboxStopTable } from './schema'
import type { Reader, Writer } from './store'

/** Since when the operator has paused the channel, in milliseconds UTC; null: it is not paused. */
export async function pausedSince(reader: Reader, channel: MessageChannel): Promise<number | null> {
  const row = await keptRow(reader, `paused-since ${channel}`, {}, () =>
    reader.selectFrom('outbox_pause').select('paused_at').where('channel', '=', channel),
  )
  return row?.paused_at ?? null
}

/** False where it was paused already. */
export async function pauseChannel(writer: Writer, channel: MessageChannel, at: number): Promise<boolean> {
  const result = await writer
    .insertInto('outbox_pause')
    .values({ channel, paused_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False where it was not paused. */
export async function resumeChannel(writer: Writer, channel: MessageChannel): Promise<boolean> {
  const result = await writer.deleteFrom('outbox_pause').where('channel', '=', channel).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** The account was refused, so that nothing can go out; undefined: it was not, or messages went out since. */
export async function readStop(reader: Reader, channel: MessageChannel): Promise<OutboxStopTable | undefined> {
  return await keptRow(reader, `outbox-stop ${channel}`, {}, () =>
    reader.selectFrom('outbox_stop').selectAll().where('channel', '=', channel),
  )
}

export async function noteStop(writer: Writer, stop: OutboxStopTable): Promise<void> {
  const { channel: _channel, ...change } = stop
  await writer
    .insertInto('outbox_stop')
    .values(stop)
    .onConflict((conflict) => conflict.column('channel').doUpdateSet(change))
    .execute()
}

export async function clearStop(writer: Writer, channel: MessageChannel): Promise<void> {
  await writer.deleteFrom('outbox_stop').where('channel', '=', channel).execute()
}

/** The run whose notes beside the file are to be believed; null: there was none. */
export async function readRun(reader: Reader, channel: MessageChannel): Promise<string | null> {
  const row = await reader.selectFrom('outbox_run').select('run').where('channel', '=', channel).executeTakeFirst()
  return row?.run ?? null
}

/** From now on the notes of this run are believed, and no others. */
export async function keepRun(writer: Writer, channel: MessageChannel, run: string): Promise<void> {
  await writer
    .insertInto('outbox_run')
    .values({ channel, run })
    .onConflict((conflict) => conflict.column('channel').doUpdateSet({ run }))
    .execute()
}

/** Everything of the channel that waits may be tried now: its account has changed. */
export async function releaseWaiting(writer: Writer, channel: MessageChannel, at: number): Promise<void> {
  await clearStop(writer, channel)
  await writer
    .updateTable('message')
    .set({ next_try_at: at })
    .where('state', '=', sql.lit('queued'))
    .where('channel', '=', channel)
    .where('next_try_at', '>', at)
    .execute()
}

/**
 * What waits in a channel, when the first of it is tried, and what was answered last to any of it; `createdBy`: of that
 * person only.
 */
export async function readWaiting(
  reader: Reader,
  channel: MessageChannel,
  createdBy: string | null,
): Promise<{ readonly waiting: number; readonly nextTryAt: number | null; readonly answer: string | null }> {
  const queued = reader
    .selectFrom('message')
    .where('state', '=', sql.lit('queued'))
    .where('channel', '=', channel)
    .$if(createdBy !== null, (query) => query.where('created_by', '=', createdBy))
  const { count } = await queued.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  const first = await queued.select('next_try_at').orderBy('next_try_at').limit(1).executeTakeFirst()
  const told = queued.select('answer').where('answer', 'is not', null).orderBy('updated_at', 'desc').limit(1)
  const last = await told.executeTakeFirst()
  return { waiting: count, nextTryAt: first?.next_try_at ?? null, answer: last?.answer ?? null }
}
