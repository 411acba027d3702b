import { describe, expect, it, onTestFinished } from 'vitest'
import type { MessageChannel } from '../../../../electron/core/domain/vocabulary'
import type { Outcome } from '../../../../electron/core/gateways/mail/mail-gateway'
import type { OutgoingSms, SmsLook, SmsOutcome } from '../../../../electron/core/gateways/sms/sms-gateway'
import { createOutbox } from '../../../../electron/core/outbox/outbox'
import { messageRow } from '../../../../electron/core/services/inviting/invitation-life'
import { createPeopleService } from '../../../../electron/core/services/people/people'
import { insertMessages } from '../../../../electron/core/store/messages'
import { MINUTE } from '../../../support/core-context'
import { openMailPortal, saveAccount } from '../../../support/mail-story'

const HOUR = 60 * MINUTE
const SENT: SmsOutcome = { kind: 'sent', answer: '201 queued', providerId: 'SM1' }
const WAITS: SmsLook = { state: 'waiting', answer: 'sent' }

/** A portal whose accounts are played: what they answer is said beforehand, and what they were given is kept. */
async function openChannels() {
  const portal = await openMailPortal()
  const { context, links, messages, scheduler } = portal
  const given: { channel: MessageChannel; to: string; text: string }[] = []
  const said = { mail: [] as Outcome[], sms: [] as SmsOutcome[], looks: [] as SmsLook[] }
  const mail = (): Outcome => said.mail.shift() ?? { kind: 'sent', answer: '250 ok' }
  const asked: number[] = []
  await saveAccount(context, 2525)
  context.vault.set('sms-secret', 'token')
  await context.store.write((writer) =>
    writer
      .insertInto('sms_account')
      .values({
        id: 1,
        kind: 'twilio',
        settings: JSON.stringify({
          baseUrl: 'https://sms.example',
          accountSid: 'AC1',
          apiKey: '',
          sender: '+15005550006',
          validityMinutes: null,
        }),
        per_minute: null,
        updated_at: 0,
      })
      .execute(),
  )
  const sms = {
    concurrency: 3,
    close: () => {},
    send({ text, toPhone }: OutgoingSms) {
      given.push({ channel: 'sms', to: toPhone, text })
      return Promise.resolve(said.sms.shift() ?? SENT)
    },
    look() {
      asked.push(context.clock.now())
      return Promise.resolve(said.looks.shift() ?? WAITS)
    },
  }
  const newOutbox = () =>
    createOutbox(context, {
      links,
      scheduler,
      folder: context.folder,
      openGateway: () => ({
        concurrency: 3,
        close: () => {},
        send: ({ text, toAddress }) => {
          given.push({ channel: 'mail', to: toAddress, text })
          return Promise.resolve(mail())
        },
      }),
      openSmsGateway: () => sms,
    })
  const outbox = newOutbox()
  onTestFinished(() => outbox.stop())
  let people = 0

  /** Somebody invited by this address, with the message in the outbox. */
  async function invite(address: string): Promise<string> {
    people += 1
    const isMail = address.includes('@')
    const person = await context.addPerson({
      firstName: `Person ${people}`,
      status: 'invited',
      ...(isMail ? { email: address } : { email: null, phone: address }),
    })
    const id = await context.addInvitation(person.personId)
    await context.store.write(async (writer) => {
      const invitation = await writer
        .selectFrom('invitation')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      const at = context.clock.now()
      const order = { toName: person.name, toAddress: address, createdBy: context.administrator.personId, at }
      await insertMessages(writer, [messageRow(context, invitation, order, 'hr@aurora.example')])
    })
    context.changes.announce('messages')
    return person.personId
  }

  const rows = async (channel: MessageChannel | null = null) =>
    (await messages.list(context.administrator, { cursor: null, limit: 100, state: null, channel })).rows
  const state = async (channel: MessageChannel) =>
    (await messages.outbox(context.administrator)).find((each) => each.channel === channel)
  /** Lets time pass, timers run and everything settle. */
  async function pass(milliseconds: number): Promise<void> {
    context.clock.advance(milliseconds)
    scheduler.runAll()
    await outbox.settled()
  }
  return { ...portal, asked, given, invite, newOutbox, outbox, pass, rows, said, state }
}

describe('two channels', () => {
  it('SM6, M4: mail goes by the mail account and SMS by the SMS account, each in its own words', async () => {
    const { given, invite, outbox, rows } = await openChannels()
    await invite('ann@x.com')
    await invite('+447700900123')
    await outbox.start()
    await outbox.settled()
    expect(new Map(given.map(({ channel, to }) => [channel, to]))).toEqual(
      new Map([
        ['mail', 'ann@x.com'],
        ['sms', '+447700900123'],
      ]),
    )
    const sms = given.find((each) => each.channel === 'sms')
    expect(sms?.text).toMatch(/\/J\//u)
    expect(sms?.text.length).toBeLessThan(given.find((each) => each.channel === 'mail')?.text.length ?? 0)
    expect((await rows('sms')).map(({ channel, state }) => [channel, state])).toEqual([['sms', 'sent']])
    expect(await rows()).toHaveLength(2)
  })

  it('SM6: a refused SMS account stops SMS and leaves mail alone', async () => {
    const { context, given, invite, messages, outbox, rows, said, state } = await openChannels()
    await outbox.start()
    said.sms.push({ kind: 'stop', answer: '20003 Authenticate', reason: 'sign-in' })
    await invite('+447700900123')
    await outbox.settled()
    await invite('+447700900124')
    await invite('ann@x.com')
    await outbox.settled()
    // What came later is not tried either: an account refused again and again is locked by its provider.
    expect(given.map((each) => each.to)).toEqual(['+447700900123', 'ann@x.com'])
    expect(await state('mail')).toMatchObject({ waiting: 0, problem: null })
    expect(await state('sms')).toMatchObject({
      waiting: 2,
      problem: { reason: 'refused', answer: '20003 Authenticate' },
    })
    const [newest] = await rows('sms')
    await messages.sendNow(context.administrator, { ids: [newest?.id ?? ''] })
    await outbox.settled()
    expect(await state('sms')).toMatchObject({
      waiting: 1,
      problem: { reason: 'waiting', answer: '' },
    })
    expect((await rows('sms')).map((row) => row.answer)).toEqual(['201 queued', null])
    expect(await messages.counts(context.administrator, { channel: 'sms' })).toMatchObject({ queued: 1, sent: 1 })
  })

  it('M4, S5: a paused channel sends nothing until it is resumed; the other goes on, and both are told of', async () => {
    const { context, given, invite, messages, outbox, state } = await openChannels()
    const { administrator } = context
    await outbox.start()
    await messages.pause(administrator, { channel: 'mail' })
    await expect(messages.pause(administrator, { channel: 'mail' })).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    })
    await invite('ann@x.com')
    await invite('+447700900123')
    await outbox.settled()
    expect(given.map((each) => each.channel)).toEqual(['sms'])
    expect(await state('mail')).toMatchObject({ paused: true, waiting: 1, mayPause: true })
    await messages.resume(administrator, { channel: 'mail' })
    await outbox.settled()
    expect(given.map((each) => each.channel)).toEqual(['sms', 'mail'])
    await expect(messages.resume(administrator, { channel: 'mail' })).rejects.toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    })
    const told = await context.store.reader
      .selectFrom('audit')
      .select(['action', 'details'])
      .where('action', 'like', 'outbox.%')
      .execute()
    expect(told).toEqual([
      { action: 'outbox.paused', details: '{"channel":"mail"}' },
      { action: 'outbox.resumed', details: '{"channel":"mail"}' },
    ])
  })

  it('M4: a pause holds over a restart of the program', async () => {
    const { context, given, invite, messages, newOutbox } = await openChannels()
    await messages.pause(context.administrator, { channel: 'mail' })
    await invite('ann@x.com')
    const again = newOutbox()
    await again.start()
    await again.settled()
    expect(given).toEqual([])
    await again.stop()
  })

  it('A2: who may not change the accounts may not pause, and sees only what is their own', async () => {
    const { context, invite, messages } = await openChannels()
    const employee = await context.addPerson({ firstName: 'Eve', status: 'active' })
    await invite('ann@x.com')
    await expect(messages.pause(employee, { channel: 'mail' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(messages.resume(employee, { channel: 'mail' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    expect((await messages.outbox(employee)).map(({ mayPause, waiting }) => [mayPause, waiting])).toEqual([
      [false, 0],
      [false, 0],
    ])
  })

  it('A2: what is said of a refused account is shown to nobody who sees only what is their own', async () => {
    const { context, invite, messages, outbox, rows, said, state } = await openChannels()
    const employee = await context.addPerson({ firstName: 'Eve', status: 'active' })
    const people = [await invite('ann@x.com'), await invite('bob@x.com')]
    await context.store.write(async (writer) => {
      await writer.updateTable('message').set({ created_by: employee.personId }).execute()
      await writer.updateTable('person').set({ invited_by: employee.personId }).where('id', 'in', people).execute()
    })
    said.mail.push(
      { kind: 'stop', answer: '535 hr@aurora.example is not let in', reason: 'sign-in' },
      { kind: 'stop', answer: '535 hr@aurora.example is not let in', reason: 'sign-in' },
    )
    await outbox.start()
    await outbox.settled()
    const own = await messages.list(employee, { cursor: null, limit: 100, state: null, channel: null })
    expect(own.rows.map(({ answer, state: standing }) => [standing, answer])).toEqual([
      ['queued', null],
      ['queued', null],
    ])
    expect((await messages.outbox(employee))[0]).toMatchObject({
      waiting: 2,
      problem: { reason: 'refused', answer: '' },
    })
    const profiles = createPeopleService(context)
    for (const id of people) expect(JSON.stringify(await profiles.get(employee, { id }))).not.toContain('hr@aurora')

    // Who sees all messages is told why, in the line of the channel and in each row that waits for it.
    expect(await state('mail')).toMatchObject({
      problem: { reason: 'refused', answer: '535 hr@aurora.example is not let in' },
    })
    expect((await rows()).map((row) => row.answer)).toEqual([
      '535 hr@aurora.example is not let in',
      '535 hr@aurora.example is not let in',
    ])
  })

  it('A2: an employee whose messages wait for what was answered to others is told that they wait', async () => {
    const { context, invite, messages, outbox, rows, said } = await openChannels()
    const employee = await context.addPerson({ firstName: 'Eve', status: 'active' })
    const busy: Outcome = { kind: 'retry', answer: '421 too busy for hr@aurora.example', reason: 'connection' }
    said.mail.push(busy, busy, busy)
    for (const name of ['ann', 'bob', 'eve', 'mine']) await invite(`${name}@x.com`)
    await context.store.write((writer) =>
      writer
        .updateTable('message')
        .set({ created_by: employee.personId })
        .where('to_address', '=', 'mine@x.com')
        .execute(),
    )
    await outbox.start()
    await outbox.settled()
    expect((await rows()).map(({ to, tries }) => [to, tries])).toEqual([
      ['mine@x.com', 0],
      ['eve@x.com', 1],
      ['bob@x.com', 1],
      ['ann@x.com', 1],
    ])
    expect((await messages.outbox(employee))[0]).toMatchObject({
      waiting: 1,
      problem: { reason: 'waiting', answer: '' },
    })
    expect((await messages.outbox(context.administrator))[0]).toMatchObject({
      problem: { reason: 'waiting', answer: '421 too busy for hr@aurora.example' },
    })
  })

  it('M4: what is missing is said: the account, its secret, the join site', async () => {
    const { context, invite, site, state } = await openChannels()
    await invite('ann@x.com')
    expect(await state('mail')).toMatchObject({ configured: true, problem: null })
    site.address = null
    expect(await state('mail')).toMatchObject({
      problem: { reason: 'missing', refusal: expect.objectContaining({ code: 'JOIN_ADDRESS_MISSING' }) },
    })
    context.vault.remove('sms-secret')
    expect(await state('sms')).toMatchObject({
      problem: { reason: 'missing', refusal: expect.objectContaining({ code: 'SMS_SECRET_MISSING' }) },
    })
    await context.store.write((writer) => writer.deleteFrom('mail_account').execute())
    expect(await state('mail')).toMatchObject({
      configured: false,
      problem: { reason: 'missing', refusal: expect.objectContaining({ code: 'MAIL_ACCOUNT_MISSING' }) },
    })
  })
})

describe('limits of the account', () => {
  it('M4: no more than the account takes a minute, also when the program is started anew within it', async () => {
    const { context, given, invite, newOutbox, outbox, pass } = await openChannels()
    await context.store.write((writer) => writer.updateTable('mail_account').set({ per_minute: 5 }).execute())
    for (let index = 0; index < 12; index += 1) await invite(`p${index}@x.com`)
    await outbox.start()
    await outbox.settled()
    expect(given).toHaveLength(5)
    await outbox.stop()
    context.clock.advance(MINUTE / 2)
    const again = newOutbox()
    await again.start()
    await again.settled()
    expect(given).toHaveLength(5)
    await again.stop()
    await outbox.start()
    await pass(MINUTE / 2)
    expect(given).toHaveLength(10)
    await pass(MINUTE)
    expect(given).toHaveLength(12)
  })

  it('M4: what is sent once more by hand counts every time it was tried', async () => {
    const { context, given, invite, messages, outbox, pass, rows, said } = await openChannels()
    await context.store.write((writer) => writer.updateTable('mail_account').set({ per_minute: 2 }).execute())
    said.mail.push({ kind: 'refused', answer: '550 no' }, { kind: 'refused', answer: '550 no' })
    await invite('ann@x.com')
    await invite('bob@x.com')
    await outbox.start()
    await outbox.settled()
    await messages.sendNow(context.administrator, { ids: (await rows()).map(({ id }) => id) })
    await outbox.settled()
    expect(given).toHaveLength(2)
    await pass(MINUTE)
    expect(given).toHaveLength(4)
  })

  it('M4: giving up what waits is no try', async () => {
    const { context, given, invite, messages, outbox, pass, rows, said } = await openChannels()
    await context.store.write((writer) => writer.updateTable('mail_account').set({ per_minute: 1 }).execute())
    said.mail.push({ kind: 'retry', answer: '451 later', reason: 'deferred' })
    await invite('ann@x.com')
    await outbox.start()
    await outbox.settled()
    await pass(2 * MINUTE)
    await messages.cancel(context.administrator, { ids: (await rows()).map(({ id }) => id) })
    await invite('bob@x.com')
    await outbox.settled()
    expect(given.map(({ to }) => to)).toEqual(['ann@x.com', 'bob@x.com'])
  })

  it('SM6: asking what became of an SMS is no try, whatever the answer: the next go out as soon as the limit allows', async () => {
    const { asked, context, given, invite, outbox, pass, rows, said } = await openChannels()
    await context.store.write((writer) => writer.updateTable('sms_account').set({ per_minute: 2 }).execute())
    await invite('+447700900123')
    await invite('+447700900124')
    await outbox.start()
    await outbox.settled()
    said.looks.push({ state: 'delivered', answer: 'delivered' }, WAITS)
    await pass(MINUTE / 2)
    expect(asked).toHaveLength(2)
    expect((await rows('sms')).map(({ state }) => state).toSorted()).toEqual(['delivered', 'sent'])
    await invite('+447700900125')
    await invite('+447700900126')
    await outbox.settled()
    expect(given).toHaveLength(2)
    await pass(MINUTE / 2)
    expect(given).toHaveLength(4)
  })
})

describe('what became of an SMS', () => {
  it('SM6: the provider is asked at growing intervals for a day, then no more', async () => {
    const { asked, context, invite, outbox, pass, rows } = await openChannels()
    await invite('+447700900123')
    await outbox.start()
    await outbox.settled()
    const sentAt = context.clock.now()
    for (let step = 0; step < 300; step += 1) await pass(MINUTE / 2)
    for (let step = 0; step < 160; step += 1) await pass(10 * MINUTE)
    const ages = asked.map((at) => Math.round((at - sentAt) / (MINUTE / 2)) / 2)
    expect(ages.slice(0, 5)).toEqual([0.5, 2.5, 12.5, 72.5, 132.5])
    expect(Math.max(...ages)).toBeLessThanOrEqual(24 * 60)
    expect(Math.max(...ages)).toBeGreaterThan(22 * 60)
    expect((await rows())[0]).toMatchObject({ state: 'sent', answer: 'sent' })
    expect(asked.length).toBeLessThan(35)
  })

  it('SM6, M9: delivered is said, and a failure marks the person', async () => {
    const { context, invite, outbox, pass, rows, said } = await openChannels()
    const person = await invite('+447700900123')
    await outbox.start()
    await outbox.settled()
    said.looks.push(WAITS, { state: 'failed', answer: '30005 Unknown destination handset' })
    await pass(10_000)
    expect((await rows())[0]).toMatchObject({ state: 'sent' })
    await pass(30_000)
    expect((await rows())[0]).toMatchObject({ state: 'failed', answer: '30005 Unknown destination handset' })
    const marked = context.store.reader.selectFrom('person').select('id').where('delivery_failed', '=', 1)
    expect(await marked.execute()).toEqual([{ id: person }])

    await invite('+447700900124')
    await outbox.settled()
    said.looks.push({ state: 'delivered', answer: 'delivered' })
    await pass(10_000)
    expect((await rows())[0]).toMatchObject({ state: 'delivered', actions: [] })
    const actions = await context.store.reader.selectFrom('audit').select('action').orderBy('id').execute()
    expect(actions.map((each) => each.action).filter((action) => action.startsWith('message.'))).toEqual([
      'message.sent',
      'message.failed',
      'message.sent',
      'message.delivered',
    ])
  })

  it('SM6, M9: an SMS whose outcome is unknown is never sent again by itself', async () => {
    const { given, invite, outbox, pass, rows, said } = await openChannels()
    said.sms.push({ kind: 'unknown', answer: 'The answer was lost.' })
    await invite('+447700900123')
    await outbox.start()
    await outbox.settled()
    for (let day = 0; day < 5; day += 1) await pass(24 * HOUR)
    expect(given).toHaveLength(1)
    expect((await rows())[0]).toMatchObject({ state: 'unknown', actions: ['send-now'] })
  })
})
