import { sql, type Kysely } from 'kysely'

/** When an invitation was last renewed: the days until its next reminder are counted from then on (H3, H4). */
export const renewals = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw('ALTER TABLE invitation ADD COLUMN renewed_at INTEGER').execute(database)
  },
}
