import { sql } from 'kysely'
import type { Reader } from './store'

/**
 * Of somebody in a draft: their invitation is still open, and they can be reached the draft's way (M2, SM6). The pluses keep
 * the indexes of states out: everybody who is invited would be looked through.
 */
export const OPEN_RECIPIENT = sql<boolean>`(+invitation.state = 'live' AND +person.status = 'invited'
  AND CASE draft.channel WHEN 'mail' THEN person.email ELSE person.phone END IS NOT NULL)`

/** Begun from the draft, whatever SQLite knows of its tables: whoever is invited may be a million people. */
const RECIPIENTS = sql`draft_recipient CROSS JOIN invitation CROSS JOIN person
  WHERE draft_recipient.draft_id = draft.id AND invitation.id = draft_recipient.invitation_id
  AND person.id = invitation.person_id AND ${OPEN_RECIPIENT}`

/** Of a draft: it carries the open link (L11), or somebody in it is still to be invited. */
const HAS_PURPOSE = sql<boolean>`(EXISTS (SELECT 1 FROM ${RECIPIENTS})
  OR NOT EXISTS (SELECT 1 FROM draft_recipient WHERE draft_recipient.draft_id = draft.id))`

/** How many there are still to be invited in a draft, and who comes first of them. */
export const OPEN_PEOPLE = sql<number>`(SELECT count(*) FROM ${RECIPIENTS})`
export const FIRST_OPEN_ID = sql<string | null>`(SELECT person.id FROM ${RECIPIENTS} ORDER BY place LIMIT 1)`
export const FIRST_OPEN_NAME = sql<string | null>`(SELECT person.name FROM ${RECIPIENTS} ORDER BY place LIMIT 1)`

/** Drafts that wait for *Sent* or *Not sent*, with somebody left to invite (M2); `createdBy` null: everyone's. */
export function unansweredDrafts(reader: Reader, createdBy: string | null) {
  // The states are written out: SQLite takes a partial index only for values it can read in the statement.
  const query = reader
    .selectFrom('draft')
    .where('draft.state', 'in', [sql.lit('prepared' as const), sql.lit('opened' as const)])
    .where(HAS_PURPOSE)
  return createdBy === null ? query : query.where('draft.created_by', '=', createdBy)
}
