import { setImmediate } from 'node:timers/promises'
import { can } from '../../domain/access'
import { readAddress } from '../../domain/addresses'
import { nameKey } from '../../domain/likeness'
import { type PersonDraft, personOf, type ReadRow, type ReadTable } from '../../imports'
import { readPortal } from '../../store/accounts'
import { readCounts } from '../../store/counters'
import { departmentsOf } from '../../store/departments-of-people'
import { type ComparedPerson, findCompared, readEmployees } from '../../store/imports'
import { lastAdministrator } from '../../store/people'
import type { Reader } from '../../store/store'
import { openRadar, type Radar } from '../likeness'
import type { Actor } from '../ports'
import { chunksOf, inSlices } from '../slices'
import { standingOf } from './checked-file'
import type { Comparison, FieldChange } from './comparison'
import type { PlacesPlan, PlannedPlace } from './places-plan'
import { changesOf, placesIn } from './row-changes'
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
  const radar = await openRadar(reader, actor)
  const people = (await readCounts(reader, '')).reduce((sum, count) => sum + count.people, 0)
  const total = table.rows.length + people
  /** Whom the file knows, be it in a row that cannot be used: nobody of them is missing there. */
  const met = new Set<string>()
  const seen = new Set<string>()
  let done = 0
  for await (const chunk of chunksOf(table.rows, TOGETHER)) {
    if (labour.cancelled) return false
    const lines: Line[] = []
    await inSlices(chunk, (read) => void lines.push({ read, draft: personOf(table, read, rules) }))
    for (const id of await peopleInside(reader, chunk)) met.add(id)
    const find = await peopleOf(
      reader,
      lines.map((line) => line.draft),
    )
    const found = lines.map((line) => ({ ...line, person: find(line.draft) }))
    const places = await departmentsOf(
      reader,
      found.flatMap(({ person }) => person?.id ?? []),
    )
    const strangers: UsableRow[] = []
    for (const { draft, person, read } of found) {
      if (person) met.add(person.id)
      const departments = placesIn(comparison.plan, draft)
      const key = person?.id ?? draft.email ?? draft.phone
      if (draft.problems.length > 0 || key === null || typeof departments === 'string') {
        const told = typeof departments === 'string' ? [departments] : (['ADDRESS_REQUIRED'] as const)
        const problems = draft.problems.length > 0 ? draft.problems : told
        comparison.refuse({ draft, read, fate: 'invalid', problems })
      } else if (seen.has(key)) {
        comparison.refuse({ draft, read, fate: 'duplicate', problems: [] })
      } else {
        seen.add(key)
        if (person) {
          const current = (places.get(person.id) ?? []).map((department) => department.id)
          comparison.add(compared(comparison.plan, untouchable, { draft, departments }, person, current))
        } else strangers.push({ draft, departments })
      }
    }
    await addUsableRows(radar, comparison, strangers)
    done += chunk.length
    labour.report(done, total)
  }
  return await addMissing(reader, untouchable, met, comparison, (count) => labour.report(done + count, total), labour)
}

interface Line {
  readonly draft: PersonDraft
  readonly read: ReadRow
}

/** A row that can be used, with where it leads. */
interface UsableRow {
  readonly draft: PersonDraft
  readonly departments: readonly PlannedPlace[]
}

/**
 * Rows of nobody the directory knows; who resembles somebody is told (Z7). Who does not work over there is not brought
 * in.
 */
async function addUsableRows(radar: Radar, comparison: Comparison, strangers: readonly UsableRow[]): Promise<void> {
  const coming = strangers.filter(({ draft }) => standingOf('active', draft) === null)
  const alike = await radar.look(coming.map(({ draft }) => draft))
  const lookAlikes = new Map(coming.map((each, index) => [each, alike[index] ?? []]))
  for (const each of strangers) {
    const difference = lookAlikes.has(each) ? 'missing-here' : 'same'
    comparison.add({ ...each, difference, person: null, changes: [], lookAlikes: lookAlikes.get(each) ?? [] })
  }
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
      const difference = 'missing-there'
      comparison.add({ difference, draft: null, person, changes: [change], departments: [], lookAlikes: [] })
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

/** How a person differs from their row. */
function compared(
  plan: PlacesPlan,
  untouchable: Untouchable,
  { departments, draft }: UsableRow,
  person: ComparedPerson,
  current: readonly string[],
): Parameters<Comparison['add']>[0] {
  const same = { difference: 'same', draft, person, changes: [], departments: [], lookAlikes: [] } as const
  if (person.kind !== 'employee') return same
  if (draft.status === 'suspended') {
    if (!mayLeave(untouchable, person)) return same
    return { ...same, difference: 'is-out', changes: [{ field: 'status', before: person.status, after: 'dismissed' }] }
  }
  if (!can(untouchable.actor, 'people.edit', subjectOf(person))) return same
  // Who is only invited there has not accepted anything by that, and nobody is confirmed or rehired for it.
  const comesIn = person.status !== 'active' && draft.status !== 'invited'
  if (person.status === 'dismissed' && !comesIn) return same
  const changes = changesOf(plan, draft, person, departments, current)
  if (comesIn) {
    const change: FieldChange = { field: 'status', before: person.status, after: 'active' }
    return { ...same, difference: 'is-in', changes: [change, ...changes], departments }
  }
  return changes.length === 0 ? same : { ...same, difference: 'changed', changes, departments }
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

/** Cells of one row of which nothing is believed that are looked at. */
const MOST_CELLS = 50

/**
 * Ids of people whose address stands somewhere in a row of which nothing is believed, for its cells have shifted (D4): the
 * file does know them.
 */
async function peopleInside(reader: Reader, rows: readonly ReadRow[]): Promise<readonly string[]> {
  const addresses = rows
    .filter((row) => row.problem === 'TOO_MANY_CELLS')
    .flatMap((row) => row.cells.slice(0, MOST_CELLS))
    .flatMap((cell) => (cell.includes('@') ? (readAddress(cell.trim()).email ?? []) : []))
  return (await findCompared(reader, 'email', addresses)).map((person) => person.id)
}
