import { describe, expect, it } from 'vitest'
import { createStructureService } from '../../../../../electron/core/services/structure/structure'
import { openTestPortal, type TestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

async function setUp() {
  const context = await openTestPortal()
  const structure = createStructureService(context)
  const vera = context.administrator
  const add = async (name: string, parentId = context.rootId) => (await structure.add(vera, { parentId, name })).id
  /** Names indented by depth, with each place among the siblings. */
  async function drawn(): Promise<readonly string[]> {
    const nodes = await structure.tree(vera)
    const depth = (id: string | null): number => {
      const parent = nodes.find((node) => node.id === id)
      return parent ? 1 + depth(parent.parentId) : 0
    }
    return nodes.map((node) => `${'-'.repeat(depth(node.parentId))}${node.name} ${node.position}`)
  }
  return { context, structure, vera, add, drawn }
}

async function members(context: TestPortal, departmentId: string): Promise<readonly string[]> {
  const rows = await context.store.reader
    .selectFrom('department_member')
    .select('person_id')
    .where('department_id', '=', departmentId)
    .execute()
  return rows.map((row) => row.person_id)
}

describe('company structure', () => {
  it('D1: departments are added at the end of their parent, named like no sibling', async () => {
    const { structure, vera, add, drawn, context } = await setUp()
    const sales = await add('Sales')
    await add('Field', sales)
    await add('Support')
    expect(await drawn()).toEqual(['Aurora 0', '-Sales 0', '--Field 0', '-Support 1'])
    await expectRefusal(add(' SALES'.trim()), 'DEPARTMENT_NAME_TAKEN', { name: 'SALES' })
    await add('Sales', sales)
    await expectRefusal(structure.rename(vera, { id: sales, name: 'support' }), 'DEPARTMENT_NAME_TAKEN')
    await structure.rename(vera, { id: sales, name: 'SALES' })
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'department.renamed',
      subject_name: 'SALES',
      details: '{"before":"Sales"}',
    })
  })

  it('D1: a department moves to any place, and places stay without gaps on both sides', async () => {
    const { structure, vera, add, drawn } = await setUp()
    const a = await add('A')
    const b = await add('B')
    const c = await add('C')
    await structure.move(vera, { id: c, parentId: await rootOf(structure, vera), position: 0 })
    expect(await drawn()).toEqual(['Aurora 0', '-C 0', '-A 1', '-B 2'])
    await structure.move(vera, { id: a, parentId: b, position: null })
    expect(await drawn()).toEqual(['Aurora 0', '-C 0', '-B 1', '--A 0'])
  })

  it('D1: never below itself, nor below what is below it; the root stays where it is', async () => {
    const { context, structure, vera, add, drawn } = await setUp()
    const a = await add('A')
    const b = await add('B', a)
    const c = await add('C', b)
    const before = await drawn()
    for (const parentId of [a, b, c]) {
      await expectRefusal(structure.move(vera, { id: a, parentId, position: null }), 'DEPARTMENT_BELOW_ITSELF')
    }
    await expectRefusal(structure.move(vera, { id: context.rootId, parentId: a, position: null }), 'DEPARTMENT_IS_ROOT')
    await expectRefusal(structure.remove(vera, { id: context.rootId }), 'DEPARTMENT_IS_ROOT')
    expect(await drawn()).toEqual(before)
  })

  it('D1: what a removed department held goes to its parent: people once, invitations, open links, sub-departments', async () => {
    const { context, structure, vera, add, drawn } = await setUp()
    await add('A')
    const b = await add('B')
    await add('C')
    await add('B1', b)
    await add('B2', b)
    const ann = await context.addPerson({ departmentIds: [b] })
    const both = await context.addPerson({ departmentIds: [b, context.rootId] })
    const invited = await context.addPerson({ status: 'invited' })
    await context.addInvitation(invited.personId, [b, context.rootId])
    await context.store.write(async (writer) => {
      await writer
        .insertInto('open_link_variant')
        .values({ id: 'v', handle: 'V', main: 1, created_by: null, created_at: 0 })
        .execute()
      await writer.insertInto('open_link_variant_department').values({ variant_id: 'v', department_id: b }).execute()
    })
    expect(await structure.remove(vera, { id: b })).toEqual({ movedPeople: 2, movedDepartments: 2 })
    expect(await drawn()).toEqual(['Aurora 0', '-A 0', '-B1 1', '-B2 2', '-C 3'])
    expect((await members(context, context.rootId)).toSorted()).toEqual(
      [vera.personId, ann.personId, both.personId].toSorted(),
    )
    const { reader } = context.store
    expect(await reader.selectFrom('invitation_department').select('department_id').execute()).toEqual([
      { department_id: context.rootId },
    ])
    expect(await reader.selectFrom('open_link_variant_department').select('department_id').execute()).toEqual([
      { department_id: context.rootId },
    ])
  })

  it('D1: sub-departments that would then be named alike stop the removal, and nothing has moved', async () => {
    const { context, structure, vera, add, drawn } = await setUp()
    const a = await add('A')
    await add('Twin')
    await add('twin', a)
    await context.addPerson({ departmentIds: [a] })
    const before = await drawn()
    await expectRefusal(structure.remove(vera, { id: a }), 'DEPARTMENT_NAME_TAKEN', { name: 'twin' })
    expect(await drawn()).toEqual(before)
    expect(await members(context, a)).toHaveLength(1)
  })

  it('D1: head counts count active and pending people, below each once', async () => {
    const { context, structure, vera, add } = await setUp()
    const a = await add('A')
    const a1 = await add('A1', a)
    const b = await add('B')
    await context.addPerson({ departmentIds: [a1, b] })
    await context.addPerson({ departmentIds: [a, a1] })
    await context.addPerson({ departmentIds: [a1], status: 'pending' })
    await context.addPerson({ departmentIds: [a1, b], status: 'dismissed' })
    const nodes = await structure.tree(vera)
    expect(nodes.map((node) => [node.name, node.people, node.peopleBelow])).toEqual([
      ['Aurora', 1, 4],
      ['A', 1, 3],
      ['A1', 3, 3],
      ['B', 1, 1],
    ])
  })

  it('D1: heads are members who have accepted', async () => {
    const { context, structure, vera, add } = await setUp()
    const a = await add('A')
    const ann = await context.addPerson({ firstName: 'Ann' })
    const invited = await context.addPerson({ status: 'invited' })
    await structure.setHeads(vera, { id: a, personIds: [ann.personId, ann.personId] })
    expect((await structure.get(vera, { id: a })).heads).toMatchObject([{ name: 'Ann', status: 'active' }])
    expect(await structure.heads(vera)).toEqual([{ departmentId: a, names: ['Ann'] }])
    await expectRefusal(structure.setHeads(vera, { id: a, personIds: [invited.personId] }), 'STATE_NOT_ALLOWED')
    expect((await structure.get(vera, { id: a })).heads).toHaveLength(1)
    await structure.setHeads(vera, { id: a, personIds: [] })
    expect(await structure.get(vera, { id: a })).toMatchObject({ heads: [], peopleTotal: 1 })
  })

  it('A1, A2: an employee sees the tree and its heads, of other people only whom they invited, and changes nothing', async () => {
    const { context, structure, vera, add } = await setUp()
    const a = await add('A')
    const eve = await context.addPerson({ departmentIds: [a] })
    const head = await context.addPerson({ firstName: 'Head', departmentIds: [a] })
    await structure.setHeads(vera, { id: a, personIds: [head.personId] })
    const own = await context.addPerson({ departmentIds: [a], status: 'pending', invited_by: eve.personId })
    const foreign = await context.addPerson({ status: 'invited' })
    await context.addInvitation(foreign.personId, [a])
    expect(await structure.tree(eve)).toHaveLength(2)
    const details = await structure.get(eve, { id: a })
    expect(details.heads.map((person) => person.name)).toEqual(['Head'])
    expect(details.people.map((person) => person.id).toSorted()).toEqual([eve.personId, own.personId].toSorted())
    expect(details).toMatchObject({ path: ['Aurora'], peopleTotal: 3, invited: 0, pending: 0 })
    expect(await structure.get(vera, { id: a })).toMatchObject({ invited: 1, pending: 1 })
    const before = await context.rowsOf('audit')
    await expectRefusal(structure.add(eve, { parentId: a, name: 'X' }), 'NOT_ALLOWED')
    await expectRefusal(structure.rename(eve, { id: a, name: 'X' }), 'NOT_ALLOWED')
    await expectRefusal(structure.move(eve, { id: a, parentId: context.rootId, position: 0 }), 'NOT_ALLOWED')
    await expectRefusal(structure.remove(eve, { id: a }), 'NOT_ALLOWED')
    await expectRefusal(structure.setHeads(eve, { id: a, personIds: [] }), 'NOT_ALLOWED')
    expect(await context.rowsOf('audit')).toEqual(before)
  })
})

async function rootOf(
  structure: ReturnType<typeof createStructureService>,
  actor: Parameters<typeof structure.tree>[0],
): Promise<string> {
  const root = (await structure.tree(actor))[0]
  if (!root) throw new Error('There is no root')
  return root.id
}
