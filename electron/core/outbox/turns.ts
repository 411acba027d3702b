import type { Scheduler } from './scheduler'

/** Longest time between two looks, in milliseconds: clocks are set, computers sleep. */
export const LONGEST_REST = 60_000

/** Work done in turns, one after another, whenever it is asked for or its time has come. */
export interface Turns {
  /** One more, after the one under way. */
  ask(): void
  /** One more in so many milliseconds, at the latest after the longest rest, instead of what was set before. */
  askIn(milliseconds: number): void
  /** What was set does not come. */
  callOff(): void
  /** Resolves after those under way; null where none is. */
  underWay(): Promise<void> | null
}

export interface TurnParts {
  readonly scheduler: Scheduler
  turn(): Promise<void>
  /** Whether there may be any. */
  mayGo(): boolean
  /** Whether there is something to do that nobody has asked for. */
  hasMore(): boolean
  /** A turn failed, and those that were to follow it are not begun. */
  failed(error: unknown): void
}

export function createTurns({ failed, hasMore, mayGo, scheduler, turn }: TurnParts): Turns {
  let asked = false
  let going: Promise<void> | null = null
  let cancelTimer = (): void => {}

  function ask(): void {
    if (!mayGo()) return
    asked = true
    going ??= goOn().finally(() => {
      going = null
      if (asked) ask()
    })
  }

  async function goOn(): Promise<void> {
    while (mayGo() && (asked || hasMore())) {
      asked = false
      try {
        await turn()
      } catch (error) {
        failed(error)
        return
      }
    }
  }

  return {
    ask,
    callOff: () => cancelTimer(),
    underWay: () => going,
    askIn(milliseconds) {
      cancelTimer()
      cancelTimer = scheduler.after(Math.min(Math.max(milliseconds, 0), LONGEST_REST), ask)
    },
  }
}
