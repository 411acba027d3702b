import { sql } from 'kysely'
import type { MessageChannel, MessageState } from '../domain/vocabulary'
import { insertRows } from './dialects/kept-inserts'
import { keptRow } from './dialects/kept-queries'
import type { MailAccountTable, MessageTable } from './schema'
import type { Reader, Writer } from './store'

export async function readMailAccount(reader: Reader): Promise<MailAccountTable | undefined> {
  return await keptRow(reader, 'mail-account', {}, () =>
    reader.selectFrom('mail_account').selectAll().where('id', '=', 1),
  )
}

export async function insertMessages(writer: Writer, rows: readonly MessageTable[]): Promise<void> {
  await insertRows(writer, 'message', rows)
}

/** Keeps the wording of a batch (M5). */
export async function insertText(writer: Writer, id: string, text: { subject: string; body: string }): Promise<void> {
  await writer.insertInto('message_text').values({ id, subject: text.subject, body: text.body }).execute()
}

/** Cancels what still waits to be sent for an invitation; `below`: only messages of older generations. */
export async function cancelWaiting(writer: Writer, invitationId: string, at: number, below?: number): Promise<void> {
  let query = writer
    .updateTable('message')
    .set({ state: 'cancelled', next_try_at: null, updated_at: at })
    .where('invitation_id', '=', invitationId)
    .where('state', '=', sql.lit('queued'))
  if (below !== undefined) query = query.where('generation', '<', below)
  await query.execute()
}

/**
 * Puts a waiting message for this link at the head of the queue; one that is being sent already needs no hurry. False where
 * there is neither.
 */
export async function hurryWaiting(
  writer: Writer,
  invitationId: string,
  generation: number,
  at: number,
): Promise<boolean> {
  const result = await writer
    .updateTable('message')
    .set({ next_try_at: at, updated_at: at })
    .where('invitation_id', '=', invitationId)
    .where('generation', '=', generation)
    .where('state', '=', sql.lit('queued'))
    .executeTakeFirst()
  if (result.numUpdatedRows > 0n) return true
  const underWay = await writer
    .selectFrom('message')
    .select('id')
    .where('invitation_id', '=', invitationId)
    .where('generation', '=', generation)
    .where('state', '=', sql.lit('sending'))
    .limit(1)
    .executeTakeFirst()
  return underWay !== undefined
}

/** A message with what decides whether it may still go out: its link must be alive and of the same generation. */
const withLink = (reader: Reader) =>
  reader
    .selectFrom('message')
    .leftJoin('invitation', 'invitation.id', 'message.invitation_id')
    .leftJoin('person', 'person.id', 'message.person_id')
    .selectAll('message')
    .select([
      'invitation.state as link_state',
      'invitation.generation as link_generation',
      'invitation.expires_at as link_expires_at',
      'person.status as person_status',
    ])

export type MessageWithLink = Awaited<ReturnType<typeof listMessages>>[number]

/** Newest first, below a cursor; `createdBy`: only that person's; null: of every state, channel, person. */
export async function listMessages(
  reader: Reader,
  page: {
    state: MessageState | null
    channel: MessageChannel | null
    before: string | null
    limit: number
    createdBy: string | null
  },
) {
  let query = withLink(reader)
  if (page.state !== null) query = query.where('message.state', '=', page.state)
  if (page.channel !== null) query = query.where('message.channel', '=', page.channel)
  if (page.before !== null) query = query.where('message.id', '<', page.before)
  if (page.createdBy !== null) query = query.where('message.created_by', '=', page.createdBy)
  return query.orderBy('message.id', 'desc').limit(page.limit).execute()
}

export async function findMessage(reader: Reader, id: string): Promise<MessageWithLink | undefined> {
  return withLink(reader).where('message.id', '=', id).executeTakeFirst()
}

export async function countMessages(reader: Reader, channel: MessageChannel | null, createdBy: string | null) {
  let query = reader.selectFrom('message').select((select) => ['state', select.fn.countAll<number>().as('count')])
  if (channel !== null) query = query.where('channel', '=', channel)
  if (createdBy !== null) query = query.where('created_by', '=', createdBy)
  return query.groupBy('state').execute()
}

/**
 * Whether an invitation's message still has the link of its person's invitation (M8, S5), be that expired or not. What other
 * kinds carry is looked at when they are sent.
 */
export function linkIsAlive(message: MessageWithLink): boolean {
  if (!carriesLink(message)) return true
  return (
    message.link_state === 'live' &&
    message.person_status === 'invited' &&
    message.link_generation === message.generation
  )
}

/** Whether the invitation of a message is over at `at`, in milliseconds UTC, until somebody renews it (H4). */
export function linkHasExpired(message: MessageWithLink, at: number): boolean {
  return carriesLink(message) && message.link_expires_at !== null && message.link_expires_at <= at
}

function carriesLink({ kind }: MessageWithLink): boolean {
  return kind === 'invitation' || kind === 'reminder'
}

/** Moves a message on, but only from one of the states it is expected in; false where it is in another (S5). */
export async function moveMessage(
  writer: Writer,
  id: string,
  from: readonly MessageState[],
  change: Partial<
    Pick<MessageTable, 'state' | 'tries' | 'next_try_at' | 'answer' | 'sent_at' | 'provider_id' | 'next_look_at'>
  > & {
    updated_at: number
  },
): Promise<boolean> {
  const result = await writer
    .updateTable('message')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function saveMailAccount(writer: Writer, account: MailAccountTable): Promise<void> {
  const { id: _one, ...change } = account
  await writer
    .insertInto('mail_account')
    .values(account)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
    .execute()
}

export async function removeMailAccount(writer: Writer): Promise<boolean> {
  const result = await writer.deleteFrom('mail_account').where('id', '=', 1).executeTakeFirst()
  return result.numDeletedRows === 1n
}
