import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refusal } from '../../../../../electron/core/domain/refusal'
import { addChecklist, addDelegation, addVariant, dump, structureStory } from './structure-story'

/** An act as numbers: which departments and people of those there are then. */
const act = fc.record({
  kind: fc.constantFrom('add', 'rename', 'move', 'remove', 'merge', 'heads', 'undo'),
  one: fc.nat(1_000),
  other: fc.nat(1_000),
  name: fc.constantFrom('North', 'South', 'East', 'West', 'Middle', 'north', 'Hill'),
  position: fc.option(fc.nat(4)),
})
type Act = typeof act extends fc.Arbitrary<infer Each> ? Each : never
type Story = Awaited<ReturnType<typeof structureStory>>

const pick = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}

async function company(): Promise<Story> {
  const story = await structureStory()
  const { add, context } = story
  const ids = [context.rootId]
  for (const [place, name] of ['A', 'B', 'C', 'A1', 'A2', 'B1'].entries()) {
    ids.push(await add(name, pick(ids, place < 3 ? 0 : place - 2)))
  }
  for (let number = 0; number < 8; number += 1) {
    const status = (['active', 'active', 'pending', 'dismissed'] as const)[number % 4]
    const departmentIds = [pick(ids, number), ...(number % 3 === 0 ? [pick(ids, number + 2)] : [])]
    await context.addPerson({ ...(status ? { status } : {}), departmentIds })
  }
  for (const number of [1, 4]) {
    const invited = await context.addPerson({ status: 'invited' })
    await context.addInvitation(invited.personId, [pick(ids, number), pick(ids, number + 1)])
    await addVariant(context, `v${number}`, pick(ids, number))
    await addChecklist(context, `list-${number}`, pick(ids, number + 1))
    await addDelegation(context, `right-${number}`, pick(ids, number))
  }
  return story
}

/** Does it unless it is refused; says whether it was done. */
async function perform(story: Story, { kind, name, one, other, position }: Act): Promise<boolean> {
  const { context, structure, vera } = story
  const ids = (await structure.tree(vera)).map((node) => node.id)
  const id = pick(ids, one)
  const to = pick(ids, other)
  const people = (await context.rowsOf('person')).map((row) => ('id' in row ? String(row.id) : ''))
  try {
    if (kind === 'add') await structure.add(vera, { parentId: id, name })
    else if (kind === 'rename') await structure.rename(vera, { id, name })
    else if (kind === 'move') await structure.move(vera, { id, parentId: to, position })
    else if (kind === 'remove') await structure.remove(vera, { id })
    else if (kind === 'merge') await structure.merge(vera, { id, intoId: to })
    else await structure.setHeads(vera, { id, personIds: [pick(people, one), pick(people, other)] })
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function expectLawful({ context, structure, vera }: Story): Promise<void> {
  const nodes = await structure.tree(vera)
  const stored = await context.store.reader.selectFrom('department').selectAll().execute()
  // Whatever cannot be reached from the one root is missing here: orphans and circles.
  expect(nodes.map((node) => node.id).toSorted()).toEqual(stored.map((row) => row.id).toSorted())
  expect(nodes.filter((node) => node.parentId === null)).toHaveLength(1)
  const members = await context.store.reader
    .selectFrom('department_member')
    .innerJoin('person', 'person.id', 'department_member.person_id')
    .select(['department_id', 'person_id', 'status'])
    .execute()
  const counted = members.filter((member) => member.status === 'active' || member.status === 'pending')
  const isBelow = (id: string | null, above: string): boolean =>
    id !== null && (id === above || isBelow(nodes.find((node) => node.id === id)?.parentId ?? null, above))
  for (const node of nodes) {
    const siblings = nodes.filter((each) => each.parentId === node.parentId)
    expect(siblings.map((each) => each.position)).toEqual(siblings.map((_, place) => place))
    expect(node.people).toBe(counted.filter((member) => member.department_id === node.id).length)
    const below = new Set(
      counted.filter((member) => isBelow(member.department_id, node.id)).map((member) => member.person_id),
    )
    expect(node.peopleBelow).toBe(below.size)
  }
}

it('D1: whatever is done to the structure, it stays one tree with true counts, and undoing it all restores it exactly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (acts) => {
      const story = await company()
      const { context, undo } = story
      const before: object[] = []
      for (const each of acts) {
        if (each.kind === 'undo') {
          const dumped = before.pop()
          if (!dumped) continue
          await undo()
          expect(await dump(context)).toEqual(dumped)
        } else {
          const now = await dump(context)
          const stepsBefore = await story.structure.lastStep(story.vera)
          const done = await perform(story, each)
          const stepsAfter = await story.structure.lastStep(story.vera)
          if (done && stepsAfter?.id !== stepsBefore?.id) before.push(now)
          else expect(await dump(context)).toEqual(now)
        }
        await expectLawful(story)
      }
      for (const dumped of before.toReversed()) {
        await undo()
        expect(await dump(context)).toEqual(dumped)
      }
    }),
    { numRuns: 20 },
  )
}, 120_000)
