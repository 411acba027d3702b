import { sql, type Kysely } from 'kysely'

/** Nobody looks invitations up by when they were made any more: the index cost every invitation a write. */
export const timesOfInvitations = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw('DROP INDEX invitation_by_created_at').execute(database)
  },
}
