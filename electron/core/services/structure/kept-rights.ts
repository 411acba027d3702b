import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { delegatedHeads } from '../../store/delegations'
import { readDepartmentNames } from '../../store/departments'
import type { Writer } from '../../store/store'
import { readInviting } from '../inviting/inviting-access'
import type { Actor } from '../ports'

/**
 * A1, Z11: inviting that was delegated to heads follows the structure, so that whoever may edit the structure, but not
 * say who may do what, must leave it as it is: who leads a department whose heads it is delegated to, and where the
 * operator themselves may invite to. What is offered to them is told beforehand (offered-steps.ts); this is the guard,
 * whatever the step. Does the work, a step in the structure inside the transaction under way. Throws
 * NOT_ALLOWED, for the transaction to be taken back.
 */
export async function keepingRights<Result>(
  writer: Writer,
  actor: Actor,
  work: () => Promise<Result>,
): Promise<Result> {
  if (can(actor, 'access.edit')) return await work()
  const headsBefore = await delegatedHeads(writer)
  const placesBefore = await closedPlaces(writer, actor)
  const result = await work()
  const headsAfter = await delegatedHeads(writer)
  if (headsAfter.length !== headsBefore.length || headsAfter.some((each, at) => each !== headsBefore[at])) {
    throw new Refusal('NOT_ALLOWED')
  }
  const { departmentIds } = (await readInviting(writer, actor)).scope
  if (departmentIds?.some((id) => placesBefore.has(id))) throw new Refusal('NOT_ALLOWED')
  return result
}

/** The departments there are that this operator may not invite to. */
async function closedPlaces(writer: Writer, actor: Actor): Promise<ReadonlySet<string>> {
  const { departmentIds } = (await readInviting(writer, actor)).scope
  if (departmentIds === null) return new Set()
  const open = new Set(departmentIds)
  const departments = await readDepartmentNames(writer)
  return new Set(departments.map(({ id }) => id).filter((id) => !open.has(id)))
}
