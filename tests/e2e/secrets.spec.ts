import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPassphraseVault } from '../../electron/shell/vault/vault'
import { expect, test } from './support/app'
import { administrator, counter, openInvitePanel, signInAgain } from './support/console'
import { setUpMailingPortal } from './support/mail-account'
import { invitationIn } from './support/invitation-text'

const account = { username: 'welcome', password: 'smtp secret 4711' }
const memberPassword = 'Copper kettle on Sunday'

test('J4, A4: no password, passphrase, secret or link stands in the data folder or shows in the process list', async ({
  startSmtp,
  launch,
  openPhone,
}) => {
  const smtp = await startSmtp({ account })
  const first = await launch()
  const { dataDir, page } = first
  await setUpMailingPortal(page, { port: smtp.port, ...account })
  const panel = await openInvitePanel(page, 'E-mail')
  await panel.getByLabel('E-mail addresses').fill('bruno@northwind.example, clara@northwind.example')
  await panel.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(panel.getByText('2 people invited')).toBeVisible()
  await page.keyboard.press('Escape')
  const texts = (await smtp.arrived(2)).map((each) => each.parsed.text ?? '')
  const [bruno = '', clara = ''] = texts.map((text) => invitationIn(text).link)
  const phone = await openPhone()
  // One link is used, the other is only looked at.
  await phone.goto(clara)
  await phone.goto(bruno)
  await phone.getByLabel('First name').fill('Bruno')
  await phone.getByLabel('Last name').fill('Haas')
  await phone.getByLabel('New password', { exact: true }).fill(memberPassword)
  await phone.getByLabel('New password again').fill(memberPassword)
  await phone.getByRole('button', { name: 'Join' }).click()
  await expect(counter(page, 'Pending confirmation 1')).toBeVisible()

  const portalSecret = await readPortalSecret(dataDir)
  const secrets = secretTexts({
    'password of the administrator': administrator.password,
    'password of a member': memberPassword,
    passphrase: administrator.passphrase,
    'password of the mail account': account.password,
    ...(portalSecret === null ? {} : { 'portal secret': portalSecret }),
    ...Object.fromEntries(texts.flatMap((text, index) => codesIn(text, index))),
  })
  // What is no secret is found by the same search: the store as it is while the app runs, and its log.
  const known = secretTexts({ portal: administrator.portalName, address: 'bruno@northwind.example', log: 'starting' })
  const running = await filesOf(dataDir)
  expect([...running.keys()]).toEqual(expect.arrayContaining(['portal/usher.db', 'portal/usher.db-wal']))
  expect([...running.keys()]).toEqual(expect.arrayContaining(['portal/vault.json', 'logs/usher.log']))
  expect(new Set(found(running, known).map((each) => each.what))).toEqual(new Set(['portal', 'address', 'log']))
  expect(found(running, secrets)).toEqual([])
  if (existsSync('/proc')) {
    const processes = await processList(first.pid)
    // Renderer, network and others are children of the app, and all were started with its data folder.
    expect(processes.size).toBeGreaterThan(2)
    expect(found(processes, secretTexts({ folder: dataDir })).length).toBeGreaterThan(0)
    expect(found(processes, secrets)).toEqual([])
  }
  expect(found(new Map([['output', Buffer.from(first.output())]]), secrets)).toEqual([])
  await first.close()

  expect(found(await filesOf(dataDir), secrets)).toEqual([])
  const second = await launch()
  await signInAgain(second.page)
  expect(found(await filesOf(dataDir), secrets)).toEqual([])
  await second.close()
  expect(found(await filesOf(dataDir), secrets)).toEqual([])
})

interface Wanted {
  readonly what: string
  readonly forms: readonly Buffer[]
}

/** Each text as programs may write it: UTF-8, UTF-16 (browsers), base64 in both alphabets, percent-encoded, JSON. */
function secretTexts(texts: Readonly<Record<string, string>>): readonly Wanted[] {
  return Object.entries(texts).map(([what, text]) => ({
    what,
    forms: [
      Buffer.from(text, 'utf8'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/u, '')),
      Buffer.from(Buffer.from(text, 'utf8').toString('base64url')),
      Buffer.from(encodeURIComponent(text)),
      // The bytes behind a text that is base64url itself, such as the portal secret.
      ...(/^[\w-]{43}$/u.test(text) ? [Buffer.from(text, 'base64url')] : []),
    ],
  }))
}

/** The parts of a mail that open its invitation: the token of the link, its proof alone, and the short code. */
function codesIn(text: string, index: number): [string, string][] {
  const { code, link } = invitationIn(text)
  const token = link.split('/').at(-1) ?? ''
  return [
    [`token ${index}`, token],
    [`token ${index} in lower case`, token.toLowerCase()],
    [`proof ${index}`, token.slice(6)],
    [`code ${index}`, code],
    [`code ${index} without dashes`, code.replaceAll('-', '')],
  ]
}

/** The secret all links derive from; null where the system's keychain keeps it, which only the app may open. */
async function readPortalSecret(dataDir: string): Promise<string | null> {
  const path = join(dataDir, 'portal', 'vault.json')
  if (!(await readFile(path, 'utf8')).includes('"passphrase"')) return null
  const secret = (await openPassphraseVault(path, administrator.passphrase)).get('portal-secret')
  expect(secret).toMatch(/^[\w-]{43}$/u)
  return secret
}

async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // The app goes on working: a file may be gone by now.
    const content = await readFile(path).catch(() => null)
    if (content) files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), content)
  }
  return files
}

/** Command lines of everything that runs, and the environments of the app and its children. */
async function processList(app: number): Promise<Map<string, Buffer>> {
  const parents = new Map<number, number>()
  const texts = new Map<string, Buffer>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue
    const read = (file: string) => readFile(join('/proc', name, file)).catch(() => Buffer.alloc(0))
    // The name in brackets may hold anything; behind it come state and parent.
    const parent = Number((await read('stat')).toString().split(')').at(-1)?.trim().split(' ')[1])
    parents.set(Number(name), parent)
    texts.set(`command line of ${name}`, await read('cmdline'))
  }
  const belongs = (pid: number): boolean => pid === app || (pid > 1 && belongs(parents.get(pid) ?? 0))
  for (const pid of [...parents.keys()].filter(belongs)) {
    texts.set(`environment of ${pid}`, await readFile(`/proc/${pid}/environ`).catch(() => Buffer.alloc(0)))
  }
  return texts
}

function found(contents: ReadonlyMap<string, Buffer>, wanted: readonly Wanted[]): { what: string; where: string }[] {
  const matches: { what: string; where: string }[] = []
  for (const [where, content] of contents) {
    for (const { forms, what } of wanted) {
      if (forms.some((form) => content.includes(form))) matches.push({ what, where })
    }
  }
  return matches
}
