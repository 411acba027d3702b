import { describe, expect, it } from 'vitest'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import type { Actor } from '../../../../../electron/core/services/ports'
import type { MessageTable } from '../../../../../electron/core/store/schema'
import { newId } from '../../../../../electron/core/services/ids'
import { openTestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

/** Eve leaves behind: two invitees, an open link, a message and a draft that wait, a guest, a task and a workgroup. */
async function setUp() {
  const context = await openTestPortal()
  const people = createPeopleService(context)
  const tasks = createTasksService(context)
  const vera = context.administrator
  const eve = await context.addPerson({ firstName: 'Eve' })
  const heir = await context.addPerson({ firstName: 'Harry' })
  const invited = { status: 'invited', invited_by: eve.personId } as const
  const ann = await context.addPerson({ firstName: 'Ann', email: 'ann@aurora.example', ...invited })
  const bob = await context.addPerson({ firstName: 'Bob', ...invited })
  const annsInvitation = await context.addInvitation(ann.personId)
  await context.addInvitation(bob.personId)
  const joined = await context.addPerson({ firstName: 'Joy', invited_by: eve.personId })
  const guest = await context.addPerson({ firstName: 'Gus', kind: 'external' })
  const { id: taskId } = await tasks.add(vera, {
    personId: joined.personId,
    title: 'Laptop',
    dueOn: null,
    ownerId: eve.personId,
  })
  const ids = { variant: newId(context), main: newId(context), draft: newId(context), workgroup: newId(context) }
  const by = { created_by: eve.personId, created_at: context.clock.now() }
  const message: MessageTable = {
    id: newId(context),
    invitation_id: annsInvitation,
    generation: 1,
    person_id: ann.personId,
    channel: 'mail',
    kind: 'invitation',
    about: null,
    provider_id: null,
    next_look_at: null,
    to_name: 'Ann',
    to_address: 'ann@aurora.example',
    locale: 'en',
    text_id: null,
    state: 'queued',
    tries: 0,
    next_try_at: context.clock.now(),
    message_id: '<1@aurora.example>',
    answer: null,
    updated_at: context.clock.now(),
    sent_at: null,
    ...by,
  }
  await context.store.write(async (writer) => {
    await writer.updateTable('open_link').set({ enabled: 1 }).execute()
    await writer.updateTable('invitation').set({ created_by: eve.personId }).execute()
    await writer
      .insertInto('open_link_variant')
      .values({ id: ids.main, handle: 'MAIN', main: 1, ...by })
      .execute()
    await writer
      .insertInto('open_link_variant')
      .values({ id: ids.variant, handle: 'EVES', main: 0, ...by })
      .execute()
    await writer.insertInto('message').values(message).execute()
    await writer
      .insertInto('draft')
      .values({
        id: ids.draft,
        mode: 'bcc',
        state: 'prepared',
        locale: 'en',
        text_id: null,
        variant_id: ids.variant,
        batch_position: 1,
        batch_total: 1,
        opened_at: null,
        answered_at: null,
        ...by,
      })
      .execute()
    await writer.updateTable('person').set({ sponsor_id: eve.personId }).where('id', '=', guest.personId).execute()
    await writer
      .insertInto('workgroup')
      .values({ id: ids.workgroup, name: 'Choir', description: '', owner_id: eve.personId, created_at: 0 })
      .execute()
  })
  const columns = async () => ({
    invitedBy: await context.store.reader
      .selectFrom('person')
      .select(['name', 'invited_by', 'status'])
      .where('invited_by', 'is not', null)
      .orderBy('name')
      .execute(),
    invitations: await context.store.reader.selectFrom('invitation').select(['created_by', 'state']).execute(),
    links: await context.store.reader.selectFrom('open_link_variant').select(['main', 'created_by']).execute(),
    messages: await context.store.reader.selectFrom('message').select(['created_by', 'state']).execute(),
    drafts: await context.store.reader.selectFrom('draft').select(['created_by']).execute(),
    sponsors: await context.store.reader
      .selectFrom('person')
      .select('sponsor_id')
      .where('id', '=', guest.personId)
      .execute(),
    owners: await context.store.reader.selectFrom('task').select('owner_id').execute(),
    workgroups: await context.store.reader.selectFrom('workgroup').select('owner_id').execute(),
  })
  const audit = async () =>
    (await context.rowsOf('audit')).flatMap((row) =>
      'action' in row && row.action !== 'task.added' && 'details' in row && 'subject_name' in row
        ? [[row.action, row.subject_name, row.details]]
        : [],
    )
  return { context, people, tasks, vera, eve, heir, ann, bob, taskId, ids, columns, audit }
}

async function countersOf(people: ReturnType<typeof createPeopleService>, actor: Actor): Promise<number> {
  return (await people.counters(actor)).invited
}

describe('what somebody leaves behind', () => {
  it('Z2: lists what is live of what they made, and leaves out who has nothing', async () => {
    const { people, vera, eve, heir, ann, bob } = await setUp()
    expect(await people.leavings(vera, { ids: [heir.personId, eve.personId, eve.personId] })).toMatchObject([
      {
        id: eve.personId,
        name: 'Eve',
        invited: [
          { id: ann.personId, name: 'Ann', address: 'ann@aurora.example' },
          { id: bob.personId, name: 'Bob' },
        ],
        invitedTotal: 2,
        openLinks: 1,
        waiting: 2,
        guests: 1,
        tasks: 1,
        workgroups: 1,
      },
    ])
  })

  it('Z2: an open link that works no longer is not counted', async () => {
    const { context, people, vera, eve } = await setUp()
    await context.store.write((writer) => writer.updateTable('open_link').set({ enabled: 0 }).execute())
    expect(await people.leavings(vera, { ids: [eve.personId] })).toMatchObject([{ openLinks: 0 }])
  })

  it('Z2, A2, B1: employees are refused; a partner is not told of an administrator', async () => {
    const { context, people, vera, eve, heir } = await setUp()
    await expectRefusal(people.leavings(heir, { ids: [eve.personId] }), 'NOT_ALLOWED')
    const partner = await context.addPerson({ kind: 'partner' })
    await context.addPerson({ status: 'invited', invited_by: vera.personId })
    expect(await people.leavings(partner, { ids: [vera.personId, eve.personId] })).toMatchObject([{ name: 'Eve' }])
  })
})

describe('dismissing with what is left behind', () => {
  it('Z2, D3: kept, nothing but the person changes', async () => {
    const { people, vera, eve, columns, audit } = await setUp()
    const before = await columns()
    const result = await people.dismiss(vera, { ids: [eve.personId], leavings: 'keep' })
    expect(result.done).toEqual([{ id: eve.personId, name: 'Eve' }])
    expect(await columns()).toEqual(before)
    expect(await audit()).toEqual([['person.dismissed', 'Eve', '{"was":"active"}']])
  })

  it('Z2: handed over, the heir has all that is open, counts it, and who has accepted stays where they were', async () => {
    const { people, vera, eve, heir, columns, audit } = await setUp()
    await people.dismiss(vera, { ids: [eve.personId], leavings: 'hand-over', heirId: heir.personId })
    const now = await columns()
    const harry = heir.personId
    expect(now.invitedBy).toEqual([
      { name: 'Ann', invited_by: harry, status: 'invited' },
      { name: 'Bob', invited_by: harry, status: 'invited' },
      { name: 'Joy', invited_by: eve.personId, status: 'active' },
    ])
    expect(now.invitations).toEqual([
      { created_by: harry, state: 'live' },
      { created_by: harry, state: 'live' },
    ])
    expect(now.links).toEqual([
      { main: 1, created_by: eve.personId },
      { main: 0, created_by: harry },
    ])
    expect(now.messages).toEqual([{ created_by: harry, state: 'queued' }])
    expect(now.drafts).toEqual([{ created_by: harry }])
    expect(now.sponsors).toEqual([{ sponsor_id: harry }])
    expect(now.owners).toEqual([{ owner_id: harry }])
    expect(now.workgroups).toEqual([{ owner_id: harry }])
    expect(await countersOf(people, heir)).toBe(2)
    expect(await countersOf(people, eve)).toBe(0)
    expect(await audit()).toEqual([
      ['person.dismissed', 'Eve', '{"was":"active"}'],
      ['person.invitations-handed-over', 'Eve', '{"count":8,"heir":"Harry"}'],
    ])
    expect(await people.leavings(vera, { ids: [heir.personId] })).toMatchObject([{ invitedTotal: 2, workgroups: 1 }])
  })

  it('Z2: an heir must be somebody active, no external, and not be dismissed with them', async () => {
    const { context, people, vera, eve, heir } = await setUp()
    const guest = await context.addPerson({ kind: 'external' })
    const before = await context.rowsOf('person')
    const dismiss = (heirId: string | null, ids = [eve.personId]) =>
      people.dismiss(vera, { ids, leavings: 'hand-over', heirId })
    await expectRefusal(dismiss(guest.personId), 'OWNER_NOT_ALLOWED')
    await expectRefusal(dismiss(heir.personId, [eve.personId, heir.personId]), 'OWNER_NOT_ALLOWED')
    await expectRefusal(dismiss(null), 'INVALID_INPUT')
    await expectRefusal(dismiss(context.rootId), 'NOT_FOUND')
    expect(await context.rowsOf('person')).toEqual(before)
  })

  it('Z2, S1, S2: revoked, invitees are gone, or dismissed where they have tasks; links end; what waits is cancelled', async () => {
    const { context, people, tasks, vera, eve, bob, columns, audit } = await setUp()
    await tasks.add(vera, { personId: bob.personId, title: 'Badge', dueOn: null })
    await people.dismiss(vera, { ids: [eve.personId], leavings: 'revoke' })
    const now = await columns()
    expect(now.invitedBy.map(({ name, status }) => [name, status])).toEqual([
      ['Bob', 'dismissed'],
      ['Joy', 'active'],
    ])
    expect(now.invitations.map((invitation) => invitation.state)).toEqual(['revoked'])
    expect(now.links).toEqual([{ main: 1, created_by: eve.personId }])
    expect(now.messages).toEqual([{ created_by: eve.personId, state: 'cancelled' }])
    expect(now.drafts).toEqual([])
    expect(now.owners).toEqual([{ owner_id: eve.personId }, { owner_id: null }])
    expect(now.workgroups).toEqual([{ owner_id: eve.personId }])
    expect(await audit()).toEqual([
      ['person.dismissed', 'Eve', '{"was":"active"}'],
      ['person.deleted', 'Ann', '{"address":"ann@aurora.example"}'],
      ['person.dismissed', 'Bob', '{"was":"invited"}'],
      ['person.invitations-revoked', 'Eve', '{"count":2}'],
    ])
    expect(await countersOf(people, vera)).toBe(0)
    expect(context.announced.flat()).toContain('drafts')
  })

  it('Z2, S5: where the dismissal is refused, nothing of it is handed over or revoked', async () => {
    const { people, vera, eve, heir, columns } = await setUp()
    const before = await columns()
    await people.dismiss(vera, { ids: [eve.personId] })
    const second = await people.dismiss(vera, { ids: [eve.personId], leavings: 'revoke' })
    expect(second.refused).toMatchObject([{ refusal: { code: 'STATE_NOT_ALLOWED' } }])
    const third = await people.dismiss(heir, { ids: [eve.personId], leavings: 'revoke' })
    expect(third.done).toEqual([])
    expect(await columns()).toEqual(before)
  })

  it('Z2: several leavers in one batch go to one heir, each in a transaction of their own', async () => {
    const { context, people, vera, eve, heir } = await setUp()
    const max = await context.addPerson({ firstName: 'Max' })
    await context.addPerson({ status: 'invited', invited_by: max.personId })
    const ids = [eve.personId, max.personId]
    const result = await people.dismiss(vera, { ids, leavings: 'hand-over', heirId: heir.personId })
    expect(result.done).toHaveLength(2)
    expect(await countersOf(people, heir)).toBe(3)
  })
})
