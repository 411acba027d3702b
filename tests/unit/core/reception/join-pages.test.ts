import { describe, expect, it, vi } from 'vitest'
import { shortCode } from '../../../../electron/core/domain/join-codes'
import {
  auditActions,
  GOOD_PASSWORD,
  invite,
  joinFields,
  openTheLink,
  openTestPortal,
  personOf,
  visit,
} from './reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

/** Markup without its line breaks and indentation. */
const flat = (markup: string): string => markup.replaceAll(/\s+/g, ' ')

describe('J2: coming in', () => {
  it('J2, J6: the page of an invitation is a form that works without scripts, filled in as invited', async () => {
    const portal = await openTestPortal()
    const { personId, token } = await invite(portal, {
      email: 'anna@example.com',
      firstName: 'Anna',
      lastName: 'Weiss',
    })
    const response = await visit(portal).get(`/J/${token}`)
    const page = flat(await response.text())
    expect(response.status).toBe(200)
    expect(page).toContain('Join Aurora')
    expect(page).toMatch(/<input id="firstName"[^>]*value="Anna"/)
    expect(page).toMatch(/<input id="lastName"[^>]*value="Weiss"/)
    expect(page).toMatch(/value="a•••@example.com" readonly/)
    expect(page).not.toContain('anna@example.com')
    expect(page).toContain(`method="post" action="/J/${token}?lang=en"`)
    expect(page).not.toMatch(/<script|\son\w+=|style="/i)
    expect((await personOf(portal, personId))?.status).toBe('invited')
  })

  it('J6: probing with HEAD leaves no trace; opening is noted once', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const site = visit(portal)
    const probed = await site.send(`/J/${token}`, { method: 'HEAD' })
    expect([probed.status, await probed.text()]).toEqual([200, ''])
    expect(await auditActions(portal)).toEqual([])
    await site.get(`/J/${token}`)
    await site.get(`/j/${token.toLowerCase()}`)
    expect(await auditActions(portal)).toEqual(['person.link-opened'])
  })

  it('J2, S5: sending the form leads to the page of what became of it, and a reload sends nothing twice', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    const waiting = await invite(portal)
    const accepted = await site.post(`/J/${waiting.token}`, joinFields())
    expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/waiting'])
    expect(await (await site.get('/waiting')).text()).toContain('has to confirm you')
    const inAtOnce = await invite(portal, {}, { require_confirmation: 0 })
    expect((await site.post(`/J/${inAtOnce.token}`, joinFields())).headers.get('location')).toBe('/joined')
    expect(await (await site.get('/joined')).text()).toContain('You are in')
    const again = await site.post(`/J/${waiting.token}`, joinFields())
    expect(again.status).toBe(404)
    expect(await again.text()).toContain('This link no longer works')
  })

  it('N1: without a seat the page says why', async () => {
    const portal = await openTestPortal({ seat_limit: 1 })
    const { token } = await invite(portal, {}, { require_confirmation: 0 })
    const site = visit(portal)
    expect((await site.post(`/J/${token}`, joinFields())).headers.get('location')).toBe('/waiting/seat')
    expect(await (await site.get('/waiting/seat')).text()).toContain('no free place')
  })

  it('J2: a wrong form comes back with the text beside each field, what was typed, and no password', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal)
    const response = await visit(portal).post(
      `/J/${token}`,
      joinFields({ firstName: '', address: 'nobody', password: 'secret-99', passwordAgain: 'secret-99' }),
    )
    const page = flat(await response.text())
    expect(response.status).toBe(422)
    expect(page).toMatch(/<p class="problem" id="firstName-problem">Type your first name\./)
    expect(page).toMatch(
      /<input id="firstName"[^>]*aria-describedby="firstName-problem"[^>]*aria-invalid="true" autofocus/,
    )
    expect(page).toMatch(/<input id="address"[^>]*value="nobody"/)
    expect(page).toMatch(/id="address-problem">This is neither an e-mail address nor a phone number/)
    expect(page).toMatch(/id="password-problem">This password is too short/)
    expect(page).toMatch(/<title>Please check/)
    expect(page).not.toContain('secret-99')
    expect(page.match(/autofocus/g)).toHaveLength(1)
  })

  it('M8: the code is typed on the first page, in any way people write it', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const site = visit(portal)
    expect(await (await site.get('/')).text()).toContain('Type the code from your invitation')
    const typed = shortCode(token).toLowerCase().replaceAll('-', ' ')
    const led = await site.get(`/J?code=${encodeURIComponent(typed)}`)
    expect([led.status, led.headers.get('location')]).toEqual([303, `/J/${token.slice(0, 16)}`])
    expect((await site.get(`/J/${shortCode(token)}`)).status).toBe(200)
    const half = await site.get('/J?code=7K3M')
    expect(half.status).toBe(422)
    expect(await half.text()).toMatch(/value="7K3M"[\s\S]*code-problem/)
  })

  it('L6: the greeting keeps its line breaks', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal, { greeting: 'Hello!\nSee you on Monday.' })
    expect(await (await visit(portal).get(`/J/${token}`)).text()).toContain('Hello!<br />See you on Monday.')
  })
})

describe('J2: languages', () => {
  const russian = 'Присоединяйтесь к Aurora'
  async function page(headers: Record<string, string>, query = '', locale: 'en' | 'ru' = 'ru') {
    const portal = await openTestPortal()
    const { token } = await invite(portal, {}, { locale })
    const response = await visit(portal).get(`/J/${token}${query}`, headers)
    return { text: await response.text(), response }
  }

  it('J2: the address comes before the cookie, the cookie before the browser, the browser before the invitation', async () => {
    expect((await page({})).text).toContain(russian)
    expect((await page({ 'accept-language': 'de, fr;q=0.8' })).text).toContain(russian)
    expect((await page({ 'accept-language': 'de, en-GB;q=0.7, ru;q=0.3' })).text).toContain('Join Aurora')
    expect((await page({ 'accept-language': 'en', cookie: 'usher_language=ru' }, '', 'en')).text).toContain(russian)
    const asked = await page({ 'accept-language': 'en', cookie: 'usher_language=en' }, '?lang=ru', 'en')
    expect(asked.text).toContain('<html lang="ru">')
    expect(asked.response.headers.get('set-cookie')).toMatch(/usher_language=ru.*HttpOnly.*SameSite=Lax/)
    expect((await page({ cookie: 'usher_language=<script>' }, '?lang=../../x', 'en')).text).toContain(
      '<html lang="en">',
    )
  })

  it('J2: both languages have the same texts, none empty, with the same blanks', async () => {
    const [english, russian] = await Promise.all(
      ['en', 'ru'].map(async (locale): Promise<Record<string, string>> => {
        const module = (await import(`../../../../resources/join/${locale}.json`)) as {
          default: Record<string, string>
        }
        return module.default
      }),
    )
    expect(Object.keys(russian ?? {})).toEqual(Object.keys(english ?? {}))
    const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()
    for (const [key, text] of Object.entries(english ?? {})) {
      expect(text.trim(), key).not.toBe('')
      expect(blanks(russian?.[key] ?? ''), key).toEqual(blanks(text))
    }
  })
})

describe('A4, S4: members', () => {
  async function joined(status: 'active' | 'pending' = 'active') {
    const portal = await openTestPortal()
    const department = await portal.addDepartment('Optics')
    const { token, personId } = await invite(
      portal,
      { email: 'anna@example.com' },
      { require_confirmation: status === 'active' ? 0 : 1, departmentIds: [department] },
    )
    await portal.addPerson({ firstName: 'Somebody', lastName: 'Else', departmentIds: [department] })
    const site = visit(portal)
    await site.post(`/J/${token}`, joinFields())
    const signIn = (password = GOOD_PASSWORD) => site.post('/sign-in', { login: 'anna@example.com', password })
    return { portal, personId, site, signIn }
  }

  it('A4, A2: who joined signs in and sees who they are, and nobody else', async () => {
    const { site, signIn } = await joined()
    const response = await signIn()
    expect([response.status, response.headers.get('location')]).toEqual([303, '/me'])
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^usher_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const page = await (await site.get('/me', { cookie: cookie.split(';')[0] ?? '' })).text()
    for (const text of ['Anna Weiss', 'Aurora', 'Optics']) expect(page).toContain(text)
    expect(page).not.toContain('Somebody')
    const out = await site.post('/sign-out', {}, { cookie: cookie.split(';')[0] ?? '' })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await site.get('/me', { cookie: cookie.split(';')[0] ?? '' })).status).toBe(303)
  })

  it('S4: who waits learns so after the right password', async () => {
    const { signIn } = await joined('pending')
    expect(await (await signIn()).text()).toContain('an administrator still has to confirm you')
    const wrong = await signIn('wrong wrong')
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('E-mail or phone and password do not match')
  })

  it('S4: a session ends with the membership, with a new password, and with time', async () => {
    for (const end of ['dismissed', 'password', 'idle'] as const) {
      const { portal, personId, site, signIn } = await joined()
      const cookie = ((await signIn()).headers.get('set-cookie') ?? '').split(';')[0] ?? ''
      expect((await site.get('/me', { cookie })).status).toBe(200)
      portal.clock.advance(1_000)
      await portal.store.write(async (writer) => {
        if (end === 'dismissed')
          await writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', personId).execute()
        if (end === 'password') await writer.updateTable('credential').set({ changed_at: portal.clock.now() }).execute()
      })
      if (end === 'idle') portal.clock.advance(31 * 60_000)
      expect((await site.get('/me', { cookie })).headers.get('location')).toBe('/sign-in')
    }
  })
})
