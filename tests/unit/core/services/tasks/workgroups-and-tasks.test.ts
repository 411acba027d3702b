import { describe, expect, it } from 'vitest'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { openTestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

async function setUp() {
  const context = await openTestPortal()
  const audit = async () =>
    (await context.rowsOf('audit')).map((row) => ('action' in row && 'details' in row ? [row.action, row.details] : []))
  return {
    context,
    audit,
    vera: context.administrator,
    workgroups: createWorkgroupsService(context),
    tasks: createTasksService(context),
  }
}

describe('workgroups', () => {
  it('W1: a workgroup is added, renamed and removed, and named like no other', async () => {
    const { workgroups, vera, audit } = await setUp()
    const { id } = await workgroups.add(vera, { name: 'Café', description: '' })
    await expectRefusal(workgroups.add(vera, { name: 'CAFE', description: '' }), 'WORKGROUP_NAME_TAKEN', {
      name: 'CAFE',
    })
    await workgroups.update(vera, { id, name: 'cafe', description: 'Lunch' })
    expect(await workgroups.list(vera)).toMatchObject([{ id, name: 'cafe', description: 'Lunch', members: 0 }])
    await workgroups.remove(vera, { id })
    expect(await workgroups.list(vera)).toEqual([])
    await expectRefusal(workgroups.remove(vera, { id }), 'NOT_FOUND')
    expect((await audit()).map(([action]) => action)).toEqual([
      'workgroup.added',
      'workgroup.changed',
      'workgroup.removed',
    ])
  })

  it('W1: only who has accepted becomes a member, once, and membership is taken one by one', async () => {
    const { context, workgroups, vera, audit } = await setUp()
    const { id } = await workgroups.add(vera, { name: 'Choir', description: '' })
    const ann = await context.addPerson({ firstName: 'Ann' })
    const invited = await context.addPerson({ firstName: 'Bob', status: 'invited' })
    await workgroups.addMembers(vera, { id, personIds: [ann.personId, vera.personId] })
    await workgroups.addMembers(vera, { id, personIds: [ann.personId] })
    const adding = workgroups.addMembers(vera, { id, personIds: [invited.personId] })
    await expectRefusal(adding, 'STATE_NOT_ALLOWED', { status: 'invited', name: 'Bob' })
    expect((await workgroups.get(vera, { id })).people.map((person) => person.name)).toEqual(['Ann', 'Vera Stone'])
    await workgroups.removeMember(vera, { id, personId: ann.personId })
    await expectRefusal(workgroups.removeMember(vera, { id, personId: ann.personId }), 'NOT_FOUND')
    expect(await audit()).toEqual([
      ['workgroup.added', '{}'],
      ['workgroup.members-changed', '{"added":"Ann, Vera Stone"}'],
      ['workgroup.members-changed', '{"removed":"Ann"}'],
    ])
  })

  it('A2: an employee sees the groups they are in and changes none', async () => {
    const { context, workgroups, vera } = await setUp()
    const eve = await context.addPerson()
    const choir = await workgroups.add(vera, { name: 'Choir', description: '' })
    const board = await workgroups.add(vera, { name: 'Board', description: '' })
    await workgroups.addMembers(vera, { id: choir.id, personIds: [eve.personId] })
    expect((await workgroups.list(eve)).map((group) => group.name)).toEqual(['Choir'])
    await expectRefusal(workgroups.get(eve, { id: board.id }), 'NOT_FOUND')
    await expectRefusal(workgroups.add(eve, { name: 'X', description: '' }), 'NOT_ALLOWED')
    await expectRefusal(workgroups.remove(eve, { id: choir.id }), 'NOT_ALLOWED')
    await expectRefusal(workgroups.addMembers(eve, { id: choir.id, personIds: [eve.personId] }), 'NOT_ALLOWED')
  })
})

describe('tasks', () => {
  it('T1: a task is added, done, reopened and removed, each once in the audit log', async () => {
    const { context, tasks, vera, audit } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    const { id } = await tasks.add(vera, { personId: ann.personId, title: 'Issue laptop', dueOn: '2026-03-09' })
    await tasks.setDone(vera, { id, done: true })
    await tasks.setDone(vera, { id, done: true })
    expect(await context.rowsOf('task')).toMatchObject([{ done_at: context.clock.now(), due_on: '2026-03-09' }])
    await tasks.setDone(vera, { id, done: false })
    await tasks.remove(vera, { id })
    const details = '{"task":"Issue laptop"}'
    expect(await audit()).toEqual([
      ['task.added', details],
      ['task.done', details],
      ['task.reopened', details],
      ['task.removed', details],
    ])
  })

  it('T1, A2: only administrators and partners keep tasks, and only of people who are there', async () => {
    const { context, tasks, vera } = await setUp()
    const eve = await context.addPerson()
    await expectRefusal(tasks.add(eve, { personId: eve.personId, title: 'X', dueOn: null }), 'NOT_ALLOWED')
    const nobody = '01900000-0000-7000-8000-000000000000'
    await expectRefusal(tasks.add(vera, { personId: nobody, title: 'X', dueOn: null }), 'NOT_FOUND')
    await expectRefusal(tasks.setDone(vera, { id: nobody, done: true }), 'NOT_FOUND')
    await expectRefusal(tasks.remove(vera, { id: nobody }), 'NOT_FOUND')
    expect(await context.rowsOf('audit')).toEqual([])
  })
})
