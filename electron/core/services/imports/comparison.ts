import type { ImportRow, LookAlike } from '../../../contract/file-sessions'
import type { DifferenceRow, DifferenceView } from '../../../contract/imports'
import { displayName } from '../../domain/names'
import type { Difference, PersonStatus, RowProblem } from '../../domain/vocabulary'
import type { PersonDraft, ReadRow } from '../../imports'
import { standingOf, wholeCharacters } from './checked-file'
import type { PlacesPlan, PlannedPlace } from './places-plan'

/** A field that differs, as it is here and in the file. */
export interface FieldChange {
  readonly field: 'status' | 'firstName' | 'lastName' | 'position' | 'phone' | 'departments'
  readonly before: string
  readonly after: string
}

/** One difference between the file and the directory (Z5). */
export interface FoundDifference {
  readonly difference: Difference
  /** Row of the file; null: only here. */
  readonly draft: PersonDraft | null
  /** Who it is here, as they were when compared. */
  readonly person: {
    readonly id: string
    readonly name: string
    readonly address: string
    readonly status: PersonStatus
  } | null
  readonly changes: readonly FieldChange[]
  /** Where the row leads; empty where the file says nothing of departments. */
  readonly departments: readonly PlannedPlace[]
  /** Z7, of `missing-here`. */
  readonly lookAlikes: readonly LookAlike[]
  chosen: boolean
}

/** A row of the file that says nothing of anybody, or repeats somebody (D4). */
export interface RefusedRow {
  readonly draft: PersonDraft
  readonly read: ReadRow
  readonly fate: 'invalid' | 'duplicate'
  readonly problems: readonly RowProblem[]
}

/** Kinds that are applied unless the operator says no; nobody is dismissed without being chosen (Z5). */
const CHOSEN: readonly Difference[] = ['missing-here', 'is-in', 'changed']
/** In which order they are applied: whoever leaves frees a seat for who comes (N1). */
const APPLIED: readonly Difference[] = ['missing-there', 'is-out', 'is-in', 'missing-here', 'changed']

export interface Comparison {
  readonly plan: PlacesPlan
  add(found: Omit<FoundDifference, 'chosen'>): void
  refuse(row: RefusedRow): void
  /** Null: all of them. */
  choose(view: DifferenceView, keys: readonly string[] | null, chosen: boolean): void
  list(view: DifferenceView): readonly FoundDifference[]
  /** In the order of the file. */
  readonly refused: readonly RefusedRow[]
  chosen(): readonly FoundDifference[]
  counts(): Readonly<Record<Difference, number>>
  chosenOf(): Readonly<Record<Difference, number>>
  /** People who resemble somebody (Z7), within `missing-here`. */
  lookAlikes(): { readonly count: number; readonly chosen: number }
}

export function newComparison(plan: PlacesPlan): Comparison {
  const found: Record<Difference, FoundDifference[]> = {
    'missing-here': [],
    'missing-there': [],
    'is-in': [],
    'is-out': [],
    changed: [],
    same: [],
  }
  const chosenOf: Record<Difference, number> = {
    'missing-here': 0,
    'missing-there': 0,
    'is-in': 0,
    'is-out': 0,
    changed: 0,
    same: 0,
  }

  const alike: FoundDifference[] = []
  const refused: RefusedRow[] = []
  const list = (view: DifferenceView): readonly FoundDifference[] => (view === 'look-alike' ? alike : found[view])

  return {
    plan,
    refused,
    list,
    add(each) {
      const chosen = CHOSEN.includes(each.difference) && each.lookAlikes.length === 0
      const difference = { ...each, chosen }
      found[each.difference].push(difference)
      if (each.lookAlikes.length > 0) alike.push(difference)
      if (chosen) chosenOf[each.difference] += 1
    },
    refuse: (row) => void refused.push(row),
    choose(view, keys, chosen) {
      const wanted = keys === null ? null : new Set(keys)
      for (const each of list(view)) {
        // There is nothing to do about who is the same.
        if (!APPLIED.includes(each.difference) || each.chosen === chosen) continue
        if (wanted !== null && !wanted.has(keyOf(each))) continue
        each.chosen = chosen
        chosenOf[each.difference] += chosen ? 1 : -1
      }
    },
    chosen: () => APPLIED.flatMap((difference) => found[difference].filter((each) => each.chosen)),
    counts: () => ({
      'missing-here': found['missing-here'].length,
      'missing-there': found['missing-there'].length,
      'is-in': found['is-in'].length,
      'is-out': found['is-out'].length,
      changed: found.changed.length,
      same: found.same.length,
    }),
    chosenOf: () => ({ ...chosenOf }),
    lookAlikes: () => ({ count: alike.length, chosen: alike.filter((each) => each.chosen).length }),
  }
}

/** Person id, or number of the row where nobody is known. */
export function keyOf({ draft, person }: FoundDifference): string {
  return person?.id ?? String(draft?.row ?? '')
}

export function nameOf({ draft, person }: FoundDifference): string {
  if (person) return person.name
  return draft ? displayName(draft.firstName, draft.lastName, draft.email ?? draft.phone ?? '') : ''
}

export function shownDifference(each: FoundDifference): DifferenceRow {
  const { changes, chosen, difference, draft, lookAlikes, person } = each
  return {
    key: keyOf(each),
    difference,
    name: nameOf(each),
    address: person?.address ?? draft?.email ?? draft?.phone ?? '',
    person: person ? { id: person.id, status: person.status } : null,
    changes,
    lookAlikes,
    standing: draft && standingOf('active', draft),
    chosen,
  }
}

/** What a refused row shows of itself; its departments as the file names them. */
export function shownRefused({ draft, fate, problems, read }: RefusedRow): ImportRow {
  const { departmentPaths, email, firstName, lastName, phone, position, row } = draft
  return {
    row,
    name: displayName(firstName, lastName, email ?? phone ?? ''),
    email,
    phone,
    position,
    departments: departmentPaths.map((path) => path.join(' › ')),
    newDepartments: [],
    fate,
    person: null,
    problems,
    cells: fate === 'invalid' ? read.cells.map(wholeCharacters) : [],
    lookAlikes: [],
    included: false,
  }
}
