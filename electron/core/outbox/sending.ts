import type { MessageChannel } from '../domain/vocabulary'
import type { ServiceContext } from '../services/service-context'
import { type OpenCarrier, sendSafely } from './carrier'
import type { Journal } from './journal'
import type { ClaimedMessage } from './kinds/kind'
import { isTrouble, type Tried } from './settling'
import type { Shelf } from './shelf'
import type { Letter } from './texts'

/** What has ended and is not written down yet. */
export interface Finished {
  readonly tried: readonly Tried[]
  /** Taken, and found to have no purpose any more before they were begun (M8). */
  readonly dead: readonly ClaimedMessage[]
}

/** Begins on what is ready while the account has a connection free, and keeps what came back until it is written down. */
export interface Sending {
  /** Begins as many of the letters ready as there are connections free. */
  begin(): void
  /** What is begun from now on goes over this account; null: nothing is begun. */
  use(account: OpenCarrier | null): void
  /** Messages under way. */
  count(): number
  /** What came back says that the others would fare no better: nothing more is begun until it is written down. */
  isInTrouble(): boolean
  /** Tries that came back and are not written down yet. */
  cameBack(): number
  finished(): Finished
  /** It is being written down. */
  take(finished: Finished): void
  /** It could not be written down. */
  giveBack(finished: Finished): void
  /** Resolves after what is under way now; null where nothing is. */
  underWay(): Promise<unknown> | null
}

export interface SendingParts {
  readonly channel: MessageChannel
  readonly journal: Journal
  readonly ready: Shelf
  mayBegin(): boolean
  /** A write is under way that changes nothing of what is ready: whoever writes begins on it when it is done. */
  isWriting(): boolean
  /** The account as it is set now; null while nothing may be begun. */
  currentAccount(): Promise<OpenCarrier | null>
  /** Something came back or was looked at again. */
  moved(now: { readonly toWrite: boolean }): void
  failed(error: unknown): void
}

export function createSending({ clock, log }: Pick<ServiceContext, 'clock' | 'log'>, parts: SendingParts): Sending {
  const { channel, currentAccount, journal, ready } = parts
  const underWay = new Map<string, Promise<void>>()
  let account: OpenCarrier | null = null
  let tried: Tried[] = []
  /** One of what came back is trouble. Told apart: for each message they would all be looked through. */
  let trouble = false
  let dead: readonly ClaimedMessage[] = []
  let looking: Promise<void> | null = null

  function keep(now: Tried[]): void {
    tried = now
    trouble = now.some(isTrouble)
  }

  function begin(): void {
    while (parts.mayBegin() && account && underWay.size < account.concurrency && journal.isWhole() && !trouble) {
      const letter = ready.next()
      if (!letter && mustLook()) looking ??= look().finally(() => void (looking = null))
      if (!letter || !noted(letter)) return
      ready.shift()
      underWay.set(letter.message.id, send(account, letter))
    }
  }

  function mustLook(): boolean {
    return ready.isStale() && !parts.isWriting()
  }

  /** What was written since may have ended what a letter is for, or changed the account: both are looked at again. */
  async function look(): Promise<void> {
    try {
      do {
        const without = await ready.look(clock.now())
        dead = dead.concat(without)
        account = await currentAccount()
      } while (mustLook())
    } catch (error) {
      parts.failed(error)
      return
    }
    begin()
    parts.moved({ toWrite: dead.length > 0 || !account })
  }

  function noted({ message }: Letter): boolean {
    try {
      journal.begin(message.id)
      return true
    } catch (error) {
      // The next turn puts back what was taken, and renews the journal when it can.
      log.error('The outbox cannot note what it sends', error)
      return false
    }
  }

  async function send(open: OpenCarrier, letter: Letter): Promise<void> {
    const { message } = letter
    const outcome = await sendSafely(open, letter, log)
    const result = { outcome, canLook: open.look !== null }
    underWay.delete(message.id)
    journal.end(message.id, result)
    if (outcome.kind === 'stop') {
      log.warn('The account of the outbox was refused', { channel, reason: outcome.reason, answer: outcome.answer })
    }
    tried.push({ message, account: open.account, ...result })
    trouble ||= isTrouble(result)
    begin()
    parts.moved({ toWrite: true })
  }

  return {
    begin,
    count: () => underWay.size,
    isInTrouble: () => trouble,
    cameBack: () => tried.length,
    finished: () => ({ tried: [...tried], dead }),
    underWay: () => (looking || underWay.size > 0 ? Promise.all([looking, ...underWay.values()]) : null),

    use(now) {
      account = now
    },

    take(finished) {
      keep(tried.slice(finished.tried.length))
      dead = dead.slice(finished.dead.length)
    },

    giveBack(finished) {
      keep([...finished.tried, ...tried])
      dead = [...finished.dead, ...dead]
    },
  }
}
