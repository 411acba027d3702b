import type { Counters, PeopleCounts, PeoplePage, PersonRow } from '../../../contract/people'
import { can } from '../../domain/access'
import { lawfulActions, type PersonFacts } from '../../domain/person-actions'
import { searchWords } from '../../domain/search-words'
import type { PeopleFilter, PeopleSort } from '../../domain/vocabulary'
import { countsByFilter, readCounts, type InvitedAndPending, readInvitedAndPending } from '../../store/counters'
import { departmentsOf } from '../../store/departments-of-people'
import { keyLength } from '../../store/people-key'
import { type PersonListRow, type PersonOfPage, readPeoplePage } from '../../store/people-page'
import { countPeople } from '../../store/people-selection'
import { findPerson, lastAdministrator, peopleWithTasks } from '../../store/people'
import { expiredAmong } from '../../store/renewals'
import type { Reader } from '../../store/store'
import { packCursor, unpackCursor } from '../cursors'
import type { Actor } from '../ports'

export interface PeopleListInput {
  readonly cursor: string | null
  readonly limit: number
  readonly filter: PeopleFilter
  readonly search: string
  readonly departmentId: string | null
  readonly sort: PeopleSort
  readonly descending: boolean
}

/** D2: one page of Employees at `now` (milliseconds UTC). Who may not see everyone gets themselves and whom they invited (A2). */
export async function listPeople(
  reader: Reader,
  actor: Actor,
  input: PeopleListInput,
  now: number,
): Promise<PeoplePage> {
  const seenBy = can(actor, 'people.see-all') ? null : actor.personId
  const { filter, departmentId, sort, descending, limit } = input
  const kind = [sort, descending ? 'desc' : 'asc']
  const after = input.cursor === null ? null : unpackCursor(input.cursor, kind, keyLength(sort))
  const selection = { filter, departmentId, seenBy, words: searchWords(input.search) }
  // One more than asked for tells whether there is a next page.
  const found = await readPeoplePage(reader, { ...selection, sort, descending, after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    rows: await rowsOfPage(
      reader,
      actor,
      page.map((row) => row.person),
      now,
    ),
    nextCursor: last ? packCursor([...kind, ...last.key]) : null,
    total: await totalOf(reader, actor, selection, after === null && !last ? page.length : null),
  }
}

interface Selection {
  readonly filter: PeopleFilter
  readonly departmentId: string | null
  readonly seenBy: string | null
  readonly words: readonly string[]
}

/** A search is never counted: its hits may be most of the portal. `whole`: how many there are when one page holds all. */
async function totalOf(
  reader: Reader,
  actor: Actor,
  selection: Selection,
  whole: number | null,
): Promise<number | null> {
  if (whole !== null) return whole
  if (selection.words.length > 0) return null
  if (selection.departmentId !== null) return await countPeople(reader, selection)
  return (await countForFilters(reader, actor))[selection.filter]
}

/** D2: the numbers beside the filters, from the kept counters. */
export async function countForFilters(reader: Reader, actor: Actor): Promise<PeopleCounts> {
  if (can(actor, 'people.see-all')) return countsByFilter(await readCounts(reader, ''))
  const own = await readCounts(reader, actor.personId)
  const self = await findPerson(reader, actor.personId)
  // Nobody invites themselves, so they are not in their own counter.
  return countsByFilter(self ? [...own, { kind: self.kind, status: self.status, people: 1 }] : own)
}

/** C1, C2: all for administrators and partners; an employee's own invited, and no pending. */
export function readCounters(reader: Reader, actor: Actor): Counters | Promise<Counters> {
  const seesAll = can(actor, 'people.see-all')
  const toCounters = (counts: InvitedAndPending | undefined): Counters => ({
    invited: counts?.invited ?? 0,
    pending: seesAll ? (counts?.pending ?? 0) : null,
  })
  const counts = readInvitedAndPending(reader, seesAll ? '' : actor.personId)
  return counts instanceof Promise ? counts.then(toCounters) : toCounters(counts)
}

/** Adds to each row its departments and what this operator may do with it now. */
export async function toRows(
  reader: Reader,
  actor: Actor,
  people: readonly PersonListRow[],
  now: number,
): Promise<PersonRow[]> {
  const ids = people.map((person) => person.id)
  const departments = await departmentsOf(reader, ids)
  const withTasks = await peopleWithTasks(reader, ids)
  const expired = await expiredAmong(reader, ids, now)
  const last = await lastAdministrator(reader)
  return people.map((person) =>
    toRow(actor, person, departments.get(person.id) ?? [], {
      hasTasks: withTasks.has(person.id),
      isLastAdministrator: last === person.id,
      expired: expired.has(person.id),
    }),
  )
}

/** The same for a page, which has read most of it beside. */
async function rowsOfPage(
  reader: Reader,
  actor: Actor,
  page: readonly PersonOfPage[],
  now: number,
): Promise<PersonRow[]> {
  // Only somebody who is one can be the last (A3).
  const last = page.some((person) => person.administrator === 1) ? await lastAdministrator(reader) : null
  return page.map((person) => {
    const departments = namedIn(person.status === 'invited' ? person.invited_into : person.departments)
    return toRow(actor, person, departments, {
      hasTasks: person.has_tasks === 1,
      isLastAdministrator: last === person.id,
      expired: person.link_ends_at !== null && person.link_ends_at <= now,
    })
  })
}

/** JSON of [id, name] pairs, by name. */
function namedIn(json: string | null): PersonRow['departments'] {
  if (json === null || json === '[]') return []
  const pairs = JSON.parse(json) as readonly (readonly [string, string])[]
  const named = pairs.map(([id, name]) => ({ id, name }))
  return named.length === 1 ? named : named.sort((one, other) => (one.name < other.name ? -1 : 1))
}

function toRow(
  actor: Actor,
  person: PersonListRow,
  departments: PersonRow['departments'],
  facts: Pick<PersonFacts, 'hasTasks' | 'isLastAdministrator' | 'expired'>,
): PersonRow {
  const outside = actor.role === 'external'
  return {
    id: person.id,
    name: person.name,
    kind: person.kind,
    status: person.status,
    administrator: person.administrator === 1,
    email: person.email,
    phone: person.phone,
    position: person.position,
    // X6: to external people there are no departments, and nobody but themselves.
    departments: outside ? [] : departments,
    invitedBy: outside ? null : person.inviter,
    invitedOn: person.invited_at,
    pendingReason: person.pending_reason,
    unproved: person.unproved,
    deliveryFailed: person.delivery_failed === 1,
    linkEnded: facts.expired === true,
    actions: lawfulActions(actor, {
      id: person.id,
      kind: person.kind,
      status: person.status,
      administrator: person.administrator === 1,
      email: person.email,
      invitedBy: person.invited_by,
      endsOn: person.ends_on,
      ...facts,
    }),
  }
}
