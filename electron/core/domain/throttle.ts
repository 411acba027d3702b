const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Wrong tries that cost no waiting: people mistype. */
const FREE_TRIES = 3
/** Waiting after the fourth wrong try and each further one; the last holds for all that follow. */
const WAITS = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE] as const
const LONGEST_WAIT = 15 * MINUTE

/** Wrong tries are forgotten after this time without another. */
export const THROTTLE_MEMORY = 24 * 60 * MINUTE

/** Wrong tries in a row at one thing (a login, a code); times in milliseconds UTC. */
export interface ThrottleState {
  readonly failures: number
  readonly blockedUntil: number
  readonly updatedAt: number
}

/** Milliseconds to wait after so many wrong tries in a row (A4): none for the first three. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0
  return WAITS[failures - FREE_TRIES - 1] ?? LONGEST_WAIT
}

/**
 * Milliseconds until the next try is let in, 0 when it may come now. A clock that was set back never makes the
 * waiting longer than the rule asks for.
 */
export function waitLeft(state: ThrottleState | null, now: number): number {
  if (!state) return 0
  return Math.min(Math.max(0, state.blockedUntil - now), waitAfter(state.failures))
}

/** The state after one more wrong try at `now`. */
export function afterFailure(state: ThrottleState | null, now: number): ThrottleState {
  const remembered = state && now - state.updatedAt < THROTTLE_MEMORY ? state.failures : 0
  const failures = remembered + 1
  return { failures, blockedUntil: now + waitAfter(failures), updatedAt: now }
}
