import { join } from 'node:path'
import type Connection from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { Refusal } from '../domain/refusal'
import type { Migration } from './migrations'
import { copyWhole } from './whole-copy'

/** Marks the file as one of Usher's (PRAGMA application_id): the letters USHR. */
export const APPLICATION_ID = 0x55_53_48_52

/** The number of the last migration applied to the file; 0 for an empty one. Throws STORE_DAMAGED for a foreign file. */
export function storedVersion(connection: Connection.Database): number {
  const version = Number(connection.pragma('user_version', { simple: true }))
  const application = Number(connection.pragma('application_id', { simple: true }))
  if (application === APPLICATION_ID) return version
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  // A crash right after the file was made leaves it without tables: that is still a new file.
  if (tables === 0) return 0
  throw new Refusal('STORE_DAMAGED')
}

/** Throws STORE_NEWER with both versions when the file was written by a later program. */
export function refuseNewer(version: number, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.version ?? 0
  if (version > known) throw new Refusal('STORE_NEWER', { found: version, known })
}

export interface MigrationOptions {
  readonly connection: Connection.Database
  readonly database: Kysely<unknown>
  readonly migrations: readonly Migration[]
  /** Where the copy of the file goes before it is changed. */
  readonly backupFolder: string
  /** Names the copy; milliseconds UTC. */
  readonly now: number
}

/**
 * Brings the file to the newest schema. A file with data is first copied; each migration is one transaction with its
 * number, so that a failed one leaves nothing behind. Throws what the migration threw, and stops there.
 */
export async function migrate(options: MigrationOptions): Promise<void> {
  const { connection, migrations } = options
  const version = storedVersion(connection)
  refuseNewer(version, migrations)
  const due = migrations.filter((migration) => migration.version > version)
  if (due.length === 0) return
  if (version > 0) {
    await copyWhole(connection, join(options.backupFolder, `before-${version + 1}-${options.now}.usher`))
  }
  // Inside a transaction the pragma does nothing, and with the keys on, rebuilding a table would delete its children.
  connection.pragma('foreign_keys = OFF')
  try {
    for (const migration of due) await applyOne(options.database, migration)
  } finally {
    connection.pragma('foreign_keys = ON')
  }
}

async function applyOne(database: Kysely<unknown>, migration: Migration): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const applied = await sql<{ user_version: number }>`PRAGMA user_version`.execute(transaction)
    // Another console may have been faster.
    if ((applied.rows[0]?.user_version ?? 0) >= migration.version) return
    await migration.up(transaction)
    const broken = await sql`PRAGMA foreign_key_check`.execute(transaction)
    if (broken.rows.length > 0) {
      throw new Error(`Migration ${migration.version} ${migration.name} breaks ${broken.rows.length} references`)
    }
    await sql.raw(`PRAGMA application_id = ${APPLICATION_ID}`).execute(transaction)
    await sql.raw(`PRAGMA user_version = ${migration.version}`).execute(transaction)
  })
}
