import { describe, expect, it } from 'vitest'
import { verifyAudit } from '../../../../electron/core/store/audit'
import { DAY, MINUTE } from '../../../support/core-context'
import {
  BASE,
  inviting,
  type MailPortal,
  openMailPortal,
  openSendingPortal,
  ownServer,
  saveAccount,
} from '../../../support/mail-story'
import { startSmtpPeer } from '../../../support/smtp-peer'

const page = { cursor: null, limit: 50, state: null, channel: null }

async function rows({ context, messages }: MailPortal) {
  return (await messages.list(context.administrator, page)).rows
}
async function actions({ context }: MailPortal): Promise<string[]> {
  const entries = await context.store.reader.selectFrom('audit').select('action').orderBy('id').execute()
  return entries.map((entry) => entry.action)
}

describe('the outbox', { timeout: 60_000 }, () => {
  it('M4, M8: an invitation arrives with inviter, department, link and short code', async () => {
    const portal = await openSendingPortal({ expiry_days: 14 })
    const { context, invitations, outbox, peer } = portal
    const departmentId = await context.addDepartment('Design')
    await invitations.inviteByMailService(context.administrator, {
      ...inviting('Ann@Example.com'),
      people: [{ email: 'Ann@Example.com', firstName: 'Ann', lastName: 'Lee' }],
      departmentIds: [departmentId],
    })
    const [received] = await peer.arrived(1)
    await outbox.settled()
    expect(received?.to).toEqual(['ann@example.com'])
    expect(received?.parsed.subject).toBe('Vera Stone invites you to join Aurora')
    const text = received?.parsed.text ?? ''
    const link = /http:\S+/u.exec(text)?.[0] ?? ''
    expect(link).toMatch(new RegExp(`^${BASE}/J/[0-9A-Z]{32}$`, 'u'))
    const code = link.slice(-32, -16).replace(/(.{4})(?=.)/gu, '$1-')
    expect(text).toContain(code)
    expect(text).toContain('Hello, Ann!')
    expect(text).toContain('Your department: Design')
    expect(text).toContain('16 March 2026')
    expect(received?.parsed.html).toContain(`<a href="${link}">`)
    const [message] = await rows(portal)
    expect(message).toMatchObject({ state: 'sent', tries: 1, answer: expect.stringContaining('250') })
    const invitation = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
    expect(invitation.sent_at).toBe(context.clock.now())
    expect(received?.parsed.messageId).toBe(
      (await context.store.reader.selectFrom('message').select('message_id').executeTakeFirstOrThrow()).message_id,
    )
    expect(await actions(portal)).toEqual(['person.invited', 'message.sent'])
    expect(context.announced.flat()).toContain('messages')
  })

  it('M5: Russian invitations are in Russian', async () => {
    const { context, invitations, peer } = await openSendingPortal()
    await invitations.inviteByMailService(context.administrator, { ...inviting('ann@example.com'), locale: 'ru' })
    const [received] = await peer.arrived(1)
    expect(received?.parsed.subject).toBe('Vera Stone приглашает вас в Aurora')
    expect(received?.parsed.text).toContain('Здравствуйте!')
    expect(received?.parsed.text).not.toContain('Ваш отдел')
  })

  it('M9: a refusal marks the message and the person, and is noticed', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, outbox, peer } = portal
    peer.scriptFor('gone@example.com', { does: 'refuse', code: 550, answer: '5.1.1 No such user' })
    await invitations.inviteByMailService(context.administrator, inviting('gone@example.com', 'ann@example.com'))
    await outbox.settled()
    const list = await rows(portal)
    expect(list.map((each) => [each.to, each.state])).toEqual([
      ['ann@example.com', 'sent'],
      ['gone@example.com', 'failed'],
    ])
    expect(list[1]).toMatchObject({ answer: '550 5.1.1 No such user', actions: ['send-now'] })
    const marked = await context.store.reader
      .selectFrom('person')
      .select('email')
      .where('delivery_failed', '=', 1)
      .execute()
    expect(marked).toEqual([{ email: 'gone@example.com' }])
    const noted = await context.store.reader.selectFrom('audit').select('action').where('notable', '=', 1).execute()
    expect(noted).toEqual([{ action: 'message.failed' }])
  })

  it('M9: words nobody knows, said to five people in a row, stop the channel instead of failing the whole batch', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, messages, outbox, peer, scheduler } = portal
    const emails = Array.from({ length: 12 }, (_, index) => `p${index}@example.com`)
    for (const each of emails) peer.scriptFor(each, { does: 'refuse-data', code: 554, answer: '5.7.1 Not today' })
    await invitations.inviteByMailService(context.administrator, inviting(...emails))
    await outbox.settled()
    expect(await messages.counts(context.administrator, { channel: null })).toMatchObject({ failed: 4, queued: 8 })
    expect((await messages.outbox(context.administrator))[0]).toMatchObject({
      waiting: 8,
      problem: { reason: 'refused', answer: '[repeated] 554 5.7.1 Not today' },
    })
    for (const each of emails) peer.scriptFor(each, { does: 'accept' })
    context.clock.advance(4 * 60 * MINUTE)
    scheduler.runAll()
    await outbox.settled()
    expect(await messages.counts(context.administrator, { channel: null })).toMatchObject({ failed: 4, sent: 8 })
  })

  it('M9: sent after a refusal, the person is no longer marked', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, messages, outbox, peer } = portal
    peer.script({ does: 'refuse', code: 550, answer: 'no' })
    await invitations.inviteByMailService(context.administrator, inviting('ann@example.com'))
    await outbox.settled()
    const [failed] = await rows(portal)
    await messages.sendNow(context.administrator, { ids: [failed?.id ?? ''] })
    await outbox.settled()
    expect((await rows(portal))[0]).toMatchObject({ state: 'sent', tries: 1 })
    expect(await context.rowsOf('person')).toContainEqual(
      expect.objectContaining({ email: 'ann@example.com', delivery_failed: 0 }),
    )
  })

  it('M9: a deferred message is tried again after growing waits and given up after four days', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, outbox, peer, scheduler } = portal
    peer.scriptFor('ann@example.com', { does: 'defer', code: 451, answer: '4.7.1 Greylisted' })
    await invitations.inviteByMailService(context.administrator, inviting('ann@example.com'))
    await outbox.settled()
    const waits: number[] = []
    for (;;) {
      const [message] = await rows(portal)
      if (message?.state !== 'queued' || message.nextTryAt === null) break
      waits.push(message.nextTryAt - context.clock.now())
      context.clock.set(message.nextTryAt)
      scheduler.runAll()
      await outbox.settled()
    }
    expect(waits.slice(0, 5)).toEqual([30, 30, 60, 120, 240].map((minutes) => minutes * MINUTE))
    expect([...waits].sort((one, other) => one - other)).toEqual(waits)
    const total = waits.reduce((sum, wait) => sum + wait, 0)
    expect(total).toBeGreaterThan(3.5 * DAY)
    expect(total).toBeLessThanOrEqual(4 * DAY)
    expect((await rows(portal))[0]).toMatchObject({ state: 'failed', answer: '451 4.7.1 Greylisted' })
    expect(peer.received).toHaveLength(0)
  })

  it('M9: a lost answer is unknown, is never resent by itself, and only once by hand', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, messages, outbox, peer, scheduler } = portal
    peer.script({ does: 'lose-reply' })
    await invitations.inviteByMailService(context.administrator, inviting('ann@example.com'))
    await outbox.settled()
    expect((await rows(portal))[0]).toMatchObject({ state: 'unknown', nextTryAt: null, actions: ['send-now'] })
    context.clock.advance(5 * DAY)
    scheduler.runAll()
    outbox.wake()
    await outbox.settled()
    expect(peer.received).toHaveLength(1)
    await messages.sendNow(context.administrator, { ids: [(await rows(portal))[0]?.id ?? ''] })
    await outbox.settled()
    const ids = (await peer.arrived(2)).map((each) => each.parsed.messageId)
    expect(ids[0]).toBe(ids[1])
    expect(await actions(portal)).toEqual(['person.invited', 'message.unknown', 'message.requeued', 'message.sent'])
    expect((await verifyAudit(context.store.reader)).intact).toBe(true)
  })

  it('M9: while the server cannot be reached, the others wait with it instead of trying one by one', async () => {
    const portal = await openMailPortal()
    const { context, invitations, scheduler } = portal
    const peer = await startSmtpPeer()
    await saveAccount(context, peer.port)
    await peer.close()
    await invitations.inviteByMailService(
      context.administrator,
      inviting(...Array.from({ length: 20 }, (_, index) => `p${index}@example.com`)),
    )
    const outbox = portal.newOutbox()
    await outbox.start()
    await outbox.settled()
    const list = await rows(portal)
    const tried = list.filter((each) => each.tries > 0)
    expect(list.every((each) => each.state === 'queued')).toBe(true)
    expect(tried.length).toBeLessThanOrEqual(10)
    expect(list.filter((each) => each.answer !== null)).toEqual(tried)
    expect((await portal.messages.outbox(context.administrator))[0]).toMatchObject({
      problem: { reason: 'waiting', answer: tried[0]?.answer },
    })
    expect(list.every((each) => (each.nextTryAt ?? 0) >= context.clock.now() + MINUTE)).toBe(true)
    // One timer for each of the two workers and one for asking what became of SMS, however much waits.
    expect(scheduler.waiting).toHaveLength(3)
    await outbox.stop()
  })

  it('M4: after a wrong password nothing more is tried until the account is changed', async () => {
    const portal = await openMailPortal()
    const { context, invitations, mailAccount } = portal
    const account = { username: 'hr', password: 'right one' }
    const peer = await startSmtpPeer({ account })
    const input = { ...ownServer, port: peer.port, password: 'wrong one' }
    await mailAccount.save(context.administrator, input)
    const outbox = portal.newOutbox()
    await outbox.start()
    await invitations.inviteByMailService(
      context.administrator,
      inviting(...Array.from({ length: 12 }, (_, index) => `p${index}@example.com`)),
    )
    await outbox.settled()
    expect(peer.connections).toBeLessThanOrEqual(5)
    const waiting = await rows(portal)
    expect(waiting.every((each) => each.state === 'queued' && each.answer?.includes('535'))).toBe(true)
    expect(context.log.lines).toContainEqual(expect.objectContaining({ level: 'warn' }))
    await mailAccount.save(context.administrator, { ...input, password: 'right one' })
    await outbox.settled()
    expect(peer.received).toHaveLength(12)
    expect(JSON.stringify(context.log.lines)).not.toMatch(/wrong one|right one/u)
    await outbox.stop()
    await peer.close()
  })

  it('M8, C5: a message whose link has died is cancelled, never sent', async () => {
    const portal = await openMailPortal()
    const { context, invitations } = portal
    const peer = await startSmtpPeer()
    await saveAccount(context, peer.port)
    await invitations.inviteByMailService(context.administrator, inviting('a@x.com', 'b@x.com', 'c@x.com', 'd@x.com'))
    await context.store.write(async (writer) => {
      const found = await writer.selectFrom('invitation').select('id').orderBy('id').execute()
      const [replaced, revoked, expired] = found.map((each) => each.id)
      const change = writer.updateTable('invitation')
      await change
        .set({ generation: 2 })
        .where('id', '=', replaced ?? '')
        .execute()
      await change
        .set({ state: 'revoked' })
        .where('id', '=', revoked ?? '')
        .execute()
      await change
        .set({ expires_at: context.clock.now() })
        .where('id', '=', expired ?? '')
        .execute()
    })
    const outbox = portal.newOutbox()
    await outbox.start()
    await outbox.settled()
    expect(peer.received.map((each) => each.to)).toEqual([['d@x.com']])
    const list = await rows(portal)
    expect(list.map((each) => each.state).sort()).toEqual(['cancelled', 'cancelled', 'cancelled', 'sent'])
    expect(list.filter((each) => each.state === 'cancelled').flatMap((each) => each.actions)).toEqual([])
    await outbox.stop()
    await peer.close()
  })

  it('M9: what was being sent when the program ended is unknown at the next start', async () => {
    const portal = await openMailPortal()
    const { context, invitations } = portal
    const peer = await startSmtpPeer()
    await saveAccount(context, peer.port)
    await invitations.inviteByMailService(context.administrator, inviting('a@x.com', 'b@x.com'))
    await context.store.write(async (writer) => {
      await writer
        .updateTable('message')
        .set({ state: 'sending', next_try_at: null })
        .where('to_address', '=', 'a@x.com')
        .execute()
    })
    const outbox = portal.newOutbox()
    await outbox.start()
    await outbox.settled()
    expect(peer.received.map((each) => each.to)).toEqual([['b@x.com']])
    expect((await rows(portal)).map((each) => each.state).sort()).toEqual(['sent', 'unknown'])
    expect(await actions(portal)).toContain('message.unknown')
    await outbox.stop()
    await peer.close()
  })

  it('M4: nothing is said to a server before the store says that it is being said', async () => {
    const { context, invitations, outbox, peer } = await openSendingPortal()
    const states: string[] = []
    peer.scriptFor('ann@example.com', { does: 'lose-reply' })
    await invitations.inviteByMailService(context.administrator, inviting('ann@example.com'))
    await peer.arrived(1)
    const found = await context.store.reader.selectFrom('message').select('state').execute()
    states.push(...found.map((each) => each.state))
    await outbox.settled()
    expect(['sending', 'unknown']).toContain(states[0])
  })

  it('M4: a hundred messages go out once each', async () => {
    const { context, invitations, outbox, peer } = await openSendingPortal()
    const emails = Array.from({ length: 100 }, (_, index) => `person${index}@example.com`)
    await invitations.inviteByMailService(context.administrator, inviting(...emails))
    await outbox.settled()
    expect(peer.received.flatMap((each) => each.to).sort()).toEqual([...emails].sort())
    expect(peer.connections).toBeLessThanOrEqual(5)
    const links = peer.received.map((each) => /\/J\/\S+/u.exec(each.parsed.text ?? '')?.[0])
    expect(new Set(links).size).toBe(100)
  })

  it('J1: while links cannot work nothing goes out; when they can again, everything does', async () => {
    const { context, invitations, outbox, peer, site } = await openSendingPortal()
    await outbox.stop()
    await invitations.inviteByMailService(context.administrator, inviting('ann@example.com'))
    site.address = null
    await outbox.start()
    await outbox.settled()
    expect(peer.received).toHaveLength(0)
    site.address = 'https://join.aurora.example'
    context.changes.announce('join-site')
    const [received] = await peer.arrived(1)
    expect(received?.parsed.text).toContain('https://join.aurora.example/J/')
  })
})

describe('when to try again', () => {
  it('M9: a message that one server hangs up on holds the others back for a minute only', async () => {
    const portal = await openSendingPortal()
    const { context, invitations, outbox, peer, scheduler } = portal
    peer.scriptFor('poison@x.com', { does: 'drop' })
    const emails = ['poison@x.com', ...Array.from({ length: 12 }, (_, index) => `p${index}@x.com`)]
    await invitations.inviteByMailService(context.administrator, inviting(...emails))
    await outbox.settled()
    for (let round = 0; round < 12; round += 1) {
      context.clock.advance(MINUTE)
      scheduler.runAll()
      await outbox.settled()
    }
    expect(peer.received).toHaveLength(12)
    const waiting = (await rows(portal)).filter((each) => each.state === 'queued')
    expect(waiting.map((each) => each.to)).toEqual(['poison@x.com'])
  })

  it('M9: stopping waits for what is under way', async () => {
    const { context, invitations, outbox, peer } = await openSendingPortal()
    await invitations.inviteByMailService(context.administrator, inviting('a@x.com', 'b@x.com'))
    await outbox.stop()
    const states = (await context.rowsOf('message')).map((row) => Reflect.get(row, 'state') as string)
    expect(states).not.toContain('sending')
    expect(states.filter((state) => state === 'sent')).toHaveLength(peer.received.length)
  })
})
