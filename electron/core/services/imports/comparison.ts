import type { DifferenceRow } from '../../../contract/imports'
import { displayName } from '../../domain/names'
import type { Difference, PersonStatus } from '../../domain/vocabulary'
import type { PersonDraft } from '../../imports'
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
  chosen: boolean
}

/** Kinds that are applied unless the operator says no; nobody is dismissed without being chosen (Z5). */
const CHOSEN: readonly Difference[] = ['missing-here', 'is-in', 'changed']
/** In which order they are applied: whoever leaves frees a seat for who comes (N1). */
const APPLIED: readonly Difference[] = ['missing-there', 'is-out', 'is-in', 'missing-here', 'changed']

export interface Comparison {
  readonly plan: PlacesPlan
  add(found: Omit<FoundDifference, 'chosen'>): void
  /** Null: all of that kind. */
  choose(difference: Difference, keys: readonly string[] | null, chosen: boolean): void
  list(difference: Difference): readonly FoundDifference[]
  chosen(): readonly FoundDifference[]
  counts(): Readonly<Record<Difference, number>>
  chosenOf(): Readonly<Record<Difference, number>>
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

  return {
    plan,
    add(each) {
      const chosen = CHOSEN.includes(each.difference)
      found[each.difference].push({ ...each, chosen })
      if (chosen) chosenOf[each.difference] += 1
    },
    choose(difference, keys, chosen) {
      // There is nothing to do about who is the same.
      if (!APPLIED.includes(difference)) return
      const wanted = keys === null ? null : new Set(keys)
      for (const each of found[difference]) {
        if (each.chosen === chosen || (wanted !== null && !wanted.has(keyOf(each)))) continue
        each.chosen = chosen
        chosenOf[difference] += chosen ? 1 : -1
      }
    },
    list: (difference) => found[difference],
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
  const { changes, chosen, difference, draft, person } = each
  return {
    key: keyOf(each),
    difference,
    name: nameOf(each),
    address: person?.address ?? draft?.email ?? draft?.phone ?? '',
    person: person ? { id: person.id, status: person.status } : null,
    changes,
    chosen,
  }
}
