import type Connection from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import type { Database } from '../schema'
import { asRefusals } from '../store-errors'
import { type KeptDatabase, type KeptStatement, readDirectly } from './kept-queries'

/** How many prepared statements a connection keeps; preparing costs several times what running does. */
const KEPT_STATEMENTS = 400

/** Reads over Kysely's SQLite dialect, with prepared statements kept and the errors of SQLite turned into refusals. */
export function openReader(connection: Connection.Database): Kysely<Database> {
  const database = keepingStatements(connection)
  const reader = new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
  readDirectly(reader, database)
  return reader
}

/** The same, taking the write lock when a transaction begins: what it then reads stays true until it commits (S5). */
export function writingDialect(
  connection: Connection.Database,
  database: KeptDatabase = keepingStatements(connection),
): SqliteDialect {
  return new WritingDialect({ database }, connection)
}

class WritingDialect extends SqliteDialect {
  constructor(
    private readonly config: { readonly database: SqliteDatabase },
    private readonly connection: Connection.Database,
  ) {
    super(config)
  }

  override createDriver(): Driver {
    return new WritingDriver(this.config, this.connection)
  }
}

class WritingDriver extends SqliteDriver {
  constructor(
    config: { readonly database: SqliteDatabase },
    private readonly sqlite: Connection.Database,
  ) {
    super(config)
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** On a full disk, for one, SQLite has rolled back by itself; rolling back again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.sqlite.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** The connection with its prepared statements kept. */
export function keepingStatements(connection: Connection.Database): KeptDatabase {
  const kept = new Map<string, KeptStatement>()
  return {
    close: () => asRefusals(() => connection.close()),
    prepare(text) {
      const known = kept.get(text)
      if (known) {
        // Moved to the end: the first of the map is the one unused for longest.
        kept.delete(text)
        kept.set(text, known)
        return known
      }
      const prepared = asRefusals(() => connection.prepare(text))
      const statement: KeptStatement = {
        reader: prepared.reader,
        all: (parameters) => asRefusals(() => prepared.all(...parameters)),
        get: (parameters) => asRefusals(() => prepared.get(...parameters)),
        run: (parameters) => asRefusals(() => prepared.run(...parameters)),
        // A statement that is being stepped through cannot be run again meanwhile, so each gets its own.
        iterate: (parameters) => asRefusals(() => connection.prepare(text).iterate(...parameters)),
      }
      kept.set(text, statement)
      if (kept.size > KEPT_STATEMENTS) {
        const oldest = kept.keys().next()
        if (!oldest.done) kept.delete(oldest.value)
      }
      return statement
    },
  }
}
