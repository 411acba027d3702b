import { findLiveInvitation } from './invitations'
import type { Writer } from './store'

/** Departments and workgroups, by id. */
export interface Places {
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
}

/** Adds somebody who accepted to these places. Returns those they were not in yet. */
export async function addMember(writer: Writer, personId: string, places: Places): Promise<Places> {
  return {
    departmentIds: await addToDepartments(writer, personId, places.departmentIds),
    workgroupIds: await addToWorkgroups(writer, personId, places.workgroupIds),
  }
}

async function addToDepartments(
  writer: Writer,
  personId: string,
  departmentIds: readonly string[],
): Promise<readonly string[]> {
  if (departmentIds.length === 0) return []
  const added = await writer
    .insertInto('department_member')
    .values(departmentIds.map((id) => ({ department_id: id, person_id: personId, head: 0 as const })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('department_id')
    .execute()
  return added.map((row) => row.department_id)
}

async function addToWorkgroups(
  writer: Writer,
  personId: string,
  workgroupIds: readonly string[],
): Promise<readonly string[]> {
  if (workgroupIds.length === 0) return []
  const added = await writer
    .insertInto('workgroup_member')
    .values(workgroupIds.map((id) => ({ workgroup_id: id, person_id: personId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('workgroup_id')
    .execute()
  return added.map((row) => row.workgroup_id)
}

/** The same for somebody who has not accepted: where their live invitation leads (M6). Without one nothing is added. */
export async function addToInvitation(writer: Writer, personId: string, places: Places): Promise<Places> {
  const invitation = await findLiveInvitation(writer, personId)
  if (!invitation) return { departmentIds: [], workgroupIds: [] }
  return {
    departmentIds: await leadToDepartments(writer, invitation.id, places.departmentIds),
    workgroupIds: await leadToWorkgroups(writer, invitation.id, places.workgroupIds),
  }
}

async function leadToDepartments(writer: Writer, invitationId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const added = await writer
    .insertInto('invitation_department')
    .values(ids.map((id) => ({ invitation_id: invitationId, department_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('department_id')
    .execute()
  return added.map((row) => row.department_id)
}

async function leadToWorkgroups(writer: Writer, invitationId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const added = await writer
    .insertInto('invitation_workgroup')
    .values(ids.map((id) => ({ invitation_id: invitationId, workgroup_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('workgroup_id')
    .execute()
  return added.map((row) => row.workgroup_id)
}
