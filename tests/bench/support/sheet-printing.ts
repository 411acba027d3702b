import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test'
import Connection from 'better-sqlite3'
import QRCode from 'qrcode'
import { deriveToken } from '../../../electron/core/domain/join-codes'
import { storeFile } from '../../../electron/core/store/store-file'
import type { BenchContext } from './benchmark'
import { generatedAdministrator, generateDataFolder } from './portal-generator'
import type { Stalls } from './stalls'

const ADDRESS = 'https://join.northwind.example'
/** A busy machine takes its time, in milliseconds. */
const PATIENCE = 300_000

export interface PrintedSheets {
  /** Milliseconds from the click until the file is there. */
  readonly took: number
  /** Of the main process meanwhile. */
  readonly stalls: Stalls
}

/** The real app with somebody signed in, where so many people wait for a sheet; made and gone with `work`. */
export async function withPeopleToPrintFor(
  context: BenchContext,
  people: number,
  work: (app: ElectronApplication, page: Page, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-bench-'))
  try {
    const data = join(folder, 'data')
    await generateDataFolder(data, { people: people * 20, departments: 40, seed: 5 })
    leaveInvited(storeFile(join(data, 'portal')), people)
    const app = await _electron.launch({
      executablePath: context.electron.executable,
      args: [...context.electron.flags, '--lang=en-US', context.projectFolder],
      cwd: context.projectFolder,
      env: {
        ...context.env,
        LANG: 'en_US.UTF-8',
        LANGUAGE: 'en',
        DBUS_SESSION_BUS_ADDRESS: 'disabled:',
        USHER_DATA_DIR: data,
      },
    })
    try {
      const page = await app.firstWindow()
      await signIn(page)
      await work(app, page, folder)
    } finally {
      await app.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

/** So many have a link that works, at a join site behind a web server. */
function leaveInvited(file: string, people: number): void {
  const database = new Connection(file)
  database.exec("UPDATE invitation SET expires_at = NULL WHERE state = 'live'")
  database
    .prepare(
      `UPDATE invitation SET state = 'revoked' WHERE state = 'live' AND id NOT IN
        (SELECT invitation.id FROM invitation JOIN person ON person.id = person_id AND person.status = 'invited'
         WHERE state = 'live' ORDER BY invitation.id LIMIT ?)`,
    )
    .run(people)
  database.prepare("UPDATE join_site SET mode = 'proxy', port = 0, public_address = ?").run(ADDRESS)
  database.close()
}

async function signIn(page: Page): Promise<void> {
  const { email, passphrase, password } = generatedAdministrator
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await page.getByLabel('E-mail or phone').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Sheets' }).click()
}

/** Sheets in this layout for everybody who waits, saved as a person does it. `pages`: how many there must be. */
export async function printSheets(
  app: ElectronApplication,
  page: Page,
  order: { readonly layout: RegExp; readonly sheets: number; readonly pages: number; readonly file: string },
): Promise<PrintedSheets> {
  await page.getByRole('radio', { name: order.layout }).check({ force: true })
  const amount = `${order.sheets.toLocaleString('en')} sheets on ${order.pages.toLocaleString('en')} pages`
  await expect(page.getByText(amount)).toBeVisible({ timeout: PATIENCE })
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, order.file)
  const stop = await watchMain(app)
  const began = performance.now()
  await page.getByRole('button', { name: 'Save as PDF' }).click()
  await expect(page.getByText(order.file)).toBeVisible({ timeout: PATIENCE })
  const took = performance.now() - began
  return { took, stalls: await stop() }
}

/** Watches the event loop of the main process until the returned function is called. */
async function watchMain(app: ElectronApplication): Promise<() => Promise<Stalls>> {
  await app.evaluate(() => {
    const stretches: number[] = []
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      stretches.push(now - last)
      last = now
    }, 1)
    Object.assign(globalThis, {
      stopWatching: () => {
        clearInterval(timer)
        return stretches
      },
    })
  })
  return async () => {
    const stretches = await app.evaluate(() => {
      const stop: unknown = Reflect.get(globalThis, 'stopWatching')
      const found: unknown = typeof stop === 'function' ? stop() : []
      return Array.isArray(found) ? found.map(Number) : []
    })
    const sorted = stretches.toSorted((one, other) => one - other)
    return { worst: sorted.at(-1) ?? 0, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
  }
}

/**
 * The least it can cost, in the same app: codes drawn in the plainest way, and as many pages of them printed to PDF; with as many
 * `words` beside each code as a sheet has, in the plainest way too, or with none.
 */
export async function printBare(
  app: ElectronApplication,
  folder: string,
  order: { readonly sheets: number; readonly pages: number; readonly words: number },
): Promise<PrintedSheets> {
  const links = Array.from({ length: order.sheets }, (_none, at) => {
    const secret = Buffer.alloc(32, at % 250).toString('base64url')
    return `${ADDRESS.toUpperCase()}/J/${deriveToken(secret, String(at), 1, 'H3K9XQ')}`
  })
  const began = performance.now()
  const words = `<p>${'Northwind invites you. '.repeat(Math.ceil(order.words / 3))}</p>`
  const codes = links.map((link) => bareCode(link) + (order.words > 0 ? words : ''))
  const drawn = performance.now() - began
  const each = Math.ceil(order.sheets / order.pages)
  const pages = Array.from(
    { length: order.pages },
    (_none, at) => `<section>${codes.slice(at * each, (at + 1) * each).join('')}</section>`,
  )
  const source = join(folder, 'bare.html')
  const styles =
    '@page{size:A4;margin:0}section{height:290mm;break-after:page}svg{width:30mm}p{font:8pt sans-serif;margin:0}'
  await writeFile(source, `<!doctype html><meta charset="utf-8"><style>${styles}</style>${pages.join('')}`)
  const stop = await watchMain(app)
  const printed = await app.evaluate(
    async ({ BrowserWindow }, { from, to }) => {
      const start = performance.now()
      const window = new BrowserWindow({
        show: false,
        webPreferences: { sandbox: true, javascript: false, partition: 'bare' },
      })
      await window.loadFile(from)
      const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true })
      const { writeFile: write } = process.getBuiltinModule('node:fs/promises')
      await write(to, pdf)
      window.destroy()
      return performance.now() - start
    },
    { from: source, to: join(folder, 'bare.pdf') },
  )
  return { took: drawn + printed, stalls: await stop() }
}

function bareCode(link: string): string {
  const { data, size } = QRCode.create(link, { errorCorrectionLevel: 'M' }).modules
  const path: string[] = []
  for (let at = 0; at < data.length; at += 1) {
    if (data[at]) path.push(`M${at % size} ${Math.floor(at / size)}h1v1h-1z`)
  }
  return `<svg viewBox="-4 -4 ${size + 8} ${size + 8}"><path d="${path.join('')}"/></svg>`
}
