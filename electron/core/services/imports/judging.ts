import { isWithin } from '../../domain/inviting-scope'
import type { RowProblem } from '../../domain/vocabulary'
import type { PersonDraft, ReadRow } from '../../imports'
import type { KnownPerson } from '../../store/invitations'
import { whoIsShown } from '../inviting/address-fates'
import type { Radar } from '../likeness'
import type { Actor } from '../ports'
import { type CheckedFile, type CheckedRow, standingOf } from './checked-file'
import type { PlannedPlace } from './places-plan'

/** A row with its fate; whom it resembles is looked for afterwards. */
export type Judged = Omit<CheckedRow, 'lookAlikes'> & { lookAlikes: CheckedRow['lookAlikes'] }

/** What a row is judged by. */
export interface Court {
  readonly actor: Actor
  readonly file: CheckedFile
  readonly known: ReadonlyMap<string, KnownPerson>
  /** Where rows lead that name no place: as chosen for everybody. */
  readonly preset: Destination
  /** Addresses of the rows before. */
  readonly seen: Set<string>
}

/** The fate of one row (S6, D4). Puts its addresses among those seen. */
export function judge(
  { actor, file, known, preset, seen }: Court,
  draft: PersonDraft,
  read: ReadRow | undefined,
): Judged {
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
export async function sight(radar: Radar, { order }: CheckedFile, rows: readonly Judged[]): Promise<void> {
  const made = rows.filter((row) => row.fate === 'new')
  const found = await radar.look(made.map(({ draft }) => ({ ...draft })))
  made.forEach((row, index) => {
    row.lookAlikes = found[index] ?? []
    // Somebody who does not work over there is not brought in here without being asked for.
    row.included = row.lookAlikes.length === 0 && standingOf(order.as, row.draft) === null
  })
}

export function addressesOf({ email, phone }: PersonDraft): readonly string[] {
  return [email, phone].flatMap((address) => address ?? [])
}
