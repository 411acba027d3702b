import { setImmediate } from 'node:timers/promises'
import type { WorkProgress } from '../../../contract/file-sessions'
import { Refusal } from '../../domain/refusal'
import { refusalData } from '../batch'
import type { Changes, Log } from '../ports'

/** What the one who does the work sees of it. */
export interface Labour {
  /** Whether it is to stop after the slice under way. */
  readonly cancelled: boolean
  /** Says how much is done, of `total` where that has changed. */
  report(done: number, total?: number): void
}

/** A long piece of work that goes on by itself. */
export interface Work {
  progress(): WorkProgress
  /** Whether it is still going on. */
  readonly running: boolean
  cancel(): void
  /** Resolves when it is over, however it ended. */
  readonly ended: Promise<void>
}

/** Milliseconds between two announcements of progress, and before the time left is told. */
const TELLING = 200
const SOONEST_FORECAST = 1_000

export const NOT_STARTED: WorkProgress = { state: 'waiting', done: 0, total: 0, left: null, refusal: null }

/**
 * Starts work that returns true once it is complete, and false where it stopped because it was cancelled. What it throws
 * is its refusal; an error that is none is logged and shown as INTERNAL.
 */
export function startWork(
  { changes, log }: { readonly changes: Changes; readonly log: Log },
  total: number,
  labour: (labour: Labour) => Promise<boolean>,
): Work {
  const began = performance.now()
  let told = began
  let state: WorkProgress = { state: 'running', done: 0, total, left: null, refusal: null }
  let cancelled = false

  const over = (end: Pick<WorkProgress, 'state' | 'refusal'>): void => {
    state = { ...state, ...end, left: null, done: end.state === 'done' ? state.total : state.done }
    changes.announce('imports')
  }
  const ended = (async () => {
    // The call that starts it answers first.
    await setImmediate()
    try {
      const complete = await labour({
        get cancelled() {
          return cancelled
        },
        report(done, newTotal = state.total) {
          const now = performance.now()
          state = { ...state, done, total: newTotal, left: forecast(now - began, done, newTotal) }
          if (now - told < TELLING) return
          told = now
          changes.announce('imports')
        },
      })
      over({ state: complete ? 'done' : 'cancelled', refusal: null })
    } catch (error) {
      if (!(error instanceof Refusal)) log.error('an import failed', error)
      over({ state: 'failed', refusal: refusalData(error instanceof Refusal ? error : new Refusal('INTERNAL')) })
    }
  })()
  return {
    progress: () => state,
    get running() {
      return state.state === 'running'
    },
    cancel() {
      cancelled = true
    },
    ended,
  }
}

/** Milliseconds left at the pace so far. */
function forecast(elapsed: number, done: number, total: number): number | null {
  if (elapsed < SOONEST_FORECAST || done === 0) return null
  return Math.round((elapsed / done) * (total - done))
}
