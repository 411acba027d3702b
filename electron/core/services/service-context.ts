import type { Store } from '../store/store'
import type { Changes, Clock, Files, Log, Presence, Randomness, Vault } from './ports'

/** What every service is built from: the store and the ports, handed in by portal.ts. */
export interface ServiceContext {
  readonly store: Store
  readonly clock: Clock
  readonly randomness: Randomness
  readonly vault: Vault
  readonly changes: Changes
  readonly log: Log
  readonly files: Files
  readonly presence: Presence
}

/** Where the join site is reached now: what links start with, without a slash at the end; null while there is none. */
export interface JoinAddress {
  current(): Promise<string | null>
}
