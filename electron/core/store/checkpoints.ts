import type Connection from 'better-sqlite3'
import { type CheckpointThread, openCheckpointThread } from './checkpoint-thread'
import type { ThreadConnection } from './text-thread'

/** Keeps the log of a store short without holding the process up. Both are for between two transactions, never within one. */
export interface Checkpoints {
  /** Waits where the log has become so long that it must be copied into the file before it grows further. */
  beforeWrite(): Promise<void>
  /** Has the log copied beside other work where it has grown. */
  afterWrite(): void
  close(): Promise<void>
}

export interface LogLengths {
  /** From how many pages (of 4 KiB) on the log is copied beside other work: as many as SQLite waits for. */
  readonly worthCopying: number
  /** From how many pages on writers wait for it. */
  readonly tooLong: number
}

/** 4 MB and 64 MB. */
const LENGTHS: LogLengths = { worthCopying: 1_000, tooLong: 16_000 }

interface LogState {
  readonly log: number
  readonly checkpointed: number
}

/** `writing` no longer copies its log by itself from now on; a thread does, begun when there is something to do. */
export function keepLogShort(
  writing: Connection.Database,
  options: ThreadConnection & { readonly lengths?: LogLengths },
): Checkpoints {
  const { lengths = LENGTHS, ...connection } = options
  writing.pragma('wal_autocheckpoint = 0')
  const look = writing.prepare<[], LogState>('PRAGMA wal_checkpoint(NOOP)')
  let thread: CheckpointThread | null = null
  let threadFailed = false
  let copying: Promise<void> | null = null

  function measured(): { readonly length: number; readonly pending: number } {
    try {
      const { checkpointed, log } = look.get() ?? { log: 0, checkpointed: 0 }
      return { length: log, pending: log - checkpointed }
    } catch {
      // What has just been written is kept. What is wrong shows at the next transaction.
      return { length: 0, pending: 0 }
    }
  }

  async function copy(): Promise<void> {
    try {
      thread ??= openCheckpointThread(writing.name, connection)
      if (!(await thread.copy())) threadFailed = true
    } catch {
      threadFailed = true
    }
  }

  function begin(): Promise<void> {
    copying ??= copy().finally(() => {
      copying = null
    })
    return copying
  }

  return {
    async beforeWrite() {
      const { length, pending } = measured()
      if (length < lengths.tooLong || pending === 0 || threadFailed) return
      // What is under way may have begun long ago; only a log that is copied to its end is begun anew.
      await copying
      await begin()
    },

    afterWrite() {
      if (measured().pending < lengths.worthCopying) return
      // As SQLite does it of itself: a store lives on where no thread can be had.
      if (threadFailed) writing.pragma('wal_checkpoint(PASSIVE)')
      else void begin()
    },

    async close() {
      await copying
      await thread?.close()
    },
  }
}
