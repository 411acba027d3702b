import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import Connection from 'better-sqlite3'
import type { Compilable } from 'kysely'
import { onTestFinished } from 'vitest'
import { createPortal, type Portal } from '../../electron/core/portal'
import type { ConsoleHost } from '../../electron/core/procedures/console-host'
import { refusalFrom, refusalInterceptor } from '../../electron/core/procedures/errors'
import { createRouter } from '../../electron/core/procedures/router'
import type { RefusalData } from '../../electron/contract/base'
import { Refusal } from '../../electron/core/domain/refusal'
import type { Actor } from '../../electron/core/services/ports'
import { openStore } from '../../electron/core/store/open-store'
import type { Reader } from '../../electron/core/store/store'
import { storeFile } from '../../electron/core/store/store-file'
import { fakeClock, memoryFiles, memoryVault, seededRandomness, silentLog } from './core-context'
import { noMailApp } from './fake-mail-app'
import { wellFormed } from './well-formed'

export { NOBODY, servedProcedures, wellFormed } from './well-formed'

export type Answer = { readonly done: unknown } | { readonly refusal: RefusalData }

export interface ContractPeer {
  readonly portal: Portal
  readonly administrator: Actor
  readonly log: ReturnType<typeof silentLog>
  /** The same data by a connection of its own, to look at what changed. */
  readonly reader: Reader
  /**
   * Puts rows there without asking anybody's leave, in one transaction that never waits with an open one: the portal's own
   * may be under way in the same process.
   */
  put(statements: readonly Compilable[]): Promise<void>
  /** Calls as somebody (null: nobody is signed in), with an input or, when none is given, a well-formed one. */
  ask(actor: Actor | null, procedure: string, ...input: readonly [unknown] | readonly []): Promise<Answer>
}

/** A new portal with the whole contract over it in plain Node, called as the window would call it. */
export async function openContract(): Promise<ContractPeer> {
  const folder = mkdtempSync(join(tmpdir(), 'usher-contract-'))
  const log = silentLog()
  const { portal, actor: administrator } = await createPortal(
    {
      folder,
      vault: memoryVault(),
      clock: fakeClock(),
      randomness: seededRandomness(),
      log,
      mailApp: noMailApp,
      smsApp: { available: () => false, open: () => Promise.reject(new Refusal('SMS_APP_MISSING')) },
      shareApps: { open: () => Promise.reject(new Refusal('VIBER_MISSING')) },
      notifier: { notify: () => {} },
      files: memoryFiles(),
      printer: { print: async () => false, pdf: async () => new Uint8Array() },
      pages: { openSignIn: async () => {} },
    },
    {
      locale: 'en',
      portalName: 'Aurora',
      firstName: 'Vera',
      lastName: 'Stone',
      email: 'vera@aurora.example',
      password: 'Nine lanterns over water',
      country: 'DE',
      passphrase: null,
    },
  )
  const store = await openStore({ file: storeFile(folder), backupFolder: join(folder, 'backups'), clock: fakeClock() })
  const hand = new Connection(storeFile(folder), { timeout: 0 })
  // Nothing here outlives the test.
  hand.pragma('synchronous = OFF')
  onTestFinished(async () => {
    hand.close()
    await store.close()
    await portal.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const router = createRouter()
  const intercept = refusalInterceptor(log)

  return {
    portal,
    administrator,
    log,
    reader: store.reader,
    put: (statements) => putAtOnce(hand, statements),
    async ask(actor, procedure, ...input) {
      const [group = '', name = ''] = procedure.split('.')
      const context = { host: hostFor(portal, actor) }
      const client: unknown = createRouterClient(router, {
        context,
        interceptors: [(call) => intercept({ path: call.path, next: () => call.next() })],
      })
      const method: unknown = Reflect.get(Reflect.get(client as object, group) as object, name)
      const given: unknown = input.length === 1 ? input[0] : Reflect.get(Reflect.get(wellFormed, group) as object, name)
      try {
        return { done: await (method as (input: unknown) => Promise<unknown>)(given) }
      } catch (error) {
        const data: unknown = error instanceof Error ? Reflect.get(error, 'data') : null
        return { refusal: isRefusalData(data) ? data : refusalFrom(error) }
      }
    },
  }
}

async function putAtOnce(hand: Connection.Database, statements: readonly Compilable[]): Promise<void> {
  const compiled = statements.map((statement) => statement.compile())
  const put = hand.transaction(() => {
    for (const { parameters, sql } of compiled) hand.prepare(sql).run(...parameters)
  })
  for (let tries = 0; ; tries += 1) {
    try {
      put.immediate()
      return
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
      if (!busy || tries > 1_000) throw error
      await setTimeout(2)
    }
  }
}

function isRefusalData(data: unknown): data is RefusalData {
  return typeof data === 'object' && data !== null && 'code' in data && 'fields' in data
}

function hostFor(portal: Portal, actor: Actor | null): ConsoleHost {
  const unasked = (): never => {
    throw new Error('The open portal asks nothing of the device')
  }
  return {
    state: unasked,
    async signedIn() {
      if (!actor) throw new Refusal('NOT_SIGNED_IN')
      return { portal, actor }
    },
    listen: unasked,
    listenForCommands: unasked,
    createPortal: unasked,
    tryAgain: unasked,
    openSample: unasked,
    removeSample: unasked,
    leaveSample: unasked,
    unlockVault: unasked,
    restore: unasked,
    restoreNewest: unasked,
    chooseCopy: unasked,
    startFromCopy: unasked,
    renewKeys: unasked,
    signIn: unasked,
    signOut: unasked,
    lock: unasked,
    unlock: unasked,
    choosePassword: unasked,
    enterKiosk: unasked,
    atKiosk: unasked,
    leaveKiosk: unasked,
    setLocale: unasked,
    setAppearance: unasked,
    copyText: unasked,
    copyPicture: unasked,
    setFullScreen: unasked,
    saveDrawing: unasked,
  }
}
