import type { MessageRow } from '../../../electron/contract/messages'
import type { MessageChannel, MessageState } from '../../../electron/contract/vocabulary'
import { portal } from '../../portal'

/** As many as can be acted on at once. */
const MOST = 10_000
const PAGE = 200

/**
 * Every message that a filter leaves, newest first, but no more than can be acted on together; null where they stopped being
 * wanted meanwhile. Throws what the list throws.
 */
export async function allMessages(
  filter: { readonly state: MessageState | null; readonly channel: MessageChannel | null },
  isWanted: () => boolean,
): Promise<readonly MessageRow[] | null> {
  const rows: MessageRow[] = []
  let cursor: string | null = null
  do {
    const page = await portal.messages.list({ cursor, limit: PAGE, ...filter })
    if (!isWanted()) return null
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < MOST)
  return rows
}
