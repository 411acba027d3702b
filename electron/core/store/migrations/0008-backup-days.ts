import { sql, type Kysely } from 'kysely'

/** For how many days the daily copies of the data are kept. */
export const backupDays = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql
      .raw('ALTER TABLE portal ADD COLUMN backup_days INTEGER NOT NULL DEFAULT 14 CHECK (backup_days > 0)')
      .execute(database)
  },
}
