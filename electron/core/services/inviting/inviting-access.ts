import { can } from '../../domain/access'
import { type InvitingGrant, type InvitingScope, invitingScope, isWithin } from '../../domain/inviting-scope'
import { Refusal } from '../../domain/refusal'
import {
  delegationsHeldBy,
  departmentsBelow,
  findOpenGroup,
  hasOpenGroup,
  ownDepartments,
  ownWorkgroups,
} from '../../store/delegations'
import { type InvitingRules, readInvitingRules } from '../../store/invitations'
import type { InviterDelegationTable } from '../../store/schema'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'

/** The portal's rules for inviting, and what this operator may preset under them. */
export type Inviting = InvitingRules & { readonly scope: InvitingScope }

/**
 * Throws NOT_ALLOWED where this operator may not invite (A1, Z11), or not without confirmation. `fromWorkgroupId`: the
 * workgroup whose Members page it is done from, where its members may invite (W2); NOT_FOUND where it is gone.
 */
export async function demandInviting(
  reader: Reader,
  actor: Actor,
  skipping = false,
  fromWorkgroupId: string | null = null,
): Promise<Inviting> {
  const inviting = await readInviting(reader, actor, fromWorkgroupId)
  if (!inviting.scope.allowed || (skipping && !inviting.scope.skipConfirmation)) throw new Refusal('NOT_ALLOWED')
  return inviting
}

/**
 * For what comes before an invitation or after it, whichever way it goes: throws NOT_ALLOWED where this operator may
 * invite nowhere, not even from a workgroup they are in (W2).
 */
export async function demandInvitingSomewhere(reader: Reader, actor: Actor): Promise<Inviting> {
  const inviting = await readInviting(reader, actor)
  if (!inviting.scope.allowed && !(actor.role === 'employee' && (await hasOpenGroup(reader, actor.personId)))) {
    throw new Refusal('NOT_ALLOWED')
  }
  return inviting
}

/** Throws PLACE_NOT_ALLOWED for a department or workgroup this operator may not preset (Z11). */
export async function demandPlaces(
  reader: Reader,
  actor: Actor,
  places: { readonly departmentIds: readonly string[]; readonly workgroupIds?: readonly string[] },
): Promise<void> {
  demandWithin((await readInviting(reader, actor)).scope, places)
}

export function demandWithin(scope: InvitingScope, places: Parameters<typeof isWithin>[1]): void {
  if (!isWithin(scope, places)) throw new Refusal('PLACE_NOT_ALLOWED')
}

/** Whether the operator may invite at all (A1, Z11): what the console's Invite button follows. */
export async function mayInvite(reader: Reader, actor: Actor, rules: Pick<InvitingRules, 'who_may_invite'>) {
  const rule = { whoMayInvite: rules.who_may_invite }
  if (can(actor, 'invite', rule)) return true
  if (!can(actor, 'invite', { ...rule, delegated: true })) return false
  return (await delegationsHeldBy(reader, actor.personId)).length > 0
}

/** The rules with the operator's scope; who may not invite gets one that allows nothing. */
export async function readInviting(
  reader: Reader,
  actor: Actor,
  fromWorkgroupId: string | null = null,
): Promise<Inviting> {
  const rules = await readInvitingRules(reader)
  const structure = { structureSeenBy: rules.structure_seen_by, structureEditedBy: rules.structure_edited_by }
  const seesStructure = can(actor, 'structure.see', structure)
  const group = fromWorkgroupId === null ? null : await findOpenGroup(reader, fromWorkgroupId, actor.personId)
  if (group === undefined) throw new Refusal('NOT_FOUND')
  const grants = actor.role === 'employee' ? await readGrants(reader, actor.personId, seesStructure) : []
  const scope = invitingScope(actor, { whoMayInvite: rules.who_may_invite, seesStructure, grants, group })
  return { ...rules, scope }
}

async function readGrants(reader: Reader, personId: string, seesStructure: boolean): Promise<readonly InvitingGrant[]> {
  const held = await delegationsHeldBy(reader, personId)
  if (held.length === 0) return []
  const departments = await ownDepartments(reader, personId)
  const workgroups = await ownWorkgroups(reader, personId)
  const grants: InvitingGrant[] = []
  for (const each of held) {
    const needed = each.departments_allowed === 'own' || (each.departments_allowed === 'any' && !seesStructure)
    grants.push({
      departments: each.departments_allowed,
      ownDepartmentIds: needed ? await departmentsBy(reader, each, departments) : [],
      workgroups: each.workgroups_allowed,
      ownWorkgroupIds: workgroupsBy(each, workgroups),
      skipConfirmation: each.skip_confirmation === 1,
    })
  }
  return grants
}

/**
 * Heads: what they head, with all below. Everyone else: where they are, with all below; but everybody may be a member
 * of the company itself, and that alone makes none of its departments theirs.
 */
async function departmentsBy(
  reader: Reader,
  delegation: InviterDelegationTable,
  own: Awaited<ReturnType<typeof ownDepartments>>,
): Promise<readonly string[]> {
  if (delegation.holder === 'department-heads') {
    const headed = own.filter((each) => each.head).map((each) => each.id)
    const named = delegation.department_id
    return await departmentsBelow(reader, named === null ? headed : headed.filter((id) => id === named))
  }
  const company = own.filter((each) => each.root && !each.head).map((each) => each.id)
  const others = own.filter((each) => !each.root || each.head).map((each) => each.id)
  return [...company, ...(await departmentsBelow(reader, others))]
}

/** Owners: what they own. Everyone else: what they are in or own. */
function workgroupsBy(
  delegation: InviterDelegationTable,
  own: Awaited<ReturnType<typeof ownWorkgroups>>,
): readonly string[] {
  if (delegation.holder !== 'workgroup-owners') return own.map((each) => each.id)
  const named = delegation.workgroup_id
  return own.filter((each) => each.owner && (named === null || each.id === named)).map((each) => each.id)
}
