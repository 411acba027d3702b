import { sql, type Kysely } from 'kysely'

/** How many a bulk invitation was to invite, so that one cut off in the middle does not look whole (Z1). */
export const plannedBatches = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw('ALTER TABLE invite_batch ADD COLUMN planned INTEGER').execute(database)
  },
}
