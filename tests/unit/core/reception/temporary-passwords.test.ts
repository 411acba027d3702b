import { describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../../../electron/core/reception/rate-limits'
import { newTemporary } from '../../../../electron/core/services/registering/temporary-password'
import { saveTemporaryCredential } from '../../../../electron/core/store/accounts'
import type { TestPortal } from '../../../support/core-context'
import { auditActions, GOOD_PASSWORD, openTestPortal, visit } from './reception-kit'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

const LOGIN = 'anna@example.com'
const FIELDS = { next: GOOD_PASSWORD, nextAgain: GOOD_PASSWORD }

/** Gives Anna a temporary password of this generation. */
async function giveTemporary(portal: TestPortal, personId: string, generation = 1): Promise<string> {
  const { credential, password } = await newTemporary(portal, personId, generation - 1)
  await portal.store.write((writer) => saveTemporaryCredential(writer, personId, credential, portal.clock.now()))
  return password
}

async function openStory() {
  const portal = await openTestPortal()
  const anna = await portal.addPerson({ firstName: 'Anna', lastName: 'Berg', email: LOGIN })
  const password = await giveTemporary(portal, anna.personId)
  const site = visit(portal)
  const signIn = async (typed: string) => {
    const answer = await site.post('/sign-in', { login: LOGIN, password: typed })
    return { answer, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
  }
  return { portal, id: anna.personId, password, site, signIn }
}

describe('the first sign-in on the join site', () => {
  it('R2: leads to choosing a password and nowhere else', async () => {
    const { password, signIn, site } = await openStory()
    const { answer, cookie } = await signIn(password)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/password'])
    const me = await site.get('/me', { cookie })
    expect([me.status, me.headers.get('location'), await me.text()]).toEqual([303, '/password', ''])
    const page = await site.get('/password', { cookie })
    expect(page.status).toBe(200)
    const text = await page.text()
    expect(text).toContain('Choose your password')
    expect(text).not.toContain('<script')
    expect(text).not.toContain('Anna Berg')
  })

  it('R2: the page is there in Russian, in whatever the visitor chose', async () => {
    const { password, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    const page = await site.get('/password?lang=ru', { cookie })
    expect(await page.text()).toContain('Придумайте пароль')
    const refused = await site.post('/password?lang=ru', { next: password, nextAgain: password }, { cookie })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Это временный пароль. Придумайте собственный.')
  })

  it('R2: the chosen password opens a new session, and the temporary one is dead', async () => {
    const { password, portal, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    const chosen = await site.post('/password', FIELDS, { cookie })
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/me'])
    const renewed = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(renewed).not.toBe(cookie)
    expect(await (await site.get('/me', { cookie: renewed })).text()).toContain('Anna Berg')
    expect((await site.get('/me', { cookie })).headers.get('location')).toBe('/sign-in')
    expect((await signIn(password)).answer.status).toBe(422)
    expect((await signIn(GOOD_PASSWORD)).answer.headers.get('location')).toBe('/me')
    expect(await auditActions(portal)).toContain('session.password-changed')
  })

  it.each([
    [{ next: '', nextAgain: '' }, 'Type a new password.'],
    [{ next: GOOD_PASSWORD, nextAgain: 'something else 12' }, 'The two passwords differ.'],
    [{ next: 'short', nextAgain: 'short' }, 'too short'],
    [{ next: 'password1234', nextAgain: 'password1234' }, 'easy to guess'],
    [{ next: 'x'.repeat(200), nextAgain: 'x'.repeat(200) }, 'too long'],
  ])('R2: %o is refused beside its field', async (fields, words) => {
    const { password, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    const answer = await site.post('/password', fields, { cookie })
    const text = await answer.text()
    expect(answer.status).toBe(422)
    expect(text).toContain(words)
    expect(text).not.toContain(GOOD_PASSWORD)
  })

  it('R2: past its time the temporary password says whom to ask, and only to who knows it', async () => {
    const { password, portal, signIn } = await openStory()
    portal.clock.advance(8 * 24 * 60 * 60_000)
    const { answer } = await signIn(password)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Your temporary password has expired. Ask an administrator for a new one.')
    expect(await (await signIn('wrong wrong')).answer.text()).not.toContain('expired')
  })
})

describe('attacks', () => {
  it('R2: without a session, or with an ordinary one, there is nothing to choose', async () => {
    const { password, signIn, site } = await openStory()
    const nobodys: readonly Record<string, string>[] = [{}, { cookie: 'usher_session=nonsense' }]
    for (const headers of nobodys) {
      expect((await site.get('/password', headers)).headers.get('location')).toBe('/sign-in')
      expect((await site.post('/password', FIELDS, headers)).headers.get('location')).toBe('/sign-in')
    }
    const { cookie } = await signIn(password)
    const chosen = await site.post('/password', FIELDS, { cookie })
    const ordinary = (chosen.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const other = { next: 'copper window tide 8', nextAgain: 'copper window tide 8' }
    expect((await site.post('/password', other, { cookie: ordinary })).headers.get('location')).toBe('/me')
    expect((await signIn(GOOD_PASSWORD)).answer.status).toBe(303)
  })

  it('R2: a form from another site, or of another type, chooses nothing', async () => {
    const { password, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'content-type': 'text/plain' },
    ]
    for (const headers of foreign) {
      expect((await site.post('/password', FIELDS, { cookie, ...headers })).status).toBe(403)
    }
    expect((await signIn(password)).answer.status).toBe(303)
  })

  it('R2: an old session chooses nothing once another temporary password was given', async () => {
    const { id, password, portal, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    const second = await giveTemporary(portal, id, 2)
    expect((await site.post('/password', FIELDS, { cookie })).headers.get('location')).toBe('/sign-in')
    expect((await signIn(GOOD_PASSWORD)).answer.status).toBe(422)
    expect((await signIn(second)).answer.headers.get('location')).toBe('/password')
  })

  it('S4, R2: whoever is dismissed meanwhile chooses nothing', async () => {
    const { id, password, portal, signIn, site } = await openStory()
    const { cookie } = await signIn(password)
    await portal.store.write(async (writer) => {
      await writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', id).execute()
    })
    expect((await site.post('/password', FIELDS, { cookie })).headers.get('location')).toBe('/sign-in')
  })

  it('J5, R2: guessing a temporary password is limited like any other', async () => {
    const { signIn, site } = await openStory()
    const statuses: number[] = []
    for (let tries = 0; tries <= LIMITS.wrongPassword.times; tries += 1) {
      statuses.push((await signIn(`cccc-cccc-cccc-${tries}`)).answer.status)
    }
    expect(statuses.at(-1)).toBe(429)
    expect((await site.post('/password', FIELDS)).headers.get('location')).toBe('/sign-in')
  })

  it('R2: the page has the same strict headers as every other', async () => {
    const { password, signIn, site } = await openStory()
    const { answer, cookie } = await signIn(password)
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/u)
    const page = await site.get('/password', { cookie })
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
  })
})
