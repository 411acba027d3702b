import { createHash } from 'node:crypto'
import type { Randomness } from '../services/ports'

const MINUTE = 60_000
/** A session ends after this time without a request, and in any case after the longest time. */
export const IDLE = 30 * MINUTE
export const LONGEST = 8 * 60 * MINUTE
const TOKEN_BYTES = 32
/** Sessions at once; beyond that the oldest ends. */
const MOST = 10_000

export interface Session {
  readonly personId: string
  /** Milliseconds UTC. */
  readonly startedAt: number
  /** Generation of the temporary password it was opened with: it is good for nothing but choosing an own one (R2). */
  readonly temporaryGeneration: number | null
}

export interface Sessions {
  /** Starts a session and returns its token, which is nowhere kept: only its hash is. */
  start(personId: string, temporaryGeneration?: number | null): string
  /** The session of a token, which lives on by being asked for; null when there is none. */
  find(token: string | undefined): Session | null
  end(token: string | undefined): void
}

/** Sessions of the join site, in memory: a restart signs everybody out. `now` in milliseconds UTC. */
export function createSessions(now: () => number, randomness: Randomness): Sessions {
  const sessions = new Map<string, Session & { seenAt: number }>()
  const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

  return {
    start(personId, temporaryGeneration = null) {
      const token = Buffer.from(randomness.bytes(TOKEN_BYTES)).toString('base64url')
      const at = now()
      sessions.set(keyOf(token), { personId, temporaryGeneration, startedAt: at, seenAt: at })
      const oldest = sessions.size > MOST ? sessions.keys().next().value : undefined
      if (oldest !== undefined) sessions.delete(oldest)
      return token
    },
    find(token) {
      if (token === undefined || token.length > 100) return null
      const key = keyOf(token)
      const session = sessions.get(key)
      if (!session) return null
      const at = now()
      if (at - session.seenAt > IDLE || at - session.startedAt > LONGEST) {
        sessions.delete(key)
        return null
      }
      session.seenAt = at
      return session
    },
    end(token) {
      if (token !== undefined) sessions.delete(keyOf(token))
    },
  }
}
