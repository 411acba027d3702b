import { setImmediate } from 'node:timers/promises'
import { can } from '../../domain/access'
import type { TreeNode } from '../../domain/structure'
import {
  type InvitingReach,
  type InvitingRights,
  isBarred,
  mayComeBack,
  mayLead,
  NO_LIMITS,
  type StructureLimits,
  structureLimits,
} from '../../domain/structure-limits'
import { delegationsHeldBy, delegationsToHeads, isDelegatedToHeads, ownDepartments } from '../../store/delegations'
import { membersBack } from '../../store/department-contents'
import { countDepartments, headsByDepartment, headsOf, readDepartmentNames } from '../../store/departments'
import type { KeptStep } from '../../store/structure-steps'
import type { Reader } from '../../store/store'
import { readInviting } from '../inviting/inviting-access'
import type { Actor } from '../ports'

/**
 * What an operator who may edit the structure would be refused in it, since it changes who may invite where (A1, Z11):
 * told beforehand what `keepingRights` would find afterwards.
 */
export async function readLimits(reader: Reader, actor: Actor): Promise<StructureLimits> {
  const rights = await readRights(reader, actor)
  return rights ? structureLimits(rights) : NO_LIMITS
}

/**
 * A1, Z11: whether the operator may set the heads of a department, and whether themselves among them: not where that
 * gives away, or brings them, a right to invite.
 */
export async function headRights(
  reader: Reader,
  actor: Actor,
  { id, parentId }: TreeNode,
): Promise<{ readonly heads: boolean; readonly themselves: boolean }> {
  if (can(actor, 'access.edit')) return { heads: true, themselves: true }
  const heads = !(await isDelegatedToHeads(reader, id))
  return { heads, themselves: heads && mayLead(await readReach(reader, actor), { id, parentId }) }
}

/** To leave the heads as they are is nothing. */
async function maySetHeads(reader: Reader, actor: Actor, department: TreeNode, ids: readonly string[]) {
  const before = await headsOf(reader, department.id)
  const after = new Set(ids)
  if (before.length === after.size && before.every((each) => after.has(each))) return true
  const { heads, themselves } = await headRights(reader, actor, department)
  return heads && (themselves || !after.has(actor.personId))
}

/** Whether the operator may take this step of theirs back (A1, Z11); whether it is too late is another question. */
export async function mayTakeBack(reader: Reader, actor: Actor, { change, id }: KeptStep): Promise<boolean> {
  if (change.act === 'department.added' || change.act === 'department.renamed') return true
  const rights = await readRights(reader, actor)
  if (!rights) return true
  if (change.act === 'department.moved') return !isBarred(structureLimits(rights).move, change.id, change.parentId)
  if (change.act === 'department.heads-changed') {
    const department = rights.departments.find((each) => each.id === change.id)
    return department === undefined || (await maySetHeads(reader, actor, department, change.before))
  }
  const { children, delegations, department, toId } = change
  const moved = { toId, headsStay: change.act === 'department.merged', stepId: id }
  const { led, leadChanges, personIn, personLeads } = await membersBack(reader, moved, actor.personId)
  const people = { led, leadChanges, operatorIn: personIn, operatorLeads: personLeads }
  return mayComeBack(rights, { parentId: department.parent_id, children, delegations, toId, ...people })
}

/** null: the operator manages access, so that nothing about it has to stay as it is for them. */
async function readRights(reader: Reader, actor: Actor): Promise<InvitingRights | null> {
  if (can(actor, 'access.edit')) return null
  const delegations = await delegationsToHeads(reader)
  const rows = await readDepartmentNames(reader)
  const departments = rows.map(({ id, parent_id }) => ({ id, parentId: parent_id }))
  // Each of these takes some milliseconds for ten thousand departments: other work gets its turn between them.
  await setImmediate()
  const heads: InvitingRights['heads'] = delegations.length > 0 ? await headsByDepartment(reader) : new Map()
  await setImmediate()
  const reach = await readReach(reader, actor)
  await setImmediate()
  return { departments, heads, delegations, reach }
}

/** null: there is nowhere they may not invite to. */
async function readReach(reader: Reader, actor: Actor): Promise<InvitingReach | null> {
  const { departmentIds } = (await readInviting(reader, actor)).scope
  if (departmentIds === null || departmentIds.length === (await countDepartments(reader))) return null
  const held = await delegationsHeldBy(reader, actor.personId)
  return {
    open: new Set(departmentIds),
    byMembership: held.some((each) => each.departments_allowed === 'own' && each.holder !== 'department-heads'),
    own: await ownDepartments(reader, actor.personId),
  }
}
