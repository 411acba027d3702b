import { sql } from 'kysely'
import { statusBeside } from './by-time'
import type { Reader, Writer } from './store'

/** People whose invitation has ended unanswered, the longest over first (H4); `invitedBy`: only whom this person invited. */
export async function expiredInvitees(
  reader: Reader,
  part: { readonly now: number; readonly invitedBy: string | null; readonly limit: number },
): Promise<readonly string[]> {
  let query = reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select('person.id')
    .where('invitation.state', '=', sql.lit('live'))
    .where('invitation.expires_at', '<=', part.now)
    .where(statusBeside('person.status'), '=', 'invited')
  if (part.invitedBy !== null) query = query.where('person.invited_by', '=', part.invitedBy)
  const rows = await query.orderBy('invitation.expires_at').orderBy('invitation.id').limit(part.limit).execute()
  return rows.map((row) => row.id)
}

/**
 * Gives a live invitation more time and begins its reminders anew, their days counted from now (H3, H4); its link stays the
 * same. `at`: now, milliseconds UTC.
 */
export async function renewExpiry(
  writer: Writer,
  invitationId: string,
  expiresAt: number | null,
  at: number,
): Promise<void> {
  await writer
    .updateTable('invitation')
    .set({ expires_at: expiresAt, reminders: 0, renewed_at: at })
    .where('id', '=', invitationId)
    .execute()
}

/** The address of the person, and whether a message of the invitation was sent by the portal's own accounts. */
export async function wayOfInvitation(
  reader: Reader,
  invitation: { readonly id: string; readonly person_id: string },
): Promise<{ readonly address: string; readonly byMachine: boolean }> {
  const { address } = await reader
    .selectFrom('person')
    .select('address')
    .where('id', '=', invitation.person_id)
    .executeTakeFirstOrThrow()
  const message = await reader
    .selectFrom('message')
    .select('id')
    .where('invitation_id', '=', invitation.id)
    .where('state', '<>', 'handed-over')
    .limit(1)
    .executeTakeFirst()
  return { address, byMachine: message !== undefined }
}

/** Who of these people has an invitation that has ended unanswered; at most a thousand at once. */
export async function expiredAmong(reader: Reader, ids: readonly string[], now: number): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select('invitation.person_id')
    .where('invitation.person_id', 'in', ids)
    .where('invitation.state', '=', sql.lit('live'))
    .where('invitation.expires_at', '<=', now)
    .where('person.status', '=', 'invited')
    .execute()
  return new Set(rows.map((row) => row.person_id))
}
