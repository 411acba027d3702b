import { setImmediate } from 'node:timers/promises'
import { can } from '../../domain/access'
import { nameKey } from '../../domain/likeness'
import type { Difference } from '../../domain/vocabulary'
import { type PersonDraft, personOf, type ReadTable } from '../../imports'
import { readPortal } from '../../store/accounts'
import { readCounts } from '../../store/counters'
import { departmentsOf } from '../../store/departments-of-people'
import { type ComparedPerson, findCompared, readEmployees } from '../../store/imports'
import { lastAdministrator } from '../../store/people'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'
import { chunksOf, inSlices } from '../slices'
import type { Comparison, FieldChange } from './comparison'
import type { PlacesPlan, PlannedPlace } from './places-plan'
import type { Labour } from './work'

/** Rows, and people, looked at together. */
const TOGETHER = 50

/** Compares a file with the directory (Z5); writes nothing. False where it was cancelled. */
export async function compareRows(
  reader: Reader,
  actor: Actor,
  table: ReadTable,
  comparison: Comparison,
  labour: Labour,
): Promise<boolean> {
  const { country } = await readPortal(reader)
  const rules = { country, rootName: comparison.plan.root.name }
  const untouchable = { actor, lastAdministrator: await lastAdministrator(reader) }
  const people = (await readCounts(reader, '')).reduce((sum, count) => sum + count.people, 0)
  const total = table.rows.length + people
  const met = new Set<string>()
  const seen = new Set<string>()
  let done = 0
  for await (const chunk of chunksOf(table.rows, TOGETHER)) {
    if (labour.cancelled) return false
    const drafts: PersonDraft[] = []
    await inSlices(chunk, (row) => void drafts.push(personOf(table, row, rules)))
    const find = await peopleOf(reader, drafts)
    const found = drafts.map((draft) => ({ draft, person: find(draft) }))
    const ids = found.flatMap(({ person }) => person?.id ?? [])
    const places = await departmentsOf(reader, ids)
    for (const { draft, person } of found) {
      if (person) {
        // A second row of the same person says nothing new.
        if (met.has(person.id)) continue
        met.add(person.id)
        const current = (places.get(person.id) ?? []).map((department) => department.id)
        comparison.add({ ...compared(comparison.plan, untouchable, draft, person, current), draft })
        continue
      }
      const address = draft.email ?? draft.phone
      if (address === null || seen.has(address)) continue
      seen.add(address)
      const departments = placesIn(comparison.plan, draft) ?? []
      const isNew = draft.problems.length === 0 && draft.status !== 'suspended'
      comparison.add({ difference: isNew ? 'missing-here' : 'same', draft, person: null, changes: [], departments })
    }
    done += chunk.length
    labour.report(done, total)
  }
  return await addMissing(reader, untouchable, met, comparison, (count) => labour.report(done + count, total), labour)
}

interface Untouchable {
  readonly actor: Actor
  readonly lastAdministrator: string | null
}

/** Employees here whom the file does not have; whoever may not be dismissed is never proposed. */
async function addMissing(
  reader: Reader,
  untouchable: Untouchable,
  met: ReadonlySet<string>,
  comparison: Comparison,
  report: (count: number) => void,
  labour: Labour,
): Promise<boolean> {
  let after = 0
  let count = 0
  for (;;) {
    if (labour.cancelled) return false
    const page = await readEmployees(reader, after, TOGETHER * 2)
    for (const person of page) {
      after = person.number
      if (met.has(person.id) || !mayLeave(untouchable, person)) continue
      const change: FieldChange = { field: 'status', before: person.status, after: 'dismissed' }
      comparison.add({ difference: 'missing-there', draft: null, person, changes: [change], departments: [] })
    }
    count += page.length
    report(count)
    if (page.length < TOGETHER * 2) return true
    await setImmediate()
  }
}

/** Z5: externals, partners, the operator and the last administrator are never proposed for dismissal. */
function mayLeave({ actor, lastAdministrator }: Untouchable, person: ComparedPerson): boolean {
  if (person.kind !== 'employee' || person.status === 'dismissed') return false
  if (person.id === actor.personId || person.id === lastAdministrator) return false
  return can(actor, 'people.dismiss', subjectOf(person))
}

function subjectOf(person: ComparedPerson) {
  const { administrator, id, invited_by, status } = person
  return { id, status, invitedBy: invited_by, administrator: administrator === 1 }
}

type Found = { readonly difference: Difference } & Pick<
  Parameters<Comparison['add']>[0],
  'person' | 'changes' | 'departments'
>

/** How a person differs from their row. */
function compared(
  plan: PlacesPlan,
  untouchable: Untouchable,
  draft: PersonDraft,
  person: ComparedPerson,
  current: readonly string[],
): Found {
  const same: Found = { difference: 'same', person, changes: [], departments: [] }
  if (person.kind !== 'employee' || draft.problems.length > 0) return same
  if (draft.status === 'suspended') {
    if (!mayLeave(untouchable, person)) return same
    return { ...same, difference: 'is-out', changes: [{ field: 'status', before: person.status, after: 'dismissed' }] }
  }
  if (!can(untouchable.actor, 'people.edit', subjectOf(person))) return same
  const departments = placesIn(plan, draft) ?? []
  const changes = changesOf(plan, draft, person, departments, current)
  if (person.status !== 'active') {
    const change: FieldChange = { field: 'status', before: person.status, after: 'active' }
    return { difference: 'is-in', person, changes: [change, ...changes], departments }
  }
  return changes.length === 0 ? same : { difference: 'changed', person, changes, departments }
}

/** What the file says otherwise; what it leaves empty it says nothing about. */
function changesOf(
  plan: PlacesPlan,
  draft: PersonDraft,
  person: ComparedPerson,
  departments: readonly PlannedPlace[],
  current: readonly string[],
): readonly FieldChange[] {
  const changes: FieldChange[] = []
  const compare = (field: FieldChange['field'], before: string, after: string): void => {
    if (after !== '' && after !== before) changes.push({ field, before, after })
  }
  compare('firstName', person.first_name, draft.firstName)
  compare('lastName', person.last_name, draft.lastName)
  compare('position', person.position, draft.position)
  // Of somebody who has only a number it is the login, and found by it they have the same.
  if (person.email !== null) compare('phone', person.phone ?? '', draft.phone ?? '')
  const ids = new Set(departments.map((place) => place.id))
  if (departments.length > 0 && (ids.size !== current.length || !current.every((id) => ids.has(id)))) {
    const names = (places: readonly (PlannedPlace | undefined)[]): string =>
      places
        .map((place) => (place ? plan.pathOf(place) : ''))
        .toSorted()
        .join(', ')
    compare('departments', names(current.map((id) => plan.byId(id))), names(departments))
  }
  return changes
}

/** Null where a name in the file cannot be one of a department. */
function placesIn(plan: PlacesPlan, draft: PersonDraft): readonly PlannedPlace[] | null {
  const places = new Set<PlannedPlace>()
  for (const path of draft.departmentPaths) {
    const found = plan.department(path, true)
    if ('problem' in found) return null
    places.add(found.place)
  }
  return [...places]
}

/**
 * Finds who a row is (Z5): by e-mail address, else by phone number. A number alone makes somebody of another address the
 * same person only where the names agree: a telephone is often shared.
 */
async function peopleOf(reader: Reader, drafts: readonly PersonDraft[]) {
  const emails = await findCompared(
    reader,
    'email',
    drafts.flatMap((draft) => draft.email ?? []),
  )
  const phones = await findCompared(
    reader,
    'phone',
    drafts.flatMap((draft) => draft.phone ?? []),
  )
  const byEmail = new Map(emails.map((person) => [person.email, person]))
  const byPhone = new Map(phones.map((person) => [person.phone, person]))
  return (draft: PersonDraft): ComparedPerson | undefined => {
    const mail = draft.email === null ? undefined : byEmail.get(draft.email)
    if (mail) return mail
    const phone = draft.phone === null ? undefined : byPhone.get(draft.phone)
    if (!phone || draft.email === null || phone.email === null) return phone
    const key = nameKey(draft.firstName, draft.lastName)
    return key !== null && key === nameKey(phone.first_name, phone.last_name) ? phone : undefined
  }
}
