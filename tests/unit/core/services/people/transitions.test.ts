import { describe, expect, it } from 'vitest'
import type { BatchResult } from '../../../../../electron/contract/base'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import type { Actor } from '../../../../../electron/core/services/ports'
import { openTestPortal, type TestPortal } from '../../../../support/core-context'

async function setUp(portal?: Parameters<typeof openTestPortal>[0]) {
  const context = await openTestPortal(portal)
  return {
    context,
    people: createPeopleService(context),
    tasks: createTasksService(context),
    vera: context.administrator,
  }
}

const codes = (result: BatchResult): readonly string[] => result.refused.map((each) => each.refusal.code)

async function personRow(context: TestPortal, actor: Actor) {
  return await context.store.reader.selectFrom('person').selectAll().where('id', '=', actor.personId).executeTakeFirst()
}

async function actions(context: TestPortal): Promise<readonly string[]> {
  return (await context.store.reader.selectFrom('audit').select('action').orderBy('id').execute()).map(
    (row) => row.action,
  )
}

async function givePassword(context: TestPortal, actor: Actor): Promise<void> {
  await context.store.write((writer) =>
    writer.insertInto('credential').values({ person_id: actor.personId, password: 'scrypt$', changed_at: 0 }).execute(),
  )
}

describe('confirm and decline', () => {
  it('C6: a pending person who is confirmed is active, and the audit log says by whom', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann', status: 'pending' })
    const result = await people.confirm(vera, { ids: [ann.personId] })
    expect(result).toEqual({ done: [{ id: ann.personId, name: 'Ann' }], refused: [] })
    expect(await personRow(context, ann)).toMatchObject({
      status: 'active',
      pending_reason: null,
      joined_at: context.clock.now(),
    })
    expect(await context.rowsOf('audit')).toMatchObject([
      { action: 'person.confirmed', actor_name: 'Vera Stone', subject_name: 'Ann', origin: 'console', notable: 1 },
    ])
    expect(context.announced.flat()).toContain('counters')
  })

  it('S5: of two confirms at once exactly one is applied, the other refused with the state, and one entry written', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'pending' })
    const both = await Promise.all([
      people.confirm(vera, { ids: [ann.personId] }),
      people.confirm(vera, { ids: [ann.personId] }),
    ])
    expect(both.flatMap((result) => result.done)).toHaveLength(1)
    expect(both.flatMap((result) => result.refused)).toMatchObject([
      { refusal: { code: 'STATE_NOT_ALLOWED', params: { status: 'active' } } },
    ])
    expect(await actions(context)).toEqual(['person.confirmed'])
  })

  it('S5: of a confirm and a decline at once exactly one is applied', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'pending' })
    const [confirmed, declined] = await Promise.all([
      people.confirm(vera, { ids: [ann.personId] }),
      people.decline(vera, { ids: [ann.personId] }),
    ])
    expect([...confirmed.done, ...declined.done]).toHaveLength(1)
    expect(await actions(context)).toHaveLength(1)
  })

  it('S5: naming somebody twice in one batch does it once', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'pending' })
    const result = await people.confirm(vera, { ids: [ann.personId, ann.personId] })
    expect(result.done).toHaveLength(1)
    expect(result.refused).toHaveLength(0)
  })

  it('N1: confirming takes the seats there are; the rest go on waiting and the refusal says so', async () => {
    const { context, people, vera } = await setUp({ seat_limit: 2 })
    const ann = await context.addPerson({ status: 'pending' })
    const bob = await context.addPerson({ status: 'pending' })
    const guest = await context.addPerson({ status: 'pending', kind: 'external' })
    const result = await people.confirm(vera, { ids: [ann.personId, bob.personId, guest.personId] })
    expect(result.done.map((each) => each.id)).toEqual([ann.personId, guest.personId])
    expect(codes(result)).toEqual(['NO_SEAT'])
    expect(await personRow(context, bob)).toMatchObject({ status: 'pending' })
  })

  it('S2: a declined person is gone with password and memberships; the audit log keeps who, when, by whom', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann', email: 'ann@aurora.example', status: 'pending' })
    await givePassword(context, ann)
    await people.decline(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toBeUndefined()
    expect(await context.store.reader.selectFrom('credential').selectAll().execute()).toEqual([])
    expect(await context.rowsOf('audit')).toMatchObject([
      {
        action: 'person.declined',
        actor_id: vera.personId,
        actor_name: vera.name,
        subject_name: 'Ann',
        details: '{"address":"ann@aurora.example"}',
        at: context.clock.now(),
      },
    ])
  })

  it('S1: a person with a task, open or done, is not declined', async () => {
    const { context, people, tasks, vera } = await setUp()
    const ann = await context.addPerson({ status: 'pending' })
    const { id } = await tasks.add(vera, { personId: ann.personId, title: 'Sign contract', dueOn: null })
    expect(codes(await people.decline(vera, { ids: [ann.personId] }))).toEqual(['HAS_TASKS'])
    await tasks.setDone(vera, { id, done: true })
    expect(codes(await people.decline(vera, { ids: [ann.personId] }))).toEqual(['HAS_TASKS'])
    await tasks.remove(vera, { id })
    expect((await people.decline(vera, { ids: [ann.personId] })).done).toHaveLength(1)
  })

  it('S5: one who is refused holds up nobody else', async () => {
    const { context, people, vera } = await setUp()
    const pending = await context.addPerson({ status: 'pending' })
    const active = await context.addPerson()
    const nobody = '01900000-0000-7000-8000-000000000000'
    const result = await people.decline(vera, { ids: [active.personId, nobody, pending.personId] })
    expect(result.done).toHaveLength(1)
    expect(codes(result)).toEqual(['STATE_NOT_ALLOWED', 'NOT_FOUND'])
  })
})

describe('delete', () => {
  it('S2: an invited person who is deleted is gone and their link dead', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    await context.addInvitation(ann.personId)
    expect((await people.delete(vera, { ids: [ann.personId] })).done).toHaveLength(1)
    expect(await personRow(context, ann)).toBeUndefined()
    expect(await context.rowsOf('invitation')).toEqual([])
  })

  it('S2: what waited to be sent to a deleted person is cancelled', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    const invitationId = await context.addInvitation(ann.personId)
    await context.store.write((writer) =>
      writer
        .insertInto('message')
        .values({
          id: 'm',
          invitation_id: invitationId,
          generation: 1,
          person_id: ann.personId,
          channel: 'mail',
          kind: 'invitation',
          to_name: '',
          to_address: 'ann@aurora.example',
          locale: 'en',
          text_id: null,
          state: 'queued',
          tries: 0,
          next_try_at: 0,
          message_id: '<m@aurora.example>',
          answer: null,
          created_by: null,
          created_at: 0,
          updated_at: 0,
          sent_at: null,
        })
        .execute(),
    )
    await people.delete(vera, { ids: [ann.personId] })
    expect(await context.rowsOf('message')).toMatchObject([{ id: 'm', state: 'cancelled' }])
  })

  it('S1: an invited person with a task is only dismissed', async () => {
    const { context, people, tasks, vera } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    await context.addInvitation(ann.personId)
    await tasks.add(vera, { personId: ann.personId, title: 'Issue laptop', dueOn: '2026-03-09' })
    expect(codes(await people.delete(vera, { ids: [ann.personId] }))).toEqual(['HAS_TASKS'])
    expect((await people.dismiss(vera, { ids: [ann.personId] })).done).toHaveLength(1)
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'revoked' }])
    expect(await context.rowsOf('task')).toHaveLength(1)
  })

  it('A2: an employee deletes whom they invited and nobody else; whom they may not see is not found', async () => {
    const { context, people } = await setUp()
    const eve = await context.addPerson({ firstName: 'Eve' })
    const own = await context.addPerson({ status: 'invited', invited_by: eve.personId })
    const ownAccepted = await context.addPerson({ status: 'pending', invited_by: eve.personId })
    const foreign = await context.addPerson({ status: 'invited' })
    const result = await people.delete(eve, { ids: [foreign.personId, ownAccepted.personId, own.personId] })
    expect(result.done.map((each) => each.id)).toEqual([own.personId])
    expect(result.refused).toMatchObject([
      { name: '', refusal: { code: 'NOT_FOUND' } },
      { refusal: { code: 'NOT_ALLOWED' } },
    ])
    expect(codes(await people.confirm(eve, { ids: [ownAccepted.personId] }))).toEqual(['NOT_ALLOWED'])
  })
})

describe('dismiss and rehire', () => {
  it('D3: a dismissed person keeps departments and password, and loses administrator rights and headships', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ administrator: true })
    await givePassword(context, ann)
    await context.store.write((writer) => writer.updateTable('department_member').set({ head: 1 }).execute())
    await people.dismiss(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toMatchObject({
      status: 'dismissed',
      administrator: 0,
      dismissed_at: context.clock.now(),
    })
    const membership = await context.store.reader
      .selectFrom('department_member')
      .selectAll()
      .where('person_id', '=', ann.personId)
      .execute()
    expect(membership).toMatchObject([{ department_id: context.rootId, head: 0 }])
    expect(await context.store.reader.selectFrom('credential').selectAll().execute()).toHaveLength(1)
  })

  it('A3: the last administrator is not dismissed, whoever asks; with a second one they still cannot dismiss themselves', async () => {
    const { context, people, vera } = await setUp()
    const partner = await context.addPerson({ kind: 'partner' })
    expect(codes(await people.dismiss(vera, { ids: [vera.personId] }))).toEqual(['LAST_ADMINISTRATOR'])
    expect(codes(await people.dismiss(partner, { ids: [vera.personId] }))).toEqual(['NOT_ALLOWED'])
    await context.addPerson({ administrator: true })
    expect(codes(await people.dismiss(vera, { ids: [vera.personId] }))).toEqual(['YOURSELF'])
  })

  it('A3: two administrators who dismiss each other at once leave one', async () => {
    const { context, people, vera } = await setUp()
    const max = await context.addPerson({ administrator: true })
    const results = await Promise.all([
      people.dismiss(vera, { ids: [max.personId] }),
      people.dismiss(max, { ids: [vera.personId] }),
    ])
    expect(results.flatMap((result) => result.done)).toHaveLength(1)
    expect(results.flatMap(codes)).toEqual(['LAST_ADMINISTRATOR'])
  })

  it('D3: who was in is in again, if there is a seat', async () => {
    const { context, people, vera } = await setUp({ seat_limit: 2 })
    const ann = await context.addPerson()
    await people.dismiss(vera, { ids: [ann.personId] })
    const bob = await context.addPerson({ status: 'pending' })
    await people.confirm(vera, { ids: [bob.personId] })
    expect(codes(await people.rehire(vera, { ids: [ann.personId] }))).toEqual(['NO_SEAT'])
    await people.dismiss(vera, { ids: [bob.personId] })
    await people.rehire(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toMatchObject({ status: 'active', dismissed_at: null })
  })

  it('D3: who was dismissed while pending waits again', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'pending' })
    await givePassword(context, ann)
    await people.dismiss(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toMatchObject({ pending_reason: null })
    await people.rehire(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toMatchObject({ status: 'pending', pending_reason: 'approval' })
  })

  it('D3, S1: who was dismissed while invited is invited again with a new link; the old one stays dead', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    await context.addInvitation(ann.personId)
    await people.dismiss(vera, { ids: [ann.personId] })
    await people.rehire(vera, { ids: [ann.personId] })
    expect(await personRow(context, ann)).toMatchObject({ status: 'invited' })
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'live', generation: 2, ended_at: null }])
    expect(await actions(context)).toEqual(['person.dismissed', 'person.rehired'])
  })
})
