import { PEOPLE_FILTERS, PEOPLE_SORTS, type PeopleFilter, type PeopleSort } from '../../electron/core/domain/vocabulary'
import { listPeople } from '../../electron/core/services/people/people-list'
import type { Actor } from '../../electron/core/services/ports'
import { type Benchmark, compare, type Comparison, median } from './support/benchmark'
import { openGenerated, type OpenedPortal, SIZES } from './support/generated-portals'
import { inTurns } from './support/in-turns'

const ACTOR: Actor = { personId: '', name: 'Alice Keller', role: 'administrator' }
const PAGE = 50
const TIMES = 3

const KEYS: Readonly<Record<PeopleSort, readonly string[]>> = {
  name: ['sort_name', 'id'],
  address: ['address', 'id'],
  position: ['position', 'sort_name', 'id'],
  status: ['status', 'sort_name', 'id'],
  invitedOn: ['invited_on', 'id'],
}

function conditionOf(filter: PeopleFilter): string {
  if (filter === 'all') return '1'
  if (filter === 'extranet') return "kind = 'external' AND kind <> 'employee'"
  return filter === 'partners' ? "kind = 'partner' AND kind <> 'employee'" : `status = '${filter}'`
}

/** One statement by hand for all that a page shows, first or last; it prepares what the list cannot know beforehand. */
function bareStatement(
  { bare }: OpenedPortal,
  filter: PeopleFilter,
  sort: PeopleSort,
  descending: boolean,
  after: string,
) {
  const order = KEYS[sort].map((key) => `${key} ${descending ? 'DESC' : 'ASC'}`).join(', ')
  return bare.prepare(`SELECT id, name, kind, status, administrator, email, phone, position, pending_reason, invited_by,
      invited_at, delivery_failed, ends_on, (SELECT inviter.name FROM person AS inviter WHERE inviter.id = person.invited_by),
      (SELECT json_group_array(json_array(department.id, department.name)) FROM department_member
        JOIN department ON department.id = department_id WHERE person_id = person.id),
      (SELECT json_group_array(json_array(department.id, department.name)) FROM invitation
        JOIN invitation_department ON invitation_id = invitation.id JOIN department ON department.id = department_id
        WHERE person_id = person.id AND state = 'live'),
      EXISTS (SELECT 1 FROM task WHERE person_id = person.id)
    FROM person WHERE ${conditionOf(filter)} ${after} ORDER BY ${order} LIMIT ${PAGE + 1}`)
}

/** The last full page: its cursor, and the condition that leads a bare statement to it. */
function lastPage({ bare }: OpenedPortal, filter: PeopleFilter, sort: PeopleSort, descending: boolean) {
  const keys = KEYS[sort].join(', ')
  const back = KEYS[sort].map((key) => `${key} ${descending ? 'ASC' : 'DESC'}`).join(', ')
  const key: unknown = bare
    .prepare(
      `SELECT json_array(${keys}) FROM person WHERE ${conditionOf(filter)} ORDER BY ${back} LIMIT 1 OFFSET ${PAGE}`,
    )
    .pluck()
    .get()
  if (typeof key !== 'string') return null
  const parts = JSON.parse(key) as (string | number)[]
  const written = parts.map((part) => (typeof part === 'number' ? part : `'${part.replaceAll("'", "''")}'`)).join(', ')
  const cursor = Buffer.from(JSON.stringify([sort, descending ? 'desc' : 'asc', ...parts])).toString('base64url')
  return { cursor, after: `AND (${keys}) ${descending ? '<' : '>'} (${written})` }
}

/** P3: a page of Employees with every filter and order, the first and the last, against a statement by hand. */
export const benchmark: Benchmark = {
  id: 'P3',
  work: 'one page of Employees, every filter and order',
  run: async (context) => {
    const found: Comparison[] = []
    const typical = new Map<number, number[]>()
    for (const people of SIZES) {
      const portal = await openGenerated(context, people)
      const all: Comparison[] = []
      for (const filter of PEOPLE_FILTERS) {
        for (const sort of PEOPLE_SORTS) {
          for (const descending of [false, true]) {
            for (const page of [null, lastPage(portal, filter, sort, descending)]) {
              const input = { cursor: page?.cursor ?? null, limit: PAGE, filter, sort, descending }
              const statement = bareStatement(portal, filter, sort, descending, page?.after ?? '')
              const samples = await inTurns(
                context.rounds,
                TIMES,
                () => listPeople(portal.store.reader, ACTOR, { ...input, search: '', departmentId: null }, Date.now()),
                () => statement.all(),
              )
              const name = `${people}: ${filter} by ${sort}${descending ? ' down' : ''}${page ? ', last page' : ''}, ms`
              all.push(compare(name, 2, samples.ours, samples.baseline))
            }
          }
        }
      }
      await portal.close()
      typical.set(
        people,
        all.map((each) => each.ours),
      )
      const ratio = (each: Comparison): number => each.ours / each.baseline
      const worst = all.toSorted((one, other) => ratio(other) - ratio(one))
      context.say(`${people}: ${all.filter((each) => ratio(each) > 2).length} of ${all.length} over the bar`)
      found.push(
        compare(
          `${people}: median of ${all.length} pages, ms`,
          2,
          all.map((each) => each.ours),
          all.map((each) => each.baseline),
        ),
        ...worst.slice(0, 2),
      )
    }
    const [small, , large] = SIZES
    const first = typical.get(small) ?? []
    const last = typical.get(large) ?? []
    context.say(`slowest page at ${large}: ${Math.max(...last).toFixed(2)} ms, median ${median(last).toFixed(2)} ms`)
    return [...found, compare('1,000,000 : 10,000 people, ms', 2, last, first)]
  },
}
