import type { ImportPreview, ImportRow, LookAlike } from '../../../contract/file-sessions'
import type { InvitingScope } from '../../domain/inviting-scope'
import { displayName } from '../../domain/names'
import { seatFree, type Seats } from '../../domain/seats'
import type { Fate, ImportAs, RowProblem, Standing } from '../../domain/vocabulary'
import type { PersonDraft, ReadRow } from '../../imports'
import type { PlacesPlan, PlannedPlace } from './places-plan'

/** How everybody of the file is taken in. */
export interface ImportOrder {
  readonly as: ImportAs
  /** Where everybody goes, beside what the file says. */
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
  readonly makeDepartments: boolean
  /** Where the operator may send people; anywhere when left out (Z11). */
  readonly scope?: InvitingScope
}

/** A row of the file with what it would become. */
export interface CheckedRow {
  readonly draft: PersonDraft
  readonly read: ReadRow
  fate: Fate
  /** Who it is already, for fates that say so. */
  person: { readonly id: string; readonly name: string } | null
  problems: readonly RowProblem[]
  readonly lookAlikes: readonly LookAlike[]
  readonly departments: readonly PlannedPlace[]
  readonly workgroups: readonly PlannedPlace[]
  included: boolean
}

/** All rows that are checked so far, with their sums. */
export interface CheckedFile {
  readonly order: ImportOrder
  readonly plan: PlacesPlan
  readonly seats: Seats
  /** In the order of the file, by rising number. */
  readonly rows: readonly CheckedRow[]
  add(row: CheckedRow): void
  /** Takes a row in or leaves it out; does nothing for a row that cannot be imported. */
  choose(row: number, included: boolean): void
  /** The row of this number. */
  row(number: number): CheckedRow | undefined
  /** A row is judged anew. */
  replace(row: CheckedRow, judged: Omit<CheckedRow, 'read'>): void
  /** A row turned out to be something else than was thought: it is not taken in. */
  settle(row: CheckedRow, fate: Fate, change?: Partial<Pick<CheckedRow, 'person' | 'problems'>>): void
  readonly included: number
  /** Of the included rows, those with a telephone number alone. */
  readonly byPhone: number
  /** Rows of each fate that say who it is already. */
  readonly known: Readonly<Record<Fate, number>>
  preview(): Omit<ImportPreview, 'progress'>
}

export function checkedFile(order: ImportOrder, plan: PlacesPlan, seats: Seats): CheckedFile {
  const rows: CheckedRow[] = []
  const byNumber = new Map<number, CheckedRow>()
  const fates = noneYet()
  const known = noneYet()
  let included = 0
  let byPhone = 0
  const standings = noStandings()
  let lookAlikes = 0

  const count = (row: CheckedRow, step: 1 | -1): void => {
    if (!row.included) return
    included += step
    if (row.draft.email === null) byPhone += step
    for (const place of [...row.departments, ...row.workgroups]) plan.use(place, step)
  }
  const sort = (row: CheckedRow, step: 1 | -1): void => {
    fates[row.fate] += step
    if (row.person !== null) known[row.fate] += step
    if (isLookAlike(row)) lookAlikes += step
    const standing = newStandingOf(order.as, row)
    if (standing) standings[standing] += step
  }

  const replace: CheckedFile['replace'] = (row, judged) => {
    count(row, -1)
    sort(row, -1)
    Object.assign(row, judged)
    sort(row, 1)
    count(row, 1)
  }

  return {
    order,
    plan,
    seats,
    rows,
    known,
    get included() {
      return included
    },
    get byPhone() {
      return byPhone
    },
    add(row) {
      rows.push(row)
      byNumber.set(row.draft.row, row)
      sort(row, 1)
      count(row, 1)
    },
    choose(number, wanted) {
      const row = byNumber.get(number)
      if (!row || row.fate !== 'new' || row.included === wanted) return
      count(row, -1)
      row.included = wanted
      count(row, 1)
    },
    row: (number) => byNumber.get(number),
    replace,
    settle: (row, fate, change = {}) => replace(row, { ...row, ...change, fate, included: false }),
    preview: () => ({
      fates: { ...fates },
      lookAlikes,
      standings: { ...standings },
      included,
      newDepartments: plan.wantedDepartments().map((place) => plan.pathOf(place)),
      overSeats: overSeats(seats, rows, included),
    }),
  }
}

function noneYet(): Record<Fate, number> {
  return { new: 0, active: 0, dismissed: 0, invited: 0, pending: 0, duplicate: 0, invalid: 0 }
}

export function noStandings(): Record<Standing, number> {
  return { suspended: 0, 'not-in-yet': 0 }
}

/** N1, Z6: how many of the included rows would find no seat. */
function overSeats(seats: Seats, rows: readonly CheckedRow[], included: number): number {
  if (seats.limit === null) return 0
  if (seats.reservations.length === 0) return Math.max(0, included - Math.max(0, seats.limit - seats.used))
  const keeper = seatKeeper(seats)
  return rows.filter((row) => row.included && !keeper.take(row.departments.flatMap((place) => place.id ?? []))).length
}

/** Gives out seats one after the other, as if each taker were active at once (N1, Z6). */
export interface SeatKeeper {
  /** Takes a seat for an employee in these departments; false where none is free. */
  take(departmentIds: readonly string[]): boolean
}

export function seatKeeper(seats: Seats): SeatKeeper {
  let used = seats.used
  const reservations = seats.reservations.map((each) => ({ ...each }))
  return {
    take(departmentIds) {
      if (!seatFree({ limit: seats.limit, used, reservations }, 'employee', departmentIds)) return false
      used += 1
      for (const each of reservations) if (departmentIds.includes(each.departmentId)) each.used += 1
      return true
    },
  }
}

/** What a row shows of itself. */
export function shownRow(file: CheckedFile, row: CheckedRow): ImportRow {
  const { draft, fate } = row
  const standing = standingOf(file.order.as, draft)
  const paths = (places: readonly PlannedPlace[]): readonly string[] => places.map((place) => file.plan.pathOf(place))
  return {
    row: draft.row,
    name: displayName(draft.firstName, draft.lastName, draft.email ?? draft.phone ?? ''),
    email: draft.email,
    phone: draft.phone,
    position: draft.position,
    departments: paths(row.departments),
    newDepartments: paths(row.departments.filter((place) => place.id === null)),
    fate,
    person: row.person,
    problems: row.problems,
    cells: fate === 'invalid' ? row.read.cells.map(wholeCharacters) : [],
    lookAlikes: row.lookAlikes,
    included: row.included,
    ...(standing === null ? {} : { standing }),
  }
}

/** Whether a row that would make somebody stays out unless it is chosen, for whom it resembles (Z7). */
export function isLookAlike({ fate, lookAlikes }: CheckedRow): boolean {
  return fate === 'new' && lookAlikes.length > 0
}

/** For what the file says of them a row that would make somebody stays out unless it is chosen; else null. */
export function newStandingOf(as: ImportAs, { draft, fate }: CheckedRow): Standing | null {
  return fate === 'new' ? standingOf(as, draft) : null
}

/** What the file says against taking somebody in: being invited there speaks only against being active here at once. */
export function standingOf(as: ImportAs, { status }: PersonDraft): Standing | null {
  if (status === 'suspended') return 'suspended'
  return status === 'invited' && as === 'active' ? 'not-in-yet' : null
}

/** Half a character cannot travel to the window. */
export function wholeCharacters(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\uFFFD')
}
