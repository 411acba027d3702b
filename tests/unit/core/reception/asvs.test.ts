import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import {
  givePassword,
  GOOD_PASSWORD,
  invite,
  joinFields,
  openTestPortal,
  openTheLink,
  ORIGIN,
  personOf,
  visit,
} from './reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const FOLDERS: Readonly<Record<string, string>> = {
  R: 'tests/unit/core/reception',
  S: 'tests/unit/core/services',
  D: 'tests/unit/core/domain',
}

/** Every test that docs/asvs.md names, by file and title. */
function namedTests(): readonly (readonly [file: string, title: string])[] {
  return readFileSync('docs/asvs.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, named = ''] = /\| ([^|]+\.test\.ts › [^|]+) \|$/u.exec(line) ?? []
      const [file = '', title = ''] = named.split(' › ')
      return named === ''
        ? []
        : [[file.replace(/^([A-Z])\//u, (_, letter: string) => `${FOLDERS[letter]}/`), title] as const]
    })
}

describe('docs/asvs.md', () => {
  it('names only tests that there are, and names one in every row', () => {
    const rows = readFileSync('docs/asvs.md', 'utf8').match(/^\| \d.*$/gmu) ?? []
    const named = namedTests()
    expect(named).toHaveLength(rows.length)
    expect(named.length).toBeGreaterThan(40)
    const gone = named.filter(
      ([file, title]) => !existsSync(file) || !readFileSync(file, 'utf8').includes(`'${title}'`),
    )
    expect(gone).toEqual([])
  })
})

describe('what no other test shows', () => {
  it('ASVS 2.1.2–2.1.4: a long password with blanks and letters of any script works, whole', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal, { email: 'anna@example.com' }, { require_confirmation: 0 })
    const site = visit(portal)
    const password = `${'пять лодок и 雨 🌧 на реке '.repeat(4)}конец`
    const joined = await site.post(`/J/${token}`, joinFields({ password, passwordAgain: password }))
    expect(joined.headers.get('location')).toBe('/joined')
    const signIn = async (typed: string) =>
      (await site.post('/sign-in', { login: 'anna@example.com', password: typed })).status
    expect(await signIn(password.slice(0, -1))).toBe(422)
    expect(await signIn(password)).toBe(303)
  })

  it('ASVS 3.1.1: the session is in the cookie and nowhere else', async () => {
    const portal = await openTestPortal()
    const me = await portal.addPerson({ email: 'me@example.com' })
    await givePassword(portal, me.personId)
    const site = visit(portal)
    const signedIn = await site.post('/sign-in', { login: 'me@example.com', password: GOOD_PASSWORD })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const token = cookie.split('=')[1] ?? ''
    expect(token).toHaveLength(43)
    expect(signedIn.headers.get('location')).toBe('/me')
    expect(await (await site.get('/me', { cookie })).text()).not.toContain(token)
    // Nor is one taken from an address.
    expect((await site.get(`/me?usher_session=${token}`)).status).toBe(303)
  })

  it('ASVS 5.1.1: of a field that is sent twice the first counts', async () => {
    const portal = await openTestPortal()
    const { token, personId } = await invite(portal)
    const headers = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
    const body = `${new URLSearchParams(joinFields({ firstName: 'Anna' })).toString()}&firstName=Mallory&password=short`
    expect((await visit(portal).send(`/J/${token}`, { method: 'POST', headers, body })).status).toBe(303)
    expect(await personOf(portal, personId)).toMatchObject({ first_name: 'Anna' })
  })

  it('ASVS 5.1.2: fields nobody asked for change nothing', async () => {
    const portal = await openTestPortal()
    const { token, personId } = await invite(portal, { email: 'anna@example.com' })
    const more = {
      administrator: '1',
      status: 'active',
      kind: 'partner',
      email: 'mallory@example.com',
      address: 'm@example.com',
    }
    expect((await visit(portal).post(`/J/${token}`, joinFields(more))).headers.get('location')).toBe('/waiting')
    const kept = { administrator: 0, status: 'pending', kind: 'employee', email: 'anna@example.com' }
    expect(await personOf(portal, personId)).toMatchObject(kept)
  })

  it('ASVS 5.1.5: whatever is asked for, no answer leads to another site', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal, { require_confirmation: 0 })
    const site = visit(portal)
    const answers = [
      await site.get('/J?code=//evil.example'),
      await site.get('/me?next=https://evil.example'),
      await site.get('//evil.example/..'),
      await site.get(`${ORIGIN}//evil.example/here`),
      await site.get(String.raw`${ORIGIN}/\evil.example/here`),
      await site.get(`/J?code=${token}&next=//evil.example`),
      await site.post('/sign-out?next=https://evil.example', {}),
      await site.post(
        `/J/${token}?next=//evil.example`,
        joinFields({ address: 'n@example.com', next: '//evil.example' }),
      ),
    ]
    for (const answer of answers) {
      expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?!\/)[\w/-]*$/u)
      expect(await answer.text()).not.toMatch(/(?:href|action)="(?:\/\/|\w+:)/u)
    }
  })
})
