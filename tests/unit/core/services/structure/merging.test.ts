import { describe, expect, it } from 'vitest'
import { expectRefusal } from '../../../../support/refusals'
import { addChecklist, addDelegation, addVariant, dump, members, structureStory } from './structure-story'

describe('merging and removing departments', () => {
  it('D1: what a merged department held goes into the other one: people once, heads, invitations, open links, sub-departments', async () => {
    const { context, structure, vera, add, drawn } = await structureStory()
    const a = await add('A')
    const b = await add('B')
    await add('C')
    await add('A1', a)
    await add('B1', b)
    await add('B2', b)
    const ann = await context.addPerson({ firstName: 'Ann', departmentIds: [b] })
    const both = await context.addPerson({ firstName: 'Both', departmentIds: [a, b] })
    await structure.setHeads(vera, { id: b, personIds: [ann.personId, both.personId] })
    const invited = await context.addPerson({ status: 'invited' })
    await context.addInvitation(invited.personId, [a, b])
    await addVariant(context, 'v', b)
    await addChecklist(context, 'list', b)
    await addDelegation(context, 'right', b)
    await context.store.write(async (writer) => {
      await writer.updateTable('department').set({ reserved_seats: 4 }).where('id', '=', a).execute()
      await writer.updateTable('department').set({ reserved_seats: 3 }).where('id', '=', b).execute()
    })

    expect(await structure.merge(vera, { id: b, intoId: a })).toEqual({ movedPeople: 2, movedDepartments: 2 })
    expect(await drawn()).toEqual(['Aurora 0', '-A 0', '--A1 0', '--B1 1', '--B2 2', '-C 1'])
    expect(await members(context, a)).toEqual([ann.personId, both.personId].toSorted())
    const details = await structure.get(vera, { id: a })
    expect(details.heads.map((head) => head.name)).toEqual(['Ann', 'Both'])
    expect(details.reserved).toEqual({ seats: 7, used: 2 })
    const after = await dump(context)
    expect(after['invitations']).toMatchObject([{ department_id: a }])
    expect(after['variants']).toMatchObject([{ department_id: a }])
    expect(after['checklists']).toMatchObject([{ id: 'list', department_id: a }])
    expect(after['delegations']).toMatchObject([{ id: 'right', department_id: a }])
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'department.merged',
      subject_name: 'B',
      details: '{"into":"A","movedPeople":2,"movedDepartments":2}',
    })
  })

  it('D1: a department merges into its parent or any other, never into itself or below itself, and the root stays', async () => {
    const { context, structure, vera, add, drawn } = await structureStory()
    const a = await add('A')
    const b = await add('B', a)
    const c = await add('C', b)
    const before = await dump(context)
    for (const intoId of [a, b, c]) {
      await expectRefusal(structure.merge(vera, { id: a, intoId }), 'DEPARTMENT_BELOW_ITSELF')
    }
    await expectRefusal(structure.merge(vera, { id: context.rootId, intoId: a }), 'DEPARTMENT_IS_ROOT')
    await expectRefusal(structure.merge(vera, { id: a, intoId: 'nowhere' }), 'NOT_FOUND')
    expect(await dump(context)).toEqual(before)
    await structure.merge(vera, { id: b, intoId: a })
    expect(await drawn()).toEqual(['Aurora 0', '-A 0', '--C 0'])
  })

  it('D1: sub-departments that would then be named alike stop the merge, and nothing has moved', async () => {
    const { context, structure, vera, add } = await structureStory()
    const a = await add('A')
    const b = await add('B')
    await add('Twin', a)
    await add('TWIN', b)
    await context.addPerson({ departmentIds: [b] })
    const before = await dump(context)
    await expectRefusal(structure.merge(vera, { id: b, intoId: a }), 'DEPARTMENT_NAME_TAKEN', { name: 'TWIN' })
    expect(await dump(context)).toEqual(before)
  })

  it('D1, T1, Z6: the checklist and the reserved seats of a removed department go to its parent', async () => {
    const { context, structure, vera, add } = await structureStory()
    const a = await add('A')
    await addChecklist(context, 'list', a)
    await context.store.write(async (writer) => {
      await writer.updateTable('department').set({ reserved_seats: 2 }).where('id', '=', a).execute()
    })
    await structure.remove(vera, { id: a })
    expect((await dump(context))['checklists']).toMatchObject([{ id: 'list', department_id: context.rootId }])
    expect((await structure.get(vera, { id: context.rootId })).reserved).toEqual({ seats: 2, used: 1 })
  })

  it('Z11: what was delegated to the heads of a removed department ends with it; of a merged one the target’s own stays', async () => {
    const { context, structure, vera, add } = await structureStory()
    const a = await add('A')
    const b = await add('B')
    const c = await add('C')
    await addDelegation(context, 'of-a', a)
    await addDelegation(context, 'of-b', b)
    await addDelegation(context, 'of-c', c)
    await structure.remove(vera, { id: c })
    await structure.merge(vera, { id: b, intoId: a })
    expect((await dump(context))['delegations']).toMatchObject([{ id: 'of-a', department_id: a }])
  })

  it('D1: a large department is moved in slices, each person once', async () => {
    const { context, structure, vera, add } = await structureStory()
    const a = await add('A')
    const b = await add('B')
    await context.store.write(async (writer) => {
      const people = Array.from({ length: 620 }, (_, number) => ({
        id: `p${number}`,
        kind: 'employee' as const,
        status: 'active' as const,
        administrator: 0 as const,
        first_name: 'P',
        last_name: '',
        name: `P${number}`,
        sort_name: `p${number}`,
        email: `p${number}@aurora.example`,
        phone: null,
        address: `p${number}@aurora.example`,
        locale: 'en' as const,
        position: '',
        pending_reason: null,
        invited_by: null,
        invited_at: null,
        joined_at: 0,
        dismissed_at: null,
        delivery_failed: 0 as const,
        created_at: 0,
      }))
      for (const person of people) await writer.insertInto('person').values(person).execute()
      for (const { id } of people) {
        await writer.insertInto('department_member').values({ department_id: b, person_id: id, head: 0 }).execute()
      }
    })
    const before = await dump(context)
    expect(await structure.merge(vera, { id: b, intoId: a })).toEqual({ movedPeople: 620, movedDepartments: 0 })
    expect(await members(context, a)).toHaveLength(620)
    const step = await structure.lastStep(vera)
    expect(step).toMatchObject({ act: 'department.merged', name: 'B' })
    await structure.undo(vera, { id: step?.id ?? 0 })
    expect(await dump(context)).toEqual(before)
  })
})
