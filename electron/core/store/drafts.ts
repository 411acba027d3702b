import { type ExpressionBuilder, sql } from 'kysely'
import type { DraftState, MessageChannel } from '../domain/vocabulary'
import type { Database, DraftTable } from './schema'
import { paced } from './slice-clock'
import type { Reader, Writer } from './store'
import { OPEN_RECIPIENT } from './waiting-drafts'

/** One person in a draft, with what their link derives from. */
export interface DraftRecipient {
  readonly draft_id: string
  readonly invitation_id: string
  readonly generation: number
  readonly handle: string
  readonly expires_at: number | null
  readonly person_id: string
  readonly name: string
  readonly first_name: string
  readonly email: string
  /** E.164; whom a draft of channel `sms` goes to. */
  readonly phone: string | null
}

export type StoredDraft = DraftTable & {
  readonly subject: string | null
  readonly body: string | null
  readonly inviter: string | null
  readonly inviter_email: string | null
  /** It was opened with a link that has died since, and waits to be opened again (unsent-drafts.ts). */
  readonly takenBack: boolean
  /** People the draft was made for; `recipients` are those of them whose invitation is still open. */
  readonly planned: number
  readonly recipients: readonly DraftRecipient[]
}

/** A draft as a line of a list. */
export interface StoredDraftRow extends Pick<StoredDraft, 'id' | 'state' | 'created_at' | 'planned'> {
  /** The first names of `recipients`. */
  readonly names: readonly string[]
  /** How many `recipients` there are. */
  readonly people: number
}

export interface NewDraft {
  readonly draft: DraftTable
  readonly invitationIds: readonly string[]
}

export async function insertDrafts(writer: Writer, drafts: readonly NewDraft[]): Promise<void> {
  if (drafts.length === 0) return
  await writer
    .insertInto('draft')
    .values(drafts.map((each) => each.draft))
    .execute()
  const recipients = drafts.flatMap(({ draft, invitationIds }) =>
    invitationIds.map((invitation_id, place) => ({ draft_id: draft.id, invitation_id, place })),
  )
  for (let start = 0; start < recipients.length; start += 1_000) {
    await writer
      .insertInto('draft_recipient')
      .values(recipients.slice(start, start + 1_000))
      .execute()
  }
}

/** Ids of the channel's drafts that wait for an answer, oldest first (M2, SM6); `createdBy`: only that person's. */
export async function waitingDraftIds(
  reader: Reader,
  createdBy: string | null,
  channel: MessageChannel = 'mail',
): Promise<readonly string[]> {
  let query = reader.selectFrom('draft').select('id').where('state', '!=', 'sent').where('channel', '=', channel)
  if (createdBy !== null) query = query.where('created_by', '=', createdBy)
  return (await query.orderBy('id').execute()).map((row) => row.id)
}

/** The drafts of these ids in order, with their wording and the people whose invitation is still open. */
export async function readDrafts(reader: Reader, ids: readonly string[]): Promise<readonly StoredDraft[]> {
  if (ids.length === 0) return []
  const drafts = await reader
    .selectFrom('draft')
    .leftJoin('message_text', 'message_text.id', 'draft.text_id')
    .leftJoin('person', 'person.id', 'draft.created_by')
    .selectAll('draft')
    .select(['message_text.subject', 'message_text.body', 'person.name as inviter', 'person.email as inviter_email'])
    .select(planned)
    .where('draft.id', 'in', ids)
    .orderBy('draft.id')
    .execute()
  const recipients = await openRecipients(reader, ids)
    .select(['draft_recipient.draft_id', 'draft_recipient.invitation_id'])
    .select(['invitation.generation', 'invitation.handle', 'invitation.expires_at'])
    .select(['person.id as person_id', 'person.name', 'person.first_name', 'person.address as email', 'person.phone'])
    .execute()
  const byDraft = new Map<string, DraftRecipient[]>()
  for (const row of recipients) byDraft.set(row.draft_id, [...(byDraft.get(row.draft_id) ?? []), row])
  return drafts.map(({ opened_at, ...draft }) => {
    const waits = draft.state === 'prepared'
    return {
      ...draft,
      opened_at: waits ? null : opened_at,
      takenBack: waits && opened_at !== null,
      recipients: byDraft.get(draft.id) ?? [],
    }
  })
}

/** The drafts of these ids in order, without their texts: the first `most` names of whom they go to, and how many these are. */
export async function readDraftRows(
  reader: Reader,
  ids: readonly string[],
  most: number,
): Promise<readonly StoredDraftRow[]> {
  if (ids.length === 0) return []
  const drafts = await reader
    .selectFrom('draft')
    .select(['draft.id', 'draft.state', 'draft.created_at'])
    .select(planned)
    .where('draft.id', 'in', ids)
    .orderBy('draft.id')
    .execute()
  const recipients = await openRecipients(reader, ids).select(['draft_recipient.draft_id', 'person.name']).execute()
  const rows = new Map(drafts.map((draft) => [draft.id, { ...draft, names: [] as string[], people: 0 }]))
  for (const { draft_id, name } of recipients) {
    const row = rows.get(draft_id)
    if (!row) continue
    row.people += 1
    if (row.people <= most) row.names.push(name)
  }
  return [...rows.values()]
}

/** The people in these drafts whose invitation is still open and who have an address of the draft's channel, in order. */
function openRecipients(reader: Reader, draftIds: readonly string[]) {
  return reader
    .selectFrom('draft_recipient')
    .innerJoin('invitation', 'invitation.id', 'draft_recipient.invitation_id')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .innerJoin('draft', 'draft.id', 'draft_recipient.draft_id')
    .where('draft_recipient.draft_id', 'in', draftIds)
    .where(OPEN_RECIPIENT)
    .orderBy('draft_recipient.draft_id')
    .orderBy('draft_recipient.place')
}

/** For how many people a draft was made. */
function planned({ selectFrom }: ExpressionBuilder<Database, 'draft'>) {
  return selectFrom('draft_recipient')
    .whereRef('draft_recipient.draft_id', '=', 'draft.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .$asScalar()
    .$notNull()
    .as('planned')
}

/** Moves a draft on, but only from one of the states it is expected in; false where it is in another (S5). */
export async function moveDraft(
  writer: Writer,
  id: string,
  from: readonly DraftState[],
  change: Partial<Pick<DraftTable, 'state' | 'opened_at' | 'answered_at'>>,
): Promise<boolean> {
  const result = await writer
    .updateTable('draft')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The channel's draft of this operator's own that waits with this invitation alone, with its own wording where it has one. */
export async function findOwnDraft(reader: Reader, createdBy: string, invitationId: string, channel: MessageChannel) {
  const row = await reader
    .selectFrom('draft_recipient')
    .innerJoin('draft', 'draft.id', 'draft_recipient.draft_id')
    .leftJoin('message_text', 'message_text.id', 'draft.text_id')
    .select(['draft.id', 'draft.text_id as textId', 'message_text.subject', 'message_text.body'])
    .where('draft_recipient.invitation_id', '=', invitationId)
    .where('draft.channel', '=', channel)
    .where('draft.mode', '=', 'each')
    .where('draft.state', '!=', 'sent')
    // The plus keeps the index of creators out: all that somebody has made would be looked through for each invitation.
    .where(sql`+draft.created_by`, '=', createdBy)
    .orderBy('draft.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { body, id, subject, textId } = row
  return { id, textId, text: subject === null || body === null ? null : { subject, body } }
}

/** Takes drafts away; the invitations in them stay as they are. In slices, for there can be thousands. */
export async function deleteDrafts(writer: Writer, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += 100) {
    await writer
      .deleteFrom('draft')
      .where('id', 'in', ids.slice(start, start + 100))
      .execute()
    await paced()
  }
}

/** M2: what was sent counts as handed over; sent again, it counts as a reminder (H3). */
export async function markHandedOver(writer: Writer, invitationIds: readonly string[], at: number): Promise<void> {
  if (invitationIds.length === 0) return
  await writer
    .updateTable('invitation')
    .set((column) => ({
      sent_at: at,
      reminders: column
        .case()
        .when('sent_at', 'is', null)
        .then(column.ref('reminders'))
        .else(column('reminders', '+', 1))
        .end(),
    }))
    .where('id', 'in', invitationIds)
    .where('state', '=', 'live')
    .execute()
}
