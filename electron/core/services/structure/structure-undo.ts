import { Refusal } from '../../domain/refusal'
import { placedAmong } from '../../domain/structure'
import { isEmpty, moveContentsBack } from '../../store/department-contents'
import {
  ancestorsOf,
  childrenOf,
  deleteDepartment,
  findDepartment,
  headsOf,
  placeChildren,
  setHead,
} from '../../store/departments'
import type { DepartmentTable } from '../../store/schema'
import {
  closeStep,
  findStep,
  type GoneDepartment,
  isBuiltUpon,
  type KeptStep,
  lastStepOf,
  type StepChange,
} from '../../store/structure-steps'
import type { Writer } from '../../store/store'
import { reserve } from './department-dissolving'
import { firstTaken, idsOf, type Sibling, without } from './siblings'

type Change<Act extends StepChange['act']> = Extract<StepChange, { readonly act: Act }>

/**
 * D1: takes back the operator's last step and returns it. Throws NOTHING_TO_UNDO, or UNDO_TOO_LATE where it is no
 * longer the last one or something it needs has changed since: the department, its place, its name or its heads.
 * People who have come or gone meanwhile stay where they are.
 */
export async function undoStep(writer: Writer, actorId: string, id: number, at: number): Promise<KeptStep> {
  const last = await lastStepOf(writer, actorId)
  const step = await findStep(writer, actorId, id)
  if (!last || !step) throw new Refusal('NOTHING_TO_UNDO')
  if (last.id !== step.id || (await isBuiltUpon(writer, actorId, step))) throw tooLate()
  await takeBack(writer, step)
  await closeStep(writer, id, at)
  return step
}

async function takeBack(writer: Writer, { id, change }: KeptStep): Promise<void> {
  if (change.act === 'department.added') await takeBackAdding(writer, change)
  else if (change.act === 'department.renamed') await takeBackName(writer, change)
  else if (change.act === 'department.moved') await takeBackPlace(writer, change)
  else if (change.act === 'department.heads-changed') await takeBackHeads(writer, change)
  else await bringBack(writer, change, id)
}

async function takeBackAdding(writer: Writer, { id }: Change<'department.added'>): Promise<void> {
  const { parent_id: parentId } = await still(writer, id)
  if (parentId === null || !(await isEmpty(writer, id))) throw tooLate()
  await deleteDepartment(writer, id)
  await placeChildren(writer, parentId, idsOf(await childrenOf(writer, parentId)))
}

async function takeBackName(writer: Writer, { id, before, after }: Change<'department.renamed'>): Promise<void> {
  const department = await still(writer, id)
  if (department.name !== after) throw tooLate()
  if (department.parent_id !== null) {
    demandFree(before, without(await childrenOf(writer, department.parent_id), [id]))
  }
  await writer.updateTable('department').set({ name: before }).where('id', '=', id).execute()
}

async function takeBackPlace(writer: Writer, change: Change<'department.moved'>): Promise<void> {
  const { id, parentId, position, toId } = change
  const department = await still(writer, id)
  await still(writer, parentId)
  const above = await ancestorsOf(writer, parentId)
  if (department.parent_id !== toId || above.some((each) => each.id === id)) throw tooLate()
  const siblings = without(await childrenOf(writer, parentId), [id])
  demandFree(department.name, siblings)
  await placeChildren(writer, parentId, placedAmong(idsOf(siblings), id, position))
  if (toId !== parentId) await placeChildren(writer, toId, idsOf(await childrenOf(writer, toId)))
}

async function takeBackHeads(writer: Writer, change: Change<'department.heads-changed'>): Promise<void> {
  const { id, before, after, joined } = change
  await still(writer, id)
  const now = new Set(await headsOf(writer, id))
  if (now.size !== after.length || after.some((head) => !now.has(head))) throw tooLate()
  await setHead(writer, id, after, 0)
  if ((await setHead(writer, id, before, 1)) !== before.length) throw tooLate()
  if (joined.length === 0) return
  await writer
    .deleteFrom('department_member')
    .where('department_id', '=', id)
    .where('person_id', 'in', joined)
    .execute()
}

/** A removed or merged department comes back under its id, with what it held and can be found where that went. */
async function bringBack(writer: Writer, change: GoneDepartment, stepId: number): Promise<void> {
  const { act, children, department, seats, toId } = change
  const { id, parent_id: parentId } = department
  const target = await still(writer, toId)
  await still(writer, parentId)
  if (target.reserved_seats !== seats.after || (await findDepartment(writer, id))) throw tooLate()
  const there = await childrenOf(writer, toId)
  const others = without(there, children)
  const above = new Set([parentId, ...idsOf(await ancestorsOf(writer, parentId))])
  if (others.length !== there.length - children.length || children.some((child) => above.has(child))) throw tooLate()
  const siblings = without(await childrenOf(writer, parentId), children)
  demandFree(department.name, siblings)

  await writer.insertInto('department').values(department).execute()
  await placeChildren(writer, id, children)
  await placeChildren(writer, parentId, placedAmong(idsOf(siblings), id, department.position))
  if (toId !== parentId) await placeChildren(writer, toId, idsOf(others))
  const headsStay = act === 'department.merged'
  await moveContentsBack(writer, { fromId: id, toId, headsStay, stepId })
  if (seats.after !== seats.before) await reserve(writer, toId, seats.before)
  await bringBackTemplatesAndRights(writer, change)
}

async function bringBackTemplatesAndRights(writer: Writer, change: GoneDepartment): Promise<void> {
  const { checklists, delegations, department, toId } = change
  if (checklists.length > 0) {
    await writer
      .updateTable('checklist')
      .set({ department_id: department.id })
      .where('department_id', '=', toId)
      .where('id', 'in', checklists)
      .execute()
  }
  if (delegations.moved.length > 0) {
    await writer
      .updateTable('inviter_delegation')
      .set({ department_id: department.id })
      .where('department_id', '=', toId)
      .where('id', 'in', delegations.moved)
      .execute()
  }
  if (delegations.ended.length > 0) {
    await writer.insertInto('inviter_delegation').values(delegations.ended).execute()
  }
}

function demandFree(name: string, siblings: readonly Sibling[]): void {
  if (firstTaken([name], siblings) !== undefined) throw tooLate()
}

/** Throws UNDO_TOO_LATE for a department that is gone. */
async function still(writer: Writer, id: string): Promise<DepartmentTable> {
  const department = await findDepartment(writer, id)
  if (!department) throw tooLate()
  return department
}

function tooLate(): Refusal {
  return new Refusal('UNDO_TOO_LATE')
}
