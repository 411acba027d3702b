import type { SetupInput } from '../contract/app'
import type { EnteredPortal, Portal } from '../core/portal'
import type { Vault } from '../core/services/ports'

/** How the host gets at portals; main.ts builds it over core/portal.ts. `folder` is the portal's own data folder. */
export interface Portals {
  /** Whether the folder's store holds a portal, found out without making anything. Throws the STORE_… refusals. */
  exists(folder: string): Promise<boolean>
  /** Null when the store holds no portal yet. Throws the STORE_… refusals. */
  open(folder: string, vault: Vault): Promise<Portal | null>
  /** Throws PORTAL_EXISTS or INVALID_INPUT. */
  create(folder: string, vault: Vault, input: SetupInput): Promise<EnteredPortal>
  /**
   * Decides that the newest sound copy takes the place of damaged data when the portal is opened the next time. Throws BACKUP_MISSING,
   * DISK_FULL, STORE_READ_ONLY.
   */
  decideNewest(folder: string, vault: Vault): Promise<void>
  /** When the newest copy of the folder's data was made, in milliseconds UTC; null: there is none. */
  newestBackup(folder: string): Promise<number | null>
  /** Opens the sample company, making it where the folder is empty, as its administrator. */
  openSample(folder: string, vault: Vault): Promise<EnteredPortal>
}
