import { createHash } from 'node:crypto'
import { afterFailure, waitLeft } from '../../domain/throttle'
import { Refusal, type RefusalCode } from '../../domain/refusal'
import { clearThrottle, readThrottle, saveThrottle } from '../../store/throttle'
import type { Writer } from '../../store/store'
import type { ServiceContext } from '../service-context'

/** Limits tries at one thing, in the store, so that a restart forgives nothing (A4, J5). */
export interface Throttling {
  /**
   * Counts a try as wrong before anybody looks whether it is right, so that tries sent together count one by one.
   * Throws `refusal` with {seconds} while a waiting time runs.
   */
  begin(key: string, refusal: RefusalCode): Promise<void>
  /** The try was right: all before are forgiven. */
  forgive(writer: Writer, key: string): Promise<void>
}

/** The key of what is tried. The store keeps only its hash: a login typed wrongly may well be a password. */
export function throttleKey(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

export function createThrottling(context: Pick<ServiceContext, 'store' | 'clock'>): Throttling {
  return {
    async begin(key, refusal) {
      const wait = await context.store.write(async (writer) => {
        const now = context.clock.now()
        const state = await readThrottle(writer, key)
        const left = waitLeft(state, now)
        if (left === 0) await saveThrottle(writer, key, afterFailure(state, now))
        return left
      })
      if (wait > 0) throw new Refusal(refusal, { seconds: Math.ceil(wait / 1_000) })
    },
    forgive: clearThrottle,
  }
}
