import type { SetupInput } from '../contract/app'
import type { EnteredPortal, FirstCopy, Portal, Proof } from '../core/portal'
import type { Actor, Vault } from '../core/services/ports'

/** How the host gets at portals; main.ts builds it over core/portal.ts. `folder` is the portal's own data folder. */
export interface Portals {
  /** Whether the folder's store holds a portal, found out without making anything. Throws the STORE_… refusals. */
  exists(folder: string): Promise<boolean>
  /** Null when the store holds no portal yet. Throws the STORE_… refusals. */
  open(folder: string, vault: Vault): Promise<Portal | null>
  /** Throws PORTAL_EXISTS or INVALID_INPUT. */
  create(folder: string, vault: Vault, input: SetupInput): Promise<EnteredPortal>
  /**
   * Decides that the newest sound copy takes the place of damaged data when the portal is opened the next time. Throws
   * BACKUP_MISSING, DISK_FULL, STORE_READ_ONLY.
   */
  decideNewest(folder: string, vault: Vault): Promise<void>
  /** Which administrator of the folder's portal this is. Throws WRONG_CREDENTIALS, WAIT_BEFORE_NEXT_TRY, NOT_ALLOWED. */
  proveAdministrator(folder: string, proof: Proof): Promise<Actor>
  /** Decides that the folder's portal goes on with this new vault when it is opened the next time. */
  decideNewKeys(vault: Vault, by: Actor): Promise<void>
  /** Takes in a copy for a folder without a portal. Throws BACKUP_DAMAGED, STORE_NEWER, DISK_FULL. */
  takeFirstCopy(folder: string, source: string): Promise<FirstCopy>
  dropFirstCopy(folder: string, copy: FirstCopy): Promise<void>
  /** Decides that the folder's portal begins with that copy and this new vault. Throws as proveAdministrator does. */
  decideStart(folder: string, vault: Vault, copy: FirstCopy, proof: Proof): Promise<void>
  /** When the newest copy of the folder's data was made, in milliseconds UTC; null: there is none. */
  newestBackup(folder: string): Promise<number | null>
  /** Opens the sample company, making it where the folder is empty, as its administrator. */
  openSample(folder: string, vault: Vault): Promise<EnteredPortal>
}
