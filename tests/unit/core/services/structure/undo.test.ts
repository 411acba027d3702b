import { describe, expect, it } from 'vitest'
import { expectRefusal } from '../../../../support/refusals'
import { addChecklist, addDelegation, addVariant, dump, members, structureStory } from './structure-story'

type Story = Awaited<ReturnType<typeof structureStory>>

async function company(story: Story) {
  const { add, context, structure, vera } = story
  const a = await add('A')
  const b = await add('B')
  const c = await add('C')
  const b1 = await add('B1', b)
  const ann = await context.addPerson({ firstName: 'Ann', departmentIds: [b] })
  const both = await context.addPerson({ firstName: 'Both', departmentIds: [a, b] })
  await structure.setHeads(vera, { id: b, personIds: [ann.personId] })
  const invited = await context.addPerson({ status: 'invited' })
  await context.addInvitation(invited.personId, [b])
  await addVariant(context, 'v', b)
  await addChecklist(context, 'list', b)
  await addDelegation(context, 'right', b)
  return { a, b, c, b1, ann, both }
}

describe('undoing steps in the structure', () => {
  it('D1: every act can be taken back, the last one first, and leaves everything as it was', async () => {
    const story = await structureStory()
    const { context, structure, vera, undo } = story
    const { a, b, b1, ann, both } = await company(story)
    const acts = [
      () => structure.add(vera, { parentId: b, name: 'B2' }),
      () => structure.rename(vera, { id: b, name: 'Beta' }),
      () => structure.move(vera, { id: b1, parentId: a, position: 0 }),
      () => structure.setHeads(vera, { id: a, personIds: [ann.personId, both.personId] }),
      () => structure.merge(vera, { id: a, intoId: b }),
      () => structure.remove(vera, { id: b }),
    ]
    const before: object[] = []
    for (const act of acts) {
      before.push(await dump(context))
      await act()
    }
    for (const dumped of before.toReversed()) {
      await undo()
      expect(await dump(context)).toEqual(dumped)
    }
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'department.undone',
      subject_name: 'B2',
      details: '{"act":"department.added"}',
    })
  })

  it('D1: only one’s own last step, and only once', async () => {
    const { context, structure, vera, add } = await structureStory()
    expect(await structure.lastStep(vera)).toBeNull()
    await expectRefusal(structure.undo(vera, { id: 1 }), 'NOTHING_TO_UNDO')
    await add('A')
    const first = await structure.lastStep(vera)
    expect(first).toMatchObject({ act: 'department.added', name: 'A' })
    await add('B')
    await expectRefusal(structure.undo(vera, { id: first?.id ?? 0 }), 'UNDO_TOO_LATE')
    const other = await context.addPerson({ administrator: true })
    expect(await structure.lastStep(other)).toBeNull()
    const last = await structure.lastStep(vera)
    await expectRefusal(structure.undo(other, { id: last?.id ?? 0 }), 'NOTHING_TO_UNDO')
    await structure.undo(vera, { id: last?.id ?? 0 })
    await expectRefusal(structure.undo(vera, { id: last?.id ?? 0 }), 'NOTHING_TO_UNDO')
    expect(await structure.lastStep(vera)).toEqual(first)
  })

  it('D1: whoever has come to the target meanwhile stays there, and whoever has gone stays gone', async () => {
    const story = await structureStory()
    const { context, structure, vera, undo } = story
    const { a, b, ann, both } = await company(story)
    await structure.merge(vera, { id: b, intoId: a })
    const newcomer = await context.addPerson({ departmentIds: [a] })
    await context.store.write(async (writer) => {
      await writer.deleteFrom('person').where('id', '=', ann.personId).execute()
    })
    await undo()
    expect(await members(context, b)).toEqual([both.personId])
    expect(await members(context, a)).toEqual([both.personId, newcomer.personId].toSorted())
  })

  it('D1: an undo that others have built upon comes too late, and changes nothing', async () => {
    const story = await structureStory()
    const { context, structure, vera } = story
    const { a, b, b1, c } = await company(story)
    const eve = await context.addPerson({ administrator: true })
    const cases: readonly (readonly [() => Promise<unknown>, () => Promise<unknown>])[] = [
      [() => structure.rename(vera, { id: c, name: 'C2' }), () => structure.rename(eve, { id: c, name: 'C3' })],
      [
        () => structure.rename(vera, { id: c, name: 'C4' }),
        () => structure.add(eve, { parentId: context.rootId, name: 'C3' }),
      ],
      [
        () => structure.move(vera, { id: c, parentId: b, position: null }),
        () => structure.move(eve, { id: c, parentId: a, position: null }),
      ],
      [
        () => structure.setHeads(vera, { id: a, personIds: [vera.personId] }),
        () => structure.setHeads(eve, { id: a, personIds: [eve.personId] }),
      ],
      [
        async () => structure.add(vera, { parentId: b1, name: 'New' }),
        async () => {
          const added = (await structure.tree(vera)).find((node) => node.name === 'New')
          await context.addPerson({ departmentIds: [added?.id ?? ''] })
        },
      ],
      [
        () => structure.merge(vera, { id: b, intoId: a }),
        () => structure.move(eve, { id: b1, parentId: context.rootId, position: 0 }),
      ],
      [() => structure.remove(vera, { id: b1 }), () => structure.add(eve, { parentId: context.rootId, name: 'b1' })],
    ]
    for (const [act, meanwhile] of cases) {
      await act()
      const step = await structure.lastStep(vera)
      await meanwhile()
      const before = await dump(context)
      await expectRefusal(structure.undo(vera, { id: step?.id ?? 0 }), 'UNDO_TOO_LATE')
      expect(await dump(context)).toEqual(before)
    }
  })

  it('D1: the last fifty steps of an operator are kept, with what they moved', async () => {
    const { context, structure, vera, add } = await structureStory()
    const other = await context.addPerson({ administrator: true })
    await structure.add(other, { parentId: context.rootId, name: 'Other' })
    const a = await add('A')
    await context.addPerson({ departmentIds: [a] })
    await structure.remove(vera, { id: a })
    const parts = () => context.store.reader.selectFrom('structure_step_part').selectAll().execute()
    expect(await parts()).toHaveLength(1)
    const b = await add('B')
    for (let number = 0; number < 50; number += 1) await structure.rename(vera, { id: b, name: `B${number}` })
    const kept = await context.store.reader.selectFrom('structure_step').select('actor_id').execute()
    expect(kept.filter((step) => step.actor_id === vera.personId)).toHaveLength(50)
    expect(kept.filter((step) => step.actor_id === other.personId)).toHaveLength(1)
    expect(await parts()).toEqual([])
  })

  it('A1, A2: whoever may not edit the structure neither undoes nor learns what could be undone', async () => {
    const { context, structure } = await structureStory()
    const eve = await context.addPerson()
    await expectRefusal(structure.lastStep(eve), 'NOT_ALLOWED')
    await expectRefusal(structure.undo(eve, { id: 1 }), 'NOT_ALLOWED')
    await expectRefusal(structure.merge(eve, { id: 'a', intoId: 'b' }), 'NOT_ALLOWED')
  })
})
