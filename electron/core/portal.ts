import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupInput } from '../contract/app'
import { createClosings } from './closings'
import { type OpenContext, type Portal, type RunningDevices, startRunning } from './running-portal'
import { createSampleCompany } from './sample/sample-company'
import { createChanges } from './services/changes'
import type { Actor, Clock, Files, Log, Randomness, Vault } from './services/ports'
import { createPresence } from './services/accounts/presence'
import { createPortal as createFirstPortal } from './services/setup'
import { readStanding } from './services/accounts/standing'
import { completeNewKeys } from './services/backups/new-keys'
import { carryOutRestore, completeRestore } from './services/backups/restoring'
import { decideStart as decideFirst, type FirstCopy } from './services/backups/starting-from-copy'
import { createAccountsService } from './services/accounts/accounts'
import { readFirstAdministrator } from './store/accounts'
import { openStore, type StoreOptions } from './store/open-store'
import { hasPortal } from './store/setup'
import { storeFile } from './store/store-file'

export type { Portal } from './running-portal'
export { backupsForDamage } from './services/backups/backup-folder'
export { decideNewKeys } from './services/backups/new-keys'
export { decideNewest } from './services/backups/restoring'
export { dropFirstCopy, type FirstCopy, takeFirstCopy } from './services/backups/starting-from-copy'

/** What a portal is opened with: its folder and everything that core cannot have by itself. */
export interface PortalOptions extends RunningDevices {
  /** Holds the store (`usher.db`) and its backups; made when missing. */
  readonly folder: string
  /** The compiled SQLite addon, where the one of the package does not suit the runtime. */
  readonly nativeBinding?: string
  readonly vault: Vault
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
  readonly files: Files
}

/** What an administrator proves themselves with before the portal is open. */
export interface Proof {
  readonly login: string
  readonly password: string
}

/** A portal and who is signed in to it by making or opening it. */
export interface EnteredPortal {
  readonly portal: Portal
  readonly actor: Actor
}

/** Whether the folder's store holds a portal; nothing is made. Throws the STORE_… refusals. */
export async function portalExists(options: Omit<PortalOptions, 'vault'>): Promise<boolean> {
  if (!existsSync(storeFile(options.folder))) return false
  const store = await openStore(storeOptions(options))
  try {
    return await hasPortal(store.reader)
  } finally {
    await store.close()
  }
}

/** Opens the portal of the folder; null when its store holds none yet. Throws the STORE_… refusals. */
export async function openPortal(options: PortalOptions): Promise<Portal | null> {
  return opened(options, async (context, run) => ((await hasPortal(context.store.reader)) ? run() : null))
}

/** Creates the portal with its first administrator. Throws PORTAL_EXISTS or INVALID_INPUT; the store stays empty then. */
export async function createPortal(options: PortalOptions, input: SetupInput): Promise<EnteredPortal> {
  return opened(options, async (context, run) => {
    const actor = await createFirstPortal(context, input)
    return { portal: await run(), actor }
  })
}

/** Opens the sample company as its administrator, making it where the store is empty. */
export async function openSamplePortal(options: PortalOptions): Promise<EnteredPortal> {
  return opened(options, async (context, run) => {
    const { reader } = context.store
    const personId = (await readFirstAdministrator(reader)) ?? (await createSampleCompany(context, context.clock.now()))
    const standing = await readStanding(reader, personId)
    if (!standing) throw new Error('The sample company has lost its administrator')
    return { portal: await run(), actor: standing.actor }
  })
}

/**
 * Which administrator this is, of the portal in `file`, which nobody has open. Throws WRONG_CREDENTIALS,
 * WAIT_BEFORE_NEXT_TRY {seconds}, NOT_ALLOWED for anybody else, and the STORE_… refusals.
 */
export async function proveAdministrator(
  options: Omit<PortalOptions, 'vault'>,
  { login, password }: Proof,
  file = storeFile(options.folder),
): Promise<Actor> {
  const { clock, log, randomness } = options
  const store = await openStore({ ...storeOptions(options), file })
  try {
    const accounts = createAccountsService({ store, clock, randomness, changes: createChanges({ log }) })
    return await accounts.proveAdministrator(login, password)
  } finally {
    await store.close()
  }
}

/** Decides that a portal begins with a copy; see starting-from-copy.ts. Throws what `proveAdministrator` throws as well. */
export function decideStart(options: PortalOptions, copy: FirstCopy, proof: Proof): Promise<void> {
  return decideFirst(options, copy, (file) => proveAdministrator(options, proof, file))
}

function storeOptions({ folder, nativeBinding, clock }: Omit<PortalOptions, 'vault'>): StoreOptions {
  const backupFolder = join(folder, 'backups')
  return { file: storeFile(folder), ...(nativeBinding ? { nativeBinding } : {}), backupFolder, clock }
}

async function openContext(options: PortalOptions): Promise<OpenContext> {
  const { clock, randomness, vault, log, files } = options
  const store = await openStore(storeOptions(options))
  return { store, clock, randomness, vault, log, files, presence: createPresence(), changes: createChanges({ log }) }
}

/**
 * Opens the store and does `work` over it. A store that leads to no portal is closed again, whether by a refusal or because it is
 * empty, with whatever of the portal was running by then: it can be opened again at once.
 */
async function opened<Result>(
  options: PortalOptions,
  work: (context: OpenContext, run: () => Promise<Portal>) => Promise<Result>,
): Promise<Result> {
  carryOutRestore(options)
  const context = await openContext(options)
  const closings = createClosings(context)
  try {
    await completeNewKeys(context)
    await completeRestore(context, options)
    const result = await work(context, () => startRunning(context, options, closings))
    if (result === null) await closings.closeAll()
    return result
  } catch (error) {
    await closings.closeAll().catch((failure: unknown) => context.log.error('closing: store', failure))
    throw error
  }
}
