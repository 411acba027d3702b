import { onTestFinished, describe, expect, it, vi } from 'vitest'
import { sizeOfSms } from '../../../../../electron/core/domain/sms-segments'
import { renewInvitation } from '../../../../../electron/core/services/inviting/invitation-life'
import { readStop } from '../../../../../electron/core/store/outbox-channels'
import { refusalOf } from '../../../../support/refusals'
import { faultsIn } from '../../../../support/twilio-description'
import { type SmsBehaviour, twilioRefusal } from '../../../../support/sms-peer'
import { bySms, openSmsPortal } from '../../../../support/sms-story'
import { prepareInFull, waitingInFull } from '../../../../support/shown-drafts'

type Portal = Awaited<ReturnType<typeof openSmsPortal>>

async function sending(): Promise<Portal> {
  const portal = await openSmsPortal()
  await portal.saveAccount()
  const outbox = portal.newOutbox()
  onTestFinished(async () => {
    portal.scheduler.runAll()
    await outbox.stop()
  })
  await outbox.start()
  return portal
}

const messagesOf = (portal: Portal) =>
  portal.context.store.reader.selectFrom('message').selectAll().orderBy('id').execute()

async function settled(portal: Portal) {
  await expect
    .poll(
      async () => (await messagesOf(portal)).filter(({ state, tries }) => state === 'sending' || tries === 0).length,
    )
    .toBe(0)
  return messagesOf(portal)
}

describe('inviting by SMS', () => {
  it('SM1, SM5, M8: a number becomes the login, in E.164, and gets the fixed text with link and code', async () => {
    const portal = await sending()
    const { administrator, context, peer, sms } = portal
    const departmentId = await context.addDepartment('Sales')
    const order = { ...bySms('0171 1234567'), departmentIds: [departmentId] }
    order.people[0] = { phone: '0171 1234567', firstName: 'Anna', lastName: 'Lee' }
    const { invited, rows } = await sms.invite(administrator, order)
    expect(invited).toBe(1)
    expect(rows).toMatchObject([{ phone: '+491711234567', fate: 'new', name: 'Anna Lee' }])
    const [message] = await settled(portal)
    expect(message).toMatchObject({ channel: 'sms', to_address: '+491711234567', state: 'sent', text_id: null })
    const [taken] = peer.taken.values()
    expect(taken?.to).toBe('+491711234567')
    expect(taken?.text).toMatch(/^.+ invites you, Anna:\nhttps?:\/\/\S+\/J\/[0-9A-Z]{32}\nCode: [0-9A-Z-]{19}$/u)
    expect(peer.requests.flatMap(faultsIn)).toEqual([])
    const person = await context.store.reader
      .selectFrom('person')
      .selectAll()
      .where('phone', '=', '+491711234567')
      .executeTakeFirstOrThrow()
    expect(person).toMatchObject({ email: null, status: 'invited', name: 'Anna Lee' })
    const invitation = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
    expect(invitation.channel).toBe('sms')
  })

  it('SM3: a text of one’s own is not asked for, and goes nowhere', async () => {
    const portal = await sending()
    const own = { subject: '', body: 'Come at once' }
    const asked = { ...bySms('0171 1234567'), text: own, body: own.body }
    await portal.sms.invite(portal.administrator, asked)
    const [message] = await settled(portal)
    expect(message).toMatchObject({ state: 'sent', text_id: null })
    const [taken] = portal.peer.taken.values()
    const { text } = await portal.sms.preview(portal.administrator, { locale: asked.locale, firstNames: [''] })
    expect(taken?.text).not.toContain(own.body)
    expect(taken?.text.split('\n')[0]).toBe(text.split('\n')[0])
  })

  it('S6: a number that is here already makes no second person, and each row has its fate', async () => {
    const { administrator, context, saveAccount, sms } = await openSmsPortal()
    await saveAccount()
    await context.addPerson({ firstName: 'Max', phone: '+491711111111', status: 'active' })
    const { invited, rows } = await sms.invite(
      administrator,
      bySms('+49 171 111 11 11', '0172 2222222', '+491722222222', '12', 'front desk', 'anna@x.example'),
    )
    expect(rows.map(({ fate }) => fate)).toEqual(['active', 'new', 'duplicate', 'invalid', 'invalid', 'invalid'])
    expect(invited).toBe(1)
  })

  it('SM1: a list without any number is refused by its rows', async () => {
    const { administrator, context, saveAccount, sms } = await openSmsPortal()
    await saveAccount()
    expect(await refusalOf(sms.invite(administrator, bySms('12', 'anna@x.example')))).toMatchObject({
      code: 'NOBODY_TO_INVITE',
      fields: [
        { field: 'people.0.phone', code: 'PHONE_INVALID' },
        { field: 'people.1.phone', code: 'PHONE_INVALID' },
      ],
    })
    expect(await context.rowsOf('invitation')).toEqual([])
  })

  it('SM6: without an account, or without its secret, nobody is invited', async () => {
    const { administrator, context, saveAccount, sms } = await openSmsPortal()
    expect(await refusalOf(sms.invite(administrator, bySms('0171 1234567')))).toMatchObject({
      code: 'SMS_ACCOUNT_MISSING',
    })
    await saveAccount()
    context.vault.remove('sms-secret')
    expect(await refusalOf(sms.invite(administrator, bySms('0171 1234567')))).toMatchObject({
      code: 'SMS_SECRET_MISSING',
    })
    expect(await context.rowsOf('invitation')).toEqual([])
  })

  it('Z11: who may preset no department may not by SMS either', async () => {
    const { context, saveAccount, sms } = await openSmsPortal({ country: 'DE', who_may_invite: 'administrators' })
    await saveAccount()
    const employee = await context.addPerson({ firstName: 'Nina' })
    expect(await refusalOf(sms.invite(employee, bySms('0171 1234567')))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusalOf(sms.read(employee, { text: '0171 1234567' }))).toMatchObject({ code: 'NOT_ALLOWED' })
    expect(await refusalOf(sms.preview(employee, { locale: 'en', firstNames: [] }))).toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })
})

describe('SM6: what the provider does to a message of the outbox', () => {
  const cases: readonly (readonly [string, SmsBehaviour, string, RegExp | null])[] = [
    ['refused with a code', twilioRefusal(400, 21614, 'not a mobile number'), 'failed', /^21614: /u],
    ['opted out', twilioRefusal(400, 21610, 'unsubscribed'), 'failed', /^21610: /u],
    ['out of reach of this sender', twilioRefusal(400, 21612, 'not reachable'), 'failed', /^21612: /u],
    ['throttled', twilioRefusal(429, 20429, 'slow down'), 'queued', /^20429: /u],
    ['not let in', twilioRefusal(401, 20003, 'Authenticate'), 'queued', /^20003: /u],
    ['a failing server', twilioRefusal(503, 20503, 'try later'), 'unknown', /^20503: /u],
    ['dropped before reading', { kind: 'drop-before' }, 'unknown', null],
    ['dropped after reading', { kind: 'drop-after' }, 'unknown', null],
    ['stalled', { kind: 'stall' }, 'unknown', null],
    ['answer lost', { kind: 'lose-answer' }, 'unknown', null],
  ]
  it.each(cases)('%s', async (_what, behaviour, state, answer) => {
    const portal = await sending()
    portal.peer.behave(behaviour)
    await portal.sms.invite(portal.administrator, bySms('0171 1234567'))
    const [message] = await settled(portal)
    expect(message?.state).toBe(state)
    // What is said of the account is kept for the channel, not for the message (A2).
    const stop = await readStop(portal.context.store.reader, 'sms')
    if (answer) expect(stop?.answer ?? message?.answer).toMatch(answer)
    // Long after, nothing that may have arrived goes out by itself.
    portal.context.clock.advance(30 * 86_400_000)
    portal.peer.behave(null)
    portal.scheduler.runAll()
    if (state === 'unknown') {
      const [later] = await messagesOf(portal)
      expect(later).toMatchObject({ state: 'unknown', tries: 1 })
      expect(portal.peer.requests.length).toBeLessThanOrEqual(1)
    }
  })
})

describe('SM6: handing over to the messaging of the computer', () => {
  it('makes a draft each, opens it with one number, and counts as handed over only when the operator says so', async () => {
    const { administrator, context, invitations, sms, smsApp } = await openSmsPortal()
    const { drafts, invited } = await prepareInFull(sms, administrator, bySms('0171 1234567', '0172 1234567'))
    expect(invited).toBe(2)
    expect(drafts).toMatchObject([
      { phone: '+491711234567', state: 'prepared', batch: { position: 1, total: 2 } },
      { phone: '+491721234567', state: 'prepared', batch: { position: 2, total: 2 } },
    ])
    expect(await invitations.drafts(administrator)).toEqual([])
    const id = drafts[0]?.id ?? ''
    await sms.openDraft(administrator, { id })
    expect(smsApp.opened).toEqual([{ phone: '+491711234567', text: drafts[0]?.text }])
    const sentAt = async () =>
      (await context.store.reader.selectFrom('invitation').select('sent_at').orderBy('id').execute()).map(
        (row) => row.sent_at,
      )
    expect(await sentAt()).toEqual([null, null])
    await invitations.markDraft(administrator, { id, sent: true })
    expect(await sentAt()).toEqual([context.clock.now(), null])
    expect(await waitingInFull(sms, administrator)).toMatchObject([{ phone: '+491721234567' }])
    await invitations.discardDraft(administrator, { id: drafts[1]?.id ?? '' })
    expect(await sms.drafts(administrator)).toEqual([])
    expect(await context.rowsOf('message')).toMatchObject([
      { channel: 'sms', state: 'handed-over', to_address: '+491711234567' },
    ])
  })

  it('SM6, C5: a link that dies while messaging opens was opened in vain, and the draft is to be opened again', async () => {
    const { administrator, context, invitations, sms, smsApp } = await openSmsPortal()
    const { draftIds, rows } = await sms.prepareDrafts(administrator, bySms('0171 1234567'))
    const [id = ''] = draftIds
    vi.spyOn(smsApp, 'open').mockImplementationOnce(async () => {
      await context.store.write((writer) =>
        renewInvitation(writer, context, rows[0]?.personId ?? '', context.clock.now()),
      )
    })
    await sms.openDraft(administrator, { id })
    expect(await sms.draft(administrator, { id })).toMatchObject({ state: 'prepared', openedAt: null })
    expect(await refusalOf(invitations.markDraft(administrator, { id, sent: true }))).toMatchObject({
      code: 'DRAFT_LINK_REPLACED',
    })
  })

  it('SM6, M2: is written down with the phone, also of somebody who has got an e-mail address since', async () => {
    const { administrator, context, invitations, sms } = await openSmsPortal()
    const { drafts } = await prepareInFull(sms, administrator, bySms('0171 1234567'))
    const [draft] = drafts
    const id = draft?.id ?? ''
    await context.store.write((writer) =>
      writer
        .updateTable('person')
        .set({ email: 'anna@x.example', address: 'anna@x.example' })
        .where('id', '=', draft?.personId ?? '')
        .execute(),
    )
    await invitations.markDraft(administrator, { id, sent: true })
    expect(await context.rowsOf('message')).toMatchObject([{ channel: 'sms', to_address: '+491711234567' }])
    const told = (await context.rowsOf('audit')).find((row) => Reflect.get(row, 'action') === 'message.handed-over')
    expect(told).toMatchObject({ details: '{"to":"+491711234567"}' })
  })

  it('says where the computer has no messaging, and shows no draft of others (A2)', async () => {
    const { administrator, context, sms, smsApp } = await openSmsPortal()
    const { drafts } = await prepareInFull(sms, administrator, bySms('0171 1234567'))
    const id = drafts[0]?.id ?? ''
    smsApp.present = false
    expect(await sms.get(administrator)).toEqual({ smsService: false, smsApp: false })
    expect(await refusalOf(sms.openDraft(administrator, { id }))).toMatchObject({ code: 'SMS_APP_MISSING' })
    const employee = await context.addPerson({ firstName: 'Nina' })
    expect(await sms.drafts(employee)).toEqual([])
    expect(await refusalOf(sms.openDraft(employee, { id }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('SM3: the size of the text', () => {
  it('is shown for the name that takes most, with all messages added up', async () => {
    const { administrator, sms } = await openSmsPortal({ country: 'DE', name: 'Aurora' })
    const preview = (firstNames: string[], locale: 'en' | 'ru' = 'en') =>
      sms.preview(administrator, { locale, firstNames })
    const plain = await preview(['Anna', 'Bo'])
    expect(plain).toMatchObject({ encoding: 'GSM-7', segments: 1, total: 2, costly: [] })
    expect(plain.text).toContain('Anna')
    expect(plain).toMatchObject({ characters: sizeOfSms(plain.text).characters })
    const mixed = await preview(['Anna', 'Łucja'])
    expect(mixed).toMatchObject({ encoding: 'UCS-2', segments: 2, total: 3, costly: ['Ł'] })
    expect(await preview([], 'ru')).toMatchObject({ encoding: 'UCS-2', segments: 2 })
    expect(await preview(['Константин'], 'ru')).toMatchObject({ segments: 2 })
  })

  it('is shown while links cannot work yet, too', async () => {
    const { administrator, site, sms } = await openSmsPortal()
    site.address = null
    expect((await sms.preview(administrator, { locale: 'en', firstNames: [] })).segments).toBe(1)
  })
})
