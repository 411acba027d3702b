import type { Kysely, Transaction } from 'kysely'
import type { Database } from './schema'

/** A connection for reading, or the transaction that is under way. */
export type Reader = Kysely<Database>
/** Writing always happens inside a transaction. */
export type Writer = Transaction<Database>

/** The open store of one portal. */
export interface Store {
  readonly reader: Reader
  /**
   * Runs `work` in one transaction (S5): all of it is kept or none. Writers run one after another.
   * Errors of SQLite become refusals: STORE_BUSY, STORE_READ_ONLY, DISK_FULL, STORE_DAMAGED.
   */
  write<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result>
  /**
   * The same for one of many steps of a long work whose end is written with `write`. It does not wait for the disk: a program
   * that is killed loses nothing, a power cut may lose the last steps, each of them whole. Whatever `write` keeps, now or later,
   * keeps all steps before it too.
   */
  writeStep<Result>(work: (writer: Writer) => Promise<Result>): Promise<Result>
  /**
   * Resolves once all that was committed by now is on the disk; the process does other things meanwhile. Throws what the system
   * says where it cannot be.
   */
  onDisk(): Promise<void>
  /**
   * How many writes were kept since it was opened: as long as it stays the same, what was read holds. Counted before whoever
   * wrote hears that it is done.
   */
  written(): number
  close(): Promise<void>
}
