import { AsyncLocalStorage } from 'node:async_hooks'
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Connection from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Refusal } from '../domain/refusal'
import { type Checkpoints, keepLogShort } from './checkpoints'
import { writeDirectly } from './dialects/kept-inserts'
import type { KeptDatabase } from './dialects/kept-queries'
import { takeInForSearch } from './dialects/search-index'
import { keepingStatements, openReader, writingDialect } from './dialects/sqlite'
import { type LogOnDisk, logOnDisk } from './log-on-disk'
import { migrate, refuseNewer, storedVersion } from './migrate'
import { type Migration, MIGRATIONS } from './migrations'
import type { Database } from './schema'
import { nextSlice } from './slice-clock'
import type { Store, Writer } from './store'
import { storeError } from './store-errors'

export interface StoreOptions {
  /** Path of the data file; it and its folder are made when missing. */
  readonly file: string
  /** Path of the compiled SQLite addon, where the one of the package does not suit the runtime. */
  readonly nativeBinding?: string
  /** Where a copy of the file goes before a migration. */
  readonly backupFolder: string
  readonly clock: { now(): number }
  /** How long to wait for another console's transaction, in milliseconds. */
  readonly busyTimeout?: number
  readonly migrations?: readonly Migration[]
}

const BUSY_TIMEOUT = 2_000
/** Files up to this size (bytes) are checked whole at every opening; larger ones after an unclean end only. */
const ALWAYS_CHECKED = 8 * 1024 * 1024

/**
 * Opens the portal's data file, making or migrating it as needed. Throws Refusal STORE_NEWER {found, known},
 * STORE_DAMAGED, STORE_READ_ONLY, STORE_BUSY or DISK_FULL; a refused file is left as it was.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const opened: Connection.Database[] = []
  try {
    return await open(options, opened)
  } catch (error) {
    for (const connection of opened) connection.close()
    throw storeError(error)
  }
}

async function open(options: StoreOptions, opened: Connection.Database[]): Promise<Store> {
  const { busyTimeout: timeout = BUSY_TIMEOUT, file, migrations = MIGRATIONS, nativeBinding } = options
  const connect = (readonly: boolean): Connection.Database => {
    const connection = new Connection(file, {
      readonly,
      timeout,
      ...(nativeBinding ? { nativeBinding } : {}),
    })
    opened.push(connection)
    return connection
  }

  mkdirSync(dirname(file), { recursive: true })
  if (existsSync(file) && statSync(file).size > 0) inspect(file, () => connect(true), migrations)
  else accessSync(dirname(file), constants.W_OK)

  const writing = connect(false)
  writing.pragma('journal_mode = WAL')
  writing.pragma('synchronous = FULL')
  writing.pragma('foreign_keys = ON')
  writing.pragma('cache_size = -64000')
  await migrate({
    connection: writing,
    database: new Kysely<unknown>({ dialect: writingDialect(writing) }),
    migrations,
    backupFolder: options.backupFolder,
    now: options.clock.now(),
  })

  // What a statement would have to take back is kept in memory: of rows with many indexes it is some pages each. Not before the
  // migrations, which may sort a million rows.
  writing.pragma('temp_store = MEMORY')

  const database = keepingStatements(writing)
  const writer = new Kysely<Database>({ dialect: writingDialect(writing, database) })
  // Reading has a connection of its own: it never waits for a transaction, sees only what is committed, and cannot write.
  const reading = connect(false)
  reading.pragma('cache_size = -16000')
  reading.pragma('query_only = ON')
  const reader = openReader(reading)
  const checkpoints = keepLogShort(writing, { timeout, ...(nativeBinding ? { nativeBinding } : {}) })
  const log = logOnDisk(file)
  return storeOver(reader, { writer, database, checkpoints, log, connection: writing }, async () => {
    await checkpoints.close()
    await log.close()
    await reader.destroy()
    await writer.destroy()
    // Kysely closes nothing that it has not used. The writer goes last: it folds the log into the file.
    reading.close()
    writing.close()
  })
}

/** Looks at an existing file without changing a byte of it. */
function inspect(file: string, connect: () => Connection.Database, migrations: readonly Migration[]): void {
  if (!startsLikeSqlite(file)) throw new Refusal('STORE_DAMAGED')
  const uncleanEnd = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
  const connection = connect()
  refuseNewer(storedVersion(connection), migrations)
  if (uncleanEnd || statSync(file).size <= ALWAYS_CHECKED) {
    if (connection.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Refusal('STORE_DAMAGED')
  }
  connection.close()
  accessSync(file, constants.W_OK)
  accessSync(dirname(file), constants.W_OK)
}

function startsLikeSqlite(file: string): boolean {
  const header = Buffer.alloc(16)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, header, 0, header.length, 0)
  } finally {
    closeSync(handle)
  }
  return header.toString('latin1') === 'SQLite format 3\0'
}

interface Writing {
  readonly writer: Kysely<Database>
  readonly database: KeptDatabase
  readonly connection: Connection.Database
  readonly checkpoints: Checkpoints
  readonly log: LogOnDisk
}

function storeOver(reader: Kysely<Database>, writing: Writing, end: () => Promise<void>): Store {
  const { checkpoints, connection, log, writer } = writing
  const underWay = new AsyncLocalStorage<true>()
  let written = 0
  let closed: Promise<void> | undefined

  /** Takes its turn behind the writers already waiting. */
  function inTurn<Result>(work: (writer: Kysely<Database>) => Promise<Result>): Promise<Result> {
    // It would wait for itself for ever.
    if (underWay.getStore()) throw new Error('A write was begun inside another write')
    return underWay.run(true, () =>
      writer.connection().execute(async (turn) => {
        await checkpoints.beforeWrite()
        const result = await work(turn)
        checkpoints.afterWrite()
        return result
      }),
    )
  }

  async function keep<Result>(...order: Parameters<typeof transact<Result>>): Promise<Result> {
    const result = await transact(...order)
    written += 1
    return result
  }

  return {
    reader,
    written: () => written,
    write: (work) => inTurn((turn) => keep(turn, writing, work)),
    writeStep: (work) =>
      inTurn(async (turn) => {
        connection.pragma('synchronous = NORMAL')
        try {
          // The commit writes all pages at once: with nothing before or after it in the same stretch it holds others up least.
          const result = await keep(turn, writing, work, nextSlice)
          await nextSlice()
          return result
        } finally {
          connection.pragma('synchronous = FULL')
        }
      }),
    onDisk: () => log.reached(),
    close() {
      // None of the writers already waiting is cut off. Closing twice is closing once.
      closed ??= writer
        .connection()
        .execute(async () => {})
        .then(end)
      return closed
    },
  }
}

async function transact<Result>(
  turn: Kysely<Database>,
  { database }: Writing,
  work: (writer: Writer) => Promise<Result>,
  beforeCommit: () => Promise<void> = async () => {},
): Promise<Result> {
  return turn.transaction().execute(async (transaction) => {
    const result = await writeDirectly(transaction, database, work)
    await takeInForSearch(database)
    await beforeCommit()
    return result
  })
}
