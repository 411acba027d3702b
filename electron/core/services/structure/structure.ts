import { Refusal } from '../../domain/refusal'
import { placedAmong } from '../../domain/structure'
import { ancestorsOf, childrenOf, placeChildren } from '../../store/departments'
import type { DepartmentTable } from '../../store/schema'
import { findStep, keepStep, lastStepOf, type StepChange } from '../../store/structure-steps'
import type { Reader, Writer } from '../../store/store'
import { newId } from '../ids'
import type { Actor } from '../ports'
import { recordedChanges } from '../activity/recorded-changes'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { demandStructure, editsStructure } from './structure-access'
import { keepingRights } from './kept-rights'
import { mayTakeBack, readLimits } from './offered-steps'
import { demandNameable, replaceHeads } from './department-heads'
import { readDepartment, readDepartmentHeads, readTree } from './department-details'
import { dissolve, type Dissolved, type Dissolving } from './department-dissolving'
import { existingDepartment, idsOf, refuseTaken, without } from './siblings'
import { undoStep } from './structure-undo'

/** D1: the company structure, a tree with one root. */
export function createStructureService(context: ServiceContext): ServiceOf<'structure'> {
  const { reader } = context.store

  const changes = recordedChanges(context, (writer, actor) => demandStructure(writer, actor, 'edit'), [
    'structure',
    'people',
    'activity',
  ])
  const { record } = changes

  /** Whatever is changed, nobody gains by it what only those who manage access may give (Z11). */
  const change: typeof changes.change = (actor, work) =>
    changes.change(actor, (writer) => keepingRights(writer, actor, () => work(writer)))

  async function keep(writer: Writer, actor: Actor, name: string, step: StepChange): Promise<void> {
    await keepStep(writer, { actorId: actor.personId, at: context.clock.now(), name, change: step })
  }

  async function dissolveInto(
    writer: Writer,
    actor: Actor,
    what: Pick<Dissolving, 'act' | 'department' | 'target'>,
  ): Promise<Dissolved> {
    const moved = await dissolve(writer, { ...what, actorId: actor.personId, at: context.clock.now() })
    const where = what.act === 'department.merged' ? 'into' : 'parent'
    await record(writer, actor, what.act, what.department, { [where]: what.target.name, ...moved })
    return moved
  }

  return {
    async tree(actor) {
      await demandStructure(reader, actor, 'see')
      return await readTree(reader)
    },

    async heads(actor) {
      await demandStructure(reader, actor, 'see')
      return await readDepartmentHeads(reader)
    },

    async get(actor, { id }) {
      await demandStructure(reader, actor, 'see')
      return await readDepartment(reader, actor, id)
    },

    /** Throws NOT_FOUND for the parent, DEPARTMENT_NAME_TAKEN. */
    add: (actor, { parentId, name }) =>
      change(actor, async (writer) => {
        const parent = await existingDepartment(writer, parentId)
        const siblings = await childrenOf(writer, parentId)
        refuseTaken([name], siblings)
        const id = newId(context)
        await writer
          .insertInto('department')
          .values({ id, parent_id: parentId, name, position: siblings.length, created_at: context.clock.now() })
          .execute()
        await keep(writer, actor, name, { act: 'department.added', id })
        await record(writer, actor, 'department.added', { id, name }, { parent: parent.name })
        return { id }
      }),

    rename: (actor, { id, name }) =>
      change(actor, async (writer) => {
        const department = await existingDepartment(writer, id)
        if (department.name === name) return
        if (department.parent_id !== null) {
          refuseTaken([name], without(await childrenOf(writer, department.parent_id), [id]))
        }
        await writer.updateTable('department').set({ name }).where('id', '=', id).execute()
        await keep(writer, actor, name, { act: 'department.renamed', id, before: department.name, after: name })
        await record(writer, actor, 'department.renamed', { id, name }, { before: department.name })
      }),

    /** Throws DEPARTMENT_IS_ROOT, DEPARTMENT_BELOW_ITSELF, DEPARTMENT_NAME_TAKEN. */
    move: (actor, { id, parentId, position }) =>
      change(actor, async (writer) => {
        const department = await belowRoot(writer, id)
        const parent = await existingDepartment(writer, parentId)
        const from = department.parent_id
        await refuseBelowItself(writer, id, parentId)
        const siblings = without(await childrenOf(writer, parentId), [id])
        refuseTaken([department.name], siblings)
        await placeChildren(writer, parentId, placedAmong(idsOf(siblings), id, position))
        if (from !== parentId) await placeChildren(writer, from, idsOf(await childrenOf(writer, from)))
        const before = { parentId: from, position: department.position }
        await keep(writer, actor, department.name, { act: 'department.moved', id, ...before, toId: parentId })
        await record(writer, actor, 'department.moved', department, { parent: parent.name })
      }),

    /** People, invitations, open links and sub-departments go to the parent, the latter to its place among the siblings. */
    remove: (actor, { id }) =>
      change(actor, async (writer) => {
        const department = await belowRoot(writer, id)
        const parent = await existingDepartment(writer, department.parent_id)
        return await dissolveInto(writer, actor, { act: 'department.removed', department, target: parent })
      }),

    /** Throws NOT_FOUND, DEPARTMENT_IS_ROOT, DEPARTMENT_BELOW_ITSELF, DEPARTMENT_NAME_TAKEN for a sub-department. */
    merge: (actor, { id, intoId }) =>
      change(actor, async (writer) => {
        const department = await belowRoot(writer, id)
        const target = await existingDepartment(writer, intoId)
        await refuseBelowItself(writer, id, intoId)
        return await dissolveInto(writer, actor, { act: 'department.merged', department, target })
      }),

    /** Whoever becomes head and is no member yet becomes one. Throws STATE_NOT_ALLOWED for who has not accepted or left. */
    setHeads: (actor, { id, personIds }) =>
      change(actor, async (writer) => {
        const department = await existingDepartment(writer, id)
        await demandNameable(writer, actor, id, personIds)
        const after = [...new Set(personIds)]
        const { names, ...before } = await replaceHeads(writer, id, after)
        await keep(writer, actor, department.name, {
          act: 'department.heads-changed',
          id,
          before: [...before.before],
          after,
          joined: [...before.joined],
        })
        await record(writer, actor, 'department.heads-changed', department, { heads: names.join(', ') })
      }),

    async lastStep(actor) {
      await demandStructure(reader, actor, 'edit')
      const last = await lastStepOf(reader, actor.personId)
      const step = last && (await findStep(reader, actor.personId, last.id))
      return step && (await mayTakeBack(reader, actor, step)) ? last : null
    },

    async limits(actor) {
      await demandStructure(reader, actor, 'see')
      return (await editsStructure(reader, actor)) ? await readLimits(reader, actor) : null
    },

    /** Throws NOTHING_TO_UNDO, UNDO_TOO_LATE. */
    undo: (actor, { id }) =>
      change(actor, async (writer) => {
        const step = await undoStep(writer, actor.personId, id, context.clock.now())
        const departmentId = 'department' in step.change ? step.change.department.id : step.change.id
        const subject = { id: departmentId, name: step.name }
        await record(writer, actor, 'department.undone', subject, { act: step.change.act })
      }),
  }
}

/** Throws NOT_FOUND, DEPARTMENT_IS_ROOT. */
async function belowRoot(reader: Reader, id: string): Promise<DepartmentTable & { readonly parent_id: string }> {
  const { parent_id, ...department } = await existingDepartment(reader, id)
  if (parent_id === null) throw new Refusal('DEPARTMENT_IS_ROOT')
  return { ...department, parent_id }
}

async function refuseBelowItself(reader: Reader, id: string, parentId: string): Promise<void> {
  const above = await ancestorsOf(reader, parentId)
  if (parentId === id || above.some((each) => each.id === id)) throw new Refusal('DEPARTMENT_BELOW_ITSELF')
}
