import { sql } from 'kysely'
import { ENDED_ON_PURPOSE } from './accounts'
import type { Writer } from './store'

/** How much of what was handed out before works no more. */
export interface EndedByNewKeys {
  /** Links of people who are invited. */
  readonly links: number
  /** Temporary passwords that nobody had changed yet. */
  readonly passwords: number
}

/**
 * Ends whatever the former portal secret made (J4): every live invitation and the open link get a new generation, as
 * *New link* gives it (C5, L11), codes that prove an address as well, and temporary passwords are dead (R2), but for
 * that of `by`, who is just using it. What waits in the outbox takes the new link along (M8), and open drafts must be
 * opened again. Links that had expired stay so. `at` in milliseconds UTC; `expiresAt`: when the new links end (H4),
 * null: never.
 */
export async function endWhatOldKeysMade(
  writer: Writer,
  change: { readonly at: number; readonly expiresAt: number | null; readonly by: string },
): Promise<EndedByNewKeys> {
  const { at, by, expiresAt } = change
  await writer
    .updateTable('message')
    .set((column) => ({ generation: column('generation', '+', 1) }))
    .where('state', '=', sql.lit('queued'))
    .where('kind', 'in', ['invitation', 'reminder'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('invitation')
          .select('invitation.id')
          .whereRef('invitation.id', '=', 'message.invitation_id')
          .whereRef('invitation.generation', '=', 'message.generation')
          .where('invitation.state', '=', sql.lit('live')),
      ),
    )
    .execute()
  const links = await writer
    .updateTable('invitation')
    .set((column) => ({
      generation: column('generation', '+', 1),
      expires_at: sql<number | null>`iif(expires_at <= ${at}, expires_at, ${expiresAt})`,
      sent_at: null,
      opened_at: null,
      reminders: 0,
    }))
    .where('state', '=', sql.lit('live'))
    .executeTakeFirst()
  await writer
    .updateTable('open_link')
    .set((column) => ({ generation: column('generation', '+', 1) }))
    .execute()
  await writer
    .updateTable('address_proof')
    .set((column) => ({ generation: column('generation', '+', 1) }))
    .execute()
  await writer
    .updateTable('draft')
    .set({ state: 'prepared', answered_at: null })
    .where('state', '=', 'opened')
    .execute()
  const passwords = await writer
    .updateTable('credential')
    .set({ temporary_until: ENDED_ON_PURPOSE })
    // Those that ran out as well: of somebody who waits they would be good again once they are let in.
    .where('temporary_until', '>', ENDED_ON_PURPOSE)
    .where('person_id', '!=', by)
    .executeTakeFirst()
  return { links: Number(links.numUpdatedRows), passwords: Number(passwords.numUpdatedRows) }
}
