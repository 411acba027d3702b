import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createRouterClient } from '@orpc/server'
import Connection from 'better-sqlite3'
import type { Compilable } from 'kysely'
import { onTestFinished } from 'vitest'
import type { ContractInputs } from '../../electron/core/services/service-types'
import type { ServedGroup } from '../../electron/core/services/service-types'
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

/** The id of nobody and nothing, in every well-formed input. */
export const NOBODY = '0190a000-0000-7000-8000-000000000001'
const MAIL = {
  host: '127.0.0.1',
  port: 1,
  security: 'none',
  username: '',
  fromName: 'Aurora',
  fromAddress: 'welcome@aurora.example',
} as const
const PAGE = { cursor: null, limit: 50 }

/** A well-formed input for every procedure of the open portal; about nobody, so that it changes little. */
export const wellFormed: { [Group in ServedGroup]: Required<ContractInputs[Group]> } = {
  settings: {
    get: undefined,
    updatePortal: { name: 'Aurora', locale: 'en', country: 'DE' },
    updateInvitations: {
      requireConfirmation: true,
      expiryDays: null,
      addressSeparator: 'comma',
    },
    updatePlan: { plan: 'free', seatLimit: null },
    updateSecurity: { idleLockMinutes: 15 },
    updateGuests: { days: 90, noticeDays: 7 },
  },
  access: {
    get: undefined,
    update: { whoMayInvite: 'everyone', structureSeenBy: 'everyone', structureEditedBy: 'administrators' },
    delegate: { holder: 'person', ofId: NOBODY, departments: 'own', workgroups: 'own', skipConfirmation: false },
    removeDelegation: { id: NOBODY },
    invitingScope: undefined,
  },
  seats: { forecast: undefined, reserve: { departmentId: NOBODY, seats: 3 } },
  mailAccount: { get: undefined, save: MAIL, remove: undefined, test: { ...MAIL, to: 'vera@aurora.example' } },
  joinSite: { get: undefined, configure: { mode: 'off', port: 0 } },
  structure: {
    tree: undefined,
    get: { id: NOBODY },
    add: { parentId: NOBODY, name: 'Sales' },
    rename: { id: NOBODY, name: 'Sales' },
    move: { id: NOBODY, parentId: NOBODY },
    remove: { id: NOBODY },
    setHeads: { id: NOBODY, personIds: [] },
    merge: { id: NOBODY, intoId: NOBODY },
    lastStep: undefined,
    undo: { id: 1 },
  },
  workgroups: {
    list: undefined,
    get: { id: NOBODY },
    add: { name: 'Launch' },
    update: { id: NOBODY, name: 'Launch' },
    remove: { id: NOBODY },
    addMembers: { id: NOBODY, personIds: [NOBODY] },
    removeMember: { id: NOBODY, personId: NOBODY },
  },
  people: {
    list: PAGE,
    export: {},
    leavings: { ids: [NOBODY] },
    transferToIntranet: { ids: [NOBODY], departmentIds: [NOBODY] },
    setGuestTerms: { id: NOBODY, endsOn: null },
    renewGuests: { ids: [NOBODY] },
    counts: undefined,
    counters: undefined,
    get: { id: NOBODY },
    confirm: { ids: [NOBODY] },
    decline: { ids: [NOBODY] },
    delete: { ids: [NOBODY] },
    dismiss: { ids: [NOBODY] },
    rehire: { ids: [NOBODY] },
    changeAddress: { id: NOBODY, address: 'new@aurora.example' },
    changeDepartments: { ids: [NOBODY], departmentIds: [NOBODY] },
    addTo: { ids: [NOBODY], departmentIds: [], workgroupIds: [NOBODY] },
    edit: { id: NOBODY, firstName: 'Nina', lastName: '', position: '' },
    setAdministrator: { id: NOBODY, administrator: true },
  },
  tasks: {
    list: PAGE,
    add: { personId: NOBODY, title: 'Laptop' },
    update: { id: NOBODY, title: 'Laptop' },
    setDone: { id: NOBODY, done: true },
    remove: { id: NOBODY },
  },
  checklists: {
    list: undefined,
    save: { name: 'First day', items: [{ title: 'Laptop', owner: 'nobody' }] },
    remove: { id: NOBODY },
    apply: { id: NOBODY, personIds: [NOBODY] },
  },
  extranet: {
    get: undefined,
    invite: { workgroupId: NOBODY, people: [{ address: 'guest@partner.example' }], locale: 'en', delivery: 'link' },
  },
  partners: {
    get: undefined,
    check: { email: 'paula@partner.example' },
    invite: { email: 'paula@partner.example', locale: 'en', delivery: 'link' },
    giveAccess: { id: NOBODY },
    takeAccess: { id: NOBODY, departmentIds: [] },
    setSource: { publicKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    importRegistry: { text: '{}' },
    fetchRegistry: undefined,
  },
  imports: {
    open: { fileName: 'people.csv', size: 10 },
    put: { id: NOBODY, offset: 0, data: 'bmFtZQ==' },
    read: { id: NOBODY },
    configure: { id: NOBODY },
    check: { id: NOBODY, as: 'invited' },
    preview: { id: NOBODY },
    rows: { id: NOBODY, ...PAGE },
    choose: { id: NOBODY, rows: [1], included: true },
    run: { id: NOBODY, locale: 'en' },
    outcome: { id: NOBODY },
    cancel: { id: NOBODY },
    saveRefused: { id: NOBODY },
    compare: { id: NOBODY },
    comparison: { id: NOBODY },
    differences: { id: NOBODY, difference: 'changed' },
    chooseDifferences: { id: NOBODY, difference: 'changed', keys: null, chosen: true },
    reconcile: { id: NOBODY, locale: 'en' },
    reconciled: { id: NOBODY },
    close: { id: NOBODY },
  },
  invitations: {
    read: { text: 'nina@aurora.example' },
    previewText: { locale: 'en' },
    inviteByMailService: { people: [{ email: 'nina@aurora.example' }], locale: 'en' },
    prepareDrafts: { people: [{ email: 'nina@aurora.example' }], locale: 'en', mode: 'each' },
    countDrafts: { people: [{ email: 'nina@aurora.example' }], locale: 'en', mode: 'each' },
    drafts: undefined,
    openDraft: { id: NOBODY },
    markDraft: { id: NOBODY, sent: true },
    discardDraft: { id: NOBODY },
    resend: { ids: [NOBODY] },
    resendByMailApp: { ids: [NOBODY] },
    link: { personId: NOBODY },
  },
  openLink: {
    get: undefined,
    update: {
      enabled: false,
      requireConfirmation: true,
      greeting: '',
      validUntil: null,
      maximumRegistrations: null,
      departmentIds: [],
    },
    renew: undefined,
  },
  messages: { list: PAGE, counts: undefined, sendNow: { ids: [NOBODY] }, cancel: { ids: [NOBODY] } },
  activity: { feed: PAGE, audit: PAGE, verify: undefined, export: { format: 'csv' } },
  overview: { get: undefined },
  search: { find: { text: 'nina' } },
}

/** Every procedure of the open portal as `group.name`. */
export const servedProcedures: readonly string[] = Object.entries(wellFormed).flatMap(([group, procedures]) =>
  Object.keys(procedures).map((name) => `${group}.${name}`),
)

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
      mailApp: { available: () => false, open: () => Promise.reject(new Refusal('MAIL_APP_MISSING')) },
      notifier: { notify: () => {} },
      files: memoryFiles(),
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
    signIn: unasked,
    signOut: unasked,
    lock: unasked,
    unlock: unasked,
    setLocale: unasked,
    setAppearance: unasked,
    copyText: unasked,
    saveDrawing: unasked,
  }
}
