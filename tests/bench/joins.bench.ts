import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { startReception } from '../../electron/core/reception/server'
import { createAccountsService } from '../../electron/core/services/accounts'
import { createJoiningService } from '../../electron/core/services/joining'
import { hashPassword } from '../../electron/core/services/password-hashing'
import { passwordStrength } from '../../electron/core/services/password-strength'
import { readPortal } from '../../electron/core/store/accounts'
import { openOutbox } from '../support/outbox-child'
import { type BenchContext, type Benchmark, compare } from './support/benchmark'
import { generatePortal } from './support/portal-generator'

// What reads modules here is gone once this one is read: the password estimator is read on demand otherwise.
await passwordStrength('velvet otter lamp 41', [])

/** Each costs one hash of about 32 MiB, which is most of what both sides do. */
const JOINS = 80
/** Newcomers who send their form at the same time. */
const AT_ONCE = 8
const FORM = new URLSearchParams({
  firstName: 'Anna',
  lastName: 'Weiss',
  password: 'velvet otter lamp 41',
  passwordAgain: 'velvet otter lamp 41',
}).toString()

/** Sends the form to every path, so many at once; milliseconds until all are answered with a redirect. */
async function sendAll(port: number, paths: readonly string[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const waiting = paths.map((path, client) => ({ path, client }))
  const sendOne = async (path: string, client: number): Promise<void> => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      agent,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': FORM.length,
        origin: `http://127.0.0.1:${port}`,
        // Each from an address of its own: tries are limited for each.
        'x-forwarded-for': `10.1.${client >> 8}.${client & 255}`,
      },
    })
    sent.end(FORM)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    if (answer.statusCode !== 303) throw new Error(`a join was answered with ${answer.statusCode}`)
  }
  const began = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await sendOne(next.path, next.client)
    }),
  )
  const took = performance.now() - began
  agent.destroy()
  return took
}

/** Milliseconds in which so many of those who are invited to a fresh portal join. */
async function joinOurs(context: BenchContext, round: number): Promise<number> {
  const folder = join(context.folder, 'joins', `round-${round}`)
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'portal.db')
  await generatePortal(file, { people: 2_000, departments: 10, seed: 11 })
  const { context: service, links } = await openOutbox({ file, backupFolder: join(folder, 'backups') })
  const { reader } = service.store
  const invitations = await reader
    .selectFrom('invitation')
    .select(['id', 'generation', 'handle'])
    .where('state', '=', 'live')
    .limit(JOINS)
    .execute()
  if (invitations.length < JOINS) throw new Error('too few people are invited')
  const portal = await readPortal(reader)
  const reception = await startReception(
    {
      ...service,
      accounts: createAccountsService(service),
      joining: createJoiningService(service),
      portal: async () => portal,
    },
    { host: '127.0.0.1', port: 0, publicAddress: 'https://join.example.com' },
  )
  try {
    return await sendAll(
      reception.port,
      invitations.map((invitation) => `/J/${links.token(invitation)}`),
    )
  } finally {
    await reception.stop()
    await service.store.close()
  }
}

/** A bare route that reads the form and hashes the password as ours does, and keeps nothing. */
async function startBare(): Promise<Server> {
  const site = new Hono()
  site.post('/join', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    await hashPassword(form.get('password') ?? '', { bytes: (length) => randomBytes(length) })
    return context.redirect('/joined', 303)
  })
  const listener = getRequestListener(site.fetch, { overrideGlobalObjects: false })
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** What joining costs over the hash that nobody can spare: at least 0.8 of the bare route's joins a second. */
export const benchmark: Benchmark = {
  id: 'joins',
  work: `${JOINS} joins at the join site, ${AT_ONCE} at once`,
  async run(context) {
    const bare = await startBare()
    const { port } = bare.address() as AddressInfo
    const ours: number[] = []
    const baseline: number[] = []
    try {
      for (let round = -1; round < context.rounds; round += 1) {
        context.say(`round ${round + 1} of ${context.rounds}`)
        const mine = await joinOurs(context, round)
        const other = await sendAll(port, Array<string>(JOINS).fill('/join'))
        // The first round warms the compiler.
        if (round < 0) continue
        ours.push(mine)
        baseline.push(other)
      }
    } finally {
      bare.closeAllConnections()
      bare.close()
    }
    const perSecond = (samples: readonly number[]) => samples.map((milliseconds) => (JOINS * 1_000) / milliseconds)
    return [
      compare('all of them in, ms', 1.25, ours, baseline),
      compare('joins a second', null, perSecond(ours), perSecond(baseline)),
    ]
  },
}
