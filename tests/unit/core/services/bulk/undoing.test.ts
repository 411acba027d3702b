import { describe, expect, it } from 'vitest'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { newId } from '../../../../../electron/core/services/ids'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { bulkService, bulkStory, openBulkPortal } from '../../../../support/bulk-story'
import { openMailPortal, saveAccount } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'

describe('taking a bulk invitation back', { timeout: 60_000 }, () => {
  it('Z1, S2: its people and links are gone in one act, what waits is cancelled, and the log keeps who', async () => {
    const { context, links } = await openMailPortal()
    await saveAccount(context, 2525)
    const bulk = bulkService(context, links)
    const story = bulkStory(bulk, context.administrator)
    await context.addPerson({ email: 'stays@x.com' })
    const before = await context.rowsOf('person')
    const counters = await context.store.reader.selectFrom('counter').selectAll().where('people', '>', 0).execute()
    const lines = Array.from({ length: 60 }, (_, index) => `p${index}@x.com`)
    const { batchId } = await story.run(await story.paste(lines.join('\n')), { delivery: 'send' })
    const id = batchId ?? ''
    expect(await bulk.undo(context.administrator, { id })).toEqual({ people: 60 })
    expect(await context.rowsOf('person')).toEqual(before)
    expect(await context.store.reader.selectFrom('counter').selectAll().where('people', '>', 0).execute()).toEqual(
      counters,
    )
    expect(await context.rowsOf('invitation')).toEqual([])
    const messages = await context.store.reader.selectFrom('message').select('state').distinct().execute()
    expect(messages).toEqual([{ state: 'cancelled' }])
    const actions = (await context.rowsOf('audit')).map((entry) => String(Reflect.get(entry, 'action')))
    expect(actions.filter((action) => action === 'person.deleted')).toHaveLength(60)
    expect(actions.at(-1)).toBe('batch.undone')
    expect((await verifyAudit(context.store.reader)).intact).toBe(true)
    expect(await story.list()).toMatchObject([{ people: 60, undoRefusal: { code: 'BATCH_UNDONE' } }])
    await expectRefusal(bulk.undo(context.administrator, { id }), 'BATCH_UNDONE')
    // The same list can be invited again.
    expect(await story.run(await story.paste(lines.join('\n')))).toMatchObject({ invited: 60 })
  })

  it('Z1: as soon as one has accepted it is refused, saying who, and nothing has changed', async () => {
    const { bulk, context, list, paste, run } = await openBulkPortal()
    const { batchId } = await run(await paste('a@x.com b@x.com c@x.com'))
    await context.store.write(async (writer) => {
      await writer
        .updateTable('person')
        .set({ status: 'active', joined_at: 5, name: 'Bob Ray' })
        .where('email', '=', 'b@x.com')
        .execute()
      await writer
        .updateTable('invitation')
        .set({ state: 'accepted' })
        .where('person_id', '=', (select) => select.selectFrom('person').select('id').where('email', '=', 'b@x.com'))
        .execute()
    })
    const people = await context.rowsOf('person')
    await expectRefusal(bulk.undo(context.administrator, { id: batchId ?? '' }), 'BATCH_ACCEPTED', {
      name: 'Bob Ray',
      count: 1,
    })
    expect(await context.rowsOf('person')).toEqual(people)
    expect(await list()).toMatchObject([{ accepted: 1, undoRefusal: { code: 'BATCH_ACCEPTED' } }])
  })

  it('Z1, S1, T1: tasks that the invitation gave go with it; one given by hand keeps the whole batch', async () => {
    const { bulk, context, paste, run } = await openBulkPortal()
    const [list, item] = [newId(context), newId(context)]
    await context.store.write(async (writer) => {
      await writer
        .insertInto('checklist')
        .values({ id: list, name: 'All', department_id: null, created_at: 0 })
        .execute()
      const row = { id: item, checklist_id: list, place: 0, title: 'Laptop', due_days: null, owner_id: null }
      await writer
        .insertInto('checklist_item')
        .values({ ...row, owner: 'nobody' })
        .execute()
    })
    const { batchId } = await run(await paste('a@x.com b@x.com'))
    expect(await context.rowsOf('task')).toHaveLength(2)
    const ann = await context.store.reader
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'a@x.com')
      .executeTakeFirstOrThrow()
    const tasks = createTasksService(context)
    await tasks.add(context.administrator, { personId: ann.id, title: 'Badge', dueOn: null, ownerId: null })
    await expectRefusal(bulk.undo(context.administrator, { id: batchId ?? '' }), 'BATCH_HAS_TASKS', {
      name: 'a@x.com',
      count: 1,
    })
    expect(await context.rowsOf('person')).toHaveLength(3)
    // Dismissed as S1 asks, that person is settled, and the rest can go.
    await createPeopleService(context).dismiss(context.administrator, { ids: [ann.id] })
    expect(await bulk.undo(context.administrator, { id: batchId ?? '' })).toEqual({ people: 1 })
    expect((await context.rowsOf('person')).map((row) => Reflect.get(row, 'email'))).toEqual([
      expect.anything(),
      'a@x.com',
    ])
  })

  it('Z1, S5: a run that was stopped and taken back does not go on in what is gone', async () => {
    const { bulk, check, context, ran, run } = await openBulkPortal()
    const actor = context.administrator
    const id = await check(`E-mail\n${Array.from({ length: 900 }, (_, index) => `p${index}@x.com`).join('\n')}`)
    await bulk.run(actor, { id, locale: 'en', delivery: 'link', text: null })
    while ((await bulk.outcome(actor, { id })).invited === 0) await new Promise((resolve) => void setImmediate(resolve))
    await bulk.cancel(actor, { id })
    await ran(id)
    const { batchId } = await bulk.outcome(actor, { id })
    await bulk.undo(actor, { id: batchId ?? '' })
    expect(await context.rowsOf('person')).toHaveLength(1)
    expect(await run(id)).toMatchObject({ state: 'failed', refusal: { code: 'BATCH_UNDONE' } })
    expect(await context.rowsOf('person')).toHaveLength(1)
  })

  it('Z1, A2: nobody takes back what others invited, nor learns of it', async () => {
    const { bulk, context, paste, run } = await openBulkPortal()
    const { batchId } = await run(await paste('a@x.com'))
    const id = batchId ?? ''
    const ed = await context.addPerson({ firstName: 'Ed' })
    await expectRefusal(bulk.undo(ed, { id }), 'NOT_FOUND')
    await expectRefusal(bulk.people(ed, { id, cursor: null, limit: 50, failed: false }), 'NOT_FOUND')
    expect((await bulk.list(ed, { cursor: null, limit: 50 })).rows).toEqual([])
  })

  it('M9: who of a batch could not be delivered to is shown together, with the answer', async () => {
    const { context, links } = await openMailPortal()
    await saveAccount(context, 2525)
    const bulk = bulkService(context, links)
    const story = bulkStory(bulk, context.administrator)
    const { batchId } = await story.run(await story.paste('a@x.com b@x.com c@x.com'), { delivery: 'send' })
    await context.store.write(async (writer) => {
      await writer.updateTable('person').set({ delivery_failed: 1 }).where('email', '=', 'b@x.com').execute()
      await writer
        .updateTable('message')
        .set({ state: 'failed', answer: '550 no such user' })
        .where('to_address', '=', 'b@x.com')
        .execute()
    })
    const page = { id: batchId ?? '', cursor: null, limit: 2 }
    expect((await bulk.people(context.administrator, { ...page, failed: true })).rows).toEqual([
      {
        id: expect.any(String),
        name: 'b@x.com',
        address: 'b@x.com',
        status: 'invited',
        message: { state: 'failed', answer: '550 no such user' },
      },
    ])
    const first = await bulk.people(context.administrator, { ...page, failed: false })
    const second = await bulk.people(context.administrator, { ...page, failed: false, cursor: first.nextCursor })
    expect([...first.rows, ...second.rows].map((row) => row.address)).toEqual(['a@x.com', 'b@x.com', 'c@x.com'])
    expect(second.nextCursor).toBeNull()
    expect(await story.list()).toMatchObject([{ failed: 1 }])
  })
})
