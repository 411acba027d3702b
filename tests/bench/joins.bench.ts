import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { startReception } from '../../electron/core/reception/server'
import { createAccountsService } from '../../electron/core/services/accounts/accounts'
import { createJoiningService } from '../../electron/core/services/joining/joining'
import { hashPassword } from '../../electron/core/services/accounts/password-hashing'
import { passwordStrength } from '../../electron/core/services/accounts/password-strength'
import { readPortal } from '../../electron/core/store/accounts'
import { openOutbox } from '../support/outbox-child'
import { type BenchContext, type Benchmark, compare } from './support/benchmark'
import { generatePortal } from './support/portal-generator'

// What reads modules here is gone once this one is read: the password estimator is read on demand otherwise.
await passwordStrength('velvet otter lamp 41', [])

/** Forms sent at the same time, and how often in a round the two sides take turns: a busy moment meets both. */
const AT_ONCE = 8
const TURNS = 10
const JOINS = AT_ONCE * TURNS
const PEOPLE = 20_000
const FORM = new URLSearchParams({
  firstName: 'Anna',
  lastName: 'Weiss',
  password: 'velvet otter lamp 41',
  passwordAgain: 'velvet otter lamp 41',
}).toString()

/** Somewhere that forms are sent to; every path takes one form. */
interface Side {
  readonly port: number
  nextPath(): string
  close(): Promise<void>
}

/** Everybody who is invited to a generated portal, at a join site of its own behind a web server. */
async function openOurs(context: BenchContext): Promise<Side> {
  const folder = join(context.folder, 'joins')
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'portal.db')
  await generatePortal(file, { people: PEOPLE, departments: 10, seed: 11 })
  const { context: service, links } = await openOutbox({ file, backupFolder: join(folder, 'backups') })
  const { reader } = service.store
  const invitations = await reader
    .selectFrom('invitation')
    .select(['id', 'generation', 'handle'])
    .where('state', '=', 'live')
    .limit(JOINS * (context.rounds + 1))
    .execute()
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
  return {
    port: reception.port,
    nextPath() {
      const invitation = invitations.pop()
      if (!invitation) throw new Error('too few people are invited')
      return `/J/${links.token(invitation)}`
    },
    async close() {
      await reception.stop()
      await service.store.close()
    },
  }
}

/** A bare route that reads the form and hashes the password as ours does, and keeps nothing. */
async function openBare(): Promise<Side> {
  const site = new Hono()
  site.post('/join', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    await hashPassword(form.get('password') ?? '', { bytes: (length) => randomBytes(length) })
    return context.redirect('/joined', 303)
  })
  const listener = getRequestListener(site.fetch, { overrideGlobalObjects: false })
  const server: Server = createServer((incoming, outgoing) => void listener(incoming, outgoing))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    nextPath: () => '/join',
    async close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
let clients = 0

async function sendForm({ port, nextPath }: Side): Promise<void> {
  clients += 1
  const sent = request({
    host: '127.0.0.1',
    port,
    path: nextPath(),
    agent,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': FORM.length,
      origin: `http://127.0.0.1:${port}`,
      // Each from an address of its own: tries are limited for each.
      'x-forwarded-for': `10.${clients >> 16}.${(clients >> 8) & 255}.${clients & 255}`,
    },
  })
  sent.end(FORM)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  if (answer.statusCode !== 303) throw new Error(`a join was answered with ${answer.statusCode}`)
}

/** Milliseconds until so many forms sent at once are all answered with a redirect. */
async function timeOf(side: Side): Promise<number> {
  const began = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, () => sendForm(side)))
  return performance.now() - began
}

/** What joining costs over the hash that nobody can spare: at least 0.8 of the bare route's joins a second. */
export const benchmark: Benchmark = {
  id: 'joins',
  work: `${JOINS} joins at the join site, ${AT_ONCE} at once`,
  async run(context) {
    const sides = { ours: await openOurs(context), bare: await openBare() }
    const ours: number[] = []
    const bare: number[] = []
    try {
      for (let round = -1; round < context.rounds; round += 1) {
        context.say(`round ${round + 1} of ${context.rounds}`)
        const took = { ours: 0, bare: 0 }
        for (let turn = 0; turn < TURNS; turn += 1) {
          took.ours += await timeOf(sides.ours)
          took.bare += await timeOf(sides.bare)
        }
        // The first round warms the compiler.
        if (round < 0) continue
        ours.push(took.ours)
        bare.push(took.bare)
      }
    } finally {
      agent.destroy()
      await sides.ours.close()
      await sides.bare.close()
    }
    const perSecond = (samples: readonly number[]) => samples.map((milliseconds) => (JOINS * 1_000) / milliseconds)
    return [
      compare('all of them in, ms', 1.25, ours, bare),
      compare('joins a second', null, perSecond(ours), perSecond(bare)),
    ]
  },
}
