import { type RawBuilder, sql } from 'kysely'
import type { PeopleFilter, PeopleSort } from '../domain/vocabulary'
import { searchConditions } from './dialects/search'
import type { Reader } from './store'

export interface PeopleSelection {
  readonly filter: PeopleFilter
  /** Folded words, all of which must be found; empty: no search. */
  readonly words: readonly string[]
  readonly departmentId: string | null
  /** A2: only this person and whom they invited; null: everyone. */
  readonly seenBy: string | null
}

/** The last row of the page before: what the list is sorted by, then the id. */
export type PeopleKey = readonly (string | number)[]

export interface PeoplePageQuery extends PeopleSelection {
  readonly sort: PeopleSort
  readonly descending: boolean
  readonly after: PeopleKey | null
  readonly limit: number
}

/** What each order sorts by. Every one ends in the id, so that no two rows share a key and no page skips or repeats. */
const KEYS: Readonly<Record<PeopleSort, readonly string[]>> = {
  name: ['sort_name', 'id'],
  address: ['address', 'id'],
  position: ['position', 'sort_name', 'id'],
  status: ['status', 'sort_name', 'id'],
  // As in the index: a key of a row is never null.
  invitedOn: ['coalesce(invited_at, 0)', 'id'],
}

/** How many values a key of this order has; a cursor with another number is no cursor. */
export function keyLength(sort: PeopleSort): number {
  return KEYS[sort].length
}

/** Page by key (D2): the rows in order and the key of each. Never counts and never skips rows. */
export async function readPeoplePage(reader: Reader, query: PeoplePageQuery) {
  const rows = await (await peoplePage(reader, query)).execute()
  return rows.map(({ key, ...person }) => ({ person, key: readKey(key) }))
}
export type PersonListRow = Awaited<ReturnType<typeof readPeoplePage>>[number]['person']

/** The statement of a page, apart so that tests can look at its plan. */
export async function peoplePage(reader: Reader, query: PeoplePageQuery) {
  const columns = KEYS[query.sort].map((column) =>
    sql.raw(`person.${column}`.replace('person.coalesce(', 'coalesce(person.')),
  )
  const direction = query.descending ? 'desc' : 'asc'
  let statement = (await selected(reader, query))
    .select([
      'person.id',
      'person.name',
      'person.kind',
      'person.status',
      'person.administrator',
      'person.email',
      'person.phone',
      'person.position',
      'person.pending_reason',
      'person.invited_by',
      'person.invited_at',
      'person.delivery_failed',
    ])
    .select((select) =>
      select
        .selectFrom('person as inviter')
        .whereRef('inviter.id', '=', 'person.invited_by')
        .select('inviter.name')
        .as('inviter'),
    )
    .select(sql<string>`json_array(${sql.join(columns)})`.as('key'))
    .limit(query.limit)
  for (const column of columns) statement = statement.orderBy(column, direction)
  if (query.after) statement = statement.where(beyond(columns, query.after, query.descending))
  return statement
}

/** Counts what a selection holds. For sets that are small by nature; the portal's own sums stand in `counter`. */
export async function countPeople(reader: Reader, selection: PeopleSelection): Promise<number> {
  const counted = await (
    await selected(reader, selection)
  )
    .select((select) => select.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return counted.people
}

async function selected(reader: Reader, selection: PeopleSelection) {
  const { filter, departmentId, seenBy } = selection
  let statement = reader.selectFrom('person')
  if (filter === 'extranet') statement = statement.where('person.kind', '=', 'external')
  else if (filter === 'partners') statement = statement.where('person.kind', '=', 'partner')
  else if (filter !== 'all') statement = statement.where('person.status', '=', filter)
  if (departmentId !== null) statement = statement.where(inDepartment(departmentId))
  if (seenBy !== null) statement = statement.where(seenByPerson(seenBy))
  for (const condition of await searchConditions(reader, selection.words)) statement = statement.where(condition)
  return statement
}

/** Its members, and those invited into it who have not accepted (M6). */
function inDepartment(departmentId: string): RawBuilder<boolean> {
  return sql<boolean>`person.id IN (
    SELECT person_id FROM department_member WHERE department_id = ${departmentId}
    UNION ALL
    SELECT invitation.person_id FROM invitation_department
      JOIN invitation ON invitation.id = invitation_department.invitation_id AND invitation.state = 'live'
      WHERE invitation_department.department_id = ${departmentId}
  )`
}

function seenByPerson(personId: string): RawBuilder<boolean> {
  return sql<boolean>`person.id IN (
    SELECT own.id FROM person AS own WHERE own.invited_by = ${personId} UNION ALL SELECT ${personId}
  )`
}

function beyond(columns: readonly RawBuilder<unknown>[], after: PeopleKey, descending: boolean): RawBuilder<boolean> {
  const comparison = sql.raw(descending ? '<' : '>')
  return sql<boolean>`(${sql.join(columns)}) ${comparison} (${sql.join([...after])})`
}

function readKey(json: string): PeopleKey {
  const key: unknown = JSON.parse(json)
  if (!Array.isArray(key)) throw new Error('A key is a list')
  return key.map((part: unknown) => (typeof part === 'number' ? part : String(part)))
}
