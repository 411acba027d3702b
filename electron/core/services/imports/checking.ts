import type { ImportReading } from '../../../contract/file-sessions'
import { isWithin } from '../../domain/inviting-scope'
import type { RowProblem } from '../../domain/vocabulary'
import { type PersonDraft, personOf, type ReadRow, type ReadTable } from '../../imports'
import type { KnownPerson } from '../../store/invitations'
import { readPortal } from '../../store/accounts'
import { readSeats } from '../../store/seats'
import type { Reader } from '../../store/store'
import { knownPeople, whoIsShown } from '../inviting/address-fates'
import { demandPreset } from '../inviting/preset'
import { openRadar, type Radar } from '../likeness'
import type { Actor } from '../ports'
import { chunksOf, inSlices } from '../slices'
import { type CheckedFile, checkedFile, type CheckedRow, type ImportOrder, wholeCharacters } from './checked-file'
import { planPlaces, type PlannedPlace } from './places-plan'
import type { Labour } from './work'

/** Rows looked up at once. */
const TOGETHER = 100
const SAMPLES = 3
const LONGEST_SAMPLE = 60

/** How a file was understood (D4). */
export function readingOf(id: string, fileName: string, table: ReadTable): ImportReading {
  const { delimiter, encoding, format, hasHeader, kind, rows, sheet, sheets } = table
  const columns = table.columns.map(({ field, index, title }) => ({
    index,
    title: shortened(title),
    field,
    samples: samplesOf(rows, index),
  }))
  return { id, fileName, kind, format, encoding, delimiter, hasHeader, sheets, sheet, columns, rows: rows.length }
}

/** The first filled cells of a column, looked for in the first rows. */
function samplesOf(rows: readonly ReadRow[], index: number): readonly string[] {
  return rows
    .slice(0, 200)
    .flatMap((row) => row.cells[index]?.trim() || [])
    .slice(0, SAMPLES)
    .map(shortened)
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  return wholeCharacters(line.length > LONGEST_SAMPLE ? `${line.slice(0, LONGEST_SAMPLE - 1)}…` : line)
}

/** An empty check of a file. Throws NOT_FOUND where a department or workgroup chosen for everybody is gone. */
export async function beginCheck(reader: Reader, order: ImportOrder): Promise<CheckedFile> {
  await demandPreset(reader, order, order.scope)
  return checkedFile(order, await planPlaces(reader), await readSeats(reader))
}

/** Gives each row its fate (S6, D4) and its look-alikes (Z7); writes nothing. False where it was cancelled. */
export async function checkRows(
  reader: Reader,
  actor: Actor,
  table: ReadTable,
  file: CheckedFile,
  labour: Labour,
): Promise<boolean> {
  const { country } = await readPortal(reader)
  const rules = { country, rootName: file.plan.root.name }
  const radar = await openRadar(reader, actor)
  const seen = new Set<string>()
  const preset = placesOf(file, { departmentPaths: [], workgroups: [] })
  for await (const chunk of chunksOf(table.rows, TOGETHER)) {
    if (labour.cancelled) return false
    const drafts: PersonDraft[] = []
    await inSlices(chunk, (row) => void drafts.push(personOf(table, row, rules)))
    const known = await knownPeople(
      reader,
      drafts.flatMap((draft) => addressesOf(draft)),
    )
    const court = { actor, file, known, preset, seen }
    const judged: Judged[] = []
    await inSlices(drafts.entries(), ([index, draft]) => void judged.push(judge(court, draft, chunk[index])))
    await sight(radar, judged)
    for (const row of judged) file.add(row)
    labour.report(file.rows.length)
  }
  return true
}

type Judged = Omit<CheckedRow, 'lookAlikes'> & { lookAlikes: CheckedRow['lookAlikes'] }

/** What a row is judged by. */
interface Court {
  readonly actor: Actor
  readonly file: CheckedFile
  readonly known: ReadonlyMap<string, KnownPerson>
  /** Where rows lead that name no place: as chosen for everybody. */
  readonly preset: Destination
  /** Addresses of the rows before. */
  readonly seen: Set<string>
}

function judge({ actor, file, known, preset, seen }: Court, draft: PersonDraft, read: ReadRow | undefined): Judged {
  const row: Judged = {
    draft,
    read: read ?? { row: draft.row, cells: [], problem: null },
    fate: 'invalid',
    person: null,
    problems: draft.problems,
    lookAlikes: [],
    departments: [],
    workgroups: [],
    included: false,
  }
  if (draft.problems.length > 0) return row
  const address = draft.email ?? draft.phone
  if (address === null) return { ...row, problems: ['ADDRESS_REQUIRED'] }
  const mail = draft.email === null ? undefined : known.get(draft.email)
  const phone = draft.phone === null ? undefined : known.get(draft.phone)
  if (mail && phone && mail.id !== phone.id) return { ...row, problems: ['ADDRESS_TAKEN'] }
  if (seen.has(address)) return { ...row, fate: 'duplicate' }
  // An e-mail address decides who somebody is: a telephone is often shared. Somebody else's number makes a look-alike.
  const person = mail ?? (draft.email === null ? phone : undefined)
  if (person) {
    seen.add(address)
    return { ...row, fate: person.status, person: whoIsShown(actor, person) }
  }
  const namesPlaces = draft.departmentPaths.length > 0 || draft.workgroups.length > 0
  const places = namesPlaces ? placesOf(file, draft) : preset
  if ('problem' in places) return { ...row, problems: [places.problem] }
  for (const each of addressesOf(draft)) seen.add(each)
  return { ...row, ...places, fate: 'new' }
}

type Destination =
  | { readonly departments: readonly PlannedPlace[]; readonly workgroups: readonly PlannedPlace[] }
  | { readonly problem: RowProblem }

/** Where a row leads: what was chosen for everybody and what the file says. */
export function placesOf(
  file: Pick<CheckedFile, 'plan' | 'order'>,
  draft: Pick<PersonDraft, 'departmentPaths' | 'workgroups'>,
): Destination {
  const { order, plan } = file
  const departments = new Set(order.departmentIds.flatMap((id) => plan.byId(id) ?? []))
  for (const path of draft.departmentPaths) {
    const found = plan.department(path, order.makeDepartments)
    if ('problem' in found) return found
    departments.add(found.place)
  }
  const workgroups = new Set<PlannedPlace>()
  for (const name of draft.workgroups) {
    const found = plan.workgroup(name, order.makeDepartments)
    if ('problem' in found) return found
    workgroups.add(found.place)
  }
  // Outside the scope there may be such a place or not: it is as unknown as one that is not there (Z11).
  if (order.scope && !isWithin(order.scope, { departmentIds: idsOf(departments) })) {
    return { problem: 'DEPARTMENT_UNKNOWN' }
  }
  if (order.scope && !isWithin(order.scope, { departmentIds: [], workgroupIds: idsOf(workgroups) })) {
    return { problem: 'WORKGROUP_UNKNOWN' }
  }
  return { departments: [...departments], workgroups: [...workgroups] }
}

function idsOf(places: ReadonlySet<PlannedPlace>): readonly string[] {
  return [...places].map((place) => place.id ?? '')
}

/** Z7: only rows that would make somebody are looked at; who resembles somebody waits to be chosen. */
async function sight(radar: Radar, rows: readonly Judged[]): Promise<void> {
  const made = rows.filter((row) => row.fate === 'new')
  const found = await radar.look(made.map(({ draft }) => ({ ...draft })))
  made.forEach((row, index) => {
    row.lookAlikes = found[index] ?? []
    // Somebody suspended over there is not brought in here without being asked for.
    row.included = row.lookAlikes.length === 0 && row.draft.status !== 'suspended'
  })
}

function addressesOf({ email, phone }: PersonDraft): readonly string[] {
  return [email, phone].flatMap((address) => address ?? [])
}
