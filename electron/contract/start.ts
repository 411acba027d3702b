import { eventIterator } from '@orpc/contract'
import { output, procedure, type RefusalData } from './procedure'
import type { Appearance, Command, Locale, Phase, Role, Topic, VaultKind } from './vocabulary'

/** The person signed in to the console. */
export interface Operator {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly mayInvite: boolean
  /** What the company structure is to them (A1). */
  readonly structure: 'none' | 'see' | 'edit'
}

export interface AppState {
  readonly phase: Phase
  /** `country`: ISO 3166-1 alpha-2; it says how dates are written. */
  readonly portal: { readonly name: string; readonly country: string; readonly sample: boolean } | null
  readonly operator: Operator | null
  /** At set-up: whether a passphrase must be chosen because the system has no keychain. */
  readonly vault: VaultKind
  /** There is an own portal besides the sample company that is open. */
  readonly hasOwnPortal: boolean
  readonly locale: Locale
  readonly appearance: Appearance
  readonly version: string
  readonly platform: 'windows' | 'mac' | 'linux'
  readonly problem: RefusalData | null
  /** With a damaged data file: when the copy was made that could take its place; milliseconds UTC. */
  readonly newestBackup: number | null
}

export interface Change {
  readonly topics: readonly Topic[]
}

/**
 * What every window asks first. Nothing here takes an input, so that no schema stands between a start and its first
 * picture.
 */
export const start = {
  /** The phase, the operator, the language: what the window needs before anything else. */
  state: procedure.output(output<AppState>()),
  /** Yields each command chosen in the native menu while the window listens. */
  commands: procedure.output(eventIterator(output<{ readonly command: Command }>())),
  /** C4: yields whenever something of these topics changed anywhere. */
  changes: procedure.output(eventIterator(output<Change>())),
}
