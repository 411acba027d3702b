import { describe, expect, it, onTestFinished } from 'vitest'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { startReminders } from '../../../../../electron/core/services/reminders/reminders'
import { DAY } from '../../../../support/core-context'
import { fakeScheduler, inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'

async function setUp(settings: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal({ expiry_days: 3, ...settings })
  const { context, invitations } = opened
  await saveAccount(context, 2525)
  await invitations.inviteByMailService(context.administrator, inviting('ann@x.com', 'bob@x.com'))
  await context.store.write(async (writer) => {
    await writer.updateTable('message').set({ state: 'sent', next_try_at: null }).execute()
    await writer.updateTable('invitation').set({ reminders: 2 }).execute()
  })
  const people = createPeopleService(context)
  const list = async (actor = context.administrator) => {
    const query = { filter: 'invited', search: '', departmentId: null, sort: 'name', descending: false } as const
    return (await people.list(actor, { ...query, cursor: null, limit: 50 })).rows
  }
  const waiting = () => context.store.reader.selectFrom('message').selectAll().where('state', '=', 'queued').execute()
  /** All of them were sent just now. */
  const sent = () =>
    context.store.write((writer) => writer.updateTable('invitation').set({ sent_at: context.clock.now() }).execute())
  return { ...opened, people, list, sent, waiting }
}

describe('invitations that have ended', () => {
  it('H4: are offered to be renewed, in the list and in the profile, once they have ended', async () => {
    const { context, list, people } = await setUp()
    expect((await list()).flatMap((row) => row.actions)).not.toContain('renew-invitation')
    expect((await list()).filter((row) => row.linkEnded)).toEqual([])
    context.clock.advance(3 * DAY)
    for (const row of await list()) {
      expect(row.actions).toContain('renew-invitation')
      expect(row.linkEnded).toBe(true)
      expect((await people.get(context.administrator, { id: row.id })).actions).toEqual(row.actions)
    }
  })

  it('H4: get as much time as new ones, keep their link, and begin their reminders anew', async () => {
    const { context, invitations, links, list, waiting } = await setUp()
    const tokens = async () => {
      const rows = await context.store.reader.selectFrom('invitation').selectAll().orderBy('id').execute()
      return rows.map((row) => links.token(row))
    }
    const before = await tokens()
    context.clock.advance(10 * DAY)
    const [ann] = await list()
    const result = await invitations.renew(context.administrator, { ids: [ann?.id ?? ''], sendAgain: false })
    expect(result).toMatchObject({ done: [{ id: ann?.id }], refused: [], sent: 0 })
    expect(await tokens()).toEqual(before)
    expect(await waiting()).toEqual([])
    expect((await list()).map((row) => row.actions.includes('renew-invitation'))).toEqual([false, true])
    const rows = await context.store.reader.selectFrom('invitation').selectAll().orderBy('expires_at', 'desc').execute()
    expect(rows.map((row) => [row.expires_at, row.reminders])).toEqual([
      [context.clock.now() + 3 * DAY, 0],
      [context.clock.now() - 7 * DAY, 2],
    ])
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'person.invitation-renewed',
      subject_id: ann?.id,
      details: '{"sent":0}',
    })
  })

  it('H3, H4: with their reminders counted from then on, not sent again within the hour', async () => {
    const { context, invitations, links, sent, waiting } = await setUp({
      expiry_days: 30,
      reminder_days: 5,
      reminder_times: 2,
    })
    await sent()
    const watch = startReminders(context, links, fakeScheduler())
    onTestFinished(() => watch.stop())
    context.clock.advance(31 * DAY)
    const result = await invitations.renew(context.administrator, { ids: null, sendAgain: false })
    expect([result.done.length, result.sent]).toEqual([2, 0])
    await watch.check()
    expect(await waiting()).toEqual([])
    context.clock.advance(5 * DAY - 1)
    await watch.check()
    expect(await waiting()).toEqual([])
    context.clock.advance(1)
    await watch.check()
    expect((await waiting()).map((row) => [row.kind, row.to_address])).toEqual([
      ['reminder', 'ann@x.com'],
      ['reminder', 'bob@x.com'],
    ])
  })

  it('H4: all together, sent again the way they went out; one that never did is only renewed', async () => {
    const { context, invitations, list, waiting } = await setUp()
    const cid = await context.addPerson({ status: 'invited', firstName: 'Cid' })
    await context.addInvitation(cid.personId)
    await context.store.write((writer) =>
      writer
        .updateTable('invitation')
        .set({ expires_at: context.clock.now() + DAY })
        .where('person_id', '=', cid.personId)
        .execute(),
    )
    context.clock.advance(10 * DAY)
    const result = await invitations.renew(context.administrator, { ids: null, sendAgain: true })
    expect([result.done.length, result.refused, result.sent]).toEqual([3, [], 2])
    expect((await waiting()).map((row) => row.to_address).sort()).toEqual(['ann@x.com', 'bob@x.com'])
    expect((await list()).flatMap((row) => row.actions)).not.toContain('renew-invitation')
    expect(await invitations.renew(context.administrator, { ids: null, sendAgain: true })).toMatchObject({ done: [] })
  })

  it('H4: one who cannot be sent to is refused and stays as they were', async () => {
    const { context, invitations, list } = await setUp()
    await context.store.write((writer) => writer.deleteFrom('mail_account').execute())
    context.clock.advance(10 * DAY)
    const result = await invitations.renew(context.administrator, { ids: null, sendAgain: true })
    expect(result.done).toEqual([])
    expect(result.refused.map((each) => each.refusal.code)).toEqual(['MAIL_ACCOUNT_MISSING', 'MAIL_ACCOUNT_MISSING'])
    expect((await list()).every((row) => row.actions.includes('renew-invitation'))).toBe(true)
  })

  it('A2, H4: an employee renews whom they invited, and learns of nobody else', async () => {
    const { context, invitations, list } = await setUp()
    const employee = await context.addPerson()
    const own = await context.addPerson({ status: 'invited', invited_by: employee.personId, firstName: 'Own' })
    await context.addInvitation(own.personId)
    await context.store.write((writer) => writer.updateTable('invitation').set({ expires_at: 1 }).execute())
    const all = await invitations.renew(employee, { ids: null, sendAgain: false })
    expect(all.done).toEqual([{ id: own.personId, name: 'Own' }])
    const other = (await list()).find((row) => row.id !== own.personId)
    const refused = await invitations.renew(employee, { ids: [other?.id ?? ''], sendAgain: false })
    expect(refused.refused).toMatchObject([{ name: '', refusal: { code: 'NOT_FOUND' } }])
  })
})
