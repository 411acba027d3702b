import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { mailEnvironment } from './mail-programs'
import { connectMarionette, type Marionette } from './marionette'
import { findProgram } from './programs'

/** What stands in a compose window for the person at the screen. */
export interface ComposeWindow {
  readonly title: string
  readonly to: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly text: string
  /** Whether the text can be formatted, and how many pictures are in it. */
  readonly formatted: boolean
  readonly pictures: number
}

/** Why Thunderbird cannot be driven on this machine; null where it can. */
export function thunderbirdMissing(): string | null {
  if (findProgram('thunderbird') === null) return 'Thunderbird is not installed'
  return findProgram('dbus-daemon') === null ? 'dbus-daemon, over which Thunderbird is called, is not installed' : null
}

export interface Thunderbird {
  /** For the start of the app that is to find Thunderbird as the system's mail program. */
  readonly env: Readonly<Record<string, string>>
  /** Waits until a compose window with this subject is there and tells what stands in it. */
  composed(subject: string): Promise<ComposeWindow>
  /** Presses *Send* in the compose window and waits until it is gone. */
  send(): Promise<void>
  /** Quits it as its user would. */
  quit(): Promise<void>
  /** Ends Thunderbird and all that was started for it, the app included, whatever state they are in. */
  end(): Promise<void>
}

/**
 * The installed Thunderbird with a profile of its own in `folder`, in which `address` sends through a server on this
 * computer. It is started by the system alone, when a draft is handed to it.
 */
export async function prepareThunderbird(
  folder: string,
  account: { readonly name: string; readonly address: string; readonly port: number },
): Promise<Thunderbird> {
  const home = join(folder, 'home')
  const profiles = join(home, '.thunderbird')
  const profile = join(profiles, 'tests')
  await mkdir(profile, { recursive: true })
  await writeFile(join(profiles, 'profiles.ini'), PROFILES)
  const lines = Object.entries({ ...QUIET, ...accountPreferences(account) }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  await writeFile(join(profile, 'user.js'), lines.join(''))
  const bus = await startBus()
  let connection: Marionette | null = null
  async function control(): Promise<Marionette> {
    const portFile = join(profile, 'MarionetteActivePort')
    await expect
      .poll(() => readFile(portFile, 'utf8').catch(() => ''), { message: 'Thunderbird started', timeout: 60_000 })
      .toMatch(/^\d+$/u)
    connection ??= await connectMarionette(Number(await readFile(portFile, 'utf8')))
    return connection
  }

  async function quit(): Promise<void> {
    await connection?.quit()
    connection = null
  }

  async function read(): Promise<ComposeWindow | null> {
    return (await (await control()).run(READ)) as ComposeWindow | null
  }

  return {
    env: {
      ...(await mailEnvironment(folder, { name: 'thunderbird.desktop' })),
      HOME: home,
      DBUS_SESSION_BUS_ADDRESS: bus.address,
      // Else each installation makes a profile of its own at its first start.
      MOZ_LEGACY_PROFILES: '1',
      MOZ_MARIONETTE: '1',
      MOZ_REMOTE_ALLOW_SYSTEM_ACCESS: '1',
    },
    async composed(subject) {
      await expect.poll(async () => (await read())?.subject, { timeout: 60_000 }).toBe(subject)
      // The text comes after the header fields.
      await expect.poll(async () => (await read())?.text.trim()).toBeTruthy()
      const window = await read()
      if (!window) throw new Error('The compose window is gone.')
      return window
    },
    async send() {
      await (await control()).run(SEND)
      await expect.poll(read, { message: 'compose window closed', timeout: 30_000 }).toBeNull()
    },
    quit,
    async end() {
      await quit()
      await expect.poll(() => endProcesses(home), { message: 'Thunderbird ended', timeout: 15_000 }).toBe(0)
      await bus.stop()
    },
  }
}

/** A session bus of its own: a draft reaches a Thunderbird that runs already over the bus. */
async function startBus(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  const daemon = spawn(findProgram('dbus-daemon') ?? 'dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(daemon, 'exit')
  const [line] = (await once(daemon.stdout.setEncoding('utf8'), 'data')) as [string]
  return {
    address: line.trim(),
    async stop() {
      daemon.kill()
      await ended
    },
  }
}

const PROFILES = `[General]
StartWithLastProfile=1
Version=2

[Profile0]
Name=tests
IsRelative=1
Path=tests
Default=1
`

const READ = `
  const window = Services.wm.getMostRecentWindow('msgcompose')
  const find = (id) => window?.document.getElementById(id)
  const body = find('messageEditor')?.contentDocument?.body
  if (!body || !window.gMsgCompose) return null
  const pills = (id) => [...find(id).querySelectorAll('mail-address-pill')].map((pill) => pill.emailAddress)
  return {
    title: window.document.title,
    to: pills('toAddrContainer'),
    bcc: pills('bccAddrContainer'),
    subject: find('msgSubject').value,
    text: body.innerText,
    formatted: window.gMsgCompose.composeHTML,
    pictures: [...body.querySelectorAll('img')].filter((picture) => picture.naturalWidth > 0).length,
  }`

const SEND = `Services.wm.getMostRecentWindow('msgcompose').document.getElementById('button-send').click()`

/** No wizard, no question, no update, no report and no page of the web gets in the way. */
const QUIET = {
  'app.update.auto': false,
  'app.update.enabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'extensions.update.enabled': false,
  'mail.inappnotifications.enabled': false,
  'mail.rights.version': 1,
  'mail.shell.checkDefaultClient': false,
  'mail.spotlight.firstRunDone': true,
  'mailnews.start_page.enabled': false,
  'mailnews.start_page_override.mstone': 'ignore',
  'marionette.port': 0,
  'toolkit.telemetry.enabled': false,
}

function accountPreferences(account: { readonly name: string; readonly address: string; readonly port: number }) {
  return {
    'mail.accountmanager.accounts': 'account1',
    'mail.accountmanager.defaultaccount': 'account1',
    'mail.account.account1.identities': 'id1',
    'mail.account.account1.server': 'server1',
    'mail.identity.id1.fullName': account.name,
    'mail.identity.id1.useremail': account.address,
    'mail.identity.id1.smtpServer': 'smtp1',
    'mail.identity.id1.valid': true,
    'mail.identity.id1.fcc': false,
    'mail.server.server1.check_new_mail': false,
    'mail.server.server1.hostname': '127.0.0.1',
    'mail.server.server1.login_at_startup': false,
    'mail.server.server1.name': account.name,
    'mail.server.server1.type': 'pop3',
    'mail.server.server1.userName': account.address,
    'mail.smtp.defaultserver': 'smtp1',
    'mail.smtpserver.smtp1.authMethod': 1,
    'mail.smtpserver.smtp1.hostname': '127.0.0.1',
    'mail.smtpserver.smtp1.port': account.port,
    'mail.smtpserver.smtp1.try_ssl': 0,
    'mail.smtpservers': 'smtp1',
  }
}

/** Ends what runs of Thunderbird in this home folder, and tells how many processes that were. */
async function endProcesses(home: string): Promise<number> {
  const read = (pid: string, file: string) => readFile(join('/proc', pid, file), 'utf8').catch(() => '')
  let ended = 0
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))) {
    // The app was started with the same environment, so the program counts as well.
    if (!(await read(pid, 'environ')).includes(`HOME=${home}\0`)) continue
    if (!(await read(pid, 'cmdline')).split('\0')[0]?.includes('thunderbird')) continue
    ended += 1
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has just ended by itself.
    }
  }
  return ended
}
