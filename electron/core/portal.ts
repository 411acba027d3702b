import type { Services } from './services/service-types'
import type { Actor, Changes } from './services/ports'

/** Sign-in and passwords of the people of the portal (A4, S4). */
export interface Accounts {
  /** Throws WRONG_CREDENTIALS, WAIT_BEFORE_NEXT_TRY or, after the right password, SIGN_IN_INVITED, …_PENDING, …_DISMISSED. */
  signIn(login: string, password: string, origin: 'console' | 'join-site'): Promise<Actor>
  /** Whether it is this person's password; throttled like signing in. */
  verify(personId: string, password: string): Promise<void>
  changePassword(actor: Actor, input: { readonly current: string; readonly next: string }): Promise<void>
}

/** The open portal: every service of the contract over one store, with its outbox and join site running. */
export interface Portal extends Services {
  readonly name: string
  readonly sample: boolean
  readonly accounts: Accounts
  readonly changes: Changes
  /** Stops the outbox and the join site, then closes the store. */
  close(): Promise<void>
}
