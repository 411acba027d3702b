import { type Acting, can, type InviteRule } from './access'
import type { DelegatedPlaces, Inviters } from './vocabulary'

/** What one delegation gives to one person: how far they may preset, and which places are their own by it (Z11). */
export interface InvitingGrant {
  readonly departments: DelegatedPlaces
  readonly ownDepartmentIds: readonly string[]
  readonly workgroups: DelegatedPlaces
  readonly ownWorkgroupIds: readonly string[]
  readonly skipConfirmation: boolean
}

/** What decides about inviting by one operator now (A1, Z11, W2). */
export interface InvitingFacts {
  readonly whoMayInvite: Inviters
  /** Whether this operator sees the company structure (A1). */
  readonly seesStructure: boolean
  /** Of every delegation that the operator holds. */
  readonly grants: readonly InvitingGrant[]
  /** Of the workgroup it is done from: whether the operator is in it or owns it, and its members may invite (W2). */
  readonly group: { readonly id: string; readonly open: boolean } | null
}

/** Where somebody may invite to: ids where only some places are allowed, null for any. */
export interface InvitingScope {
  readonly allowed: boolean
  readonly departmentIds: readonly string[] | null
  readonly workgroupIds: readonly string[] | null
  readonly skipConfirmation: boolean
}

const NOTHING: InvitingScope = { allowed: false, departmentIds: [], workgroupIds: [], skipConfirmation: false }

/**
 * What the operator may preset when inviting. Delegations add up and never take away; what cannot be seen cannot be
 * chosen, so that without a view of the structure only the departments somebody was given as their own are left.
 */
export function invitingScope(actor: Acting, facts: InvitingFacts): InvitingScope {
  const grants = actor.role === 'employee' ? facts.grants : []
  const rule: InviteRule = { whoMayInvite: facts.whoMayInvite, delegated: grants.length > 0 }
  const fromGroup = facts.group?.open === true && actor.role !== 'external' ? [facts.group.id] : []
  if (!can(actor, 'invite', rule)) return { ...NOTHING, allowed: fromGroup.length > 0, workgroupIds: fromGroup }
  const open = actor.role !== 'employee' || facts.whoMayInvite === 'everyone'
  const anyDepartment = open || grants.some((grant) => grant.departments === 'any')
  const anyWorkgroup = open || grants.some((grant) => grant.workgroups === 'any')
  const owned = (grant: InvitingGrant): readonly string[] =>
    grant.departments === 'none' ? [] : grant.ownDepartmentIds
  return {
    allowed: true,
    departmentIds: anyDepartment && facts.seesStructure ? null : unique(grants.flatMap(owned)),
    workgroupIds: anyWorkgroup
      ? null
      : unique([...grants.flatMap((each) => (each.workgroups === 'own' ? each.ownWorkgroupIds : [])), ...fromGroup]),
    skipConfirmation: can(actor, 'invite.skip-confirmation') || grants.some((grant) => grant.skipConfirmation),
  }
}

/** Whether every one of these places is in the scope. */
export function isWithin(
  scope: InvitingScope,
  places: { readonly departmentIds: readonly string[]; readonly workgroupIds?: readonly string[] },
): boolean {
  return allIn(scope.departmentIds, places.departmentIds) && allIn(scope.workgroupIds, places.workgroupIds ?? [])
}

function allIn(allowed: readonly string[] | null, ids: readonly string[]): boolean {
  if (allowed === null) return true
  const set = new Set(allowed)
  return ids.every((id) => set.has(id))
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}
