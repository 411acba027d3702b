import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { uptime } from 'node:os'
import type { SendOutcome } from './carrier'

/** What became of a message that was begun. */
export interface JournalResult {
  readonly outcome: SendOutcome
  /** The provider can be asked later what became of it. */
  readonly canLook: boolean
}

/** The messages an earlier run has begun: null for one nobody knows the end of. One that is not in it was never begun. */
export type Begun = ReadonlyMap<string, JournalResult | null>

/**
 * Notes of a channel, beside the data file: which messages were begun, and what became of them. A note goes to the
 * system within the turn and not to the disk, so it outlives the program when that is killed, and the computer only by luck.
 */
export interface Journal {
  /**
   * What the run left that ended while the store knew it as `run`; null where these notes cannot be relied on: there are
   * none, they are of another run, or the computer was started since.
   */
  begunBy(run: string | null): Begun | null
  /** Begins anew, for the run the store now knows by this name. Throws where the file cannot be written. */
  renew(run: string): void
  /** Before the store has them as taken: whatever was noted of them is of an earlier try. Throws where it cannot be noted. */
  take(ids: readonly string[]): void
  /** Before anything is said to a server. Throws where it cannot be noted: the message must not be sent then. */
  begin(id: string): void
  /** Noted with what is begun next, or as the turn ends. What is not noted is in doubt after a kill, and no worse. */
  end(id: string, result: JournalResult): void
  /** Whether messages may be begun. */
  isWhole(): boolean
  /** Whether it should be renewed once nothing is under way: it is long, or could not be written. */
  isWorn(): boolean
  close(): void
}

interface Head {
  readonly run: string
  /** When the computer was started, in milliseconds UTC. */
  readonly started: number
}

/** Messages taken; one begun; one that has ended. */
type Note = readonly [taken: readonly string[]] | readonly [id: string] | readonly [id: string, result: JournalResult]

/** In characters. */
const LONG = 4_000_000
/** A clock may be corrected while the computer runs; none starts anew in so short a time. In milliseconds. */
const TOLERANCE = 2_000

/** `startedAt`: when the computer was started, in milliseconds UTC. */
export function createJournal(file: string, startedAt = () => Date.now() - uptime() * 1000): Journal {
  let descriptor: number | null = null
  let length = 0
  let whole = false
  /** Ends that are still to be noted: mostly the next message is begun in the same moment, and one write does for both. */
  let ends = ''

  function write(line: string): void {
    if (descriptor === null || !whole) throw new Error(`The journal of the outbox is not open: ${file}`)
    const bytes = Buffer.from(ends + line)
    ends = ''
    // What follows a line that is cut off cannot be told from it.
    whole = false
    if (writeSync(descriptor, bytes) < bytes.length) throw new Error(`No room for the journal of the outbox: ${file}`)
    whole = true
    length += bytes.length
  }

  function writeEnds(): void {
    try {
      if (ends !== '' && whole) write('')
    } catch {
      // Nothing more is begun until it is renewed.
    }
  }

  function close(): void {
    writeEnds()
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
    whole = false
    ends = ''
  }

  return {
    close,
    isWhole: () => whole,
    isWorn: () => !whole || length > LONG,

    begunBy(run) {
      const lines = readLines(file)
      const [head, ...notes] = lines ?? []
      if (head === undefined || run === null) return null
      const { run: noted, started } = head as Head
      if (noted !== run || Math.abs(started - startedAt()) > TOLERANCE) return null
      return begunOf(notes as Note[])
    },

    renew(run) {
      close()
      descriptor = openSync(file, 'w', 0o600)
      length = 0
      whole = true
      write(lineOf({ run, started: startedAt() }))
    },

    take: (ids) => write(lineOf([ids])),
    begin: (id) => write(lineOf([id])),

    end(id, result) {
      if (ends === '') queueMicrotask(writeEnds)
      ends += lineOf([id, result])
    },
  }
}

function lineOf(entry: Head | Note): string {
  return `${JSON.stringify(entry)}\n`
}

function begunOf(notes: readonly Note[]): Begun {
  const begun = new Map<string, JournalResult | null>()
  for (const [about, result] of notes) {
    if (typeof about === 'string') begun.set(about, result ?? null)
    else for (const id of about) begun.delete(id)
  }
  return begun
}

/** All whole lines of the file; null where there are none or one of them cannot be read. */
function readLines(file: string): unknown[] | null {
  try {
    // The last one is empty, or was cut off: what it was to note was not done.
    return readFileSync(file, 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown)
  } catch {
    return null
  }
}
