import { foldName } from '../../domain/names'
import { readLine } from '../../domain/lines'
import type { RowProblem } from '../../domain/vocabulary'
import { readStructure } from '../../store/imports'
import type { Reader } from '../../store/store'

/** A department or workgroup that is there, or is to be made; `id` is filled in when it is. */
export interface PlannedPlace {
  id: string | null
  readonly name: string
  /** Null: the root, or a workgroup. */
  readonly parent: PlannedPlace | null
  /** People who would be led into it or below it, as things are chosen now. */
  uses: number
}

export type Resolved = { readonly place: PlannedPlace } | { readonly problem: RowProblem }

/** Longest name and longest path of a department in a file. */
const LONGEST_NAME = 100
const DEEPEST = 50

/** Finds the departments and workgroups that a file names, and plans those that are not there yet. */
export interface PlacesPlan {
  /** From the top down; an empty path is the root. Unless `make`, a name nobody has is DEPARTMENT_UNKNOWN. */
  department(path: readonly string[], make: boolean): Resolved
  /** Unless `make`, a name nobody has is WORKGROUP_UNKNOWN. */
  workgroup(name: string, make: boolean): Resolved
  /** Names from below the root down, or the root's own. */
  pathOf(place: PlannedPlace): string
  /** Counts people in or out, so that only what somebody needs is made. */
  use(place: PlannedPlace, people: number): void
  /** What is to be made, parents before children. */
  wantedDepartments(): readonly PlannedPlace[]
  wantedWorkgroups(): readonly PlannedPlace[]
  /** The planned place of a department by its id; undefined where it is gone. */
  byId(id: string): PlannedPlace | undefined
  readonly root: PlannedPlace
}

/** Reads the structure as it is now. */
export async function planPlaces(reader: Reader): Promise<PlacesPlan> {
  const departments = await readStructure(reader)
  const groups = await reader.selectFrom('workgroup').select(['id', 'name']).execute()
  const places = new Map<string, PlannedPlace>()
  const rows = new Map(departments.map((row) => [row.id, row]))
  const children = new Map<PlannedPlace, Map<string, PlannedPlace>>()
  const byName = new Map<string, PlannedPlace[]>()
  const workgroups = new Map(groups.map(({ id, name }) => [foldName(name), asThere(id, name, null)]))
  const newDepartments: PlannedPlace[] = []
  const newWorkgroups: PlannedPlace[] = []

  const rootRow = departments.find((row) => row.parent_id === null)
  if (!rootRow) throw new Error('the store holds no root department')
  const root = asThere(rootRow.id, rootRow.name, null)
  places.set(root.id ?? '', root)

  const add = (place: PlannedPlace): void => {
    const key = foldName(place.name)
    if (place.parent) {
      const siblings = children.get(place.parent) ?? new Map<string, PlannedPlace>()
      children.set(place.parent, siblings)
      if (!siblings.has(key)) siblings.set(key, place)
    }
    const named = byName.get(key)
    if (named) named.push(place)
    else byName.set(key, [place])
  }
  for (const row of departments) {
    // Upwards to the first that is known, then down again: rows come in no order.
    const above: (typeof departments)[number][] = []
    for (let each = rows.get(row.id); each && !places.has(each.id); each = rows.get(each.parent_id ?? ''))
      above.push(each)
    for (const each of above.toReversed()) {
      const place = asThere(each.id, each.name, places.get(each.parent_id ?? '') ?? root)
      places.set(each.id, place)
      add(place)
    }
  }

  function below(parent: PlannedPlace, name: string, make: boolean): Resolved {
    const there = children.get(parent)?.get(foldName(name))
    if (there) return { place: there }
    if (!make) return { problem: 'DEPARTMENT_UNKNOWN' }
    const place: PlannedPlace = { id: null, name, parent, uses: 0 }
    add(place)
    newDepartments.push(place)
    return { place }
  }

  return {
    root,
    byId: (id) => places.get(id),
    department(path, make) {
      const names = path
        .map((name) => name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim())
        .filter((name) => name !== '')
      const problem = problemOf(names)
      if (problem) return { problem }
      const [first = '', ...rest] = names
      const fromTop = names.length > 0 && foldName(first) === foldName(root.name)
      const [only = ''] = names
      if (names.length === 1 && !fromTop) {
        const named = byName.get(foldName(only)) ?? []
        if (named.length === 1 && named[0]) return { place: named[0] }
      }
      let resolved: Resolved = { place: root }
      for (const name of fromTop ? rest : names) {
        if ('problem' in resolved) return resolved
        resolved = below(resolved.place, name, make)
      }
      return resolved
    },
    workgroup(name, make) {
      const problem = problemOf([name])
      if (problem) return { problem }
      const there = workgroups.get(foldName(name))
      if (there) return { place: there }
      if (!make) return { problem: 'WORKGROUP_UNKNOWN' }
      const place: PlannedPlace = { id: null, name: name.trim(), parent: null, uses: 0 }
      workgroups.set(foldName(name), place)
      newWorkgroups.push(place)
      return { place }
    },
    pathOf(place) {
      const names: string[] = []
      for (let each: PlannedPlace | null = place; each && each !== root; each = each.parent) names.unshift(each.name)
      return names.length === 0 ? root.name : names.join(' › ')
    },
    use(place, people) {
      for (let each: PlannedPlace | null = place; each && each.id === null; each = each.parent) each.uses += people
    },
    wantedDepartments: () => newDepartments.filter(isWanted),
    wantedWorkgroups: () => newWorkgroups.filter(isWanted),
  }
}

function asThere(id: string, name: string, parent: PlannedPlace | null): PlannedPlace {
  return { id, name, parent, uses: 0 }
}

function isWanted(place: PlannedPlace): boolean {
  return place.id === null && place.uses > 0
}

function problemOf(names: readonly string[]): RowProblem | null {
  if (names.length > DEEPEST) return 'TOO_LONG'
  for (const name of names) {
    const { problem } = readLine(name, LONGEST_NAME, 'optional')
    if (problem === 'TOO_LONG' || problem === 'CONTROL_CHARACTERS') return problem
  }
  return null
}
