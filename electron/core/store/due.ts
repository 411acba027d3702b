import { type RawBuilder, sql } from 'kysely'
import type { PersonStatus } from '../domain/vocabulary'
import { statusBeside } from './by-time'
import { type DueReminders, toRemindByHand } from './reminders'
import type { Reader } from './store'
import { FIRST_OPEN_ID, FIRST_OPEN_NAME, OPEN_PEOPLE, unansweredDrafts } from './waiting-drafts'

/** Where today begins, where it ends, and where the week after it ends: of days as ISO dates, of moments in milliseconds UTC. */
export interface Bounds<Point> {
  readonly today: Point
  readonly tomorrow: Point
  readonly end: Point
}

/** What is asked for (Z9). */
export interface DueScope {
  /** Only what concerns this person themselves (A2); null: everyone's. */
  readonly own: string | null
  /** Milliseconds UTC. */
  readonly now: number
  readonly days: Bounds<string>
  readonly moments: Bounds<number>
  /** ISO date: who should have begun before it is no news any more. */
  readonly since: string
  /** Null: the portal does not remind (H3). */
  readonly reminders: DueReminders | null
}

/** Something due: `at` is an ISO date or a moment, as its kind has it. */
export interface DueRow {
  readonly id: string
  readonly at: string | number
  readonly person_id: string | null
  readonly person_name: string | null
  /** Title of a task, status of who begins, number of people still to be invited in a draft. */
  readonly detail: string | number | null
  /** Owner of a task, sponsor of a guest. */
  readonly whose: string | null
}

/** One kind of what is due: its first rows by time, and how many there are in all. */
export interface DueSource {
  list(limit: number): Promise<readonly DueRow[]>
  count(): Promise<{ readonly overdue: number; readonly today: number; readonly week: number }>
}

/** Open tasks (T1): everyone's, or those the person owns. */
export function dueTasks(reader: Reader, { days, own }: DueScope): DueSource {
  let query = reader
    .selectFrom('task')
    .innerJoin('person', 'person.id', 'task.person_id')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .where('task.done_at', 'is', null)
    .where('task.due_on', '<', days.end)
  if (own !== null) query = query.where('task.owner_id', '=', own)
  return {
    list: (limit) =>
      query
        .select(['task.id', 'task.due_on as at', 'person.id as person_id', 'person.name as person_name'])
        .select(['task.title as detail', 'owner.name as whose'])
        .$narrowType<{ at: string }>()
        .orderBy('task.due_on')
        .orderBy('task.id')
        .limit(limit)
        .execute(),
    count: () => query.select(countsBy(sql.ref('task.due_on'), days)).executeTakeFirstOrThrow(),
  }
}

const NOT_IN: readonly PersonStatus[] = ['invited', 'pending']

/** First days, and past ones of people who are not in yet; of whom the person invited. */
export function firstDays(reader: Reader, { days, own, since }: DueScope): DueSource {
  let query = reader
    .selectFrom('person')
    .where('starts_on', '>=', since)
    .where('starts_on', '<', days.end)
    .where((where) =>
      where.or([
        where(statusBeside('status'), 'in', NOT_IN),
        where.and([where(statusBeside('status'), '=', 'active'), where('starts_on', '>=', days.today)]),
      ]),
    )
  if (own !== null) query = query.where('invited_by', '=', own)
  return {
    list: (limit) =>
      query
        .select(['id', 'starts_on as at', 'id as person_id', 'name as person_name', 'status as detail'])
        .select(sql<null>`NULL`.as('whose'))
        .$narrowType<{ at: string }>()
        .orderBy('starts_on')
        .orderBy('id')
        .limit(limit)
        .execute(),
    count: () => query.select(countsBy(sql.ref('starts_on'), days)).executeTakeFirstOrThrow(),
  }
}

/** Last days of active guests (Z8); of whom the person answers for. */
export function guestsEnding(reader: Reader, { days, own }: DueScope): DueSource {
  let query = reader
    .selectFrom('person')
    .leftJoin('person as sponsor', 'sponsor.id', 'person.sponsor_id')
    .where('person.kind', '=', 'external')
    .where(statusBeside('person.status'), '=', 'active')
    .where('person.ends_on', '<', days.end)
  if (own !== null) query = query.where('person.sponsor_id', '=', own)
  return {
    list: (limit) =>
      query
        .select(['person.id', 'person.ends_on as at', 'person.id as person_id', 'person.name as person_name'])
        .select(['sponsor.name as whose', sql<null>`NULL`.as('detail')])
        .$narrowType<{ at: string }>()
        .orderBy('person.ends_on')
        .orderBy('person.id')
        .limit(limit)
        .execute(),
    count: () => query.select(countsBy(sql.ref('person.ends_on'), days)).executeTakeFirstOrThrow(),
  }
}

/** Invitations that have ended unanswered, or will within the week (H4); of whom the person invited. */
export function endingInvitations(reader: Reader, scope: DueScope, which: 'expired' | 'expiring'): DueSource {
  const { moments, now, own } = scope
  const ending = reader
    .selectFrom('invitation')
    .where('invitation.state', '=', sql.lit('live'))
    .where('invitation.expires_at', which === 'expired' ? '<=' : '>', now)
    .where('invitation.expires_at', '<', moments.end)
  let query = ending
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where(statusBeside('person.status'), '=', 'invited')
  if (own !== null) query = query.where('person.invited_by', '=', own)
  return {
    list: (limit) =>
      query
        .select(['invitation.id', 'invitation.expires_at as at', 'person.id as person_id'])
        .select(['person.name as person_name', sql<null>`NULL`.as('detail'), sql<null>`NULL`.as('whose')])
        .$narrowType<{ at: number }>()
        .orderBy('invitation.expires_at')
        .orderBy('invitation.id')
        .limit(limit)
        .execute(),
    // Everyone's are counted in the index alone: whoever has a live invitation is invited.
    count: () => {
      const counts = countsBy(sql.ref('invitation.expires_at'), moments)
      return own === null
        ? ending.select(counts).executeTakeFirstOrThrow()
        : query.select(counts).executeTakeFirstOrThrow()
    },
  }
}

/** The later of the two (H3): nobody is reminded soon after their invitation was renewed. */
const SENT_OR_RENEWED = sql<number>`CASE WHEN invitation.renewed_at > invitation.sent_at
  THEN invitation.renewed_at ELSE invitation.sent_at END`

/** Invitations to be sent again by hand (H3): `at` is when the reminder was due; of whom the person invited. */
export function remindersByHand(reader: Reader, { moments, own, reminders }: DueScope): DueSource {
  if (reminders === null) return NOTHING
  const query = toRemindByHand(reader, reminders, own)
  const due = sql<number>`${SENT_OR_RENEWED} + ${reminders.now - reminders.before}`
  return {
    list: (limit) =>
      query
        .select(['invitation.id', due.as('at'), 'person.id as person_id', 'person.name as person_name'])
        .select([sql<null>`NULL`.as('detail'), sql<null>`NULL`.as('whose')])
        .orderBy('invitation.sent_at')
        .orderBy('invitation.id')
        .limit(limit)
        .execute(),
    count: () => query.select(countsBy(due, moments)).executeTakeFirstOrThrow(),
  }
}

/** Drafts that wait for *Sent* or *Not sent* (M2), known by who is first in them: `at` is when they were prepared. */
export function waitingDrafts(reader: Reader, { moments, own }: DueScope): DueSource {
  const query = unansweredDrafts(reader, own)
  return {
    list: (limit) =>
      query
        .select(['id', 'created_at as at', FIRST_OPEN_ID.as('person_id'), FIRST_OPEN_NAME.as('person_name')])
        .select([OPEN_PEOPLE.as('detail'), sql<null>`NULL`.as('whose')])
        .orderBy('created_at')
        .orderBy('id')
        .limit(limit)
        .execute(),
    count: () => query.select(countsBy(sql.ref('created_at'), moments)).executeTakeFirstOrThrow(),
  }
}

const NOTHING: DueSource = {
  list: async () => [],
  count: async () => ({ overdue: 0, today: 0, week: 0 }),
}

function countsBy(column: RawBuilder<unknown>, { end, today, tomorrow }: Bounds<string | number>) {
  const among = (condition: RawBuilder<unknown>) => sql<number>`count(CASE WHEN ${condition} THEN 1 END)`
  return [
    among(sql`${column} < ${today}`).as('overdue'),
    among(sql`${column} >= ${today} AND ${column} < ${tomorrow}`).as('today'),
    among(sql`${column} >= ${tomorrow} AND ${column} < ${end}`).as('week'),
  ] as const
}
