import { connect } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { shortCode } from '../../../../electron/core/domain/join-codes'
import { clientAddress } from '../../../../electron/core/reception/client-address'
import { createRateLimits, LIMITS } from '../../../../electron/core/reception/rate-limits'
import { startReception } from '../../../../electron/core/reception/server'
import {
  auditActions,
  givePassword,
  GOOD_PASSWORD,
  invite,
  joinFields,
  openTheLink,
  openTestPortal,
  ORIGIN,
  receptionParts,
  visit,
} from './reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const HTML = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'`${1}&amp;'

describe('escaping', () => {
  it('J2: HTML in any field, name, greeting or company name comes out as text', async () => {
    const portal = await openTestPortal({ name: HTML })
    const token = await openTheLink(portal, { greeting: HTML })
    const personal = await invite(portal, { firstName: HTML, lastName: HTML, email: 'anna@example.com' })
    const me = await portal.addPerson({
      firstName: HTML,
      email: 'me@example.com',
      departmentIds: [await portal.addDepartment(HTML)],
    })
    await givePassword(portal, me.personId)
    const site = visit(portal)
    const signedIn = await site.post('/sign-in', { login: 'me@example.com', password: GOOD_PASSWORD })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const pages = [
      await site.get('/'),
      await site.get(`/J?code=${encodeURIComponent(HTML)}`),
      await site.get(`/J/${encodeURIComponent(HTML)}`),
      await site.get(`/J/${token}`),
      await site.get(`/J/${personal.token}`),
      await site.post(`/J/${token}`, {
        firstName: HTML,
        lastName: HTML,
        address: HTML,
        password: HTML,
        passwordAgain: '',
      }),
      await site.post('/sign-in', { login: HTML, password: HTML }),
      await site.get('/me', { cookie }),
      await site.get(`/${encodeURIComponent(HTML)}?lang=${encodeURIComponent(HTML)}`),
    ]
    for (const page of pages) {
      const text = await page.text()
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toMatch(/<script|<img|onerror=alert\(1\)>"/)
    }
  })
})

describe('headers', () => {
  it('every answer carries strict headers, whatever it is', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    const { token } = await invite(portal)
    const answers = [
      await site.get('/'),
      await site.get(`/J/${token}`),
      await site.get('/J/dead'),
      await site.get('/nowhere'),
      await site.get('/style.css'),
      await site.post('/sign-in', {}),
      await site.send('/', { headers: { host: 'evil.example' } }),
      await site.post(`/J/${token}`, { firstName: 'x'.repeat(20_000) }),
      await site.post(`/J/${token}`, joinFields(), { origin: 'https://evil.example' }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 404, 404, 200, 422, 421, 413, 403])
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('cache-control')).toMatch(/no-store|^public, max-age=120$/)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it.each([
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:9999',
    '127.0.0.1:8123.evil.example',
    'evil@127.0.0.1:8123',
    '',
    'a b',
  ])('a page asked for under the name %j is refused', async (host) => {
    const portal = await openTestPortal()
    expect((await visit(portal).send('/', { headers: { host } })).status).toBe(421)
  })

  it('behind a web server its name works, and the cookie is for https alone', async () => {
    const portal = await openTestPortal()
    const me = await portal.addPerson({ email: 'me@example.com' })
    await givePassword(portal, me.personId)
    const site = visit(portal, { publicAddress: 'https://join.example.com' })
    for (const host of ['join.example.com', 'join.example.com:443', 'JOIN.example.com']) {
      expect((await site.send('/', { headers: { host } })).status).toBe(200)
    }
    const signedIn = await site.post(
      '/sign-in',
      { login: 'me@example.com', password: GOOD_PASSWORD },
      { host: 'join.example.com', origin: 'https://join.example.com' },
    )
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^__Host-usher_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://127.0.0.1:9999' }, 403],
    [{ origin: ORIGIN, 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: ORIGIN, 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: '', 'sec-fetch-site': '' }, 403],
    [{ origin: ORIGIN, 'sec-fetch-site': 'same-origin' }, 303],
    [{ origin: ORIGIN }, 303],
  ])('a form from %j gets %d', async (headers, status) => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    expect((await visit(portal).post(`/J/${token}`, joinFields(), headers)).status).toBe(status)
  })

  it('a form that says nothing of where it comes from is refused', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const body = new URLSearchParams(joinFields()).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await visit(portal).send(`/J/${token}`, { method: 'POST', headers, body })).status).toBe(403)
  })
})

describe('bodies', () => {
  it.each([
    ['application/json', '{"firstName":"Anna"}', 403],
    ['multipart/form-data; boundary=x', '--x--', 403],
    ['text/plain', 'firstName=Anna', 403],
    ['application/x-www-form-urlencoded-x', 'firstName=Anna', 403],
    ['application/x-www-form-urlencoded', '%%%&&&===%E0%A4%A&firstName=%00', 422],
    ['application/x-www-form-urlencoded; charset=utf-8', '', 422],
    ['application/x-www-form-urlencoded', 'a=1&'.repeat(4_000), 422],
    ['application/x-www-form-urlencoded', `firstName=${'a'.repeat(17_000)}`, 413],
  ])('a body of type %s, %j, gets its answer', async (type, body, status) => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const headers = { origin: ORIGIN, 'content-type': type }
    const response = await visit(portal).send(`/J/${token}`, { method: 'POST', headers, body })
    expect(response.status).toBe(status)
    expect(await auditActions(portal)).toEqual([])
  })

  it('other methods find nothing', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      expect((await visit(portal).send(`/J/${token}`, { method })).status).toBe(404)
    }
    expect(await auditActions(portal)).toEqual([])
  })
})

describe('J5: guessing', () => {
  it('J5: twenty dead links from one address, then it has to wait; others do not, and a working link is no try', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const site = visit(portal)
    for (let opened = 0; opened < 30; opened += 1) expect((await site.get(`/J/${token}`)).status).toBe(200)
    for (let tries = 0; tries < LIMITS.wrongCode.times; tries += 1) {
      expect((await site.get(`/J/${String(tries).padStart(32, '7')}`)).status).toBe(404)
    }
    const stopped = await site.get(`/J/${token}`)
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers.get('retry-after'))).toBe(600)
    expect(await stopped.text()).toContain('Try again in 10 minutes')
    expect((await site.fromAddress('192.168.1.21').get(`/J/${token}`)).status).toBe(200)
    portal.clock.advance(LIMITS.wrongCode.window)
    expect((await site.get(`/J/${token}`)).status).toBe(200)
  })

  it('J5: short codes of one handle are limited whoever tries', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const site = visit(portal)
    const wrong = `${token.slice(0, 6)}ZZZZZZZZZZ`
    const statuses = []
    for (let tries = 0; tries < 6; tries += 1) {
      statuses.push((await site.fromAddress(`10.0.0.${tries}`).get(`/J/${wrong}`)).status)
    }
    expect(statuses).toEqual([404, 404, 404, 404, 429, 429])
    expect((await site.fromAddress('10.0.1.1').get(`/J/${shortCode(token)}`)).status).toBe(429)
  })

  it('J5: a known, an unknown and an invited address get the same page, byte for byte', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal)
    await portal.addPerson({ email: 'active@example.com' })
    await portal.addPerson({ email: 'gone@example.com', status: 'dismissed' })
    await invite(portal, { email: 'invited@example.com' })
    const site = visit(portal)
    const answers = new Set<string>()
    for (const name of ['active', 'gone', 'invited', 'stranger']) {
      const response = await site.post(`/J/${token}`, joinFields({ address: `${name}@example.com` }))
      answers.add(JSON.stringify([response.status, Object.fromEntries(response.headers), await response.text()]))
    }
    expect(answers.size).toBe(1)
  })

  it('J5: signing in tells a stranger nothing about who exists', async () => {
    const portal = await openTestPortal()
    const me = await portal.addPerson({ email: 'me@example.com', status: 'pending' })
    await givePassword(portal, me.personId)
    const site = visit(portal)
    const pages = new Set<string>()
    for (const login of ['me@example.com', 'no@example.com']) {
      const response = await site.post('/sign-in', { login, password: 'wrong wrong' })
      pages.add(`${response.status} ${(await response.text()).replaceAll(login, '')}`)
    }
    expect(pages.size).toBe(1)
  })

  it('A4: guessing passwords from one address ends after twenty, whichever logins are tried', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    for (let tries = 0; tries < LIMITS.wrongPassword.times; tries += 1) {
      expect((await site.post('/sign-in', { login: `n${tries}@example.com`, password: 'wrong' })).status).toBe(422)
    }
    expect((await site.post('/sign-in', { login: 'x@example.com', password: 'wrong' })).status).toBe(429)
  })

  it('J5: X-Forwarded-For counts only behind a web server, and there only its last part', () => {
    const peer = { incoming: { socket: { remoteAddress: '192.168.1.20' } } }
    expect(clientAddress(peer, '1.2.3.4', false)).toBe('192.168.1.20')
    expect(clientAddress(peer, '6.6.6.6, 1.2.3.4', true)).toBe('1.2.3.4')
    expect(clientAddress(peer, undefined, true)).toBe('192.168.1.20')
    expect(clientAddress(peer, '1.2.3.4:5678', true)).toBe('1.2.3.4')
    expect(clientAddress(peer, '[2001:db8:1:2::1]:443', true)).toBe(clientAddress(peer, '2001:db8:1:2::9', true))
    expect(clientAddress({}, undefined, false)).toBe('unknown')
    const one = { incoming: { socket: { remoteAddress: '2001:db8:1:2:aaaa::1' } } }
    const other = { incoming: { socket: { remoteAddress: '2001:DB8:1:2:bbbb:1:2:3' } } }
    expect(clientAddress(one, undefined, false)).toBe(clientAddress(other, undefined, false))
    expect(clientAddress({ incoming: { socket: { remoteAddress: '::ffff:10.0.0.1' } } }, undefined, false)).toBe(
      '10.0.0.1',
    )
  })

  it('J5: a spoofed X-Forwarded-For buys no more tries', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    let last = 0
    for (let tries = 0; tries <= LIMITS.wrongCode.times; tries += 1) {
      last = (await site.get('/J/dead', { 'x-forwarded-for': `10.9.8.${tries}` })).status
    }
    expect(last).toBe(429)
  })

  it('J5: a whole office behind one address comes in at the same moment', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal, { require_confirmation: 0 })
    const site = visit(portal)
    const join = (count: number) => site.post(`/J/${token}`, joinFields({ address: `n${count}@example.com` }))
    const answers = await Promise.all(Array.from({ length: LIMITS.wrongCode.times * 2 }, (_none, count) => join(count)))
    expect(answers.map((answer) => answer.headers.get('location'))).toEqual(answers.map(() => '/joined'))
  })

  it('J5: wrong tries sent at the same moment are no more than those sent one after another', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    const links = Array.from({ length: LIMITS.wrongCode.times * 2 }, () => site.get('/J/dead'))
    const statuses = (await Promise.all(links)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 404)).toHaveLength(LIMITS.wrongCode.times)
    const guesses = Array.from({ length: LIMITS.wrongPassword.times * 2 }, (_none, count) =>
      site.post('/sign-in', { login: `n${count}@example.com`, password: 'wrong' }),
    )
    const said = (await Promise.all(guesses)).map(({ status }) => status)
    expect(said.filter((status) => status === 422)).toHaveLength(LIMITS.wrongPassword.times)
    expect(new Set([...statuses, ...said])).toEqual(new Set([404, 422, 429]))
  })

  it('J5: counting forgets the oldest clients rather than growing without end', () => {
    let now = 0
    const limits = createRateLimits(() => now)
    for (let client = 0; client < 30_000; client += 1) limits.take('request', `10.${client}`)
    expect(limits.take('request', '10.29999')).toBe(0)
    for (let tries = 0; tries < LIMITS.form.times; tries += 1) expect(limits.take('form', 'a')).toBe(0)
    expect(limits.take('form', 'a')).toBe(LIMITS.form.window)
    now = -5
    expect(limits.take('form', 'a')).toBe(0)
  })
})

describe('sessions', () => {
  it('a guessed, cut, foreign or overlong session is none', async () => {
    const portal = await openTestPortal()
    const site = visit(portal)
    for (const token of ['', 'x', '0'.repeat(43), 'x'.repeat(5_000), '%00', '__proto__']) {
      expect((await site.get('/me', { cookie: `usher_session=${token}` })).status).toBe(303)
    }
  })

  it('signing in makes a new token and ends the one before, so that none can be planted', async () => {
    const portal = await openTestPortal()
    const me = await portal.addPerson({ email: 'me@example.com' })
    await givePassword(portal, me.personId)
    const site = visit(portal)
    const signIn = async (cookie: string) =>
      (
        (await site.post('/sign-in', { login: 'me@example.com', password: GOOD_PASSWORD }, { cookie })).headers.get(
          'set-cookie',
        ) ?? ''
      ).split(';')[0] ?? ''
    const planted = 'usher_session=planted-by-somebody-else-000000000000000000'
    const first = await signIn(planted)
    expect(first).not.toBe(planted)
    const second = await signIn(first)
    expect(second).not.toBe(first)
    expect((await site.get('/me', { cookie: first })).status).toBe(303)
    expect((await site.get('/me', { cookie: second })).status).toBe(200)
  })
})

describe('a real listener', () => {
  async function listening() {
    const portal = await openTestPortal()
    const server = await startReception(receptionParts(portal), { host: '127.0.0.1', port: 0, publicAddress: null })
    onTestFinished(() => server.stop())
    const raw = (request: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(server.port, '127.0.0.1', () => socket.end(request))
        let answer = ''
        socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
        socket.on('close', () => resolve(answer)).on('error', reject)
      })
    return { portal, server, base: `http://127.0.0.1:${server.port}`, raw }
  }

  it('J2: the whole way over real HTTP', async () => {
    const { portal, base } = await listening()
    const { token } = await invite(portal, { email: 'anna@example.com' }, { require_confirmation: 0 })
    expect((await fetch(`${base}/J/${token}`)).status).toBe(200)
    const sent = await fetch(`${base}/J/${token}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: base },
      body: new URLSearchParams(joinFields()),
    })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/joined'])
    expect(await (await fetch(`${base}/style.css`)).text()).toContain('prefers-color-scheme: dark')
  })

  it('J4, S5: six forms at the same moment over real connections: one is in', async () => {
    const { portal, base } = await listening()
    const { token } = await invite(portal)
    const forms = Array.from({ length: 6 }, () =>
      fetch(`${base}/J/${token}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: base },
        body: new URLSearchParams(joinFields()),
      }),
    )
    const statuses = (await Promise.all(forms)).map((response) => response.status).sort((one, other) => one - other)
    expect(statuses).toEqual([303, ...Array(5).fill(404)])
  })

  it.each([
    ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1.1 400/],
    ['GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 421/],
    ['GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 (400|421)/],
    ['GET /J/%E0%A4%A HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 404/],
    ['GET /../../etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n', /^HTTP\/1.1 404/],
    [`GET /${'a'.repeat(9_000)} HTTP/1.1\r\nHost: HOST\r\n\r\n`, /^HTTP\/1.1 431/],
    [`GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'a'.repeat(9_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
    [
      'POST /sign-in HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1.1 400/,
    ],
    ['\u0016\u0003\u0001 not http', /^HTTP\/1.1 400/],
  ])('malformed requests end in an answer, never in a crash: %j', async (request, answer) => {
    const { raw, base, server } = await listening()
    expect(await raw(request.replaceAll('HOST', `127.0.0.1:${server.port}`))).toMatch(answer)
    expect((await fetch(`${base}/`)).status).toBe(200)
  })

  it('what breaks inside is told to the log and to nobody else', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    await portal.store.write((writer) => sql`DROP TABLE open_link`.execute(writer))
    const response = await visit(portal).get(`/J/${token}`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/VAULT|open_link|Error|at \//)
    expect(portal.log.lines.some((line) => line.level === 'error')).toBe(true)
  })

  it('no join code and no password ever reaches the log', async () => {
    const { portal, base } = await listening()
    const { token } = await invite(portal)
    await fetch(`${base}/J/${token}`, {
      method: 'POST',
      headers: { origin: base },
      body: new URLSearchParams(joinFields()),
    })
    const written = JSON.stringify([portal.log.lines, await portal.rowsOf('audit')])
    for (const secret of [token, shortCode(token), GOOD_PASSWORD]) expect(written).not.toContain(secret)
  })
})
