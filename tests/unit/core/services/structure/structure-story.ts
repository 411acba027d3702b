import { createStructureService } from '../../../../../electron/core/services/structure/structure'
import { openTestPortal, type TestPortal } from '../../../../support/core-context'

/** A portal with its structure service, and what tests of it look at again and again. */
export async function structureStory() {
  const context = await openTestPortal()
  const structure = createStructureService(context)
  const vera = context.administrator
  const add = async (name: string, parentId = context.rootId) => (await structure.add(vera, { parentId, name })).id
  const undo = async (actor = vera) => {
    const step = await structure.lastStep(actor)
    await structure.undo(actor, { id: step?.id ?? 0 })
  }
  /** Names indented by depth, with each place among the siblings. */
  async function drawn(): Promise<readonly string[]> {
    const nodes = await structure.tree(vera)
    const depth = (id: string | null): number => {
      const parent = nodes.find((node) => node.id === id)
      return parent ? 1 + depth(parent.parentId) : 0
    }
    return nodes.map((node) => `${'-'.repeat(depth(node.parentId))}${node.name} ${node.position}`)
  }
  return { context, structure, vera, add, undo, drawn }
}

export async function members(context: TestPortal, departmentId: string): Promise<readonly string[]> {
  const rows = await context.store.reader
    .selectFrom('department_member')
    .select('person_id')
    .where('department_id', '=', departmentId)
    .orderBy('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/** Everything that a step of the structure may change, row by row. */
export async function dump(context: TestPortal): Promise<Readonly<Record<string, readonly object[]>>> {
  const { reader } = context.store
  return {
    departments: await reader.selectFrom('department').selectAll().orderBy('id').execute(),
    members: await reader
      .selectFrom('department_member')
      .selectAll()
      .orderBy('department_id')
      .orderBy('person_id')
      .execute(),
    invitations: await reader
      .selectFrom('invitation_department')
      .selectAll()
      .orderBy('invitation_id')
      .orderBy('department_id')
      .execute(),
    variants: await reader
      .selectFrom('open_link_variant_department')
      .selectAll()
      .orderBy('variant_id')
      .orderBy('department_id')
      .execute(),
    checklists: await reader.selectFrom('checklist').selectAll().orderBy('id').execute(),
    delegations: await reader.selectFrom('inviter_delegation').selectAll().orderBy('id').execute(),
    counters: await reader
      .selectFrom('counter')
      .selectAll()
      .where('people', '!=', 0)
      .orderBy('scope')
      .orderBy('kind')
      .orderBy('status')
      .execute(),
    inSeveral: await reader.selectFrom('member_of_several').selectAll().orderBy('person_id').execute(),
  }
}

export async function addVariant(context: TestPortal, id: string, departmentId: string): Promise<void> {
  await context.store.write(async (writer) => {
    await writer
      .insertInto('open_link_variant')
      .values({ id, handle: id.toUpperCase(), main: 0, created_by: null, created_at: 0 })
      .execute()
    await writer
      .insertInto('open_link_variant_department')
      .values({ variant_id: id, department_id: departmentId })
      .execute()
  })
}

export async function addChecklist(context: TestPortal, id: string, departmentId: string): Promise<void> {
  await context.store.write(async (writer) => {
    await writer.insertInto('checklist').values({ id, name: id, department_id: departmentId, created_at: 0 }).execute()
  })
}

/** Z11: inviting delegated to the heads of a department. */
export async function addDelegation(context: TestPortal, id: string, departmentId: string): Promise<void> {
  await context.store.write(async (writer) => {
    await writer
      .insertInto('inviter_delegation')
      .values({
        id,
        holder: 'department-heads',
        person_id: null,
        department_id: departmentId,
        workgroup_id: null,
        departments_allowed: 'own',
        workgroups_allowed: 'none',
        skip_confirmation: 0,
        created_at: 0,
      })
      .execute()
  })
}
