import { sql, type Kysely } from 'kysely'

/** By which name the outbox's notes beside the file go together with it (outbox/journal.ts). */
export const journal = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw(STATEMENT).execute(database)
  },
}

const STATEMENT = `CREATE TABLE outbox_run (
  channel TEXT PRIMARY KEY CHECK (channel IN ('mail', 'sms')),
  run TEXT NOT NULL
) STRICT, WITHOUT ROWID`
