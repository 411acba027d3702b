import { demand } from '../../domain/access'
import { foldName } from '../../domain/names'
import { Refusal } from '../../domain/refusal'
import { placedAmong } from '../../domain/structure'
import { ancestorsOf, childrenOf, findDepartment, moveEverythingTo, placeChildren } from '../../store/departments'
import type { DepartmentTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { recordedChanges } from '../recorded-changes'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { replaceHeads } from './department-heads'
import { readDepartment, readTree } from './department-details'

/** D1: the company structure, a tree with one root. */
export function createStructureService(context: ServiceContext): ServiceOf<'structure'> {
  const { reader } = context.store

  const { change, record } = recordedChanges(context, 'structure.edit', ['structure', 'people', 'activity'])

  return {
    async tree(actor) {
      demand(actor, 'structure.see')
      return await readTree(reader)
    },

    async get(actor, { id }) {
      demand(actor, 'structure.see')
      return await readDepartment(reader, actor, id)
    },

    /** Throws NOT_FOUND for the parent, DEPARTMENT_NAME_TAKEN. */
    add: (actor, { parentId, name }) =>
      change(actor, async (writer) => {
        const parent = await existing(writer, parentId)
        const siblings = await childrenOf(writer, parentId)
        refuseTaken(name, siblings)
        const id = newId(context)
        await writer
          .insertInto('department')
          .values({ id, parent_id: parentId, name, position: siblings.length, created_at: context.clock.now() })
          .execute()
        await record(writer, actor, 'department.added', { id, name }, { parent: parent.name })
        return { id }
      }),

    rename: (actor, { id, name }) =>
      change(actor, async (writer) => {
        const department = await existing(writer, id)
        if (department.name === name) return
        if (department.parent_id !== null) {
          refuseTaken(name, without(await childrenOf(writer, department.parent_id), id))
        }
        await writer.updateTable('department').set({ name }).where('id', '=', id).execute()
        await record(writer, actor, 'department.renamed', { id, name }, { before: department.name })
      }),

    /** Throws DEPARTMENT_IS_ROOT, DEPARTMENT_BELOW_ITSELF, DEPARTMENT_NAME_TAKEN. */
    move: (actor, { id, parentId, position }) =>
      change(actor, async (writer) => {
        const department = await existing(writer, id)
        const parent = await existing(writer, parentId)
        const from = department.parent_id
        if (from === null) throw new Refusal('DEPARTMENT_IS_ROOT')
        const above = await ancestorsOf(writer, parentId)
        if (parentId === id || above.some((each) => each.id === id)) throw new Refusal('DEPARTMENT_BELOW_ITSELF')
        const siblings = without(await childrenOf(writer, parentId), id)
        refuseTaken(department.name, siblings)
        await placeChildren(writer, parentId, placedAmong(idsOf(siblings), id, position))
        if (from !== parentId) await placeChildren(writer, from, idsOf(await childrenOf(writer, from)))
        await record(writer, actor, 'department.moved', department, { parent: parent.name })
      }),

    /** People, invitations, open links and sub-departments go to the parent, the latter to its place among the siblings. */
    remove: (actor, { id }) =>
      change(actor, async (writer) => {
        const department = await existing(writer, id)
        const parentId = department.parent_id
        if (parentId === null) throw new Refusal('DEPARTMENT_IS_ROOT')
        const parent = await existing(writer, parentId)
        const siblings = await childrenOf(writer, parentId)
        const children = await childrenOf(writer, id)
        for (const child of children) refuseTaken(child.name, without(siblings, id))
        const movedPeople = await moveEverythingTo(writer, id, parentId)
        await placeChildren(writer, parentId, idsOf(siblings.flatMap((each) => (each.id === id ? children : [each]))))
        await writer.deleteFrom('department').where('id', '=', id).execute()
        await writer.deleteFrom('counter').where('scope', '=', id).execute()
        const movedDepartments = children.length
        await record(writer, actor, 'department.removed', department, {
          parent: parent.name,
          movedPeople,
          movedDepartments,
        })
        return { movedPeople, movedDepartments }
      }),

    /** Whoever becomes head and is no member yet becomes one. Throws STATE_NOT_ALLOWED for who has not accepted or left. */
    setHeads: (actor, { id, personIds }) =>
      change(actor, async (writer) => {
        const department = await existing(writer, id)
        const names = await replaceHeads(writer, id, [...new Set(personIds)])
        await record(writer, actor, 'department.heads-changed', department, { heads: names.join(', ') })
      }),
  }
}

async function existing(writer: Writer, id: string): Promise<DepartmentTable> {
  const department = await findDepartment(writer, id)
  if (!department) throw new Refusal('NOT_FOUND')
  return department
}

type Sibling = { readonly id: string; readonly name: string }

/** Two departments of one parent that read alike could not be told apart when inviting. */
function refuseTaken(name: string, siblings: readonly Sibling[]): void {
  const folded = foldName(name)
  if (siblings.some((sibling) => foldName(sibling.name) === folded))
    throw new Refusal('DEPARTMENT_NAME_TAKEN', { name })
}

function without(siblings: readonly Sibling[], id: string): readonly Sibling[] {
  return siblings.filter((sibling) => sibling.id !== id)
}

function idsOf(siblings: readonly Sibling[]): readonly string[] {
  return siblings.map((sibling) => sibling.id)
}
