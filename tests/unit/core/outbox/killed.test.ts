import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { seeded } from '../../../../electron/core/sample/seeded'
import { verifyAudit } from '../../../../electron/core/store/audit'
import { openStore } from '../../../../electron/core/store/open-store'
import type { Reader } from '../../../../electron/core/store/store'
import { inviting, openMailPortal, saveAccount } from '../../../support/mail-story'
import { startSmtpSink } from '../../../support/smtp-sink'

const MESSAGES = 1_000
const ROUNDS = 50
const ROOT = join(import.meta.dirname, '../../../..')
/** Inside the project, so that the packages it runs with are found. */
const FOLDER = join(ROOT, 'node_modules', '.cache', `outbox-child-${process.pid}`)

/** One file that sends what waits in a store: started so often, it must start fast. */
async function bundleChild(): Promise<string> {
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(ROOT, 'tests/support/outbox-child.ts'),
      outDir: FOLDER,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  })
  onTestFinished(() => rm(FOLDER, { recursive: true, force: true }))
  return join(FOLDER, 'child.mjs')
}

async function statesOf(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const rows = await reader.selectFrom('message').select(['message_id', 'state']).execute()
  return new Map(rows.map((row) => [row.message_id, row.state]))
}

it(
  'M9, S5: killed fifty times in the middle of a thousand messages, none is lost, none arrives twice, and every doubt is marked',
  { timeout: 300_000 },
  async () => {
    const child = await bundleChild()
    const { context, invitations } = await openMailPortal()
    const arrivals = new Map<string, number>()
    let running: ChildProcess | null = null
    /** Mails until the process is killed; then so many milliseconds more, which is in the middle of anything. */
    let until = { mails: Infinity, after: 0 }
    const sink = await startSmtpSink((messageId) => {
      arrivals.set(messageId, (arrivals.get(messageId) ?? 0) + 1)
      until.mails -= 1
      if (until.mails === 0) setTimeout(() => running?.kill('SIGKILL'), until.after)
    })
    onTestFinished(() => sink.close())
    await saveAccount(context, sink.port)
    const emails = Array.from({ length: MESSAGES }, (_, index) => `person${index}@x.com`)
    await invitations.inviteByMailService(context.administrator, inviting(...emails))
    const { file, folder } = context
    const place = { file, backupFolder: join(folder, 'backups') }
    await context.store.close()

    async function send(): Promise<NodeJS.Signals | null> {
      const code = `import(${JSON.stringify(`file://${child}`)}).then((module) => module.sendInChild(${JSON.stringify(place)}))`
      const started = spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      running = started
      const errors: string[] = []
      started.stderr.on('data', (part: Buffer) => void errors.push(part.toString()))
      const [exit, signal] = (await once(started, 'exit')) as [number | null, NodeJS.Signals | null]
      expect([exit ?? 0, errors.join('')]).toEqual([0, ''])
      return signal
    }

    const chance = seeded(50)
    let killed = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      until = { mails: chance.between(1, 30), after: chance.between(0, 8) }
      if ((await send()) === 'SIGKILL') killed += 1
    }
    until = { mails: Infinity, after: 0 }
    expect(await send()).toBeNull()

    const store = await openStore({ ...place, clock: context.clock })
    onTestFinished(() => store.close())
    const states = await statesOf(store.reader)
    const inState = (state: string): string[] => [...states].flatMap(([id, each]) => (each === state ? [id] : []))
    const unknown = inState('unknown')
    expect(killed).toBe(ROUNDS)
    expect(states.size).toBe(MESSAGES)
    expect(inState('sent').length + unknown.length).toBe(MESSAGES)
    // Whatever is called sent has arrived, and nothing at all has twice.
    expect(inState('sent').filter((id) => arrivals.get(id) !== 1)).toEqual([])
    expect([...arrivals].filter(([id, times]) => times > 1 || !states.has(id))).toEqual([])
    // In doubt is only what was under way when the process died, in five connections.
    expect(unknown.length).toBeGreaterThan(0)
    expect(unknown.length).toBeLessThanOrEqual(ROUNDS * 5)
    expect((await verifyAudit(store.reader)).intact).toBe(true)
    const noted = await store.reader
      .selectFrom('audit')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('action', '=', 'message.unknown')
      .executeTakeFirstOrThrow()
    expect(noted.count).toBe(unknown.length)
  },
)
