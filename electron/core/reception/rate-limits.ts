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

/** A try of a client that turns out to be right or wrong. */
export interface Try {
  /** Milliseconds to wait, 0 when it may be made. */
  readonly wait: number
  /** Tells what it turned out to be; one that was right counts for nothing. */
  end(turnedOut: 'right' | 'wrong'): void
}

export interface RateLimits {
  /** Takes one of the client's tries for good. Returns milliseconds to wait, 0 when it may go on. */
  take(limit: LimitName, client: string): number
  /**
   * Takes one of the client's tries before it is made, so that tries sent together count one by one. Where nothing stands in its
   * way but tries that are still being made, it waits for them: a whole office may come in at the same moment.
   */
  begin(limit: LimitName, client: string): Promise<Try>
}

/** What one client has taken since `began`; `made` says how many of it are being made, `waiting` who waits for one of them. */
interface Window {
  readonly began: number
  taken: number
  made: number
  readonly waiting: (() => void)[]
}

/** Counts in memory, in windows that begin with a client's first try. `now` in milliseconds. */
export function createRateLimits(now: () => number): RateLimits {
  const windows = new Map<string, Window>()

  function windowOf(limit: LimitName, client: string): Window {
    const key = `${limit} ${client}`
    const at = now()
    const current = windows.get(key)
    if (current && at - current.began < LIMITS[limit].window && at >= current.began) return current
    const fresh: Window = { began: at, taken: 0, made: 0, waiting: [] }
    windows.delete(key)
    windows.set(key, fresh)
    const oldest = windows.size > REMEMBERED ? windows.keys().next().value : undefined
    if (oldest !== undefined) windows.delete(oldest)
    return fresh
  }
  function takeFrom(window: Window, limit: LimitName): number {
    if (window.taken >= LIMITS[limit].times) return LIMITS[limit].window - (now() - window.began)
    window.taken += 1
    return 0
  }

  return {
    take: (limit, client) => takeFrom(windowOf(limit, client), limit),
    async begin(limit, client) {
      for (;;) {
        const window = windowOf(limit, client)
        const wait = takeFrom(window, limit)
        if (wait === 0) return tryOf(window)
        if (window.made === 0) return { wait, end: () => {} }
        await new Promise<void>((resolve) => window.waiting.push(resolve))
      }
    },
  }
}

function tryOf(window: Window): Try {
  window.made += 1
  return {
    wait: 0,
    end(turnedOut) {
      window.made -= 1
      if (turnedOut === 'right') window.taken -= 1
      for (const goOn of window.waiting.splice(0)) goOn()
    },
  }
}
