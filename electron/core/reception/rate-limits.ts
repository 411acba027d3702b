/** How many may happen within how long; `window` in milliseconds. */
export interface RateLimit {
  readonly times: number
  readonly window: number
}

const MINUTE = 60_000

/** J5, for each client address. A whole office may stand behind one of them. */
export const LIMITS = {
  /** Anything at all. */
  request: { times: 300, window: MINUTE },
  /** Forms sent: each costs a password hash. */
  form: { times: 60, window: MINUTE },
  /** Codes and links that lead nowhere. */
  wrongCode: { times: 20, window: 10 * MINUTE },
  /** Codes asked for anew: each is a mail to somebody. */
  proofMail: { times: 10, window: 10 * MINUTE },
  /** Sign-ins that failed. */
  wrongPassword: { times: 20, window: 10 * MINUTE },
} as const satisfies Readonly<Record<string, RateLimit>>
export type LimitName = keyof typeof LIMITS

/** Clients remembered at once; beyond that the one whose window began first is forgotten. */
const REMEMBERED = 20_000

export interface RateLimits {
  /**
   * Takes one of the client's tries before it is made. Returns milliseconds to wait, 0 when it may go on.
   * Taking first means that tries sent together count one by one.
   */
  take(limit: LimitName, client: string): number
  /** Gives a try back that turned out to be right. */
  giveBack(limit: LimitName, client: string): void
}

/** Counts in memory, in windows that begin with a client's first try. `now` in milliseconds. */
export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, { began: number; taken: number }>()

  return {
    take(limit, client) {
      const { times, window } = LIMITS[limit]
      const key = `${limit} ${client}`
      const at = now()
      const current = windows.get(key)
      if (!current || at - current.began >= window || at < current.began) {
        windows.delete(key)
        windows.set(key, { began: at, taken: 1 })
        const oldest = windows.size > REMEMBERED ? windows.keys().next().value : undefined
        if (oldest !== undefined) windows.delete(oldest)
        return 0
      }
      if (current.taken >= times) return window - (at - current.began)
      current.taken += 1
      return 0
    },
    giveBack(limit, client) {
      const current = windows.get(`${limit} ${client}`)
      if (current && current.taken > 0) current.taken -= 1
    },
  }
}
