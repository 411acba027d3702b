import { moveDraft, readDrafts, type StoredDraft } from '../../store/drafts'
import { readOpenLink } from '../../store/open-link'
import type { Reader, Writer } from '../../store/store'
import { whyDead } from '../open-link/variants'

/** The generation of the link a draft carries at `now` (milliseconds UTC); null where it leads nowhere. */
export async function workingLink(
  reader: Reader,
  { recipients: [only], variant_id }: StoredDraft,
  now: number,
): Promise<number | null> {
  if (variant_id === null) return only?.generation ?? null
  const link = await readOpenLink(reader)
  return whyDead(link, now) === null ? link.generation : null
}

/**
 * Keeps that a draft was handed to its program with this link. Where that one has died while the program opened, the draft
 * waits to be opened again (C5, L3); what was answered in another window meanwhile holds.
 */
export async function noteOpened(writer: Writer, id: string, link: number | null, now: number): Promise<void> {
  const [draft] = await readDrafts(writer, [id])
  if (!draft) return
  const state = (await workingLink(writer, draft, now)) === link ? 'opened' : 'prepared'
  await moveDraft(writer, id, ['prepared', 'opened', 'not-sent'], { state, opened_at: now, answered_at: null })
}
