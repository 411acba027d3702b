import { get } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type MailAccountInput, mailAccountSchema } from '../../../../../electron/contract/mail-account'
import { type MailTokens, OAuthFailure } from '../../../../../electron/core/gateways/mail/oauth-gateway'
import { createMailSignIn } from '../../../../../electron/core/services/mail/mail-sign-in'
import { readSignIn } from '../../../../../electron/core/services/mail/mail-sign-in-record'
import { readMailSettings } from '../../../../../electron/core/services/mail/mail-settings'
import { MINUTE } from '../../../../support/core-context'
import { openMailPortal } from '../../../../support/mail-story'
import { startOAuthPeer } from '../../../../support/oauth-peer'
import { startSmtpPeer } from '../../../../support/smtp-peer'

const HOUR = 60 * MINUTE
const MAILBOX = 'hr@aurora.example'

async function open(change: Partial<MailAccountInput> = {}) {
  const provider = await startOAuthPeer()
  const peer = await startSmtpPeer({ tokens: { username: MAILBOX, accepted: provider.accepted } })
  onTestFinished(async () => {
    await peer.close()
    await provider.close()
  })
  const opened = await openMailPortal({}, { endpointsOf: provider.endpointsOf })
  onTestFinished(() => opened.mailSignIn.cancel())
  const input = mailAccountSchema.parse({
    preset: 'microsoft-365',
    host: '127.0.0.1',
    port: peer.port,
    security: 'none',
    signIn: 'oauth',
    username: MAILBOX,
    clientId: 'aurora-client',
    tenant: 'aurora.example',
    fromName: 'Aurora HR',
    fromAddress: MAILBOX,
    ...change,
  })
  const { administrator } = opened.context
  const { context, mailAccount } = opened
  await mailAccount.save(administrator, input)

  /** The operator goes through with it at the provider's page. */
  async function signIn(): Promise<void> {
    provider.decision = 'approved'
    await mailAccount.beginSignIn(administrator)
    context.clock.advance(6_000)
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'signed-in', answer: null })
  }
  const test = () => mailAccount.test(administrator, { ...input, to: 'me@x.example' })
  return { ...opened, provider, peer, input, administrator, signIn, test }
}

/** Everything that is written down outside the vault, or told to the window. */
async function written({ context, mailAccount, administrator }: Awaited<ReturnType<typeof open>>): Promise<string> {
  return JSON.stringify([
    await context.rowsOf('audit'),
    await context.store.reader.selectFrom('mail_account').selectAll().execute(),
    await context.rowsOf('message'),
    context.log.lines,
    await mailAccount.get(administrator),
    await mailAccount.signInState(administrator),
  ])
}

describe('signing in with the mail provider', { timeout: 60_000 }, () => {
  it('M4: a code is shown, the provider is asked no faster than it allows, and then mail goes out with a token', async () => {
    const opened = await open()
    const { administrator, context, input, mailAccount, pages, peer, provider, test } = opened
    expect(await mailAccount.get(administrator)).toMatchObject({ signIn: 'oauth', signedIn: false, hasPassword: false })
    await expect(test()).rejects.toMatchObject({ code: 'MAIL_SIGN_IN_MISSING' })
    expect(await readMailSettings(context.store.reader, context.vault)).toBeNull()

    expect(await mailAccount.beginSignIn(administrator)).toEqual({
      userCode: 'BRK7-M2QX',
      verificationAddress: 'https://microsoft.com/devicelogin',
      expiresAt: context.clock.now() + 15 * MINUTE,
    })
    await mailAccount.openSignInPage(administrator)
    expect(pages).toEqual(['https://microsoft.com/devicelogin'])
    const polls = () => provider.asked.filter((each) => each.path === '/token').length
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'waiting', answer: null })
    expect(polls()).toBe(0)
    context.clock.advance(5_000)
    provider.decision = 'slow-down'
    await mailAccount.signInState(administrator)
    await mailAccount.signInState(administrator)
    expect(polls()).toBe(1)
    provider.decision = 'approved'
    context.clock.advance(9_000)
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'waiting', answer: null })
    context.clock.advance(1_000)
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'signed-in', answer: null })

    expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: true })
    expect(await test()).toMatchObject({ accepted: true, answer: expect.stringContaining('queued as 1') })
    expect(peer.received[0]?.to).toEqual(['me@x.example'])
    expect(await readMailSettings(context.store.reader, context.vault)).toMatchObject({
      signIn: 'oauth',
      password: '',
      connections: 2,
      perMinute: 25,
    })
    expect((await context.rowsOf('audit')).map((entry) => Reflect.get(entry, 'action'))).toEqual([
      'mail-account.saved',
      'mail-account.signed-in',
    ])
    // Saved again as it is, the sign-in stays.
    await mailAccount.save(administrator, input)
    expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: true })
    expect(await written(opened)).not.toMatch(/access-\d|refresh-\d|device-\d/u)
  })

  it('M4: a token that has run out is renewed before it is used, and one the server would not have as well', async () => {
    const opened = await open()
    const { context, provider, signIn, test } = opened
    await signIn()
    const renewals = () => provider.asked.filter((each) => each.fields['grant_type'] === 'refresh_token').length
    expect(await test()).toMatchObject({ accepted: true })
    expect(renewals()).toBe(0)

    context.clock.advance(HOUR)
    expect(await test()).toMatchObject({ accepted: true })
    expect(renewals()).toBe(1)

    provider.accepted.clear()
    expect(await test()).toMatchObject({ accepted: true })
    expect(renewals()).toBe(2)
    expect(await written(opened)).not.toMatch(/access-\d|refresh-\d/u)
  })

  it('M4: several messages at once ask for one new token, for a refresh token may hold once only', async () => {
    const { context, mailSignIn, provider, signIn } = await open()
    await signIn()
    context.clock.advance(HOUR)
    const tokens = await Promise.all(Array.from({ length: 5 }, () => mailSignIn.token(false)))
    expect(new Set(tokens).size).toBe(1)
    expect(provider.asked.filter((each) => each.fields['grant_type'] === 'refresh_token')).toHaveLength(1)
  })

  it('M9: a sign-in that was taken back stops everything and says what to do', async () => {
    const opened = await open()
    const { administrator, context, mailAccount, openGateway, peer, provider, signIn } = opened
    await signIn()
    const settings = await readMailSettings(context.store.reader, context.vault)
    if (!settings) throw new Error('no settings')
    provider.accepted.clear()
    provider.refreshable.clear()
    const gateway = openGateway(settings)
    onTestFinished(() => gateway.close())
    const mail = {
      toName: '',
      toAddress: 'me@x.example',
      subject: 's',
      text: 't',
      html: '<p>t</p>',
      messageId: '<1@x>',
    }
    expect(await gateway.send(mail)).toEqual({
      kind: 'stop',
      reason: 'sign-in',
      answer: '[sign-in-again] invalid_grant: AADSTS70008: The refresh token has expired',
    })
    expect(peer.received).toHaveLength(0)
    expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: false })
    expect(await readMailSettings(context.store.reader, context.vault)).toBeNull()
    expect(await gateway.send(mail)).toMatchObject({ kind: 'stop', reason: 'sign-in' })
    expect(await written(opened)).not.toMatch(/access-\d|refresh-\d/u)

    await signIn()
    expect((await gateway.send(mail)).kind).toBe('sent')
  })

  it('M9: a provider that does not answer just now ends no sign-in', async () => {
    const { administrator, context, mailAccount, openGateway, provider, signIn } = await open()
    await signIn()
    const settings = await readMailSettings(context.store.reader, context.vault)
    if (!settings) throw new Error('no settings')
    const gateway = openGateway(settings)
    onTestFinished(() => gateway.close())
    context.clock.advance(HOUR)
    provider.down = true
    const mail = {
      toName: '',
      toAddress: 'me@x.example',
      subject: 's',
      text: 't',
      html: '<p>t</p>',
      messageId: '<1@x>',
    }
    expect(await gateway.send(mail)).toMatchObject({
      kind: 'retry',
      reason: 'connection',
      answer: expect.stringContaining('[sign-in-unreachable]'),
    })
    expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: true })
    provider.down = false
    expect((await gateway.send(mail)).kind).toBe('sent')
  })

  it.each([
    ['denied', 'refused'],
    ['expired', 'expired'],
  ] as const)('M4: a sign-in that is %s at the provider ends so', async (decision, state) => {
    const { administrator, context, mailAccount, provider } = await open()
    await mailAccount.beginSignIn(administrator)
    provider.decision = decision
    context.clock.advance(6_000)
    expect(await mailAccount.signInState(administrator)).toEqual({ state, answer: null })
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'none', answer: null })
  })

  it('M4: an application the provider does not know, and a page that is not the provider’s, begin no sign-in', async () => {
    const { administrator, input, mailAccount, provider } = await open()
    await mailAccount.save(administrator, { ...input, clientId: 'other' })
    await expect(mailAccount.beginSignIn(administrator)).rejects.toMatchObject({
      code: 'SIGN_IN_NOT_TAKEN',
      params: { answer: 'invalid_client: No such application' },
    })
    await mailAccount.save(administrator, input)
    for (const address of ['http://microsoft.com/devicelogin', 'https://microsoft.com.evil.example/', 'file:///etc']) {
      provider.verificationAddress = address
      await expect(mailAccount.beginSignIn(administrator)).rejects.toMatchObject({ code: 'SIGN_IN_NOT_TAKEN' })
    }
    provider.down = true
    await expect(mailAccount.beginSignIn(administrator)).rejects.toMatchObject({ code: 'SIGN_IN_UNREACHABLE' })
    await expect(mailAccount.openSignInPage(administrator)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('M4: tokens hold for one server, application and mailbox: another one is never handed them', async () => {
    const { administrator, context, input, mailAccount, signIn } = await open()
    for (const change of [{ host: 'localhost' }, { username: 'boss@aurora.example' }, { tenant: 'other' }]) {
      await mailAccount.save(administrator, input)
      await signIn()
      await expect(mailAccount.test(administrator, { ...input, ...change, to: 'me@x.example' })).rejects.toMatchObject({
        code: 'MAIL_SIGN_IN_MISSING',
      })
      await mailAccount.save(administrator, { ...input, ...change })
      expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: false })
    }
    await mailAccount.save(administrator, input)
    await signIn()
    await mailAccount.signOut(administrator)
    expect(await mailAccount.get(administrator)).toMatchObject({ signedIn: false })
    await mailAccount.remove(administrator)
    expect(context.vault.secrets.size).toBe(1)
  })

  it('M4: with Google the browser comes back to this computer with a code that only this sign-in can use', async () => {
    const { administrator, context, mailAccount, provider, test } = await open({
      preset: 'google',
      tenant: '',
      clientSecret: 'google-secret',
    })
    const begun = await mailAccount.beginSignIn(administrator)
    expect(begun.userCode).toBeNull()
    const page = new URL(begun.verificationAddress)
    expect(page.host).toBe('accounts.google.com')
    const redirect = page.searchParams.get('redirect_uri') ?? ''
    expect(redirect).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u)
    expect(page.searchParams.get('code_challenge_method')).toBe('S256')
    expect((await fetch(`${redirect}/?code=stolen&state=guessed`)).status).toBe(404)
    expect(await mailAccount.signInState(administrator)).toMatchObject({ state: 'waiting' })
    const back = await fetch(`${redirect}/?code=abc&state=${page.searchParams.get('state')}`)
    expect(await back.text()).toContain('go back to Usher')
    await expect.poll(() => mailAccount.signInState(administrator)).toEqual({ state: 'signed-in', answer: null })
    expect(provider.asked.at(-1)?.fields).toMatchObject({
      code: 'abc',
      client_secret: 'google-secret',
      redirect_uri: redirect,
    })
    expect(provider.asked.at(-1)?.fields['code_verifier']?.length).toBeGreaterThan(42)
    expect(await test()).toMatchObject({ accepted: true })
    expect(context.vault.secrets.get('mail-oauth')).toContain('google-secret')
  })

  const google = { preset: 'google', tenant: '', clientSecret: 'google-secret' } as const
  const redirectOf = ({ verificationAddress }: { readonly verificationAddress: string }): URL =>
    new URL(new URL(verificationAddress).searchParams.get('redirect_uri') ?? '')

  it('M4: while it waits for the browser, a request for no address at all is answered, and the sign-in goes on', async () => {
    const { administrator, mailAccount } = await open(google)
    const { port } = redirectOf(await mailAccount.beginSignIn(administrator))
    const answered = await Promise.all(
      ['//', '/nothing', '*'].map(
        (path) =>
          new Promise<number | undefined>((resolve, reject) => {
            get({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode)).on(
              'error',
              reject,
            )
          }),
      ),
    )
    expect(answered).toEqual([404, 404, 404])
    expect(await mailAccount.signInState(administrator)).toEqual({ state: 'waiting', answer: null })
  })

  it('M4: of two sign-ins begun at once one goes on, and nothing of the other stays open', async () => {
    const { administrator, mailAccount, mailSignIn } = await open(google)
    const listening = (): number => process.getActiveResourcesInfo().filter((each) => each === 'TCPServerWrap').length
    const before = listening()
    const [first, second] = await Promise.allSettled([
      mailAccount.beginSignIn(administrator),
      mailAccount.beginSignIn(administrator),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'STATE_NOT_ALLOWED' } })
    expect(second.status).toBe('fulfilled')
    mailSignIn.cancel()
    await expect.poll(listening).toBe(before)
  })

  it('M4: the address the browser comes back to is closed in time, also where nobody asks any more', async () => {
    const { administrator, mailAccount } = await open(google)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const redirect = redirectOf(await mailAccount.beginSignIn(administrator))
    vi.advanceTimersByTime(10 * MINUTE)
    vi.useRealTimers()
    await expect(fetch(redirect)).rejects.toThrow()
  })

  it('M4: a renewal that ends late says nothing of a sign-in made since', async () => {
    const { context, administrator, signIn } = await open()
    await signIn()
    let made = 0
    const held: ((outcome: MailTokens | OAuthFailure) => void)[] = []
    const tokens = (refreshToken: string): MailTokens => ({ accessToken: 'access', accessUntil: 0, refreshToken })
    const anew = createMailSignIn(context, {
      begin: async () => ({
        userCode: null,
        address: 'https://provider.example',
        expiresAt: 0,
        poll: async () => ({ kind: 'signed-in', tokens: tokens(`new ${(made += 1)}`) }),
        close: () => undefined,
      }),
      refresh: () =>
        new Promise((resolve, reject) => {
          held.push((outcome) => (outcome instanceof OAuthFailure ? reject(outcome) : resolve(outcome)))
        }),
    })
    for (const outcome of [new OAuthFailure('refused', 'taken back'), tokens('old')]) {
      const renewal = anew.token(true).catch((error: unknown) => error)
      await anew.begin()
      await anew.state(administrator)
      held.shift()?.(outcome)
      await renewal
      expect(readSignIn(context.vault)?.tokens?.refreshToken).toBe(`new ${made}`)
    }
  })

  it('A1: only administrators sign in', async () => {
    const { context, mailAccount } = await open()
    const employee = await context.addPerson()
    for (const attempt of [
      mailAccount.beginSignIn(employee),
      mailAccount.openSignInPage(employee),
      mailAccount.signInState(employee),
      mailAccount.cancelSignIn(employee),
      mailAccount.signOut(employee),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    }
  })
})
