import type { DraftRow } from '../../../contract/invitations'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import type { MessageChannel } from '../../domain/vocabulary'
import { readDraftRows, type StoredDraft, waitingDraftIds } from '../../store/drafts'
import type { Reader } from '../../store/store'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import { chunksOf } from '../slices'

/** Names told of each draft; how many more there are is told beside them. */
const NAMES = 2

/**
 * The channel's drafts that wait for *Sent* or *Not sent*, as far as the operator may see them, oldest first (M2, SM6). There
 * can be thousands: no text is filled in for them.
 */
export async function waitingDrafts(
  reader: Reader,
  actor: Actor,
  channel: MessageChannel,
): Promise<readonly DraftRow[]> {
  const createdBy = can(actor, 'messages.see-all') ? null : actor.personId
  const rows: DraftRow[] = []
  for await (const ids of chunksOf(await waitingDraftIds(reader, createdBy, channel), 50)) {
    for (const { created_at: createdAt, planned, ...row } of await readDraftRows(reader, ids, NAMES)) {
      if (hasPurpose(row.people, planned)) rows.push({ ...row, createdAt })
    }
  }
  return rows
}

/** Whether the draft is one of `waitingDrafts`, for whoever may see it. */
export function isWaiting({ planned, recipients, state }: StoredDraft): boolean {
  return state !== 'sent' && hasPurpose(recipients.length, planned)
}

/** Whether the operator may see the draft: their own, or all messages. */
export function maySee(actor: Actor, draft: StoredDraft): boolean {
  return draft.created_by === actor.personId || can(actor, 'messages.see-all')
}

/** Where links lead to; empty while they cannot work: drafts are shown even then, and opening one says why not. */
export async function baseOrNone(links: JoinLinks): Promise<string> {
  return links.base().catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'JOIN_ADDRESS_MISSING') return ''
    throw error
  })
}

/** False where everybody it was made for has joined or is gone meanwhile: there is nothing to send and nothing to ask. */
function hasPurpose(people: number, planned: number): boolean {
  return people > 0 || planned === 0
}
