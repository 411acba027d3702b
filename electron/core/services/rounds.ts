import type { Scheduler } from '../outbox/scheduler'
import type { Log } from './ports'

const HOUR = 3_600_000

/** Something that is looked after again and again, one look at a time. */
export interface Rounds {
  /** Looks now and every hour from then on; resolves after the first look. */
  start(): Promise<void>
  /** Looks now; resolves when done. */
  check(): Promise<void>
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>
  /** Whether it was told to stop: what takes long breaks off then. */
  stopped(): boolean
}

/** `look` may fail: it is logged as `name`, and the next look comes all the same. */
export function createRounds(
  look: () => Promise<void>,
  { log, name, scheduler }: { readonly log: Log; readonly name: string; readonly scheduler: Scheduler },
): Rounds {
  let stopped = false
  let cancel = (): void => {}
  let turn: Promise<void> = Promise.resolve()

  function check(): Promise<void> {
    turn = turn.then(look).catch((error: unknown) => log.error(name, error))
    return turn
  }

  async function start(): Promise<void> {
    await check()
    if (!stopped) cancel = scheduler.after(HOUR, () => void start())
  }

  return {
    start,
    check,
    stopped: () => stopped,
    async stop() {
      stopped = true
      cancel()
      await turn
    },
  }
}
