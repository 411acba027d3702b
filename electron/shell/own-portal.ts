import { existsSync, lstatSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupInput } from '../contract/app'
import type { BackupContents } from '../contract/backups'
import type { RefusalData } from '../contract/base'
import { Refusal } from '../core/domain/refusal'
import type { EnteredPortal, FirstCopy, Portal, Proof } from '../core/portal'
import { refusalFrom } from '../core/procedures/errors'
import { demandPassword } from '../core/services/accounts/password-strength'
import type { Log, Vault } from '../core/services/ports'
import type { Portals } from './portals'
import type { Keychain } from './vault/keychain'

/** Where the portal of this console stands. `locked`: its vault waits for the passphrase. */
export type OwnPortalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'open'; readonly portal: Portal; readonly vault: 'system' | 'passphrase' }
  | {
      readonly kind: 'problem'
      readonly problem: RefusalData
      /** When the copy was made that could take the place of damaged data; milliseconds UTC. */
      readonly newestBackup: number | null
    }

export interface OwnPortalOptions {
  /** The portal's data folder; the vault lies beside the store in it. */
  readonly folder: string
  readonly portals: Portals
  /** Null where the system's keychain does not really protect. */
  readonly keychain: Keychain | null
  readonly log: Log
}

/** The portal of this console with its vault: found at start, made at set-up, unlocked by a passphrase. */
export interface OwnPortal {
  readonly state: OwnPortalState
  /** Looks what is there and opens what needs no passphrase. What hinders becomes state `problem`. */
  find(): Promise<void>
  /** Throws PORTAL_EXISTS, PASSPHRASE_REQUIRED or INVALID_INPUT; the state is then as it was. */
  create(input: SetupInput): Promise<EnteredPortal>
  /** Throws VAULT_WRONG_PASSPHRASE; anything worse becomes state `problem` and is thrown as well. */
  unlock(passphrase: string): Promise<void>
  /** Closes the open portal and opens it anew, with what was decided for it. What hinders becomes state `problem`. */
  reopen(): Promise<void>
  /** Opens damaged data anew from its newest sound copy. Throws BACKUP_MISSING, and NOT_ALLOWED in any other state. */
  restoreNewest(): Promise<void>
  /**
   * Takes in the copy that a console without a portal is to start from, in the place of one taken in before. Throws
   * PORTAL_EXISTS, BACKUP_DAMAGED, STORE_NEWER, DISK_FULL.
   */
  offerCopy(source: string): Promise<BackupContents>
  /**
   * Begins with the copy that was taken in, under new keys. Throws NOT_FOUND where there is none, PASSPHRASE_REQUIRED,
   * INVALID_INPUT, and as `Portals.proveAdministrator` does; the state is then as it was.
   */
  startFromCopy(proof: KeysProof): Promise<void>
  /**
   * Goes on without a vault that cannot be opened any more: under new keys. Throws NOT_ALLOWED in any other state, else
   * as above.
   */
  renewKeys(proof: KeysProof): Promise<void>
  close(): Promise<void>
}

/** An administrator of the portal, and the passphrase of the new vault; null: the system's keychain is to protect it. */
export type KeysProof = Proof & { readonly passphrase: string | null }

/** Read when there is a vault to open or to make: the first start waits for none. */
const vaults = () => import('./vault/vault')

export function createOwnPortal({ folder, portals, keychain, log }: OwnPortalOptions): OwnPortal {
  const vaultPath = join(folder, 'vault.json')
  let state: OwnPortalState = { kind: 'none' }
  /** What the portal was opened with last, or would have been. */
  let opening: { readonly vault: Vault; readonly kind: 'system' | 'passphrase' } | null = null
  /** The copy that may be started from. */
  let offered: FirstCopy | null = null

  const openWith = async (vault: Vault, kind: 'system' | 'passphrase'): Promise<void> => {
    opening = { vault, kind }
    const portal = await portals.open(folder, vault)
    state = portal ? { kind: 'open', portal, vault: kind } : { kind: 'none' }
  }
  const look = async (): Promise<void> => {
    const kind = mayExist(vaultPath) ? (await vaults()).vaultKindAt(vaultPath) : 'none'
    if (kind === 'passphrase') state = { kind: 'locked' }
    else if (kind === 'system') await openWith((await vaults()).openSystemVault(vaultPath, keychain), kind)
    // A portal whose vault is gone must not be opened as if it never had secrets.
    else if (await portals.exists(folder)) throw new Refusal('VAULT_UNREADABLE')
    else state = { kind: 'none' }
  }
  const fail = async (error: unknown): Promise<void> => {
    log.error('the portal cannot be opened', error)
    const problem = refusalFrom(error)
    const mayRestore = problem.code === 'STORE_DAMAGED' && opening !== null
    state = { kind: 'problem', problem, newestBackup: mayRestore ? await portals.newestBackup(folder) : null }
  }

  /** Another vault than the one that may be there, which is kept. */
  const newVault = async (passphrase: string | null): Promise<NonNullable<typeof opening>> => {
    setAside(vaultPath)
    const kind = keychain && passphrase === null ? 'system' : 'passphrase'
    const by = { keychain: kind === 'system' ? keychain : null, passphrase }
    return { kind, vault: await (await vaults()).createVault(vaultPath, by) }
  }
  const demandPassphrase = async (passphrase: string | null): Promise<void> => {
    if (passphrase !== null) await demandPassword(passphrase, [], 'passphrase')
    else if (!keychain) throw new Refusal('PASSPHRASE_REQUIRED')
  }
  const dropOffered = async (): Promise<void> => {
    if (offered) await portals.dropFirstCopy(folder, offered)
    offered = null
  }

  return {
    get state() {
      return state
    },
    async find() {
      await look().catch(fail)
    },
    async create(input) {
      if (state.kind !== 'none') throw new Refusal('PORTAL_EXISTS')
      const passphrase = keychain ? null : input.passphrase
      await demandPassphrase(passphrase)
      const { kind, vault } = await newVault(passphrase)
      const entered = await portals.create(folder, vault, input)
      opening = { vault, kind }
      state = { kind: 'open', portal: entered.portal, vault: kind }
      await dropOffered()
      return entered
    },
    async offerCopy(source) {
      if (state.kind !== 'none') throw new Refusal('PORTAL_EXISTS')
      await dropOffered()
      offered = await portals.takeFirstCopy(folder, source)
      return offered.contents
    },
    async startFromCopy({ passphrase, ...proof }) {
      if (state.kind !== 'none' || !offered) throw new Refusal('NOT_FOUND')
      await demandPassphrase(passphrase)
      const { kind, vault } = await newVault(passphrase)
      await portals.decideStart(folder, vault, offered, proof)
      offered = null
      await openWith(vault, kind).catch(fail)
    },
    async renewKeys({ passphrase, ...proof }) {
      const unreadable = state.kind === 'problem' && state.problem.code === 'VAULT_UNREADABLE'
      if (!unreadable && state.kind !== 'locked') throw new Refusal('NOT_ALLOWED')
      await demandPassphrase(passphrase)
      const by = await portals.proveAdministrator(folder, proof)
      const { kind, vault } = await newVault(passphrase)
      await portals.decideNewKeys(vault, by)
      await openWith(vault, kind).catch(fail)
    },
    async unlock(passphrase) {
      if (state.kind !== 'locked') return
      try {
        const { openPassphraseVault } = await vaults()
        await openWith(await openPassphraseVault(vaultPath, passphrase), 'passphrase')
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'VAULT_WRONG_PASSPHRASE')) await fail(error)
        throw error
      }
    },
    async reopen() {
      if (state.kind !== 'open' || !opening) return
      await state.portal.close()
      state = { kind: 'none' }
      await openWith(opening.vault, opening.kind).catch(fail)
    },
    async restoreNewest() {
      if (state.kind !== 'problem' || state.newestBackup === null || !opening) throw new Refusal('NOT_ALLOWED')
      await portals.decideNewest(folder, opening.vault)
      await openWith(opening.vault, opening.kind).catch(fail)
    },
    async close() {
      await dropOffered()
      if (state.kind === 'open') await state.portal.close()
      state = { kind: 'none' }
    },
  }
}

/** False only where there surely is nothing: what cannot be looked at is left to whoever reads it. */
function mayExist(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

/**
 * A vault without a portal is what a set-up leaves that was cut off in its last moment. It is kept under another name
 * rather than replaced, because nothing that may hold secrets is ever overwritten.
 */
function setAside(vaultPath: string): void {
  if (!existsSync(vaultPath)) return
  let number = 1
  while (existsSync(`${vaultPath}.unused-${number}`)) number += 1
  renameSync(vaultPath, `${vaultPath}.unused-${number}`)
}
