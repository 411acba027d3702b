import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { prepareRuntime, runtimeEnv } from '../../../scripts/runtime.mjs'
import { type SmtpPeer, type SmtpPeerOptions, startSmtpPeer } from '../../support/smtp-peer'
import { chromiumTest } from './chromium'

const projectFolder = resolve(import.meta.dirname, '..', '..', '..')

/** Longest time from asking the app to quit until its process must be gone, in milliseconds. */
const quitLimit = 20_000

export interface LaunchOptions {
  /** Arguments of the app itself, such as `--sample`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Its data; by default the test's own folder, so that a second launch finds what the first one left. */
  readonly dataDir?: string
}

/** The built app, running in real Electron. */
export interface RunningApp {
  readonly electron: ElectronApplication
  /** The console's window. */
  readonly page: Page
  readonly pid: number
  readonly dataDir: string
  /** What the main process wrote to stderr and stdout so far. */
  readonly output: () => string
  /** Errors on the window's console and uncaught ones in its pages so far; CSP violations are among them. */
  readonly pageErrors: () => readonly string[]
  /** Quits as a person would and waits until the process is gone. Throws when it stays. */
  readonly close: () => Promise<void>
  /** Ends the process at once, as a power cut would. */
  readonly kill: () => Promise<void>
}

export interface AppFixtures {
  /** A new folder for all of the app's data, removed after the test. */
  dataDir: string
  /** Starts the app, as often as the test likes. What still runs at the test's end is closed. */
  launch: (options?: LaunchOptions) => Promise<RunningApp>
  /** The app, started once with the test's own data. */
  app: RunningApp
  /** The console's window of `app`. */
  page: Page
  /** Starts a mail server on this computer, as often as the test likes; each is closed after the test. */
  startSmtp: (options?: SmtpPeerOptions) => Promise<SmtpPeer>
  /** One that takes all mail. */
  smtp: SmtpPeer
}

/** `npm test` names the runtime in the environment; a test started by hand finds it in the cache. */
async function runtimeEnvironment(): Promise<Record<string, string>> {
  if (process.env['USHER_ELECTRON']) return { USHER_ELECTRON: process.env['USHER_ELECTRON'] }
  return runtimeEnv(await prepareRuntime())
}

/** Chromium refuses to run as root with its sandbox on. */
const rootFlags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

async function start(options: LaunchOptions, dataDir: string): Promise<RunningApp> {
  const runtime = await runtimeEnvironment()
  const electron = await _electron.launch({
    executablePath: runtime['USHER_ELECTRON'],
    args: [...rootFlags, '--lang=en-US', projectFolder, ...(options.args ?? [])],
    cwd: projectFolder,
    env: {
      ...inherited(),
      ...runtime,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
      DBUS_SESSION_BUS_ADDRESS: process.env['DBUS_SESSION_BUS_ADDRESS'] ?? 'disabled:',
      USHER_DATA_DIR: dataDir,
      ...options.env,
    },
    timeout: 60_000,
  })
  const process_ = electron.process()
  let output = ''
  for (const stream of [process_.stderr, process_.stdout]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const pageErrors: string[] = []
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => pageErrors.push(error.stack ?? error.message))
  }
  electron.on('window', watch)
  electron.windows().forEach(watch)

  const exited: Promise<unknown> = process_.exitCode === null ? once(process_, 'exit') : Promise.resolve()
  const gone = () => process_.exitCode !== null || process_.signalCode !== null
  const kill = async () => {
    if (!gone()) process_.kill('SIGKILL')
    await exited
  }
  const close = async () => {
    if (gone()) return
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((done) => {
      timer = setTimeout(() => done('late'), quitLimit)
    })
    const ended = electron.close().then(() => exited)
    const result = await Promise.race([ended, late])
    clearTimeout(timer)
    if (result !== 'late') return
    await kill()
    throw new Error(`The app was still running ${quitLimit / 1000} s after it was asked to quit.\n${output}`)
  }
  const running = { electron, pid: process_.pid ?? 0, dataDir, output: () => output, pageErrors: () => pageErrors }
  try {
    const page = await electron.firstWindow()
    // A dialog that is still growing moves its buttons away from under a click that was aimed a frame before.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    return { ...running, page, close, kill }
  } catch (error) {
    await kill()
    throw new Error(`The app opened no window.\n${output}`, { cause: error })
  }
}

/** Drives the built app: `import { test, expect } from './support/app'`. */
export const test = chromiumTest.extend<AppFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'usher-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  },
  launch: async ({ dataDir }, use, testInfo) => {
    const started: RunningApp[] = []
    await use(async (options = {}) => {
      const running = await start(options, options.dataDir ?? dataDir)
      started.push(running)
      return running
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, running] of started.entries()) await attachEvidence(running, index, testInfo)
    }
    for (const running of started) await running.close()
  },
  app: async ({ launch }, use) => {
    await use(await launch())
  },
  page: async ({ app }, use) => {
    await use(app.page)
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  startSmtp: async ({}, use) => {
    const peers: SmtpPeer[] = []
    await use(async (options = {}) => {
      const peer = await startSmtpPeer(options)
      peers.push(peer)
      return peer
    })
    for (const peer of peers) await peer.close()
  },
  smtp: async ({ startSmtp }, use) => {
    await use(await startSmtp())
  },
})

async function attachEvidence(
  running: RunningApp,
  index: number,
  testInfo: { attach: (name: string, options: { body: string | Buffer; contentType: string }) => Promise<void> },
): Promise<void> {
  const text = { contentType: 'text/plain' }
  await testInfo.attach(`main process ${index + 1}`, { body: running.output(), ...text })
  await testInfo.attach(`window errors ${index + 1}`, { body: running.pageErrors().join('\n'), ...text })
  for (const name of await readdir(running.dataDir, { recursive: true }).catch(() => [])) {
    if (!name.endsWith('.log')) continue
    await testInfo.attach(`${name} ${index + 1}`, { body: await readFile(join(running.dataDir, name)), ...text })
  }
  const picture = await running.page.screenshot({ timeout: 5_000 }).catch(() => null)
  if (picture) await testInfo.attach(`window ${index + 1}`, { body: picture, contentType: 'image/png' })
}

export { expect } from '@playwright/test'
