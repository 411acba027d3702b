import { describe, expect, it, onTestFinished } from 'vitest'
import { startGuests } from '../../../../../electron/core/services/extranet/guests'
import { createOverviewService } from '../../../../../electron/core/services/overview'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createSettingsService } from '../../../../../electron/core/services/settings'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { DAY, type NewTestPerson, openTestPortal } from '../../../../support/core-context'
import { fakeScheduler } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'

const HOUR = 3_600_000

async function setUp(portal: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal({ guest_notice_days: 7, ...portal })
  const people = createPeopleService(context)
  const vera = context.administrator
  const told: string[] = []
  const scheduler = fakeScheduler()
  const guest = async (firstName: string, endsOn: string | null, more: NewTestPerson = {}) => {
    const actor = await context.addPerson({ kind: 'external', departmentIds: [], firstName, ...more })
    await context.store.write((writer) =>
      writer.updateTable('person').set({ ends_on: endsOn }).where('id', '=', actor.personId).execute(),
    )
    return actor
  }
  const start = async () => {
    const guests = await startGuests(
      context,
      { notify: (title, body) => void told.push(`${title} | ${body}`) },
      scheduler,
    )
    onTestFinished(() => guests.stop())
    return guests
  }
  const statusOf = async (id: string) => (await people.get(vera, { id })).status
  const actions = async () =>
    (await context.rowsOf('audit')).flatMap((row) =>
      'action' in row && 'subject_name' in row ? [`${String(row.action)} ${String(row.subject_name)}`] : [],
    )
  return { context, people, vera, told, scheduler, guest, start, statusOf, actions }
}

describe('guests whose time ends', () => {
  it('Z8: notice is given once for each last day, as an entry of Activity and on the desktop', async () => {
    const { context, people, vera, told, guest, start, actions } = await setUp()
    const gina = await guest('Gina', '2026-03-09')
    await guest('Later', '2026-03-10')
    await guest('Endless', null)
    await guest('Invited', '2026-03-05', { status: 'invited' })
    const guests = await start()
    expect(told).toEqual(['Gina: access ends soon | The last day as a guest is 9 March 2026. Renew it in Aurora.'])
    expect(await actions()).toEqual(['person.guest-ending Gina'])
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({ origin: 'system', actor_id: null, notable: 1 })
    await guests.check()
    expect(told).toHaveLength(1)
    await people.setGuestTerms(vera, { id: gina.personId, sponsorId: null, endsOn: '2026-03-08' })
    await guests.check()
    expect(told).toHaveLength(2)
  })

  it('Z8: on the last day the guest is still in; after it the system dismisses them, and their link dies', async () => {
    const { context, guest, start, statusOf, actions, told } = await setUp({ guest_notice_days: 0 })
    const gina = await guest('Gina', '2026-03-02')
    const invited = await guest('Ivan', '2026-03-02', { status: 'invited' })
    await context.addInvitation(invited.personId, [])
    const guests = await start()
    expect([await statusOf(gina.personId), await statusOf(invited.personId)]).toEqual(['active', 'invited'])
    expect(told).toHaveLength(1)
    context.clock.advance(DAY)
    await guests.check()
    expect([await statusOf(gina.personId), await statusOf(invited.personId)]).toEqual(['dismissed', 'dismissed'])
    expect(await context.rowsOf('invitation')).toMatchObject([{ state: 'revoked' }])
    expect((await actions()).slice(1)).toEqual(['person.guest-ended Gina', 'person.guest-ended Ivan'])
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      origin: 'system',
      actor_id: null,
      details: '{"was":"invited","endsOn":"2026-03-02"}',
    })
    expect(await verifyAudit(context.store.reader)).toMatchObject({ intact: true })
    await guests.check()
    expect(await actions()).toHaveLength(3)
  })

  it('Z8: employees are never dismissed by a date, and neither is who was transferred', async () => {
    const { context, people, vera, guest, start, statusOf } = await setUp()
    const gina = await guest('Gina', '2026-03-03')
    await people.transferToIntranet(vera, { ids: [gina.personId], departmentIds: [context.rootId] })
    const emil = await guest('Emil', '2026-01-01', { kind: 'employee' })
    context.clock.advance(30 * DAY)
    await start()
    expect([await statusOf(gina.personId), await statusOf(emil.personId)]).toEqual(['active', 'active'])
  })

  it('Z8: it looks on opening and every hour, and no more once it is stopped', async () => {
    const { context, guest, start, scheduler, statusOf } = await setUp()
    const gina = await guest('Gina', '2026-03-02')
    const guests = await start()
    expect(scheduler.waiting).toEqual([HOUR])
    context.clock.advance(DAY)
    scheduler.runAll()
    await guests.check()
    expect(await statusOf(gina.personId)).toBe('dismissed')
    await guests.stop()
    expect(scheduler.waiting).toEqual([])
  })

  it('Z8: many at once are one notification', async () => {
    const { guest, start, told } = await setUp({ locale: 'ru' })
    for (const name of ['A', 'B', 'C', 'D']) await guest(name, '2026-03-04')
    await start()
    expect(told).toEqual(['Скоро закончится доступ гостей: 4 | Они есть в событиях портала «Aurora».'])
  })

  it('Z8: the overview counts guests who end soon', async () => {
    const { context, guest, vera } = await setUp()
    await guest('Gina', '2026-03-09')
    await guest('Later', '2026-03-10')
    await guest('Gone', '2026-03-05', { status: 'dismissed' })
    const { attention } = await createOverviewService(context).get(vera)
    expect(attention.guestsEnding).toBe(1)
  })
})

it('Z8: days of renewal and notice are settings, for administrators and partners', async () => {
  const { context, vera, guest, people } = await setUp()
  const settings = createSettingsService(context)
  await settings.updateGuests(vera, { days: 14, noticeDays: 3 })
  expect((await settings.get(vera)).guests).toEqual({ days: 14, noticeDays: 3 })
  const gina = await guest('Gina', '2026-03-10')
  await people.renewGuests(vera, { ids: [gina.personId] })
  expect((await people.get(vera, { id: gina.personId })).guest).toMatchObject({ endsOn: '2026-03-24' })
  const eve = await context.addPerson()
  await expectRefusal(settings.updateGuests(eve, { days: 1, noticeDays: 1 }), 'NOT_ALLOWED')
})
