import { describe, expect, it } from 'vitest'
import type { SmsAccountInput } from '../../../../../electron/contract/sms'
import { readSmsSettings } from '../../../../../electron/core/services/sms/sms-settings'
import { refusalOf } from '../../../../support/refusals'
import { openSmsPortal, smsAccount } from '../../../../support/sms-story'

const HTTP: SmsAccountInput = {
  kind: 'http',
  method: 'POST',
  url: 'https://sms.example.com/send',
  headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
  bodyType: 'json',
  body: '{"to":"{{to}}","text":"{{text}}"}',
  sender: '',
  success: { statusFrom: 200, statusTo: 299, path: '', equals: '', contains: '' },
  idPath: '',
  perMinute: 60,
  secret: 'seven green lamps',
}

describe('the SMS account', () => {
  it('SM6: an account of either kind is kept, its secret in the vault alone, and read for the gateway', async () => {
    const { administrator, context, peer, saveAccount, sms } = await openSmsPortal()
    for (const input of [smsAccount(peer.address), HTTP]) {
      await sms.saveAccount(administrator, input)
      const { secret, ...kept } = input
      expect(await sms.account(administrator)).toEqual({ ...kept, hasSecret: true })
      expect(await readSmsSettings(context.store.reader, context.vault)).toEqual(input)
      const stored = JSON.stringify(await context.store.reader.selectFrom('sms_account').selectAll().execute())
      expect(stored + JSON.stringify(await context.rowsOf('audit'))).not.toContain(secret)
    }
    await saveAccount({ perMinute: 5 })
    expect(await sms.account(administrator)).toMatchObject({ kind: 'twilio', perMinute: 5 })
  })

  it('SM6: a secret stays when nothing is typed, but only for the account it was entered for', async () => {
    const { administrator, context, peer, saveAccount, sms } = await openSmsPortal()
    await saveAccount()
    await saveAccount({ secret: null, sender: 'Other' })
    expect(context.vault.get('sms-secret')).toBe('seven green lamps')
    const elsewhere = smsAccount('https://other.example.com', { secret: null })
    const other = smsAccount(peer.address, { secret: null, accountSid: `AC${'b'.repeat(32)}` })
    for (const input of [elsewhere, other, { ...HTTP, secret: null }]) {
      expect(await refusalOf(sms.saveAccount(administrator, input))).toMatchObject({
        fields: [{ field: 'secret', code: 'REQUIRED' }],
      })
      expect(await refusalOf(sms.testAccount(administrator, { account: input, to: '+491711234567' }))).toMatchObject({
        fields: [{ field: 'secret', code: 'REQUIRED' }],
      })
    }
    expect(peer.requests).toEqual([])
  })

  it.each([
    ['baseUrl', { baseUrl: 'http://api.example.com' }, 'URL_INVALID'],
    ['baseUrl', { baseUrl: 'https://me:secret@api.example.com' }, 'URL_INVALID'],
    ['baseUrl', { baseUrl: 'https://api.example.com/?x=' }, 'URL_INVALID'],
    ['accountSid', { accountSid: 'AC1' }, 'INVALID'],
    ['accountSid', { accountSid: `AC${'a'.repeat(30)}/.` }, 'INVALID'],
    ['apiKey', { apiKey: 'key' }, 'INVALID'],
    ['sender', { sender: 'Аврора' }, 'SMS_SENDER_INVALID'],
    ['sender', { sender: 'Aurora Trading' }, 'SMS_SENDER_INVALID'],
    ['secret', { secret: 'a\r\nb' }, 'CONTROL_CHARACTERS'],
  ] as const)('SM6: a wrong %s is refused beside its field: %o', async (field, change, code) => {
    const { saveAccount } = await openSmsPortal()
    expect(await refusalOf(saveAccount(change))).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field, code }] })
  })

  it('SM6: a secret just typed is never used for the gateway from before', async () => {
    const { administrator, context, peer, saveAccount, sms } = await openSmsPortal()
    await saveAccount()
    const read = () => readSmsSettings(context.store.reader, context.vault)
    const before = await read()
    let over = (): void => {}
    const another = context.store.write(() => new Promise<void>((resolve) => void (over = resolve)))
    const next = smsAccount(peer.address, { accountSid: `AC${'b'.repeat(32)}`, secret: 'another secret' })
    const saving = sms.saveAccount(administrator, next)
    await new Promise((resolve) => void setImmediate(resolve))
    expect(await read()).toEqual(before)
    over()
    await Promise.all([another, saving])
    expect(await read()).toEqual(next)
  })

  it('SM6: a generic gateway is checked as a whole', async () => {
    const { administrator, sms } = await openSmsPortal()
    const basic = [{ name: 'Authorization', value: 'Basic {{basic}}' }]
    const wrong = [
      [{ ...HTTP, body: '{"to":"{{to}}","text":"{{txt}}"}' }, 'body', 'UNKNOWN_PLACEHOLDER'],
      [{ ...HTTP, body: '{"to":"{{to}}","text":"{{text}}","from":"{{sender}}"}' }, 'sender', 'REQUIRED'],
      [{ ...HTTP, headers: basic, secret: null }, 'secret', 'REQUIRED'],
      [{ ...HTTP, success: { ...HTTP.success, statusFrom: 300 } }, 'success.statusTo', 'OUT_OF_RANGE'],
      [{ ...HTTP, success: { ...HTTP.success, equals: '0' } }, 'success.path', 'REQUIRED'],
    ] as const
    for (const [input, field, code] of wrong) {
      expect(await refusalOf(sms.saveAccount(administrator, input))).toMatchObject({ fields: [{ field, code }] })
    }
    expect(await sms.account(administrator)).toBeNull()
  })

  it('SM6: a test sends one SMS with what was typed, says the real answer and keeps nothing', async () => {
    const { administrator, context, peer, sms } = await openSmsPortal()
    const account = smsAccount(peer.address)
    expect(await sms.testAccount(administrator, { account, to: '0171 1234567' })).toEqual({
      accepted: true,
      to: '+491711234567',
      answer: 'queued',
    })
    peer.behave({ kind: 'answer', answer: { status: 401, body: { code: 20003, message: 'Authenticate' } } })
    expect(await sms.testAccount(administrator, { account, to: '+491711234567' })).toMatchObject({
      accepted: false,
      answer: '20003: Authenticate',
    })
    expect(peer.taken.size).toBe(1)
    expect(context.vault.get('sms-secret')).toBeNull()
    expect(await sms.account(administrator)).toBeNull()
    expect(await refusalOf(sms.testAccount(administrator, { account, to: 'nobody' }))).toMatchObject({
      fields: [{ field: 'to', code: 'PHONE_INVALID' }],
    })
  })

  it('SM6: removed, it leaves neither a row nor a secret, and the log tells of both', async () => {
    const { administrator, context, saveAccount, sms } = await openSmsPortal()
    await saveAccount()
    await sms.removeAccount(administrator)
    await sms.removeAccount(administrator)
    expect(await sms.account(administrator)).toBeNull()
    expect(context.vault.get('sms-secret')).toBeNull()
    const actions = (await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))
    expect(actions).toEqual(['sms-account.saved', 'sms-account.removed'])
  })

  it('A2, SM6: only who runs the portal sees or changes the account', async () => {
    const { context, peer, sms } = await openSmsPortal()
    const employee = await context.addPerson({ firstName: 'Nina' })
    const account = smsAccount(peer.address)
    for (const call of [
      sms.account(employee),
      sms.saveAccount(employee, account),
      sms.removeAccount(employee),
      sms.testAccount(employee, { account, to: '+491711234567' }),
    ]) {
      expect(await refusalOf(call)).toMatchObject({ code: 'NOT_ALLOWED' })
    }
  })
})
