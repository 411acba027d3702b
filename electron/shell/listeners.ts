import type { Log } from '../core/services/ports'

/** Tells everyone who listens; one that throws is logged and stops nobody else. */
export interface Listeners<Told> {
  tell(told: Told): void
  /** Calls back until the returned function is called. */
  listen(listener: (told: Told) => void): () => void
}

export function createListeners<Told>(log: Log): Listeners<Told> {
  const listeners = new Set<(told: Told) => void>()
  return {
    tell(told) {
      for (const listener of [...listeners]) {
        try {
          listener(told)
        } catch (error) {
          log.error('a listener failed', error)
        }
      }
    },
    listen(listener) {
      const own = (told: Told): void => listener(told)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}
