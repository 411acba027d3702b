import { sql } from 'kysely'
import { Refusal } from '../domain/refusal'
import type { InviteBatchTable, PersonTable } from './schema'
import type { Reader, Writer } from './store'

/** People asked in together (Z1), without anybody in it yet. */
export async function insertBatch(
  writer: Writer,
  batch: Omit<InviteBatchTable, 'people' | 'planned' | 'undone_at'>,
): Promise<void> {
  await writer
    .insertInto('invite_batch')
    .values({ ...batch, people: 0, planned: 0, undone_at: null })
    .execute()
}

/**
 * Counts people who have just been invited as part of it, and keeps how many it is to be in the end. Throws BATCH_UNDONE
 * where it was taken back meanwhile.
 */
export async function growBatch(writer: Writer, id: string, people: number, planned: number): Promise<void> {
  const result = await writer
    .updateTable('invite_batch')
    .set((column) => ({ people: column('people', '+', people), planned }))
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (result.numUpdatedRows !== 1n) throw new Refusal('BATCH_UNDONE')
}

/** Nobody more is to come: whoever was there already when their turn came is no longer waited for. */
export async function completeBatch(writer: Writer, id: string): Promise<void> {
  await writer
    .updateTable('invite_batch')
    .set((column) => ({ planned: column.ref('people') }))
    .where('id', '=', id)
    .execute()
}

export async function findBatch(reader: Reader, id: string) {
  return await reader
    .selectFrom('invite_batch')
    .leftJoin('person', 'person.id', 'invite_batch.created_by')
    .selectAll('invite_batch')
    .select('person.name as creator')
    .where('invite_batch.id', '=', id)
    .executeTakeFirst()
}

/** The latest first, behind a cursor; `createdBy`: only that person's. */
export async function listBatches(
  reader: Reader,
  page: { readonly before: string | null; readonly limit: number; readonly createdBy: string | null },
) {
  let query = reader
    .selectFrom('invite_batch')
    .leftJoin('person', 'person.id', 'invite_batch.created_by')
    .selectAll('invite_batch')
    .select('person.name as creator')
  if (page.before !== null) query = query.where('invite_batch.id', '<', page.before)
  if (page.createdBy !== null) query = query.where('invite_batch.created_by', '=', page.createdBy)
  return await query.orderBy('invite_batch.id', 'desc').limit(page.limit).execute()
}

/** How many of a batch have accepted, and who was the first found. */
export async function acceptedOf(
  reader: Reader,
  batchId: string,
): Promise<{ readonly count: number; readonly name: string }> {
  const accepted = reader
    .selectFrom('invitation')
    .where('batch_id', '=', batchId)
    .where('state', '=', sql.lit('accepted'))
  const { count } = await accepted
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count === 0) return { count, name: '' }
  const first = await accepted
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select('person.name')
    .limit(1)
    .executeTakeFirst()
  return { count, name: first?.name ?? '' }
}

/** How many of a batch could not be delivered to last time (M9). */
export async function undeliveredOf(reader: Reader, batchId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('person')
    .innerJoin('invitation', 'invitation.person_id', 'person.id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person.delivery_failed', '=', sql.lit(1))
    .where('invitation.batch_id', '=', batchId)
    .executeTakeFirstOrThrow()
  return count
}

/** Where a page of a batch ended. */
export interface BatchPlace {
  readonly state: string
  readonly invitationId: string
}

/** Who is in a batch, behind a place; `failed`: only those who could not be delivered to. */
export async function peopleOfBatch(
  reader: Reader,
  batchId: string,
  page: { readonly after: BatchPlace | null; readonly limit: number; readonly failed?: boolean },
) {
  const { after, failed = false, limit } = page
  let query = reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select(['invitation.id as invitation_id', 'invitation.state', 'person.id', 'person.name', 'person.address'])
    .select(['person.status', 'person.invited_by', 'person.joined_at'])
    .where('invitation.batch_id', '=', batchId)
  if (after) {
    query = query.where(sql<boolean>`(invitation.state, invitation.id) > (${after.state}, ${after.invitationId})`)
  }
  if (failed) query = query.where('person.delivery_failed', '=', sql.lit(1))
  return await query.orderBy('invitation.state').orderBy('invitation.id').limit(limit).execute()
}

/** The latest message of each of these people. */
export async function latestMessages(reader: Reader, personIds: readonly string[]) {
  if (personIds.length === 0) return []
  return await reader
    .selectFrom('message')
    .select(['person_id', 'state', 'answer'])
    .where('id', 'in', (select) =>
      select
        .selectFrom('message as latest')
        .select((each) => each.fn.max('latest.id').as('id'))
        .where('latest.person_id', 'in', personIds)
        .groupBy('latest.person_id'),
    )
    .execute()
}

/** Which of these people have a task that more than their invitation gave them, or that is done (S1). */
export async function withOwnTasks(reader: Reader, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom('task')
    .select('person_id')
    .distinct()
    .where('person_id', 'in', personIds)
    .where((where) =>
      where.or([where('created_by', 'is not', null), where('done_at', 'is not', null), where('item_id', 'is', null)]),
    )
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** Cancels what waits for these invitations. */
export async function cancelAllWaiting(writer: Writer, invitationIds: readonly string[], at: number): Promise<void> {
  await writer
    .updateTable('message')
    .set({ state: 'cancelled', next_try_at: null, updated_at: at })
    .where('invitation_id', 'in', invitationIds)
    .where('state', '=', sql.lit('queued'))
    .execute()
}

/** Which of these invitations are in drafts. */
export async function draftedOf(reader: Reader, invitationIds: readonly string[]): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('draft_recipient')
    .select('invitation_id')
    .distinct()
    .where('invitation_id', 'in', invitationIds)
    .execute()
  return rows.map((row) => row.invitation_id)
}

/** Removes people who are still invited, with the tasks their invitation gave them; returns how many. */
export async function deleteInvited(writer: Writer, personIds: readonly string[]): Promise<number> {
  await writer.deleteFrom('task').where('person_id', 'in', personIds).execute()
  const result = await writer
    .deleteFrom('person')
    .where('id', 'in', personIds)
    .where('status', '=', 'invited')
    .executeTakeFirstOrThrow()
  return Number(result.numDeletedRows)
}

export async function markUndone(writer: Writer, id: string, at: number): Promise<void> {
  await writer.updateTable('invite_batch').set({ undone_at: at }).where('id', '=', id).execute()
}

/** What these people are now. */
export async function statusesOf(reader: Reader, personIds: readonly string[]) {
  if (personIds.length === 0) return new Map<string, PersonTable['status']>()
  const rows = await reader.selectFrom('person').select(['id', 'status']).where('id', 'in', personIds).execute()
  return new Map(rows.map((row) => [row.id, row.status]))
}
