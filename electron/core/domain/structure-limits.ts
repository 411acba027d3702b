import type { TreeNode } from './structure'

/** None of the departments `ids` goes to one of `to`; null: to any other. */
export interface Barrier {
  readonly ids: readonly string[]
  readonly to: readonly string[] | null
}

/** What of the structure stays as it is for somebody who may edit it (A1, Z11). */
export interface StructureLimits {
  /** Departments that are not removed. */
  readonly remove: readonly string[]
  /** Departments that do not go below others. */
  readonly move: readonly Barrier[]
  /** Departments that are not merged into others. */
  readonly merge: readonly Barrier[]
}

/** For whoever manages access, and where nothing is delegated. */
export const NO_LIMITS: StructureLimits = { remove: [], move: [], merge: [] }

/** Where somebody may invite to while there are departments where they may not (Z11). */
export interface InvitingReach {
  readonly open: ReadonlySet<string>
  /** Whether the departments they are in are theirs to invite to, and not only those they head. */
  readonly byMembership: boolean
  readonly own: readonly { readonly id: string; readonly head: boolean }[]
}

/** What inviting is delegated to heads, and how far somebody may invite: what no step in the structure may change. */
export interface InvitingRights {
  readonly departments: readonly TreeNode[]
  /** Who leads a department; only those that anybody leads. */
  readonly heads: ReadonlyMap<string, readonly string[]>
  /** Delegations to the heads of one department, or, by null, of every one. */
  readonly delegations: readonly { readonly id: string; readonly departmentId: string | null }[]
  /** null: there is nowhere they may not invite to. */
  readonly reach: InvitingReach | null
}

/**
 * A1, Z11: inviting that was delegated to heads follows the structure. So whoever may edit the structure, but not say who
 * may do what, neither changes who leads a department to whose heads it is delegated, nor brings a department where they
 * may not invite to below one where they may. Adding, renaming and reordering never do.
 */
export function structureLimits(rights: InvitingRights): StructureLimits {
  const heads = limitsOfHeads(rights)
  const reach = rights.reach ? limitsOfReach(rights.departments, rights.reach) : NO_LIMITS
  return {
    remove: [...heads.remove, ...reach.remove],
    move: reach.move.filter(isBarrier),
    merge: [...heads.merge, ...reach.merge].filter(isBarrier),
  }
}

/** Whether one of the barriers stands between a department and where it is to go. */
export function isBarred(barriers: readonly Barrier[], id: string, toId: string): boolean {
  return barriers.some(({ ids, to }) => ids.includes(id) && (to === null || to.includes(toId)))
}

function isBarrier({ ids, to }: Barrier): boolean {
  return ids.length > 0 && to?.length !== 0
}

/** Who leads a merged department leads the other one, and what was delegated to its heads goes along; removed, it ends. */
function limitsOfHeads({ delegations, heads }: InvitingRights): Pick<StructureLimits, 'remove' | 'merge'> {
  if (delegations.length === 0) return NO_LIMITS
  const named = new Set(delegations.flatMap(({ departmentId }) => departmentId ?? []))
  const every = delegations.some(({ departmentId }) => departmentId === null)
  const led = [...heads.keys()]
  const kept = every ? led : led.filter((id) => named.has(id))
  const others = led.filter((id) => !named.has(id))
  const merge: Barrier[] = [
    { ids: kept, to: null },
    { ids: [...named].filter((id) => !heads.has(id)), to: others },
  ]
  return { remove: kept, merge: every ? merge : [...merge, ...newHeads(heads, others, named)] }
}

/** Heads of `ids` would come to lead one of `named`, except where they lead it already. */
function newHeads(
  heads: InvitingRights['heads'],
  ids: readonly string[],
  named: ReadonlySet<string>,
): readonly Barrier[] {
  const leaders = new Set([...named].flatMap((id) => heads.get(id) ?? []))
  const leads = (id: string): readonly string[] => heads.get(id) ?? []
  const familiar = ids.filter((id) => leads(id).every((person) => leaders.has(person)))
  const strange = new Set(familiar)
  return [
    { ids: ids.filter((id) => !strange.has(id)), to: [...named] },
    ...familiar.map((id) => ({
      ids: [id],
      to: [...named].filter((toId) => {
        const there = new Set(leads(toId))
        return leads(id).some((person) => !there.has(person))
      }),
    })),
  ]
}

function limitsOfReach(departments: readonly TreeNode[], { byMembership, open, own }: InvitingReach): StructureLimits {
  const closed = departments.filter(({ id }) => !open.has(id))
  const closedIds = closed.map(({ id }) => id)
  // While anything is closed, being in the company itself opens nothing below it.
  const opening = departments.filter(({ id, parentId }) => parentId !== null && open.has(id)).map(({ id }) => id)
  const mine = byMembership ? own : []
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]))
  const root = departments.filter(({ parentId }) => parentId === null).map(({ id }) => id)
  const isClosed = (id: string | null | undefined): boolean => typeof id === 'string' && !open.has(id)
  return {
    remove: mine.filter(({ id }) => isClosed(parents.get(id))).map(({ id }) => id),
    move: [{ ids: closedIds, to: opening }],
    merge: [
      { ids: [...new Set(closed.flatMap(({ parentId }) => parentId ?? []))], to: opening },
      { ids: mine.map(({ id }) => id), to: closedIds },
      { ids: mine.filter(({ head }) => head).map(({ id }) => id), to: root },
    ],
  }
}

/** Whether somebody may become a head of a department: not where they could then invite to more than before (A1, Z11). */
export function mayLead(reach: InvitingReach | null, { id, parentId }: TreeNode): boolean {
  if (!reach?.byMembership || reach.own.some((each) => each.head && each.id === id)) return true
  return parentId !== null && reach.open.has(id)
}

/** A removed or merged department that is to come back, and what comes with it. */
export interface ComingBack {
  readonly parentId: string
  readonly children: readonly string[]
  /** Where everything went. */
  readonly toId: string
  /** Delegations to its heads that ended with it, and those that went along. */
  readonly delegations: { readonly ended: readonly unknown[]; readonly moved: readonly string[] }
  /** Whether anybody leads it again. */
  readonly led: boolean
  /** Whether by that somebody leads the other department no longer, or again. */
  readonly leadChanges: boolean
  /** Whether the operator is in it again, and whether they lead the other department again. */
  readonly operatorIn: boolean
  readonly operatorLeads: boolean
}

/** Whether a department comes back without changing who may invite where (A1, Z11). */
export function mayComeBack({ delegations, departments, heads, reach }: InvitingRights, back: ComingBack): boolean {
  const { children, operatorIn, operatorLeads, parentId, toId } = back
  const every = delegations.some(({ departmentId }) => departmentId === null)
  const there = delegations.filter(({ departmentId }) => departmentId === toId)
  const goingBack = there.some(({ id }) => back.delegations.moved.includes(id))
  if (back.led && (every || goingBack || back.delegations.ended.length > 0)) return false
  if (back.leadChanges && (every || there.length > 0)) return false
  if (goingBack && heads.has(toId)) return false
  if (reach === null) return true
  const isRoot = (id: string): boolean => departments.some((each) => each.id === id && each.parentId === null)
  if (reach.byMembership && operatorLeads && isRoot(toId)) return false
  const opens = (reach.byMembership && operatorIn) || (reach.open.has(parentId) && !isRoot(parentId))
  return !opens || children.every((id) => reach.open.has(id))
}
