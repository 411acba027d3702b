import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isBarred } from '../../../../../electron/core/domain/structure-limits'
import { Refusal } from '../../../../../electron/core/domain/refusal'
import { DELEGATED_PLACES, DELEGATION_HOLDERS } from '../../../../../electron/core/domain/vocabulary'
import { createAccessService } from '../../../../../electron/core/services/access'
import type { Actor } from '../../../../../electron/core/services/ports'
import { createStructureService } from '../../../../../electron/core/services/structure/structure'
import { openTestPortal, type TestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

const PLACES = 7
const PEOPLE = 3
const place = fc.nat(PLACES)
/** Eve, who edits the structure, more often than her colleagues. */
const person = fc.constantFrom(0, 0, 1, 2)

/** A company: above which each department stands, who is where, and to whom inviting is delegated. */
const company = fc.record({
  parents: fc.array(fc.nat(PLACES - 1), { minLength: PLACES, maxLength: PLACES }),
  members: fc.array(fc.record({ place, person, head: fc.boolean() }), { minLength: 1, maxLength: 8 }),
  delegations: fc.array(
    fc.record({
      holder: fc.constantFrom(...DELEGATION_HOLDERS),
      person,
      place: fc.option(place, { freq: 2 }),
      departments: fc.constantFrom('own', 'own', ...DELEGATED_PLACES),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  everyoneInvites: fc.nat(4).map((number) => number === 0),
})
const act = fc.record({
  kind: fc.constantFrom(
    'add',
    'rename',
    'move',
    'move',
    'remove',
    'merge',
    'merge',
    'heads',
    'undo',
    'undo',
    'delegate',
  ),
  one: place,
  other: place,
  people: fc.uniqueArray(person, { maxLength: 2 }),
  byAdministrator: fc.nat(4).map((number) => number === 0),
})
type Company = typeof company extends fc.Arbitrary<infer Each> ? Each : never
type Act = typeof act extends fc.Arbitrary<infer Each> ? Each : never

async function found({ delegations, everyoneInvites, members, parents }: Company) {
  const context = await openTestPortal({
    who_may_invite: everyoneInvites ? 'everyone' : 'administrators',
    structure_edited_by: 'everyone',
  })
  const ids = [context.rootId]
  for (const [number, above] of parents.entries()) {
    ids.push(await context.addDepartment(`D${number}`, ids[above % ids.length] ?? context.rootId))
  }
  const eve = await context.addPerson({ firstName: 'Eve', departmentIds: [] })
  const people = [eve]
  while (people.length < PEOPLE) people.push(await context.addPerson({ invited_by: eve.personId, departmentIds: [] }))
  await context.store.write(async (writer) => {
    for (const each of members) {
      await writer
        .insertInto('department_member')
        .values({
          department_id: ids[each.place] ?? context.rootId,
          person_id: people[each.person]?.personId ?? eve.personId,
          head: each.head ? 1 : 0,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    await writer
      .insertInto('workgroup')
      .values({ id: 'team', name: 'Team', description: '', owner_id: eve.personId, created_at: 0 })
      .execute()
  })
  const story = {
    context,
    eve,
    people,
    structure: createStructureService(context),
    access: createAccessService(context),
  }
  for (const each of delegations) await delegate(story, each, ids)
  return story
}
type Story = Awaited<ReturnType<typeof found>>

async function delegate(
  { access, context, eve, people }: Pick<Story, 'access' | 'context' | 'eve' | 'people'>,
  each: Company['delegations'][number],
  ids: readonly string[],
): Promise<void> {
  const ofId = {
    person: people[each.person]?.personId ?? eve.personId,
    'department-heads': each.place === null ? null : (ids[each.place % ids.length] ?? null),
    'workgroup-owners': each.place === null ? null : 'team',
  }[each.holder]
  const rest = { departments: each.departments, workgroups: 'none', skipConfirmation: false } as const
  await access.delegate(context.administrator, { holder: each.holder, ofId, ...rest })
}

/** Who holds which delegation as head of which department, and where Eve may and may not invite to. */
async function rights({ access, context, eve }: Story) {
  const heads = await context.store.reader
    .selectFrom('inviter_delegation')
    .innerJoin('department_member', (join) =>
      join
        .on('department_member.head', '=', 1)
        .on((on) =>
          on.or([
            on('inviter_delegation.department_id', 'is', null),
            on('inviter_delegation.department_id', '=', on.ref('department_member.department_id')),
          ]),
        ),
    )
    .select(['inviter_delegation.id', 'department_member.department_id', 'department_member.person_id'])
    .where('holder', '=', 'department-heads')
    .execute()
  const { departmentIds } = await access.invitingScope(eve)
  const all = (await context.store.reader.selectFrom('department').select('id').execute()).map(({ id }) => id)
  const open = new Set(departmentIds ?? all)
  return { heads: heads.map((each) => Object.values(each).join(' ')).toSorted(), open, all }
}
type Rights = Awaited<ReturnType<typeof rights>>

function keeps(before: Rights, after: Rights): boolean {
  const gained = before.all.some((id) => !before.open.has(id) && after.open.has(id))
  return !gained && before.heads.join() === after.heads.join()
}

/** What the window is told of the act before it is done: whether it is offered. */
async function offered({ eve, people, structure }: Story, { kind, people: who }: Act, id: string, toId: string) {
  const limits = await structure.limits(eve)
  if (!limits) return false
  if (kind === 'move' || kind === 'merge') return !isBarred(limits[kind], id, toId)
  if (kind === 'remove') return !limits.remove.includes(id)
  if (kind === 'undo') return (await structure.lastStep(eve)) !== null
  if (kind !== 'heads') return true
  const { heads, mayLead, maySetHeads } = await structure.get(eve, { id })
  const asked = new Set(who.map((each) => people[each]?.personId))
  // To set those who are heads already changes nothing.
  if (heads.length === asked.size && heads.every((head) => asked.has(head.id))) return true
  return maySetHeads && (mayLead || !asked.has(eve.personId))
}

/** Says with what it was refused, null when it was done. */
async function perform({ context, people, structure }: Story, actor: Actor, asked: Act, id: string, toId: string) {
  try {
    const personIds = asked.people.map((each) => people[each]?.personId ?? '')
    const name = `N${asked.other}`
    const step = await lastStepOf(context, actor)
    if (asked.kind === 'add') await structure.add(actor, { parentId: id, name })
    else if (asked.kind === 'rename') await structure.rename(actor, { id, name })
    else if (asked.kind === 'move') await structure.move(actor, { id, parentId: toId, position: null })
    else if (asked.kind === 'remove') await structure.remove(actor, { id })
    else if (asked.kind === 'merge') await structure.merge(actor, { id, intoId: toId })
    else if (asked.kind === 'heads') await structure.setHeads(actor, { id, personIds })
    else await structure.undo(actor, { id: step ?? 0 })
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

async function lastStepOf(context: TestPortal, { personId }: Actor): Promise<number | undefined> {
  const row = await context.store.reader
    .selectFrom('structure_step')
    .select('id')
    .where('actor_id', '=', personId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.id
}

it('A1, Z11: who heads a department does not come to head the company by merging it into that', async () => {
  const story = await found({
    parents: Array.from({ length: PLACES }, () => 0),
    members: [
      { place: 0, person: 0, head: false },
      { place: 1, person: 0, head: true },
    ],
    delegations: [{ holder: 'person', person: 0, place: null, departments: 'own' }],
    everyoneInvites: false,
  })
  const { context, eve, structure } = story
  const id = (await structure.tree(eve)).find(({ name }) => name === 'D0')?.id ?? ''
  const merging = { id, intoId: context.rootId }
  const before = await rights(story)
  await expectRefusal(structure.merge(eve, merging), 'NOT_ALLOWED')
  expect(isBarred((await structure.limits(eve))?.merge ?? [], id, context.rootId)).toBe(true)
  await structure.merge(context.administrator, merging)
  expect(keeps(before, await rights(story))).toBe(false)
})

it('A1, Z11: whoever edits the structure, but not who may invite, is offered exactly what leaves that as it is', async () => {
  await fc.assert(
    fc.asyncProperty(company, fc.array(act, { minLength: 4, maxLength: 10 }), async (start, acts) => {
      const story = await found(start)
      const { context, eve } = story
      for (const asked of acts) {
        const before = await rights(story)
        const id = before.all[asked.one % before.all.length] ?? context.rootId
        const toId = before.all[asked.other % before.all.length] ?? context.rootId
        if (asked.kind === 'delegate') {
          const holder = DELEGATION_HOLDERS[asked.one % DELEGATION_HOLDERS.length] ?? 'person'
          const [who = 0] = asked.people
          await delegate(story, { holder, person: who, place: asked.other, departments: 'own' }, before.all)
          continue
        }
        if (asked.byAdministrator) {
          await perform(story, context.administrator, asked, id, toId)
          continue
        }
        const wasOffered = await offered(story, asked, id, toId)
        const refused = await perform(story, eve, asked, id, toId)
        if (refused === null) {
          expect([asked, wasOffered]).toEqual([asked, true])
          expect([asked, keeps(before, await rights(story))]).toEqual([asked, true])
        } else if (refused === 'NOT_ALLOWED') {
          expect([asked, wasOffered]).toEqual([asked, false])
          expect(await rights(story)).toEqual(before)
          // Whoever manages access may: that it changes a right is why it was refused.
          const done = await perform(story, { ...eve, role: 'administrator' }, asked, id, toId)
          if (done === null) expect([asked, keeps(before, await rights(story))]).toEqual([asked, false])
        }
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)
