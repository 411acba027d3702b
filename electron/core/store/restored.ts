import { sql } from 'kysely'
import { withTrouble } from '../domain/mail-troubles'
import type { Writer } from './store'

/**
 * Of messages that waited when the copy was made nobody knows whether they were sent since: they become `unknown`.
 * Reminders of live invitations are counted from now on, for some may have gone out (H3). Returns how many messages are
 * held back.
 */
export async function holdBackAfterRestore(writer: Writer, at: number): Promise<number> {
  const held = await writer
    .updateTable('message')
    .set({ state: 'unknown', next_try_at: null, answer: withTrouble('restored', ''), updated_at: at })
    .where('state', 'in', ['queued', 'sending'])
    .executeTakeFirst()
  await writer
    .updateTable('invitation')
    .set({ renewed_at: at })
    .where('state', '=', sql.lit('live'))
    .where('sent_at', 'is not', null)
    .execute()
  return Number(held.numUpdatedRows)
}
