import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { mailAccountSchema } from '../../../../../electron/contract/mail-account'
import { readMailSettings } from '../../../../../electron/core/services/mail/mail-settings'
import { openMailPortal } from '../../../../support/mail-story'
import { type SmtpPeerOptions, startSmtpPeer } from '../../../../support/smtp-peer'

const account = { username: 'hr', password: 'correct horse' }

async function open(options: SmtpPeerOptions = { account }) {
  const peer = await startSmtpPeer(options)
  onTestFinished(() => peer.close())
  const opened = await openMailPortal()
  const input = mailAccountSchema.parse({
    host: ' 127.0.0.1',
    port: peer.port,
    security: 'none',
    username: 'hr',
    password: 'correct horse',
    fromName: 'Aurora HR',
    fromAddress: 'HR@Aurora.example',
  })
  return { ...opened, peer, input, administrator: opened.context.administrator }
}
const refused = (code: string, field?: string, problem?: string) =>
  expect.objectContaining({ code, ...(field ? { fields: [expect.objectContaining({ field, code: problem })] } : {}) })

describe('the mail account', { timeout: 60_000 }, () => {
  it.each([
    ['nothing is typed', {}, { host: 'REQUIRED', fromAddress: 'REQUIRED' }],
    [
      'nothing but a user name and nonsense is typed',
      { host: 'smtp example', fromAddress: 'nobody', username: 'hr' },
      { host: 'HOST_INVALID', fromAddress: 'EMAIL_INVALID', password: 'REQUIRED' },
    ],
    [
      'a provider is chosen and nothing typed',
      { preset: 'google' as const, host: 'smtp.gmail.com', security: 'none' as const, signIn: 'oauth' as const },
      {
        security: 'INVALID',
        fromAddress: 'REQUIRED',
        username: 'REQUIRED',
        clientId: 'REQUIRED',
        clientSecret: 'REQUIRED',
      },
    ],
  ])('M4: all fields that are wrong or missing are told of at once: %s', async (_when, typed, problems) => {
    const { administrator, mailAccount } = await open()
    const nothing = { host: '', port: 465, security: 'tls', username: '', fromName: '', fromAddress: '' }
    const fields = Object.entries(problems).map(([field, code]) => ({ field, code }))
    await expect(
      mailAccount.save(administrator, mailAccountSchema.parse({ ...nothing, ...typed })),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', fields })
  })

  it('M4: the password is in the vault and nowhere else', async () => {
    const { administrator, context, input, mailAccount } = await open()
    expect(await mailAccount.get(administrator)).toBeNull()
    await mailAccount.save(administrator, input)
    expect(await mailAccount.get(administrator)).toEqual({
      preset: 'other',
      host: '127.0.0.1',
      port: input.port,
      security: 'none',
      signIn: 'password',
      username: 'hr',
      hasPassword: true,
      clientId: '',
      tenant: '',
      hasClientSecret: false,
      signedIn: false,
      connections: null,
      perMinute: null,
      fromName: 'Aurora HR',
      fromAddress: 'hr@aurora.example',
    })
    expect(context.vault.secrets.get('mail-password')).toBe('correct horse')
    const stored = JSON.stringify([
      await context.rowsOf('audit'),
      await context.store.reader.selectFrom('mail_account').selectAll().execute(),
      context.log.lines,
    ])
    expect(stored).not.toContain('correct horse')
    expect(await context.rowsOf('audit')).toMatchObject([{ action: 'mail-account.saved' }])
  })

  it('M4: a password that is not typed again is kept, but never given to another server or user', async () => {
    const { administrator, context, input, mailAccount } = await open()
    await mailAccount.save(administrator, input)
    await mailAccount.save(administrator, { ...input, password: null, fromName: 'Other' })
    expect(context.vault.secrets.get('mail-password')).toBe('correct horse')
    const elsewhere = { ...input, password: null, host: 'localhost' }
    await expect(mailAccount.save(administrator, elsewhere)).rejects.toEqual(
      refused('INVALID_INPUT', 'password', 'REQUIRED'),
    )
    await expect(mailAccount.test(administrator, { ...elsewhere, to: 'a@x.com' })).rejects.toEqual(
      refused('INVALID_INPUT', 'password', 'REQUIRED'),
    )
    await expect(mailAccount.save(administrator, { ...input, password: null, username: 'boss' })).rejects.toEqual(
      refused('INVALID_INPUT'),
    )
  })

  it('M4: a password just typed is never used for the server from before, nor kept where saving fails', async () => {
    const { administrator, context, input, mailAccount } = await open()
    await mailAccount.save(administrator, input)
    const read = () => readMailSettings(context.store.reader, context.vault)
    const before = await read()
    let over = (): void => {}
    const another = context.store.write(() => new Promise<void>((resolve) => void (over = resolve)))
    const saving = mailAccount.save(administrator, { ...input, host: 'localhost', password: 'another password' })
    await new Promise((resolve) => void setImmediate(resolve))
    expect(await read()).toEqual(before)
    over()
    await Promise.all([another, saving])
    const after = { ...before, host: 'localhost', password: 'another password' }
    expect(await read()).toEqual(after)
    await context.store.write((writer) =>
      sql`CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'broken'); END`.execute(writer),
    )
    await expect(mailAccount.save(administrator, input)).rejects.toThrow('broken')
    await expect(mailAccount.remove(administrator)).rejects.toThrow('broken')
    expect(await read()).toEqual(after)
  })

  it('M4: limits are those of the provider until others are set, whatever the server is called', async () => {
    const { administrator, context, input, mailAccount } = await open()
    const limits = async () => {
      const { connections, perMinute } = (await readMailSettings(context.store.reader, context.vault)) ?? {}
      return { connections, perMinute }
    }
    await mailAccount.save(administrator, input)
    expect(await limits()).toEqual({ connections: 5, perMinute: null })
    await mailAccount.save(administrator, { ...input, preset: 'microsoft-365' })
    expect(await limits()).toEqual({ connections: 2, perMinute: 25 })
    await mailAccount.save(administrator, { ...input, preset: 'microsoft-365', connections: 1, perMinute: 10 })
    expect(await limits()).toEqual({ connections: 1, perMinute: 10 })
    expect(await mailAccount.get(administrator)).toMatchObject({
      preset: 'microsoft-365',
      connections: 1,
      perMinute: 10,
    })
  })

  it('M4: removing it takes the password along', async () => {
    const { administrator, context, input, mailAccount } = await open()
    await mailAccount.save(administrator, input)
    await mailAccount.remove(administrator)
    await mailAccount.remove(administrator)
    expect(await mailAccount.get(administrator)).toBeNull()
    expect(context.vault.secrets.has('mail-password')).toBe(false)
    expect((await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))).toEqual([
      'mail-account.saved',
      'mail-account.removed',
    ])
  })

  it.each([
    ['host', { host: 'smtp example' }, 'HOST_INVALID'],
    ['host', { host: 'x.com/evil' }, 'HOST_INVALID'],
    ['host', { host: '-x.com' }, 'HOST_INVALID'],
    ['fromAddress', { fromAddress: 'hr' }, 'EMAIL_INVALID'],
    ['fromAddress', { fromAddress: 'a@x.com\r\nBcc: z@x.com' }, 'CONTROL_CHARACTERS'],
    ['security', { host: 'smtp.example.com' }, 'INVALID'],
    ['password', { password: '' }, 'REQUIRED'],
    ['username', { signIn: 'password' as const, username: '' }, 'REQUIRED'],
    ['signIn', { signIn: 'oauth' as const, clientId: 'x' }, 'INVALID'],
    ['clientId', { signIn: 'oauth' as const, preset: 'microsoft-365' as const }, 'REQUIRED'],
    ['tenant', { signIn: 'oauth' as const, preset: 'microsoft-365' as const, clientId: 'x', tenant: 'a/b' }, 'INVALID'],
    ['clientSecret', { signIn: 'oauth' as const, preset: 'google' as const, clientId: 'x' }, 'REQUIRED'],
  ])('M4: wrong input in %s is named', async (field, change, problem) => {
    const { administrator, input, mailAccount } = await open()
    await expect(mailAccount.save(administrator, { ...input, ...change })).rejects.toEqual(
      refused('INVALID_INPUT', field, problem),
    )
    expect(await mailAccount.get(administrator)).toBeNull()
  })

  it('M4: a test really signs in and sends, and stores nothing', async () => {
    const { administrator, context, input, mailAccount, peer } = await open()
    const result = await mailAccount.test(administrator, { ...input, to: 'Me@X.com' })
    expect(result).toEqual({ accepted: true, answer: expect.stringContaining('queued as 1'), refusal: null })
    expect(peer.received[0]).toMatchObject({ from: 'hr@aurora.example', to: ['me@x.com'] })
    expect(await mailAccount.get(administrator)).toBeNull()
    expect(context.vault.secrets.has('mail-password')).toBe(false)
    expect(await context.rowsOf('message')).toEqual([])
  })

  it('M4: a test shows what the server really answered, without the password', async () => {
    const { administrator, input, mailAccount, peer } = await open()
    const wrong = await mailAccount.test(administrator, { ...input, password: 'wrong horse', to: 'me@x.com' })
    expect(wrong).toMatchObject({ accepted: false, answer: expect.stringContaining('535 5.7.8') })
    expect(JSON.stringify(wrong)).not.toContain('wrong horse')
    peer.script({ does: 'refuse', code: 550, answer: '5.7.1 Relaying denied' })
    expect(await mailAccount.test(administrator, { ...input, to: 'me@x.com' })).toMatchObject({
      accepted: false,
      answer: '550 5.7.1 Relaying denied',
    })
    await peer.close()
    expect(await mailAccount.test(administrator, { ...input, to: 'me@x.com' })).toMatchObject({
      accepted: false,
      answer: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('A1: only administrators change it', async () => {
    const { context, input, mailAccount } = await open()
    const employee = await context.addPerson()
    for (const attempt of [
      mailAccount.get(employee),
      mailAccount.save(employee, input),
      mailAccount.remove(employee),
      mailAccount.test(employee, { ...input, to: 'a@x.com' }),
    ]) {
      await expect(attempt).rejects.toEqual(refused('NOT_ALLOWED'))
    }
  })
})
