import type { Topic } from '../domain/vocabulary'
import type { Changes, Log } from './ports'

/** How long announcements are gathered, in milliseconds: short for an eye, long for a batch. */
const GATHERING = 30

export interface ChangesOptions {
  readonly log: Log
  /** When to deliver what was gathered; tests deliver at once. */
  readonly schedule?: (deliver: () => void) => void
}

/** Announcements of a moment reach listeners as one, each topic once (C4). A listener that throws stops nobody else. */
export function createChanges({ log, schedule = afterGathering }: ChangesOptions): Changes {
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  let gathered = new Set<Topic>()

  function deliver(): void {
    const topics = [...gathered]
    gathered = new Set()
    for (const listener of [...listeners]) {
      try {
        listener(topics)
      } catch (error) {
        log.error('A listener of changes failed', error)
      }
    }
  }

  return {
    announce(...topics) {
      if (topics.length === 0) return
      const first = gathered.size === 0
      for (const topic of topics) gathered.add(topic)
      if (first) schedule(deliver)
    },
    listen(listener) {
      // Wrapped, so that one function may listen twice and stop once.
      const own = (topics: readonly Topic[]): void => listener(topics)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
  }
}

function afterGathering(deliver: () => void): void {
  setTimeout(deliver, GATHERING).unref()
}
