import { describe, expect, it } from 'vitest'
import { createExtranetService } from '../../../../../electron/core/services/extranet/extranet'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTodayService } from '../../../../../electron/core/services/today/today'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { DAY } from '../../../../support/core-context'
import { inviting } from '../../../../support/mail-story'
import { refusalOf } from '../../../../support/refusals'
import { bySms, openSmsPortal } from '../../../../support/sms-story'
import { prepareInFull, shownOf, waitingInFull } from '../../../../support/shown-drafts'

const queued = async ({ context }: Awaited<ReturnType<typeof openSmsPortal>>) =>
  (
    await context.store.reader
      .selectFrom('message')
      .select(['channel', 'to_address', 'generation'])
      .orderBy('id')
      .execute()
  ).map(({ channel, generation, to_address }) => `${channel} ${to_address} ${generation ?? ''}`)

describe('phones elsewhere', () => {
  it('M8, SM1: Resend invitation works by SMS for somebody invited by phone', async () => {
    const portal = await openSmsPortal()
    const { administrator, invitations, saveAccount, sms } = portal
    const { rows } = await sms.prepareDrafts(administrator, bySms('0171 1234567'))
    const id = rows[0]?.personId ?? ''
    const without = await invitations.resend(administrator, { ids: [id] })
    expect(without).toMatchObject({ done: [], refused: [{ id, refusal: { code: 'SMS_ACCOUNT_MISSING' } }] })
    await saveAccount()
    expect(await invitations.resend(administrator, { ids: [id] })).toMatchObject({ done: [{ id }], refused: [] })
    expect(await queued(portal)).toEqual(['sms +491711234567 1'])
  })

  it('SM6, M8: an SMS sent or discarded before is drafted again for messaging, and never doubled', async () => {
    const { administrator, context, invitations, sms } = await openSmsPortal({ country: 'DE', expiry_days: 7 })
    const { drafts, rows } = await prepareInFull(sms, administrator, bySms('0171 1234567', '0172 1234567'))
    const ids = rows.map((row) => row.personId ?? '')
    await invitations.markDraft(administrator, { id: drafts[0]?.id ?? '', sent: true })
    await invitations.discardDraft(administrator, { id: drafts[1]?.id ?? '' })
    context.clock.advance(DAY)
    const mailed = await prepareInFull(invitations, administrator, { ...inviting('ann@x.com'), mode: 'each' })
    ids.push(mailed.rows[0]?.personId ?? '')
    const result = await invitations.resendByMailApp(administrator, { ids })
    expect([result.done.map((each) => each.id), result.refused]).toEqual([ids, []])
    expect(await shownOf(invitations, administrator, result.draftIds)).toMatchObject([
      { recipients: [{ email: 'ann@x.com' }], batch: { position: 1, total: 1 } },
    ])
    const again = await waitingInFull(sms, administrator)
    expect(again.map((each) => each.id)).toEqual(result.smsDraftIds)
    expect(again.map(({ phone, text }) => [phone, text])).toEqual(drafts.map(({ phone, text }) => [phone, text]))
    expect(again).toMatchObject([
      { state: 'prepared', batch: { position: 1, total: 2 } },
      { state: 'prepared', batch: { position: 2, total: 2 } },
    ])
    const invited = await context.rowsOf('invitation')
    expect(invited.map((row) => Reflect.get(row, 'expires_at'))).toEqual(ids.map(() => context.clock.now() + 7 * DAY))
    expect((await invitations.resendByMailApp(administrator, { ids })).done).toHaveLength(3)
    expect(await sms.drafts(administrator)).toHaveLength(2)
    expect(await invitations.drafts(administrator)).toHaveLength(1)
  })

  it('H3, SM6: who was sent theirs from messaging is to be reminded by hand, and the reminder is a draft for it', async () => {
    const { administrator, context, invitations, sms } = await openSmsPortal({ country: 'DE', reminder_days: 5 })
    const { drafts } = await prepareInFull(sms, administrator, bySms('0171 1234567'))
    await invitations.markDraft(administrator, { id: drafts[0]?.id ?? '', sent: true })
    context.clock.advance(5 * DAY)
    const today = createTodayService(context, { print: async () => true })
    const lines = async () => (await today.list(administrator)).lines.map(({ acts, kind }) => [kind, ...acts])
    expect(await lines()).toEqual([['to-remind', 'resend']])
    const id = drafts[0]?.personId ?? ''
    const { smsDraftIds } = await invitations.resendByMailApp(administrator, { ids: [id] })
    expect(await lines()).toEqual([['draft']])
    await invitations.markDraft(administrator, { id: smsDraftIds[0] ?? '', sent: true })
    expect(await lines()).toEqual([])
  })

  it('C5, M8: a corrected number gets the new link by SMS', async () => {
    const portal = await openSmsPortal()
    const { administrator, context, saveAccount, sms } = portal
    const { rows } = await sms.prepareDrafts(administrator, bySms('0171 1234567'))
    const id = rows[0]?.personId ?? ''
    const people = createPeopleService(context)
    const change = () => people.changeAddress(administrator, { id, address: '0172 7654321', resend: true })
    expect(await refusalOf(change())).toMatchObject({ code: 'SMS_ACCOUNT_MISSING' })
    await saveAccount()
    await change()
    expect(await queued(portal)).toEqual(['sms +491727654321 2'])
  })

  it('X1: an external user with a phone only gets an SMS where there is an account, else a link to hand over', async () => {
    const portal = await openSmsPortal()
    const { administrator, context, links, saveAccount } = portal
    const extranet = createExtranetService(context, links)
    const workgroup = await createWorkgroupsService(context).add(administrator, {
      name: 'Press',
      description: '',
      allowExternal: true,
    })
    const invite = (address: string) =>
      extranet.invite(administrator, {
        workgroupId: workgroup.id,
        newWorkgroup: null,
        people: [{ address, firstName: '', lastName: '' }],
        locale: 'en',
        delivery: 'mail-service',
        sponsorId: null,
        endsOn: null,
      })
    expect((await invite('0171 1111111')).rows).toMatchObject([{ fate: 'new', delivery: 'link' }])
    expect(await queued(portal)).toEqual([])
    expect(await extranet.get(administrator)).toMatchObject({ mailService: false, smsService: false })
    await saveAccount()
    expect(await extranet.get(administrator)).toMatchObject({ mailService: false, smsService: true })
    expect((await invite('0171 2222222')).rows).toMatchObject([{ fate: 'new', delivery: 'sms' }])
    expect(await queued(portal)).toEqual(['sms +491712222222 1'])
  })
})
