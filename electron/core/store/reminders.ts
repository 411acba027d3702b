import { sql } from 'kysely'
import { DAY } from '../domain/days'
import type { MessageChannel } from '../domain/vocabulary'
import { statusBeside } from './by-time'
import type { Reader, Writer } from './store'

/** How the portal reminds (H3); days null: not at all. */
export interface ReminderRule {
  readonly days: number | null
  readonly times: number
}

export async function readReminderRule(reader: Reader): Promise<ReminderRule> {
  return await reader
    .selectFrom('portal')
    .select(['reminder_days as days', 'reminder_times as times'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
}

/** After so many milliseconds without an answer nobody is asked to remind by hand any more: it is no news. */
const TOO_LONG_AGO = 90 * DAY

/** Which invitations are due for a reminder: times in milliseconds UTC. */
export interface DueReminders {
  /** Sent before this, and neither sent nor renewed since. */
  readonly before: number
  readonly now: number
  readonly times: number
}

/** An invitation to be reminded of, with its person. */
export type DueReminder = Awaited<ReturnType<typeof dueForReminder>>[number]

/** Live invitations that were sent and not answered, with their invited person: what every reminder asks first. */
function unanswered(reader: Reader, { before, now, times }: DueReminders) {
  return reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where('invitation.state', '=', sql.lit('live'))
    .where('invitation.sent_at', '<=', before)
    .where((where) =>
      where.or([where('invitation.renewed_at', 'is', null), where('invitation.renewed_at', '<=', before)]),
    )
    .where('invitation.reminders', '<', times)
    .where((where) => where.or([where('invitation.expires_at', 'is', null), where('invitation.expires_at', '>', now)]))
    .where(statusBeside('person.status'), '=', 'invited')
    .where('person.delivery_failed', '=', 0)
}

/** Whether a message of the invitation went out by the portal's own accounts. */
const SENT_BY_MACHINE = sql<boolean>`EXISTS (SELECT 1 FROM message WHERE message.invitation_id = invitation.id
  AND message.state IN ('sent', 'delivered'))`

/** Whether a draft with it waits for *Sent* or *Not sent*: that is a line of its own. */
const IN_A_DRAFT = sql<boolean>`EXISTS (SELECT 1 FROM draft_recipient JOIN draft ON draft.id = draft_id
  WHERE draft_recipient.invitation_id = invitation.id AND draft.state <> 'sent')`

/**
 * H3: those a machine may remind, the longest waiting first: nothing of theirs is under way, was put in the queue since
 * `before`, or has an unknown fate. `after`: where the slice before ended.
 * `invitationId`: that one alone.
 */
export async function dueForReminder(
  reader: Reader,
  due: DueReminders,
  part: {
    readonly channels: readonly MessageChannel[]
    readonly after?: { readonly sentAt: number; readonly id: string } | null
    readonly invitationId?: string
    readonly limit: number
  },
) {
  let query = unanswered(reader, due)
    .where(SENT_BY_MACHINE)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('message')
            .select('message.id')
            .whereRef('message.invitation_id', '=', 'invitation.id')
            .where((either) =>
              either.or([
                either('message.created_at', '>', due.before),
                either('message.state', 'in', ['queued', 'sending', 'unknown']),
              ]),
            ),
        ),
      ),
    )
  if (!part.channels.includes('mail')) query = query.where('person.email', 'is', null)
  if (!part.channels.includes('sms')) query = query.where('person.email', 'is not', null)
  if (part.invitationId !== undefined) query = query.where('invitation.id', '=', part.invitationId)
  const { after } = part
  if (after) {
    query = query.where((where) =>
      where(where.refTuple('invitation.sent_at', 'invitation.id'), '>', where.tuple(after.sentAt, after.id)),
    )
  }
  return await query
    .select(['invitation.id', 'invitation.person_id', 'invitation.generation', 'invitation.handle'])
    .select(['invitation.locale', 'invitation.expires_at', 'invitation.created_by', 'invitation.sent_at'])
    .select(['invitation.reminders', 'person.name', 'person.address'])
    .$narrowType<{ sent_at: number }>()
    .orderBy('invitation.sent_at')
    .orderBy('invitation.id')
    .limit(part.limit)
    .execute()
}

/** H3: one more reminder of this invitation went into the queue. */
export async function countReminder(writer: Writer, invitationId: string): Promise<void> {
  await writer
    .updateTable('invitation')
    .set((column) => ({ reminders: column('reminders', '+', 1) }))
    .where('id', '=', invitationId)
    .execute()
}

/**
 * Z9: those no machine may remind because another program sent theirs, without those a draft waits for and those sent
 * long ago; `invitedBy`: only whom this person invited.
 */
export function toRemindByHand(reader: Reader, due: DueReminders, invitedBy: string | null) {
  const query = unanswered(reader, due)
    .where('invitation.sent_at', '>', due.before - TOO_LONG_AGO)
    .where((where) => where.and([where.not(SENT_BY_MACHINE), where.not(IN_A_DRAFT)]))
  return invitedBy === null ? query : query.where('person.invited_by', '=', invitedBy)
}
