/** In milliseconds. */
export const MINUTE = 60_000

/**
 * When messages were tried within the last minute. The store knows the last try of each message alone, and forgets that when
 * it is sent once more by hand: what a run has tried it counts itself.
 */
export interface Tries {
  /** The first of them first, in milliseconds UTC. */
  lastMinute(now: number): readonly number[]
  /** So many were taken at `at`. */
  add(at: number, count: number): void
  /** So many of those taken last were never begun. */
  takeBack(count: number): void
}

/** `earlier`: the tries of the run before, as the store knows them, so that the limit holds over a restart. */
export function createTries(earlier: readonly number[]): Tries {
  let times = earlier
  return {
    lastMinute(now) {
      times = times.filter((time) => time > now - MINUTE)
      return times
    },
    add(at, count) {
      times = [...times, ...Array<number>(count).fill(at)]
    },
    takeBack(count) {
      times = times.slice(0, Math.max(0, times.length - count))
    },
  }
}

/** How many messages may begin now, and how long to wait where none may, in milliseconds. */
export interface Allowance {
  readonly allowed: number
  readonly waitFor: number
}

/**
 * Keeps an account to its messages a minute. `tried`: when the tries of the last minute were, the first of them first.
 */
export function allowance(tried: readonly number[], perMinute: number | null, now: number): Allowance {
  if (perMinute === null) return { allowed: Infinity, waitFor: MINUTE }
  const allowed = Math.max(0, perMinute - tried.length)
  const first = tried[tried.length - perMinute] ?? now
  return { allowed, waitFor: allowed > 0 ? MINUTE : Math.max(first + MINUTE - now, 1) }
}
