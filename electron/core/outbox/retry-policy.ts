import { readAnswer } from '../domain/mail-troubles'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a message is tried, in milliseconds (RFC 5321 §4.5.4.1: four to five days). */
const GIVE_UP_AFTER = 4 * 24 * HOUR
/** However old a message is, it gets so many tries: an operator may put an old one back into the queue. */
const FEWEST_TRIES = 3

/** `connection`: the server could not be reached, which is often over soon; `deferred`: it asked us to come back. */
const WAITS = {
  connection: [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR],
  deferred: [30 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR],
} as const
export type Trouble = keyof typeof WAITS

/** How long nothing is tried after the account itself was refused, in milliseconds. */
const ACCOUNT_PAUSE = 30 * MINUTE
/**
 * The same where it has reached a limit, or seems to: providers count by the hour or the day, and some count what they
 * refuse too.
 */
const LIMIT_PAUSE = 4 * HOUR

/** How long the other messages wait after a connection failed, in milliseconds. */
export const CONNECTION_PAUSE = MINUTE

export interface TriedMessage {
  /** Tries so far, the failed one among them. */
  readonly tries: number
  /** Milliseconds UTC. */
  readonly createdAt: number
}

/** When to try again after a failed try, in milliseconds UTC; null: give up. Waits grow with the tries. */
export function nextTry(message: TriedMessage, trouble: Trouble, now: number): number | null {
  const waits = WAITS[trouble]
  const next = now + (waits[Math.min(message.tries, waits.length) - 1] ?? waits[0])
  return next > message.createdAt + GIVE_UP_AFTER && message.tries >= FEWEST_TRIES ? null : next
}

/** How long nothing is tried after the account was refused with this answer, in milliseconds. */
export function accountPause(answer: string): number {
  const { trouble } = readAnswer(answer)
  return trouble === 'limit' || trouble === 'repeated' ? LIMIT_PAUSE : ACCOUNT_PAUSE
}
