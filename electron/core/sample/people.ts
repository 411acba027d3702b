import { DAY } from '../domain/days'
import { displayName, foldName } from '../domain/names'
import type { PersonKind, PersonStatus } from '../domain/vocabulary'
import { likenessColumns } from '../store/likeness'
import type { DepartmentMemberTable, DepartmentTable, PersonTable } from '../store/schema'
import { nameDrawer, type SampleName } from './names'
import type { Seeded } from './seeded'
import { COMPANY, type SampleDepartment } from './structure'

export type SamplePerson = Omit<PersonTable, 'number'>

export interface SamplePeople {
  readonly departments: readonly DepartmentTable[]
  readonly members: readonly DepartmentMemberTable[]
  /** Everybody who accepted; the administrator first, then department by department, heads before their people. */
  readonly people: readonly SamplePerson[]
  /** The newest first: those of the past weeks, whose way in the log tells of. */
  readonly newcomers: readonly SamplePerson[]
  /** Makes one more person, in no department yet. */
  draw(options: { readonly kind?: PersonKind; readonly status: PersonStatus; readonly since: number }): SamplePerson
}

/** Of those who have a department so many wait for approval, so many were dismissed. */
const PENDING = 8
const DISMISSED = 12
const NEWCOMERS = 36

/** The structure and everybody in it. `newId` gives ids, `now` is in milliseconds UTC. */
export function samplePeople(numbers: Seeded, newId: () => string, now: number): SamplePeople {
  const drawName = nameDrawer(numbers)
  const departments: DepartmentTable[] = []
  const members: DepartmentMemberTable[] = []
  const people: SamplePerson[] = []

  function draw({ kind = 'employee', status, since }: Parameters<SamplePeople['draw']>[0]): SamplePerson {
    return personOf(drawName(), newId(), kind, status, since, numbers.chance(30) ? phone(numbers) : null)
  }

  function fill(department: SampleDepartment, parentId: string | null, position: number): void {
    const id = newId()
    const created_at = now - 1_100 * DAY
    departments.push({ id, parent_id: parentId, name: department.name, position, created_at, reserved_seats: null })
    const [headPosition, ...others] = department.positions
    for (let place = 0; place < department.people; place += 1) {
      const person = draw({ status: 'active', since: now - numbers.between(70, 1_090) * DAY - numbers.between(0, DAY) })
      person.position = place === 0 ? headPosition : (others[place % others.length] ?? headPosition)
      people.push(person)
      members.push({ department_id: id, person_id: person.id, head: place === 0 ? 1 : 0 })
    }
    department.below?.forEach((below, order) => fill(below, id, order))
  }
  fill(COMPANY, null, 0)

  const heads = new Set(members.filter((member) => member.head === 1).map((member) => member.person_id))
  const others = people.filter((person) => !heads.has(person.id))
  const scattered = others
    .map((person) => ({ person, place: numbers.next() }))
    .sort((one, other) => one.place - other.place)
  scattered.forEach(({ person }, order) => place(person, order, now, numbers))
  const newcomers = scattered
    .slice(DISMISSED, DISMISSED + PENDING + NEWCOMERS)
    .map(({ person }) => person)
    .sort((one, other) => (other.invited_at ?? 0) - (one.invited_at ?? 0))
  return { departments, members, people, newcomers, draw }
}

function place(person: SamplePerson, order: number, now: number, numbers: Seeded): void {
  if (order < DISMISSED) {
    person.status = 'dismissed'
    person.dismissed_at = now - numbers.between(2, 50) * DAY
  } else if (order < DISMISSED + PENDING) {
    person.status = 'pending'
    person.pending_reason = 'approval'
    person.joined_at = null
    person.created_at = person.invited_at = now - numbers.between(2, 9) * DAY - numbers.between(0, DAY)
  } else if (order < DISMISSED + PENDING + NEWCOMERS) {
    person.created_at = person.invited_at = now - numbers.between(6, 55) * DAY - numbers.between(0, DAY)
    person.joined_at = person.invited_at + numbers.between(2, 70) * (DAY / 24)
  }
}

function personOf(
  name: SampleName,
  id: string,
  kind: PersonKind,
  status: PersonStatus,
  since: number,
  number: string | null,
): SamplePerson {
  const email = `${name.login}@${kind === 'employee' ? 'example.com' : 'example.org'}`
  const shown = displayName(name.firstName, name.lastName, email)
  return {
    id,
    kind,
    status,
    administrator: 0,
    first_name: name.firstName,
    last_name: name.lastName,
    name: shown,
    sort_name: foldName(shown),
    email,
    phone: number,
    address: email,
    position: '',
    locale: name.locale,
    pending_reason: null,
    invited_by: null,
    invited_at: since,
    joined_at: status === 'active' ? since + 2 * DAY : null,
    dismissed_at: null,
    delivery_failed: 0,
    created_at: since,
    partner_company: null,
    sponsor_id: null,
    ends_on: null,
    end_noticed_at: null,
    starts_on: null,
    unproved: null,
    ...likenessColumns(name.firstName, name.lastName, email),
  }
}

/** From the range that Ofcom keeps for stories: nobody answers there. */
const given = new WeakMap<Seeded, number>()
function phone(numbers: Seeded): string {
  const order = (given.get(numbers) ?? 0) + 1
  given.set(numbers, order)
  return `+447700900${String(order).padStart(3, '0')}`
}
