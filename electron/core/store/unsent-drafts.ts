import type { DraftTable } from './schema'
import type { Writer } from './store'

/** Takes an invitation out of the drafts that are not sent yet; a draft nobody is left in goes. */
export async function removeFromDrafts(writer: Writer, invitationId: string): Promise<void> {
  const drafts = await unsentDraftsOf(writer, invitationId)
  const ids = drafts.map((draft) => draft.id)
  if (ids.length === 0) return
  await writer
    .deleteFrom('draft_recipient')
    .where('invitation_id', '=', invitationId)
    .where('draft_id', 'in', ids)
    .execute()
  await writer
    .deleteFrom('draft')
    .where('id', 'in', ids)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('draft_recipient').select('draft_id').whereRef('draft_recipient.draft_id', '=', 'draft.id'),
        ),
      ),
    )
    .execute()
}

/** A draft opened with a link that has died since must be opened again; when it was opened stays, and tells it apart. */
export async function reopenDrafts(writer: Writer, invitationId: string): Promise<void> {
  const drafts = await unsentDraftsOf(writer, invitationId)
  const ids = drafts.filter((draft) => draft.mode === 'each').map((draft) => draft.id)
  if (ids.length === 0) return
  await writer.updateTable('draft').set({ state: 'prepared', answered_at: null }).where('id', 'in', ids).execute()
}

/** The same for all drafts that carry the open link (L11); what was answered *Not sent* stays answered. */
export async function reopenOpenLinkDrafts(writer: Writer): Promise<void> {
  await writer
    .updateTable('draft')
    .set({ state: 'prepared', answered_at: null })
    .where('variant_id', 'is not', null)
    .where('state', '=', 'opened')
    .execute()
}

async function unsentDraftsOf(
  writer: Writer,
  invitationId: string,
): Promise<readonly Pick<DraftTable, 'id' | 'mode'>[]> {
  return writer
    .selectFrom('draft_recipient')
    .innerJoin('draft', 'draft.id', 'draft_recipient.draft_id')
    .select(['draft.id', 'draft.mode'])
    .where('draft_recipient.invitation_id', '=', invitationId)
    .where('draft.state', '!=', 'sent')
    .execute()
}
