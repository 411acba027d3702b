import { describe, expect, it } from 'vitest'
import { mailDraftOf, mailInputOf, withPreset } from '../../../../src/screens/settings/mail/mail-draft'

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
})
