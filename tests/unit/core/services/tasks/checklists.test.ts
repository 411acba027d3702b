import { describe, expect, it } from 'vitest'
import { createChecklistsService } from '../../../../../electron/core/services/tasks/checklists'
import type { ServiceOf } from '../../../../../electron/core/services/service-types'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import { keepInvitations } from '../../../../../electron/core/services/inviting/keeping'
import { prepareInvitations } from '../../../../../electron/core/services/inviting/preparing'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { prepareTaskGiving } from '../../../../../electron/core/services/tasks/task-giving'
import type { Actor } from '../../../../../electron/core/services/ports'
import { openTestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'
import { GOOD_PASSWORD, openTheLink } from '../../reception/reception-kit'

type Save = Parameters<ServiceOf<'checklists'>['save']>[1]
type Item = Save['items'][number]

const item = (title: string, change: Partial<Item> = {}): Item => ({
  id: null,
  title,
  dueDays: null,
  owner: 'nobody',
  ownerId: null,
  ...change,
})

async function setUp() {
  const context = await openTestPortal()
  const checklists = createChecklistsService(context)
  const people = createPeopleService(context)
  const vera = context.administrator
  const save = (name: string, items: readonly Item[], change: Partial<Save> = {}) =>
    checklists.save(vera, { id: null, name, departmentId: null, items: [...items], ...change })

  /** Invites these addresses the way every channel does; returns the ids of the new people. */
  async function invite(emails: readonly string[], departmentIds: readonly string[] = [], actor: Actor = vera) {
    const order = {
      actor,
      channel: 'link' as const,
      people: emails.map((email) => ({ email, firstName: '', lastName: '' })),
      departmentIds,
      workgroupIds: [],
      locale: 'en' as const,
      requireConfirmation: null,
    }
    return await context.store.write(async (writer) => {
      const { created } = await prepareInvitations(writer, context, order)
      await keepInvitations(writer, context, order, created)
      return created.map((each) => each.person.id)
    })
  }
  async function tasksOf(personId: string) {
    const { tasks } = await people.get(vera, { id: personId })
    return tasks.map(({ title, dueOn, owner, checklist }) => [title, dueOn, owner?.name ?? null, checklist])
  }
  async function makeHead(person: Actor, departmentId: string): Promise<void> {
    await context.store.write((writer) =>
      writer
        .insertInto('department_member')
        .values({ department_id: departmentId, person_id: person.personId, head: 1 })
        .onConflict((conflict) => conflict.columns(['department_id', 'person_id']).doUpdateSet({ head: 1 }))
        .execute(),
    )
  }
  return { context, checklists, people, vera, save, invite, tasksOf, makeHead }
}

describe('checklists', () => {
  it('T1: is saved with its entries in order, renamed and removed; tasks given stay as they are', async () => {
    const { context, checklists, vera, save, invite, tasksOf } = await setUp()
    const sales = await context.addDepartment('Sales')
    const { id } = await save('First day', [item('Laptop', { dueDays: 0 }), item('Contract', { dueDays: 7 })])
    const [ann = ''] = await invite(['ann@aurora.example'])
    const [saved] = await checklists.list(vera)
    const [laptop, contract] = saved?.items ?? []
    const again = [
      item('Contract', { id: contract?.id ?? null, owner: 'person', ownerId: vera.personId }),
      item('Badge'),
    ]
    await save('Welcome', again, { id, departmentId: sales })
    expect(await checklists.list(vera)).toMatchObject([
      {
        id,
        name: 'Welcome',
        department: { id: sales, name: 'Sales' },
        items: [
          { id: contract?.id, title: 'Contract', ownerPerson: { name: 'Vera Stone' } },
          { title: 'Badge', ownerPerson: null },
        ],
      },
    ])
    expect(await tasksOf(ann)).toEqual([
      ['Laptop', '2026-03-02', null, null],
      ['Contract', '2026-03-09', null, 'Welcome'],
    ])
    await expectRefusal(save('Welcome', [item('X', { id: laptop?.id ?? null })], { id }), 'NOT_FOUND')
    await checklists.remove(vera, { id })
    expect(await checklists.list(vera)).toEqual([])
    expect(await context.rowsOf('task')).toHaveLength(2)
    const actions = (await context.rowsOf('audit')).map((row) => 'action' in row && row.action)
    expect(actions).toEqual(['checklist.saved', 'person.invited', 'checklist.saved', 'checklist.removed'])
  })

  it('T1: is named like no other, owned by people who can own, and refused whole', async () => {
    const { context, vera, checklists, save } = await setUp()
    await save('Café', [item('Laptop')])
    await expectRefusal(save('CAFE', [item('Laptop')]), 'CHECKLIST_NAME_TAKEN', { name: 'CAFE' })
    const gone = await context.addPerson({ status: 'dismissed' })
    const owned = item('Badge', { owner: 'person', ownerId: gone.personId })
    await expectRefusal(save('Second', [item('Laptop'), owned]), 'OWNER_NOT_ALLOWED')
    await expectRefusal(save('Second', [item('Badge', { owner: 'person' })]), 'INVALID_INPUT')
    await expectRefusal(save('Second', [item('X')], { departmentId: vera.personId }), 'NOT_FOUND')
    expect(await checklists.list(vera)).toHaveLength(1)
  })

  it('T1, A2: only administrators and partners see, keep and give checklists', async () => {
    const { context, checklists, save } = await setUp()
    const { id } = await save('First day', [item('Laptop')])
    const eve = await context.addPerson()
    const before = await context.rowsOf('audit')
    await expectRefusal(checklists.list(eve), 'NOT_ALLOWED')
    await expectRefusal(checklists.save(eve, { id, name: 'X', departmentId: null, items: [item('X')] }), 'NOT_ALLOWED')
    await expectRefusal(checklists.remove(eve, { id }), 'NOT_ALLOWED')
    await expectRefusal(checklists.apply(eve, { id, personIds: [eve.personId] }), 'NOT_ALLOWED')
    expect(await context.rowsOf('audit')).toEqual(before)
  })
})

describe('tasks that come with an invitation', () => {
  it('T1: each invited person gets those for all and those of their departments, with owner and due day', async () => {
    const { context, save, invite, tasksOf, makeHead } = await setUp()
    const sales = await context.addDepartment('Sales')
    const team = await context.addDepartment('Team', sales)
    const support = await context.addDepartment('Support')
    const sara = await context.addPerson({ firstName: 'Sara' })
    const inviter = await context.addPerson({ firstName: 'Ivan' })
    await makeHead(sara, sales)
    await save('Everyone', [item('Contract', { owner: 'inviter', dueDays: 7 })])
    await save('Sales', [item('Demo kit', { owner: 'head', dueDays: 1 })], { departmentId: sales })
    const [inTeam = ''] = await invite(['team@aurora.example'], [team], inviter)
    const [inSupport = ''] = await invite(['support@aurora.example'], [support], inviter)
    const [nowhere = ''] = await invite(['root@aurora.example'], [], inviter)
    expect(await tasksOf(inTeam)).toEqual([
      ['Demo kit', '2026-03-03', 'Sara', 'Sales'],
      ['Contract', '2026-03-09', 'Ivan', 'Everyone'],
    ])
    expect(await tasksOf(inSupport)).toEqual([['Contract', '2026-03-09', 'Ivan', 'Everyone']])
    expect(await tasksOf(nowhere)).toEqual([['Contract', '2026-03-09', 'Ivan', 'Everyone']])
  })

  it('T1: moving an invited person later gives nothing and takes nothing', async () => {
    const { context, people, vera, save, invite, tasksOf } = await setUp()
    const sales = await context.addDepartment('Sales')
    const support = await context.addDepartment('Support')
    await save('Sales', [item('Demo kit')], { departmentId: sales })
    await save('Support', [item('Headset')], { departmentId: support })
    const [ann = ''] = await invite(['ann@aurora.example'], [sales])
    await people.changeDepartments(vera, { ids: [ann], departmentIds: [support] })
    expect((await tasksOf(ann)).map(([title]) => title)).toEqual(['Demo kit'])
  })

  it('T1: an owner who has left, and an inviter who can own nothing, is nobody', async () => {
    const { context, people, vera, save, invite, tasksOf } = await setUp()
    const eve = await context.addPerson({ firstName: 'Eve' })
    await save('First day', [item('Laptop', { owner: 'person', ownerId: eve.personId })])
    await people.dismiss(vera, { ids: [eve.personId] })
    const [ann = ''] = await invite(['ann@aurora.example'])
    expect(await tasksOf(ann)).toEqual([['Laptop', null, null, 'First day']])
  })

  it('T1, X6: an external person gets what is for everyone, and nothing of a department', async () => {
    const { context, save, tasksOf } = await setUp()
    await save('Everyone', [item('Sign terms')])
    await save('Company', [item('Contract')], { departmentId: context.rootId })
    const guest = await context.addPerson({ kind: 'external', status: 'invited' })
    await context.store.write(async (writer) => {
      const give = await prepareTaskGiving(writer, context)
      const given = { personId: guest.personId, kind: 'external', departmentIds: [], inviterId: null } as const
      expect(await give([given])).toEqual([1])
    })
    expect(await tasksOf(guest.personId)).toEqual([['Sign terms', null, null, 'Everyone']])
  })

  it('T1, L2: who registers through the open link gets what its departments give, owned by nobody for the inviter', async () => {
    const { context, save, tasksOf, makeHead } = await setUp()
    const optics = await context.addDepartment('Optics')
    const olga = await context.addPerson({ firstName: 'Olga' })
    await makeHead(olga, optics)
    await save('Optics', [item('Goggles', { owner: 'head', dueDays: 1 }), item('Lunch', { owner: 'inviter' })], {
      departmentId: optics,
    })
    const token = await openTheLink(context)
    await context.store.write(async (writer) => {
      const { id } = await writer.selectFrom('open_link_variant').select('id').executeTakeFirstOrThrow()
      await writer
        .insertInto('open_link_variant_department')
        .values({ variant_id: id, department_id: optics })
        .execute()
    })
    await createJoiningService(context).accept(token, {
      firstName: 'Anna',
      lastName: '',
      address: 'anna@example.com',
      password: GOOD_PASSWORD,
      passwordAgain: GOOD_PASSWORD,
      locale: 'en',
    })
    const anna = await context.store.reader
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'anna@example.com')
      .executeTakeFirstOrThrow()
    expect(await tasksOf(anna.id)).toEqual([
      ['Goggles', '2026-03-03', 'Olga', 'Optics'],
      ['Lunch', null, null, 'Optics'],
    ])
  })

  it('S1: somebody with tasks can be neither deleted nor declined, only dismissed, which kills their link', async () => {
    const { context, people, vera, save, invite, tasksOf } = await setUp()
    await save('First day', [item('Laptop')])
    const [ann = ''] = await invite(['ann@aurora.example'])
    const refused = await people.delete(vera, { ids: [ann] })
    expect(refused.refused.map((each) => each.refusal.code)).toEqual(['HAS_TASKS'])
    expect((await people.dismiss(vera, { ids: [ann] })).done).toHaveLength(1)
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'revoked' }])
    expect(await tasksOf(ann)).toHaveLength(1)
  })

  it('T1: where there is no checklist, a batch asks for none of it for each person', async () => {
    const { context } = await setUp()
    let asked = 0
    await context.store.write(async (writer) => {
      const give = await prepareTaskGiving(writer, {
        ...context,
        get clock() {
          asked += 1
          return context.clock
        },
      })
      const invitee = { personId: context.rootId, kind: 'employee', departmentIds: [], inviterId: null } as const
      expect(await give(Array.from({ length: 10_000 }, () => invitee))).toHaveLength(10_000)
    })
    expect(asked).toBe(0)
    expect(await context.rowsOf('task')).toEqual([])
  })
})

describe('giving a checklist to people who are here', () => {
  it('T1: gives each what they have not got, counted from today, owned as for an invitation by who gives it', async () => {
    const { context, checklists, vera, save, invite, tasksOf, makeHead } = await setUp()
    const { id } = await save('First day', [item('Laptop', { owner: 'inviter', dueDays: 2 })])
    const [ann = ''] = await invite(['ann@aurora.example'])
    const [saved] = await checklists.list(vera)
    const laptop = item('Laptop', { id: saved?.items[0]?.id ?? null, owner: 'inviter', dueDays: 2 })
    await save('First day', [laptop, item('Badge', { owner: 'head' })], { id })
    const bob = await context.addPerson({ firstName: 'Bob' })
    const boss = await context.addPerson({ firstName: 'Boss' })
    await makeHead(boss, context.rootId)
    expect(await checklists.apply(vera, { id, personIds: [ann, bob.personId, bob.personId] })).toEqual({
      people: 2,
      tasks: 3,
    })
    expect(await checklists.apply(vera, { id, personIds: [ann, bob.personId] })).toEqual({ people: 0, tasks: 0 })
    expect((await tasksOf(ann)).map(([title]) => title)).toEqual(['Laptop', 'Badge'])
    expect(await tasksOf(bob.personId)).toEqual([
      ['Laptop', '2026-03-04', 'Vera Stone', 'First day'],
      ['Badge', null, 'Boss', 'First day'],
    ])
    const entries = (await context.rowsOf('audit')).flatMap((row) =>
      'action' in row && row.action === 'task.added' && 'details' in row ? [row.details] : [],
    )
    expect(entries).toEqual(['{"checklist":"First day","tasks":1}', '{"checklist":"First day","tasks":2}'])
  })

  it('T1: refuses a checklist or a person who is not there, and keeps nothing', async () => {
    const { context, checklists, vera, save } = await setUp()
    const { id } = await save('First day', [item('Laptop')])
    const bob = await context.addPerson()
    await expectRefusal(checklists.apply(vera, { id: bob.personId, personIds: [bob.personId] }), 'NOT_FOUND')
    await expectRefusal(checklists.apply(vera, { id, personIds: [bob.personId, context.rootId] }), 'NOT_FOUND')
    expect(await context.rowsOf('task')).toEqual([])
  })
})
