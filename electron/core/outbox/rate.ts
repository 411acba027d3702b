const MINUTE = 60_000

/** How many messages may begin now, and how long to wait where none may, in milliseconds. */
export interface Allowance {
  readonly allowed: number
  readonly waitFor: number
}

/**
 * Keeps an account to its messages a minute. `tried`: when the tries of the last minute were, the first of them first; they
 * come from the store, so that the limit holds over a restart.
 */
export function allowance(tried: readonly number[], perMinute: number | null, now: number): Allowance {
  if (perMinute === null) return { allowed: Infinity, waitFor: MINUTE }
  const allowed = Math.max(0, perMinute - tried.length)
  const first = tried[tried.length - perMinute] ?? now
  return { allowed, waitFor: allowed > 0 ? MINUTE : Math.max(first + MINUTE - now, 1) }
}
