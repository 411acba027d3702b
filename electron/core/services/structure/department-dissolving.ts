import { moveContents } from '../../store/department-contents'
import { childrenOf, deleteDepartment, placeChildren } from '../../store/departments'
import type { DepartmentTable } from '../../store/schema'
import { type GoneDepartment, keepStep } from '../../store/structure-steps'
import type { Writer } from '../../store/store'
import { idsOf, refuseTaken, without } from './siblings'

export interface Dissolving {
  readonly act: GoneDepartment['act']
  readonly department: DepartmentTable & { readonly parent_id: string }
  readonly target: DepartmentTable
  readonly actorId: string
  readonly at: number
}

export interface Dissolved {
  readonly movedPeople: number
  readonly movedDepartments: number
}

/**
 * D1: everything of a department goes into another one, and the department is gone: people, invitations, open links,
 * checklists, reserved seats and sub-departments. Of a removed one nobody leads the parent by that; of a merged one the
 * heads lead the target too. The step is kept for undoing. Throws DEPARTMENT_NAME_TAKEN for a sub-department.
 */
export async function dissolve(writer: Writer, dissolving: Dissolving): Promise<Dissolved> {
  const { act, department, target, actorId, at } = dissolving
  const { id } = department
  const children = await childrenOf(writer, id)
  const there = await childrenOf(writer, target.id)
  const others = without(there, [id])
  refuseTaken(
    children.map((child) => child.name),
    others,
  )
  const merged = act === 'department.merged'
  const change: GoneDepartment = {
    act,
    department,
    toId: target.id,
    seats: { before: target.reserved_seats, after: addedUp(target.reserved_seats, department.reserved_seats) },
    children: [...idsOf(children)],
    checklists: await checklistsOf(writer, id),
    delegations: await moveDelegations(writer, id, merged ? target.id : null),
  }
  const stepId = await keepStep(writer, { actorId, at, name: department.name, change })

  const movedPeople = await moveContents(writer, { fromId: id, toId: target.id, headsStay: merged, stepId })
  await writer.updateTable('checklist').set({ department_id: target.id }).where('department_id', '=', id).execute()
  if (change.seats.after !== change.seats.before) await reserve(writer, target.id, change.seats.after)
  // Of a removed one they take its place, of a merged one they come last.
  const placed = merged ? [...others, ...children] : there.flatMap((each) => (each.id === id ? children : [each]))
  await placeChildren(writer, target.id, idsOf(placed))
  await deleteDepartment(writer, id)
  if (department.parent_id !== target.id) {
    await placeChildren(writer, department.parent_id, idsOf(await childrenOf(writer, department.parent_id)))
  }
  return { movedPeople, movedDepartments: children.length }
}

function addedUp(seats: number | null, more: number | null): number | null {
  return more === null ? seats : (seats ?? 0) + more
}

export async function reserve(writer: Writer, departmentId: string, seats: number | null): Promise<void> {
  await writer.updateTable('department').set({ reserved_seats: seats }).where('id', '=', departmentId).execute()
}

async function checklistsOf(writer: Writer, departmentId: string): Promise<string[]> {
  const rows = await writer.selectFrom('checklist').select('id').where('department_id', '=', departmentId).execute()
  return rows.map((row) => row.id)
}

/**
 * Z11: what was delegated to the heads of a merged department is theirs as heads of the target, unless something is
 * delegated to those already. With a removed department it ends, as nobody leads it any more.
 */
async function moveDelegations(
  writer: Writer,
  departmentId: string,
  targetId: string | null,
): Promise<GoneDepartment['delegations']> {
  const rows = await writer
    .selectFrom('inviter_delegation')
    .selectAll()
    .where('department_id', '=', departmentId)
    .execute()
  const taken =
    targetId === null ||
    (await writer
      .selectFrom('inviter_delegation')
      .select('id')
      .where('department_id', '=', targetId)
      .executeTakeFirst()) !== undefined
  if (taken) {
    await writer.deleteFrom('inviter_delegation').where('department_id', '=', departmentId).execute()
    return { ended: rows, moved: [] }
  }
  await writer
    .updateTable('inviter_delegation')
    .set({ department_id: targetId })
    .where('department_id', '=', departmentId)
    .execute()
  return { ended: [], moved: rows.map((row) => row.id) }
}
