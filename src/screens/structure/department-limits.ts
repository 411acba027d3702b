import type { Barrier, DepartmentNode, StructureLimits } from '../../../electron/contract/structure'
import { type DepartmentTree, targetsFor } from './department-tree'

/** What is done with a department by its menu. */
export type DepartmentAct = 'add' | 'rename' | 'move' | 'merge' | 'remove'

interface LookedUpBarrier {
  readonly ids: ReadonlySet<string>
  readonly to: ReadonlySet<string> | null
}

/** What the core told that stays as it is for this operator (A1, Z11), to be looked up for each row and target. */
export interface DepartmentLimits {
  readonly remove: ReadonlySet<string>
  readonly move: readonly LookedUpBarrier[]
  readonly merge: readonly LookedUpBarrier[]
}

/** Before the core has told: nothing is held back, and it checks each act itself. */
export const UNTOLD: DepartmentLimits = { remove: new Set(), move: [], merge: [] }

/** @param told null for an operator who may not edit at all, to whom nothing is offered anyway */
export function lookedUp(told: StructureLimits | null): DepartmentLimits {
  if (told === null) return UNTOLD
  const sets = ({ ids, to }: Barrier): LookedUpBarrier => ({ ids: new Set(ids), to: to && new Set(to) })
  return { remove: new Set(told.remove), move: told.move.map(sets), merge: told.merge.map(sets) }
}

/** Whether the core will put the department below another one, or merge it into that, as far as rights decide it. */
export function mayGo(limits: DepartmentLimits, act: 'move' | 'merge', id: string, toId: string): boolean {
  return !limits[act].some(({ ids, to }) => ids.has(id) && (to === null || to.has(toId)))
}

/** Of a department's acts those that can be done with it: nothing is moved or merged that has nowhere to go (D1). */
export function actsOf(
  tree: DepartmentTree,
  limits: DepartmentLimits,
  { id, parentId }: DepartmentNode,
): ReadonlySet<DepartmentAct> {
  const acts = new Set<DepartmentAct>(['add', 'rename'])
  if (parentId === null) return acts
  for (const act of ['move', 'merge'] as const) {
    if (targetsFor(tree, id, act, '', 1, (toId) => mayGo(limits, act, id, toId)).length > 0) acts.add(act)
  }
  if (!limits.remove.has(id)) acts.add('remove')
  return acts
}
