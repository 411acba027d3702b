import { describe, expect, it } from 'vitest'
import { createExtranetService } from '../../../../../electron/core/services/extranet/extranet'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups'
import { refusalOf } from '../../../../support/refusals'
import { bySms, openSmsPortal } from '../../../../support/sms-story'

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
