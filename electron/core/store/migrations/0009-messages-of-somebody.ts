import { sql, type Kysely } from 'kysely'

/** What somebody sent, newest first, is read along an index too: a page of theirs looked at every message before. */
export const messagesOfSomebody = {
  async up(database: Kysely<unknown>): Promise<void> {
    await sql.raw('DROP INDEX message_by_creator').execute(database)
    await sql
      .raw('CREATE INDEX message_by_creator ON message (created_by, id) WHERE created_by IS NOT NULL')
      .execute(database)
  },
}
