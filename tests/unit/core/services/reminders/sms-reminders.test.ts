import { expect, it, onTestFinished } from 'vitest'
import { startReminders } from '../../../../../electron/core/services/reminders/reminders'
import { DAY } from '../../../../support/core-context'
import { fakeScheduler } from '../../../../support/mail-story'
import { bySms, openSmsPortal } from '../../../../support/sms-story'

it('H3, SM5: whoever was invited by SMS is reminded by SMS, with the same link, and not while SMS are paused', async () => {
  const portal = await openSmsPortal({ country: 'DE', reminder_days: 5, reminder_times: 1 })
  const { administrator, context, links, peer, sms } = portal
  await portal.saveAccount()
  await sms.invite(administrator, bySms('+49 1512 3456789'))
  const outbox = portal.newOutbox()
  onTestFinished(async () => {
    portal.scheduler.runAll()
    await outbox.stop()
  })
  await outbox.start()
  const states = async () => (await context.rowsOf('message')).map((row) => Reflect.get(row, 'state'))
  await expect.poll(states).toEqual(['sent'])
  const watch = startReminders(context, links, fakeScheduler())
  onTestFinished(() => watch.stop())

  const pausing = { channel: 'sms', paused_at: context.clock.now() } as const
  await context.store.write((writer) => writer.insertInto('outbox_pause').values(pausing).execute())
  context.clock.advance(5 * DAY)
  await watch.check()
  expect(await states()).toEqual(['sent'])
  await context.store.write((writer) => writer.deleteFrom('outbox_pause').execute())
  await watch.check()
  await expect.poll(states).toEqual(['sent', 'sent'])

  const [invitation, reminder, ...more] = [...peer.taken.values()]
  expect(more).toEqual([])
  expect(reminder?.to).toBe('+4915123456789')
  const linkIn = (text = '') => /https?:\S+/u.exec(text)?.[0]
  expect(linkIn(reminder?.text)).toBe(linkIn(invitation?.text))
  expect(await context.rowsOf('message')).toMatchObject([{ kind: 'invitation' }, { kind: 'reminder', channel: 'sms' }])
})
