import { Refusal } from '../domain/refusal'
import type { ConsoleContext } from './router-context'

/**
 * All that is answered while newcomers register at the console (J3): what the kiosk itself asks, and nothing by which
 * anybody could see or change what is not theirs. `live.changes` tells that something changed, never what.
 */
export const KIOSK_PROCEDURES: ReadonlySet<string> = new Set([
  'app.state',
  'live.changes',
  'setup.checkPassword',
  'kiosk.begin',
  'kiosk.open',
  'kiosk.join',
  'kiosk.prove',
  'kiosk.leave',
])

interface Call<Result> {
  readonly path: readonly string[]
  readonly context: ConsoleContext
  next(): Promise<Result>
}

/** The interceptor around every procedure that keeps the kiosk shut, whatever the window asks. Throws KIOSK_OPEN. */
export async function kioskGate<Result>({ path, context, next }: Call<Result>): Promise<Result> {
  if (!KIOSK_PROCEDURES.has(path.join('.')) && context.host.state().phase === 'kiosk') throw new Refusal('KIOSK_OPEN')
  return next()
}
