import { describe, expect, it } from 'vitest'
import type { MailAccount } from '../../../../electron/contract/mail-account'
import { mailDraftOf, mailInputOf, missingIn, withPreset } from '../../../../src/screens/settings/mail/mail-draft'

describe('the mail account as it is typed', () => {
  it('M4: a provider fills in server, port and protection, and its limits hold again', () => {
    const typed = { ...mailDraftOf(null), host: 'mail.old.example', connections: 9, perMinute: 900, fromName: 'HR' }
    const microsoft = withPreset(typed, 'microsoft-365')
    expect(microsoft).toMatchObject({
      preset: 'microsoft-365',
      host: 'smtp.office365.com',
      port: 587,
      security: 'starttls',
      connections: null,
      perMinute: null,
      fromName: 'HR',
    })
    expect(withPreset(microsoft, 'google')).toMatchObject({ host: 'smtp.gmail.com', port: 465, security: 'tls' })
  })

  it('M4: another server has no provider to sign in with; what was typed of it stays', () => {
    const draft = { ...withPreset(mailDraftOf(null), 'google'), signIn: 'oauth' as const }
    expect(withPreset(draft, 'other')).toMatchObject({ preset: 'other', signIn: 'password', host: 'smtp.gmail.com' })
  })

  it('M4: only the secret of the chosen sign-in is sent, and an empty one keeps what is in the vault', () => {
    const draft = { ...mailDraftOf(null), username: 'hr', password: 'one', clientSecret: 'two' }
    expect(mailInputOf({ ...draft, signIn: 'password' })).toMatchObject({ password: 'one', clientSecret: null })
    expect(mailInputOf({ ...draft, signIn: 'oauth' })).toMatchObject({ password: null, clientSecret: 'two' })
    expect(mailInputOf({ ...draft, password: '' })).toMatchObject({ password: null })
    expect(mailInputOf({ ...draft, username: ' ' })).toMatchObject({ signIn: 'none' })
  })

  const missing = (...args: Parameters<typeof missingIn>): string[] => Object.keys(missingIn(...args))

  it('M4: everything that is missing is found together', () => {
    const google = { ...withPreset(mailDraftOf(null), 'google'), signIn: 'oauth' as const }
    expect(missing(google, null)).toEqual(['username', 'clientId', 'clientSecret'])
    expect(missing({ ...google, username: 'hr', clientId: 'app', clientSecret: 'two' }, null)).toEqual([])
    expect(missing({ ...google, preset: 'microsoft-365' }, null)).toEqual(['username', 'clientId'])
    expect(missing({ ...mailDraftOf(null), username: 'hr' }, null)).toEqual(['password'])
    // Without a user name nobody signs in.
    expect(missing(mailDraftOf(null), null)).toEqual([])
  })

  it('M4: a secret that the vault keeps is missing only for another account', () => {
    const account: MailAccount = {
      ...mailDraftOf(null),
      port: 465,
      host: 'mail.north.example',
      username: 'hr',
      hasPassword: true,
      hasClientSecret: false,
      signedIn: false,
    }
    const draft = mailDraftOf(account)
    expect(missing(draft, account)).toEqual([])
    expect(missing({ ...draft, host: ' MAIL.north.example ' }, account)).toEqual([])
    expect(missing({ ...draft, host: 'mail.south.example' }, account)).toEqual(['password'])
    expect(missing({ ...draft, username: 'it' }, account)).toEqual(['password'])

    const signedIn = { ...account, preset: 'google', signIn: 'oauth', clientId: 'app', hasClientSecret: true } as const
    expect(missing(mailDraftOf(signedIn), signedIn)).toEqual([])
    expect(missing({ ...mailDraftOf(signedIn), clientId: 'other' }, signedIn)).toEqual(['clientSecret'])
  })
})
