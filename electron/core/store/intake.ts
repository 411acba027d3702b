import { type RawBuilder, sql } from 'kysely'
import type { Channel } from '../domain/vocabulary'
import { paced } from './slice-clock'
import type { Reader } from './store'

/** How far the invited came. */
export interface Funnel {
  readonly invited: number
  readonly opened: number
  readonly accepted: number
  readonly active: number
}

/** People by the channel they came through, a number for each week asked for. */
export type Weeks = ReadonlyMap<Channel, readonly number[]>

export interface IntakeQuery {
  /** Only those this person invited (A2); null: everybody. */
  readonly createdBy: string | null
  /** Of the funnel, in milliseconds UTC; no later than the first week. */
  readonly since: number
  /** When each week begins, the first one first, in milliseconds UTC; the last one goes on. */
  readonly weeks: readonly number[]
}

/** Rows of a table that are looked at in one go. */
const PIECE = 4_000

/**
 * How far the invitations made since then came, and who was invited, came by a registration link or was registered week by
 * week; who was deleted is no longer among them. Newest first and piece by piece, letting other work through, until only
 * older ones come.
 */
export async function readIntake(
  reader: Reader,
  query: IntakeQuery,
): Promise<{ readonly funnel: Funnel; readonly weeks: Weeks }> {
  const weeks = new Map<Channel, number[]>()
  const count = (channel: Channel, week: number, people: number): void => {
    if (week < 0 || people === 0) return
    const counts = weeks.get(channel) ?? query.weeks.map(() => 0)
    counts[week] = (counts[week] ?? 0) + people
    weeks.set(channel, counts)
  }
  const funnel = await countInvited(reader, query, count)
  await countArrived(reader, query, count)
  return { funnel, weeks }
}

type Count = (channel: Channel, week: number, people: number) => void

async function countInvited(reader: Reader, query: IntakeQuery, count: Count): Promise<Funnel> {
  const funnel = { invited: 0, opened: 0, accepted: 0, active: 0 }
  const row = sql<number>`invitation.rowid`
  const newest = await reader
    .selectFrom('invitation')
    .select(row.as('row'))
    .orderBy(row, 'desc')
    .limit(1)
    .executeTakeFirst()
  for (let last = newest?.row ?? 0; last > 0; last -= PIECE) {
    const groups = await readInvited(reader, query, { above: last - PIECE, last })
    if (groups.length > 0 && groups.every((group) => group.recent === 0)) break
    for (const { channel, week, ...came } of groups) {
      funnel.invited += came.invited
      funnel.opened += came.opened
      funnel.accepted += came.accepted
      funnel.active += came.active
      count(channel, week, came.invited)
    }
    await paced()
  }
  return funnel
}

async function readInvited(
  reader: Reader,
  { createdBy, since, weeks }: IntakeQuery,
  { above, last }: { readonly above: number; readonly last: number },
) {
  const recent = sql`invitation.created_at >= ${since}`
  const counted = createdBy === null ? recent : sql`${recent} AND invitation.created_by = ${createdBy}`
  const week = weekOf(sql`invitation.created_at`, weeks)
  return await reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where(sql<number>`invitation.rowid`, '>', above)
    .where(sql<number>`invitation.rowid`, '<=', last)
    .groupBy(['invitation.channel', week])
    .select('invitation.channel')
    .select(week.as('week'))
    .select(countOf(recent).as('recent'))
    .select(countOf(counted).as('invited'))
    .select(countOf(sql`${counted} AND (opened_at IS NOT NULL OR state = 'accepted')`).as('opened'))
    .select(countOf(sql`${counted} AND state = 'accepted'`).as('accepted'))
    .select(countOf(sql`${counted} AND state = 'accepted' AND status = 'active'`).as('active'))
    .execute()
}

/** Who came without an invitation of their own, as the log tells (H1, R1). */
const ARRIVED = { 'person.joined': 'link', 'person.registered': 'registered' } as const

async function countArrived(reader: Reader, query: IntakeQuery, count: Count): Promise<void> {
  const first = query.weeks[0] ?? Infinity
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const groups = await readArrived(reader, query, before)
    for (const { action, people, week } of groups) {
      if (action in ARRIVED) count(ARRIVED[action as keyof typeof ARRIVED], week, people)
    }
    const rows = groups.reduce((sum, group) => sum + group.rows, 0)
    if (rows < PIECE || groups.every((group) => group.newest < first)) return
    before = Math.min(...groups.map((group) => group.oldest))
    await paced()
  }
}

async function readArrived(reader: Reader, { createdBy, weeks }: IntakeQuery, before: number) {
  const week = weekOf(sql`entry.at`, weeks)
  const theirs = createdBy === null ? sql`person.id IS NOT NULL` : sql`person.invited_by = ${createdBy}`
  return await reader
    .selectFrom((select) =>
      select
        .selectFrom('audit')
        .select(['id', 'at', 'action', 'subject_id'])
        .where('notable', '=', sql.lit(1))
        .where('id', '<', before)
        .orderBy('id', 'desc')
        .limit(PIECE)
        .as('entry'),
    )
    .leftJoin('person', 'person.id', 'entry.subject_id')
    .groupBy(['entry.action', week])
    .select('entry.action')
    .select(week.as('week'))
    .select((select) => select.fn.countAll<number>().as('rows'))
    .select(countOf(theirs).as('people'))
    .select(sql<number>`min(entry.id)`.as('oldest'))
    .select(sql<number>`max(entry.at)`.as('newest'))
    .execute()
}

/** Place of the week a moment falls into; -1: before all of them. */
function weekOf(moment: RawBuilder<unknown>, weeks: readonly number[]): RawBuilder<number> {
  const cases = weeks.map((start, at) => sql`WHEN ${moment} >= ${sql.lit(start)} THEN ${sql.lit(at)}`).toReversed()
  return sql<number>`CASE ${sql.join(cases, sql` `)} ELSE -1 END`
}

const countOf = (condition: RawBuilder<unknown>) => sql<number>`count(CASE WHEN ${condition} THEN 1 END)`
