import { sql } from 'kysely'
import type { Reader, Writer } from './store'

/** A due message with everything its text and its fate need. */
export type DueMessage = Awaited<ReturnType<typeof dueMessages>>[number]

/** The messages that are due, those that wait longest first. */
export async function dueMessages(reader: Reader, at: number, limit: number) {
  return reader
    .selectFrom('message')
    .leftJoin('invitation', 'invitation.id', 'message.invitation_id')
    .leftJoin('person', 'person.id', 'message.person_id')
    .leftJoin('person as inviter', 'inviter.id', 'message.created_by')
    .leftJoin('message_text', 'message_text.id', 'message.text_id')
    .select(['message.id', 'message.person_id', 'message.invitation_id', 'message.generation', 'message.to_name'])
    .select(['message.to_address', 'message.locale', 'message.message_id', 'message.tries', 'message.created_at'])
    .select(['invitation.state as link_state', 'invitation.generation as link_generation', 'invitation.handle'])
    .select(['invitation.expires_at', 'person.status as person_status', 'person.first_name'])
    .select(['inviter.name as inviter', 'message_text.subject', 'message_text.body'])
    .where('message.state', '=', sql.lit('queued'))
    .where('message.next_try_at', '<=', at)
    .orderBy('message.next_try_at')
    .orderBy('message.id')
    .limit(limit)
    .execute()
}

/** When the next message is due, in milliseconds UTC; null: none waits. */
export async function nextDue(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('message')
    .select('next_try_at')
    .where('state', '=', sql.lit('queued'))
    .orderBy('next_try_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_try_at ?? null
}

/** Messages that were being sent when the program ended: nobody knows what became of them. */
export async function interruptedMessages(reader: Reader) {
  return reader
    .selectFrom('message')
    .select(['id', 'person_id', 'to_name', 'to_address'])
    .where('state', '=', 'sending')
    .execute()
}

/** Nothing that waits is tried before `until`; `answer` tells why. */
export async function holdBack(writer: Writer, until: number, answer: string): Promise<void> {
  await writer
    .updateTable('message')
    .set({ next_try_at: until, answer })
    .where('state', '=', sql.lit('queued'))
    .where('next_try_at', '<', until)
    .execute()
}

/** The mail server has taken the invitation over. */
export async function noteSent(writer: Writer, invitationId: string, generation: number, at: number): Promise<void> {
  await writer
    .updateTable('invitation')
    .set({ sent_at: at })
    .where('id', '=', invitationId)
    .where('generation', '=', generation)
    .execute()
}

/** M9: whether the last message to a person could not be delivered. */
export async function markDelivery(writer: Writer, personId: string, failed: boolean): Promise<void> {
  await writer
    .updateTable('person')
    .set({ delivery_failed: failed ? 1 : 0 })
    .where('id', '=', personId)
    .where('delivery_failed', '=', failed ? 0 : 1)
    .execute()
}
