import { type RawBuilder, sql } from 'kysely'
import type { PeopleFilter, PeopleSort } from '../domain/vocabulary'
import { keptRows } from './dialects/kept-queries'
import { planSearch, type SearchPlan, type SearchWay } from './dialects/search'
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
  // The column that is never null, as the index has it.
  invitedOn: ['invited_on', 'id'],
}

/** How many values a key of this order has; a cursor with another number is no cursor. */
export function keyLength(sort: PeopleSort): number {
  return KEYS[sort].length
}

/** What a page reads beside each person, so that it takes one statement: JSON arrays of [id, name] (M6), H4, and S1. */
interface Beside {
  readonly departments: string
  readonly invited_into: string | null
  readonly link_ends_at: number | null
  readonly has_tasks: 0 | 1
  readonly key: string
}
const besidePeople = [
  sql<string>`(SELECT json_group_array(json_array(department.id, department.name)) FROM department_member
    JOIN department ON department.id = department_id WHERE person_id = person.id)`.as('departments'),
  sql<string | null>`iif(person.status = 'invited', (SELECT json_group_array(json_array(department.id, department.name))
    FROM invitation JOIN invitation_department ON invitation_id = invitation.id
    JOIN department ON department.id = department_id
    WHERE invitation.person_id = person.id AND invitation.state = 'live'), NULL)`.as('invited_into'),
  sql<number | null>`iif(person.status = 'invited', (SELECT expires_at FROM invitation
    WHERE invitation.person_id = person.id AND invitation.state = 'live'), NULL)`.as('link_ends_at'),
  sql<0 | 1>`EXISTS (SELECT 1 FROM task WHERE task.person_id = person.id)`.as('has_tasks'),
]

/** So many rows are walked for a search with many hits before its hits are looked up after all. */
const WALKED = 20_000

/**
 * Page by key (D2): the rows in order and the key of each. Never counts, and skips no rows to reach a page, however deep; only a
 * search with many hits looks WALKED rows ahead first, to know where to stop walking (decision 030).
 */
export async function readPeoplePage(reader: Reader, query: PeoplePageQuery) {
  const search = await planSearch(reader, query.words)
  if (search.nothing) return []
  if (search.many) {
    // A common name may stand at the end of the alphabet: walking there would take longer than looking everyone up.
    const until = await keyAhead(reader, query)
    const walked = await readPlanned(reader, planPage(reader, query, search, until))
    if (until === null || walked.length === query.limit) return walked
  }
  return await readPlanned(reader, planPage(reader, query, search))
}
export type PersonOfPage = Awaited<ReturnType<typeof readPlanned>>[number]['person']
/** Somebody as a list shows them, without what a page reads beside. */
export type PersonListRow = Omit<PersonOfPage, keyof Beside>

/** The statement of a page with its values in it, apart so that tests can look at its plan. */
export async function peoplePage(reader: Reader, query: PeoplePageQuery) {
  const plan = planPage(reader, query, await planSearch(reader, query.words))
  const value = (name: string): string => String(plan.values[name] ?? '')
  return plan.statement(value, (name) => Number(plan.values[name]))
}

async function readPlanned(reader: Reader, plan: ReturnType<typeof planPage>) {
  const rows = await keptRows(reader, plan.shape, plan.values, (blank) => plan.statement(blank, blank.number))
  return rows.map((row) => ({ person: row, key: readKey(row.key) }))
}

type Text = (name: string) => string
type Numeral = (name: string) => number
type Values = Readonly<Record<string, string | number | null>>

/** What the statement of a page depends on, and the values that go into it. With `until`, hits are met by walking to there. */
function planPage(reader: Reader, query: PeoplePageQuery, search: SearchPlan, until?: PeopleKey | null) {
  const { sort, descending, after, limit } = query
  const way: SearchWay = until === undefined ? 'look-up' : 'walk'
  const selection = planSelection(reader, query, search, way)
  const shape = [
    limit,
    sort,
    descending ? 'down' : 'up',
    after ? 'next' : 'first',
    until ? 'until' : '',
    selection.shape,
  ]
  const values: Values = { ...selection.values, ...keyValues('key', after), ...keyValues('until', until) }
  return {
    shape: `people ${shape.join(' ')}`,
    values,
    statement: (text: Text, number: Numeral) => {
      const columns = columnsOf(sort)
      let statement = selection
        .from(text)
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
          'person.unproved',
          'person.invited_by',
          'person.invited_at',
          'person.delivery_failed',
          'person.ends_on',
        ])
        .select((select) =>
          select
            .selectFrom('person as inviter')
            .whereRef('inviter.id', '=', 'person.invited_by')
            .select('inviter.name')
            .as('inviter'),
        )
        .select(besidePeople)
        .select(sql<string>`json_array(${sql.join(columns)})`.as('key'))
        // Written out: with a blank SQLite would plan the statement anew every time it runs.
        .limit(sql.lit(limit))
      for (const column of columns) statement = statement.orderBy(column, descending ? 'desc' : 'asc')
      const told = columns.slice(fixedBy(query))
      const key = (name: string, values: PeopleKey): PeopleKey =>
        keyBlanks(name, values, text, number).slice(fixedBy(query))
      if (after) statement = statement.where(beyond(told, key('key', after), descending))
      if (until) statement = statement.where(notBeyond(told, key('until', until), descending))
      return statement
    },
  }
}

/** The key that many rows further on, search aside; null where the list ends before. */
async function keyAhead(reader: Reader, query: PeoplePageQuery): Promise<PeopleKey | null> {
  const { sort, descending, after } = query
  const selection = planSelection(reader, query, null, 'walk')
  const shape = `people-ahead ${sort} ${descending ? 'down' : 'up'} ${after ? 'next' : 'first'} ${selection.shape}`
  const values = { ...selection.values, ...keyValues('key', after) }
  const rows = await keptRows(reader, shape, values, (text) => {
    const columns = columnsOf(sort)
    let statement = selection
      .from(text)
      .select(sql<string>`json_array(${sql.join(columns)})`.as('key'))
      .limit(sql.lit(1))
      .offset(sql.lit(WALKED))
    for (const column of columns) statement = statement.orderBy(column, descending ? 'desc' : 'asc')
    if (!after) return statement
    const key = keyBlanks('key', after, text, text.number).slice(fixedBy(query))
    return statement.where(beyond(columns.slice(fixedBy(query)), key, descending))
  })
  return rows[0] ? readKey(rows[0].key) : null
}

/** How many of the first columns are the same in every row: to compare them would keep SQLite from starting at the key. */
function fixedBy({ filter, sort }: PeoplePageQuery): number {
  return sort === 'status' && filter !== 'all' && filter !== 'extranet' && filter !== 'partners' ? 1 : 0
}

function columnsOf(sort: PeopleSort): readonly RawBuilder<unknown>[] {
  return KEYS[sort].map((column) => sql.raw(`person.${column}`))
}

function keyValues(name: string, key: PeopleKey | null | undefined): Values {
  return Object.fromEntries((key ?? []).map((value, at) => [`${name}${at}`, value]))
}

function keyBlanks(name: string, key: PeopleKey, text: Text, number: Numeral): PeopleKey {
  return key.map((value, at) => (typeof value === 'number' ? number(`${name}${at}`) : text(`${name}${at}`)))
}

/** Counts what a selection holds. For sets that are small by nature; the portal's own sums stand in `counter`. */
export async function countPeople(reader: Reader, selection: PeopleSelection): Promise<number> {
  const plan = planSelection(reader, selection, await planSearch(reader, selection.words), 'look-up')
  const counted = await keptRows(reader, `count ${plan.shape}`, plan.values, (blank) =>
    plan.from(blank).select((select) => select.fn.countAll<number>().as('people')),
  )
  return counted[0]?.people ?? 0
}

function planSelection(
  reader: Reader,
  { filter, departmentId, seenBy }: PeopleSelection,
  search: SearchPlan | null,
  way: SearchWay,
) {
  const among = search === null ? '' : `${way} ${search.shape}`
  return {
    shape: `${filter} ${departmentId === null ? '' : 'department'} ${seenBy === null ? '' : 'own'} ${among}`,
    values: { ...search?.values, departmentId, seenBy },
    from: (text: Text) => {
      let statement = reader.selectFrom('person')
      // Written out: SQLite takes a partial index only for values it can read in the statement.
      if (filter === 'extranet' || filter === 'partners') {
        const kind = filter === 'extranet' ? 'external' : 'partner'
        statement = statement.where('person.kind', '=', sql.lit(kind)).where('person.kind', '<>', sql.lit('employee'))
      } else if (filter !== 'all') statement = statement.where('person.status', '=', sql.lit(filter))
      if (departmentId !== null) statement = statement.where(inDepartment(text('departmentId')))
      if (seenBy !== null) statement = statement.where(seenByPerson(text('seenBy')))
      for (const condition of search?.conditions(text, way) ?? []) statement = statement.where(condition)
      return statement
    },
  }
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

function notBeyond(
  columns: readonly RawBuilder<unknown>[],
  until: PeopleKey,
  descending: boolean,
): RawBuilder<boolean> {
  const comparison = sql.raw(descending ? '>=' : '<=')
  return sql<boolean>`(${sql.join(columns)}) ${comparison} (${sql.join([...until])})`
}

function readKey(json: string): PeopleKey {
  const key: unknown = JSON.parse(json)
  if (!Array.isArray(key)) throw new Error('A key is a list')
  return key.map((part: unknown) => (typeof part === 'number' ? part : String(part)))
}
