import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { CONNECTION_LIMITS, type ConnectionLimits, startReception } from '../../../../electron/core/reception/server'
import type { ReceptionParts } from '../../../../electron/core/reception/join-site-env'
import { readCounts } from '../../../../electron/core/store/counters'
import { invite, joinFields, openTestPortal, openTheLink, personOf, receptionParts } from './reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 120_000 })

/** Short enough for a test, in the proportions of the real ones. */
const IMPATIENT: Partial<ConnectionLimits> = { headers: 250, request: 500, looking: 50 }

async function listening(limits: Partial<ConnectionLimits> = {}, publicAddress: string | null = null) {
  const portal = await openTestPortal()
  const place = { host: '127.0.0.1', port: 0, publicAddress }
  const parts = receptionParts(portal)
  let accepts = (): void => undefined
  const accepting = new Promise<void>((resolve) => (accepts = resolve))
  const joining: ReceptionParts['joining'] = {
    ...parts.joining,
    accept(code, form) {
      accepts()
      return parts.joining.accept(code, form)
    },
  }
  const server = await startReception({ ...parts, joining }, place, { ...CONNECTION_LIMITS, ...limits })
  onTestFinished(() => server.stop())
  const open = (): Socket => {
    const socket = connect(server.port, '127.0.0.1')
    socket.setEncoding('utf8').on('error', () => undefined)
    return socket
  }
  return { portal, server, open, accepting, host: `127.0.0.1:${server.port}`, base: `http://127.0.0.1:${server.port}` }
}

/** All that came until the other side hung up. */
async function heard(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (part: string) => (text += part))
  await once(socket, 'close')
  return text
}

describe('slow clients', () => {
  it('J5: whoever never ends the headers is cut off, and others are answered meanwhile', async () => {
    const { open, host, base } = await listening(IMPATIENT)
    const slow = Array.from({ length: 20 }, () => {
      const socket = open()
      socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n`)
      return heard(socket)
    })
    expect((await fetch(`${base}/`)).status).toBe(200)
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408|^$/u)
  })

  it('J5: letters that drip in keep no connection open', async () => {
    const { open, host } = await listening(IMPATIENT)
    const socket = open()
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `)
    const drip = setInterval(() => socket.writable && socket.write('a'), 20)
    const answer = await heard(socket)
    clearInterval(drip)
    expect(answer).toMatch(/^HTTP\/1\.1 408|^$/u)
  })

  it('J5: a form that never comes to its end is cut off, and nothing of it happens', async () => {
    const { open, host, base, portal } = await listening(IMPATIENT)
    const { token, personId } = await invite(portal)
    const body = new URLSearchParams(joinFields()).toString()
    const head = [
      `POST /J/${token} HTTP/1.1`,
      `Host: ${host}`,
      `Origin: ${base}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length + 1}`,
    ].join('\r\n')
    const socket = open()
    socket.write(`${head}\r\n\r\n${body}`)
    expect(await heard(socket)).not.toMatch(/ 303 /u)
    expect(await personOf(portal, personId)).toMatchObject({ status: 'invited' })
  })

  it('J5: one address cannot hold all connections', async () => {
    const { open, base } = await listening({ ...IMPATIENT, headers: 60_000, request: 60_000, each: () => 3 })
    const held = [open(), open(), open()]
    await Promise.all(held.map((socket) => once(socket, 'connect')))
    expect(await heard(open())).toBe('')
    const closed = once(held[0] ?? open(), 'close')
    held[0]?.destroy()
    await closed
    await expect.poll(async () => (await fetch(`${base}/`).catch(() => null))?.status).toBe(200)
    for (const socket of held) socket.destroy()
  })

  it('J1: of the real limits, a network neighbour gets a share and this computer all', () => {
    expect(CONNECTION_LIMITS.each('192.168.1.20')).toBeLessThan(CONNECTION_LIMITS.atOnce / 2)
    for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(CONNECTION_LIMITS.each(own)).toBe(Number.POSITIVE_INFINITY)
    }
  })
})

describe('stopping', () => {
  it('J1: who has just sent the form still learns what became of it; then nothing answers any more', async () => {
    const { portal, server, base, accepting } = await listening({ grace: 60_000 })
    const { token, personId } = await invite(portal, { email: 'anna@example.com' }, { require_confirmation: 0 })
    const headers = { origin: base, 'content-type': 'application/x-www-form-urlencoded' }
    const sent = request(`${base}/J/${token}`, { method: 'POST', headers })
    const answered = once(sent, 'response')
    sent.end(new URLSearchParams(joinFields()).toString())
    await accepting
    await server.stop()
    const [answer] = (await answered) as [IncomingMessage]
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/joined'])
    expect(await personOf(portal, personId)).toMatchObject({ status: 'active' })
    await expect(fetch(`${base}/`)).rejects.toThrow()
  })

  it('J1: who holds on is cut off when the site stops', async () => {
    const { server, open, host } = await listening({ grace: 50 })
    const socket = open()
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n`)
    await once(socket, 'connect')
    const ended = heard(socket)
    await server.stop()
    expect(await ended).toBe('')
  })
})

describe('header tricks over real connections', () => {
  it.each([
    [
      'two hosts',
      'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 (400|421)/u,
    ],
    [
      'another host asked for by X-Forwarded-Host',
      'GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: HOST\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 421/u,
    ],
    [
      'an overridden method',
      'POST /J HTTP/1.1\r\nHost: HOST\r\nX-HTTP-Method-Override: GET\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 403/u,
    ],
    [
      'a path by X-Original-URL',
      'GET /nowhere HTTP/1.1\r\nHost: HOST\r\nX-Original-URL: /me\r\nX-Rewrite-URL: /me\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 404/u,
    ],
    [
      'a header in a header',
      'GET /?lang=en%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n',
      /^HTTP\/1\.1 200 OK\r\n(?![\s\S]*a=b)/u,
    ],
    [
      'a request in a body',
      'POST /sign-in HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /me HTTP/1.1\r\n\r\n',
      /^HTTP\/1\.1 400/u,
    ],
    [
      'too many headers',
      `GET / HTTP/1.1\r\nHost: HOST\r\n${'X-A: b\r\n'.repeat(900)}Connection: close\r\n\r\n`,
      /^HTTP\/1\.1 (200|431)/u,
    ],
  ])('%s: gets its plain answer', async (_what, text, answer) => {
    const { open, host } = await listening()
    const socket = open()
    socket.write(text.replaceAll('HOST', host))
    expect(await heard(socket)).toMatch(answer)
  })
})

describe('a crowd', () => {
  it('J2, J5: 200 clients at once are all answered, and the console goes on meanwhile', async () => {
    const { portal, host, base } = await listening({}, 'https://join.example.com')
    const token = await openTheLink(portal, { require_confirmation: 0 })
    const delay = monitorEventLoopDelay({ resolution: 5 })
    let answered = 0
    let crowded = true
    const working = (async () => {
      while (crowded) {
        await readCounts(portal.store.reader, '')
        answered += 1
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const ask = (client: number, init: RequestInit = {}) =>
      fetch(`${base}/J/${token}`, {
        redirect: 'manual',
        ...init,
        headers: { host, origin: base, 'x-forwarded-for': `10.0.${client >> 8}.${client & 255}`, ...init.headers },
      })
    delay.enable()
    const opened = await Promise.all(Array.from({ length: 200 }, (_, client) => ask(client)))
    const joined = await Promise.all(
      Array.from({ length: 40 }, (_, client) =>
        ask(client, { method: 'POST', body: new URLSearchParams(joinFields({ address: `n${client}@example.com` })) }),
      ),
    )
    delay.disable()
    crowded = false
    await working
    expect(new Set(opened.map((response) => response.status))).toEqual(new Set([200]))
    expect(joined.map((response) => response.headers.get('location'))).toEqual(Array(40).fill('/joined'))
    const people = await portal.store.reader
      .selectFrom('person')
      .select('id')
      .where('address', 'like', 'n%@example.com')
      .execute()
    expect(people).toHaveLength(40)
    // In milliseconds. What a shared machine adds is allowed for; a hash in the main thread would be far over it each time.
    expect(delay.percentile(95) / 1e6).toBeLessThan(100)
    expect(answered).toBeGreaterThan(40)
  })
})
