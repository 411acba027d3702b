import { setTimeout as pause } from 'node:timers/promises'
import { WRITE_EVERY } from './pace'

/** In milliseconds: as long as a fast server takes for a message or two, and nothing beside what others take. */
const MOMENT = 5

/** Waits between two writes: while messages go out fast, a write for each that comes back would hold the others up. */
export interface Gathering {
  /** Until the next write is due, or somebody is roused. */
  wait(): Promise<void>
  /** A moment more: the other connections of a fast server come free in it too, and one write serves them all. */
  moment(): Promise<void>
  /** Ends the waiting. */
  rouse(): void
  /** A write is done; returns how long after the one before, in milliseconds. */
  note(): number
}

export function createGathering(): Gathering {
  let last = -Infinity
  let rouse = (): void => {}
  return {
    rouse: () => rouse(),
    moment: () => pause(MOMENT),

    async wait() {
      const since = performance.now() - last
      if (since >= WRITE_EVERY) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, WRITE_EVERY - since)
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },

    note() {
      const now = performance.now()
      const took = now - last
      last = now
      return took
    },
  }
}
