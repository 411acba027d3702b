import { sql } from 'kysely'
import type { PersonStatus } from '../domain/vocabulary'
import { deleteDrafts } from './drafts'
import type { Reader, Writer } from './store'

/** How many names of invitees are told. */
const MOST_NAMES = 100

/** A message that is not known to have gone out: waiting, or taken out of the queue to be sent. */
const NOT_OUT = [sql.lit('queued' as const), sql.lit('sending' as const)]

export interface Leaver {
  readonly id: string
  readonly name: string
  readonly status: PersonStatus
  readonly invitedBy: string | null
  readonly administrator: boolean
}

/** Who of these is there and not dismissed yet. */
export async function leaversAmong(reader: Reader, ids: readonly string[]): Promise<Leaver[]> {
  if (ids.length === 0) return []
  const rows = await reader
    .selectFrom('person')
    .select(['id', 'name', 'status', 'invited_by', 'administrator'])
    .where('id', 'in', ids)
    .where('status', '!=', 'dismissed')
    .execute()
  return rows.map(({ invited_by, administrator, ...same }) => ({
    ...same,
    invitedBy: invited_by,
    administrator: administrator === 1,
  }))
}

export type LeavingCounts = Readonly<
  Record<'invited' | 'openLinks' | 'waiting' | 'guests' | 'tasks' | 'workgroups', ReadonlyMap<string, number>>
>

/** How many of each kind these people have made that is still open, by person id; at most a thousand people at once. */
export async function countLeavings(reader: Reader, ids: readonly string[]): Promise<LeavingCounts> {
  const invited = reader
    .selectFrom('person')
    .where('invited_by', 'in', ids)
    .where('status', '=', 'invited')
    .groupBy('invited_by')
    .select(['invited_by as id', (select) => select.fn.countAll<number>().as('count')])
  // The portal's own link is the company's, whoever set it up.
  const openLinks = reader
    .selectFrom('open_link_variant')
    .where('created_by', 'in', ids)
    .where('main', '=', 0)
    .groupBy('created_by')
    .select(['created_by as id', (select) => select.fn.countAll<number>().as('count')])
  const messages = reader
    .selectFrom('message')
    .where('state', 'in', NOT_OUT)
    .where('created_by', 'in', ids)
    .groupBy('created_by')
    .select(['created_by as id', (select) => select.fn.countAll<number>().as('count')])
  const drafts = reader
    .selectFrom('draft')
    .where('state', '!=', 'sent')
    .where('created_by', 'in', ids)
    .groupBy('created_by')
    .select(['created_by as id', (select) => select.fn.countAll<number>().as('count')])
  const guests = reader
    .selectFrom('person')
    .where('sponsor_id', 'in', ids)
    .where('status', '!=', 'dismissed')
    .groupBy('sponsor_id')
    .select(['sponsor_id as id', (select) => select.fn.countAll<number>().as('count')])
  const tasks = reader
    .selectFrom('task')
    .where('owner_id', 'in', ids)
    .where('done_at', 'is', null)
    .groupBy('owner_id')
    .select(['owner_id as id', (select) => select.fn.countAll<number>().as('count')])
  const workgroups = reader
    .selectFrom('workgroup')
    .where('owner_id', 'in', ids)
    .groupBy('owner_id')
    .select(['owner_id as id', (select) => select.fn.countAll<number>().as('count')])
  const none = ids.length === 0
  const waiting = none ? [] : [...(await messages.execute()), ...(await drafts.execute())]
  return {
    invited: summed(none ? [] : await invited.execute()),
    openLinks: summed(none ? [] : await openLinks.execute()),
    waiting: summed(waiting),
    guests: summed(none ? [] : await guests.execute()),
    tasks: summed(none ? [] : await tasks.execute()),
    workgroups: summed(none ? [] : await workgroups.execute()),
  }
}

function summed(rows: readonly { readonly id: string | null; readonly count: number }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { id, count } of rows) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + count)
  return counts
}

/** Whom somebody invited and who has not accepted: the first by name. */
export async function firstInvitees(reader: Reader, inviterId: string) {
  return await reader
    .selectFrom('person')
    .select(['id', 'name', 'address'])
    .where('invited_by', '=', inviterId)
    .where('status', '=', 'invited')
    .orderBy('sort_name')
    .orderBy('id')
    .limit(MOST_NAMES)
    .execute()
}

/** Ids of all whom somebody invited and who have not accepted. */
export async function inviteesOf(reader: Reader, inviterId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('person')
    .select('id')
    .where('invited_by', '=', inviterId)
    .where('status', '=', 'invited')
    .execute()
  return rows.map((row) => row.id)
}

/** Gives live invitations of these people, and the people as invitees, to another inviter; a few hundred at once. */
export async function handInviteesOver(
  writer: Writer,
  inviteeIds: readonly string[],
  fromId: string,
  toId: string,
): Promise<void> {
  await writer
    .updateTable('invitation')
    .set({ created_by: toId })
    .where('person_id', 'in', inviteeIds)
    .where('state', '=', 'live')
    .where('created_by', '=', fromId)
    .execute()
  await writer.updateTable('person').set({ invited_by: toId }).where('id', 'in', inviteeIds).execute()
}

/**
 * Everything else open that one person made or answers for is another one's from now on (Z2); returns how many things
 * that were.
 */
export async function handRestOver(writer: Writer, fromId: string, toId: string): Promise<number> {
  const created = { created_by: toId }
  // Whoever owns a workgroup is in it.
  await sql`INSERT OR IGNORE INTO workgroup_member (workgroup_id, person_id)
    SELECT id, ${toId} FROM workgroup WHERE owner_id = ${fromId}`.execute(writer)
  const changes = [
    await writer
      .updateTable('open_link_variant')
      .set(created)
      .where('created_by', '=', fromId)
      .where('main', '=', 0)
      .executeTakeFirstOrThrow(),
    await writer
      .updateTable('message')
      .set(created)
      .where('state', 'in', NOT_OUT)
      .where('created_by', '=', fromId)
      .executeTakeFirstOrThrow(),
    await writer
      .updateTable('draft')
      .set(created)
      .where('state', '!=', 'sent')
      .where('created_by', '=', fromId)
      .executeTakeFirstOrThrow(),
    await writer
      .updateTable('person')
      .set({ sponsor_id: toId })
      .where('sponsor_id', '=', fromId)
      .where('status', '!=', 'dismissed')
      .executeTakeFirstOrThrow(),
    await writer
      .updateTable('task')
      .set({ owner_id: toId })
      .where('owner_id', '=', fromId)
      .where('done_at', 'is', null)
      .executeTakeFirstOrThrow(),
    await writer
      .updateTable('workgroup')
      .set({ owner_id: toId })
      .where('owner_id', '=', fromId)
      .executeTakeFirstOrThrow(),
  ]
  return changes.reduce((sum, change) => sum + Number(change.numUpdatedRows), 0)
}

/**
 * Ends the open links somebody handed out, and what of theirs waits to be sent; returns how many things that were. A letter
 * that was taken and not begun is given up by the outbox, which looks again; one that is on its way may go out all the same
 * (outbox/settling.ts).
 */
export async function stopLinksAndMessages(writer: Writer, personId: string, at: number): Promise<number> {
  const messages = await writer
    .updateTable('message')
    .set({ state: 'cancelled', next_try_at: null, updated_at: at })
    .where('state', 'in', NOT_OUT)
    .where('created_by', '=', personId)
    .executeTakeFirstOrThrow()
  const drafts = await writer
    .selectFrom('draft')
    .select('id')
    .where('state', '!=', 'sent')
    .where('created_by', '=', personId)
    .execute()
  await deleteDrafts(
    writer,
    drafts.map((draft) => draft.id),
  )
  // Without its handle a link leads nowhere; drafts sent with it stay, without it.
  const links = await writer
    .deleteFrom('open_link_variant')
    .where('created_by', '=', personId)
    .where('main', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(messages.numUpdatedRows) + drafts.length + Number(links.numDeletedRows)
}
