import { describe, expect, it, onTestFinished } from 'vitest'
import { startReminders } from '../../../../../electron/core/services/reminders/reminders'
import { DAY } from '../../../../support/core-context'
import { fakeScheduler, inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'

/** A portal that reminds after five days, at most twice, unless set otherwise; Ann is invited by mail, and it was sent. */
async function setUp(settings: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal({ reminder_days: 5, reminder_times: 2, ...settings })
  const { context, invitations, links } = opened
  const { reader } = context.store
  await saveAccount(context, 2525)
  const scheduler = fakeScheduler()
  const { rows } = await invitations.inviteByMailService(context.administrator, inviting('ann@x.com'))
  const annId = rows[0]?.personId ?? ''

  /** The outbox has sent whatever waits. */
  async function sent(): Promise<void> {
    const at = context.clock.now()
    await context.store.write(async (writer) => {
      const waiting = await writer.selectFrom('message').select('invitation_id').where('state', '=', 'queued').execute()
      for (const { invitation_id } of waiting) {
        if (invitation_id === null) continue
        await writer.updateTable('invitation').set({ sent_at: at }).where('id', '=', invitation_id).execute()
      }
      await writer
        .updateTable('message')
        .set({ state: 'sent', next_try_at: null, sent_at: at })
        .where('state', '=', 'queued')
        .execute()
    })
  }
  const reminders = () => reader.selectFrom('message').selectAll().where('kind', '=', 'reminder').execute()
  const counted = async () => (await reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()).reminders
  const watch = startReminders(context, links, scheduler)
  onTestFinished(() => watch.stop())
  await watch.check()
  await sent()
  return { ...opened, annId, scheduler, watch, sent, reminders, counted }
}

describe('reminders', () => {
  it('H3: go out after the days set, as often as set, and each is written down', async () => {
    const { annId, context, counted, reminders, sent, watch } = await setUp()
    context.clock.advance(5 * DAY - 1)
    await watch.check()
    expect(await reminders()).toEqual([])
    for (const time of [1, 2, 3]) {
      context.clock.advance(5 * DAY + 1)
      await watch.check()
      await watch.check()
      expect(await reminders()).toHaveLength(Math.min(time, 2))
      await sent()
    }
    expect(await counted()).toBe(2)
    const [first] = await reminders()
    expect(first).toMatchObject({ person_id: annId, to_address: 'ann@x.com', generation: 1, channel: 'mail' })
    expect(first?.created_by).toBe(context.administrator.personId)
    const told = (await context.rowsOf('audit')).filter((row) => Reflect.get(row, 'action') === 'person.reminded')
    expect(told).toMatchObject([
      { origin: 'system', subject_id: annId, details: '{"reminder":1}' },
      { origin: 'system', subject_id: annId, details: '{"reminder":2}' },
    ])
  })

  it('H3: are off unless switched on', async () => {
    const { context, reminders, watch } = await setUp({ reminder_days: null })
    context.clock.advance(100 * DAY)
    await watch.check()
    expect(await reminders()).toEqual([])
  })

  it('H3: go on every hour, and to who has only opened the link too (J6)', async () => {
    const { context, reminders, scheduler, watch } = await setUp()
    await context.store.write((writer) =>
      writer.updateTable('invitation').set({ opened_at: context.clock.now() }).execute(),
    )
    context.clock.advance(6 * DAY)
    expect(scheduler.waiting).toEqual([3_600_000])
    scheduler.runAll()
    await watch.check()
    expect(await reminders()).toHaveLength(1)
  })

  it('H3: a clock that jumps ahead a year reminds each person once, and never twice within the days set', async () => {
    const { context, counted, reminders, sent, watch } = await setUp()
    const before = context.clock.now()
    context.clock.advance(365 * DAY)
    for (const _look of [1, 2, 3]) await watch.check()
    expect(await reminders()).toHaveLength(1)
    await sent()
    await watch.check()
    context.clock.set(before + DAY)
    await watch.check()
    context.clock.set(before + 6 * DAY)
    await watch.check()
    expect(await reminders()).toHaveLength(1)
    expect(await counted()).toBe(1)
  })

  it('H3: nobody is counted while nothing could be sent', async () => {
    const { context, counted, reminders, site, watch } = await setUp()
    context.clock.advance(6 * DAY)
    await context.store.write((writer) =>
      writer.insertInto('outbox_pause').values({ channel: 'mail', paused_at: context.clock.now() }).execute(),
    )
    await watch.check()
    await context.store.write((writer) => writer.deleteFrom('outbox_pause').execute())
    site.address = null
    await watch.check()
    site.address = 'http://10.0.0.1'
    await context.store.write((writer) => writer.deleteFrom('mail_account').execute())
    await watch.check()
    expect([await reminders(), await counted()]).toEqual([[], 0])
    await saveAccount(context, 2525)
    await watch.check()
    expect([(await reminders()).length, await counted()]).toEqual([1, 1])
  })

  it.each([
    ['who has accepted', { invitation: { state: 'accepted' } }],
    ['whose link has ended (H4)', { invitation: { expires_at: 1 } }],
    ['whose address is wrong (M9)', { person: { delivery_failed: 1 } }],
    ['whose last message has an unknown fate', { message: { state: 'unknown' } }],
    ['whose message is on its way', { message: { state: 'sending' } }],
    ['whose message another program has sent (M2)', { message: { state: 'handed-over' } }],
  ] as const)('H3: nobody is reminded %s', async (_who, change) => {
    const { context, reminders, watch } = await setUp()
    await context.store.write(async (writer) => {
      if ('invitation' in change) await writer.updateTable('invitation').set(change.invitation).execute()
      if ('person' in change) await writer.updateTable('person').set(change.person).execute()
      if ('message' in change) await writer.updateTable('message').set(change.message).execute()
    })
    context.clock.advance(6 * DAY)
    await watch.check()
    expect(await reminders()).toEqual([])
  })

  it('H3, H4: a reminder leaves the expiry as it is', async () => {
    const { context, reminders, watch } = await setUp({ expiry_days: 30 })
    const ends = async () => (await context.rowsOf('invitation')).map((row) => Reflect.get(row, 'expires_at'))
    const before = await ends()
    context.clock.advance(6 * DAY)
    await watch.check()
    expect(await reminders()).toHaveLength(1)
    expect(await ends()).toEqual(before)
  })
})
