import { sql } from 'kysely'
import type { PeopleSort } from '../domain/vocabulary'
import { keptRows } from './dialects/kept-queries'
import { planSearch, type SearchPlan, type SearchWay } from './dialects/search'
import {
  beyond,
  columnsOf,
  keyBlanks,
  keyValues,
  notBeyond,
  type Numeral,
  type PeopleKey,
  readKey,
  type Text,
  type Values,
} from './people-key'
import { type PeopleSelection, planSelection } from './people-selection'
import type { Reader } from './store'

export interface PeoplePageQuery extends PeopleSelection {
  readonly sort: PeopleSort
  readonly descending: boolean
  readonly after: PeopleKey | null
  readonly limit: number
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
