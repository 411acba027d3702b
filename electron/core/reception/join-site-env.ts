import type { Context } from 'hono'
import type { Locale } from '../domain/vocabulary'
import type { AccountsService } from '../services/accounts/accounts'
import type { JoiningService } from '../services/joining/joining'
import type { Clock, Log, Randomness } from '../services/ports'
import type { Connection } from './client-address'

/** What the pages need of the application. */
export interface ReceptionParts {
  readonly accounts: Pick<AccountsService, 'signIn' | 'choosePassword' | 'membership'>
  readonly joining: JoiningService
  /** The portal as every page names it. */
  portal(): Promise<{ readonly name: string; readonly locale: Locale }>
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
}

/** Where the pages are, seen from outside. */
export interface JoinSitePlace {
  /** Origins people may rightly reach the pages by; the first is the one in links. */
  readonly origins: readonly string[]
  readonly behindProxy: boolean
  /** Whether the site is being stopped: what still arrives is asked to come back. */
  readonly isClosing?: () => boolean
}

export interface JoinSiteEnv {
  Bindings: Connection
  Variables: {
    /** What tries are counted by. */
    client: string
    /** The language asked for by address, cookie or browser; null when none of them says. */
    wish: Locale | null
  }
}
export type JoinSiteContext = Context<JoinSiteEnv>
