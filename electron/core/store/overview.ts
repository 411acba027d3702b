import { type RawBuilder, sql } from 'kysely'
import { daysAfter } from '../domain/days'
import { statusBeside } from './by-time'
import { paced } from './slice-clock'
import type { Reader } from './store'
import { unansweredDrafts } from './waiting-drafts'

/** `createdBy`: only what this person sent (A2); null: everything. */
interface Scope {
  readonly createdBy: string | null
}

/** Rows of the table of invitations that are looked at in one go. */
const PIECE = 4_000

/**
 * How far the invitations made since then (milliseconds UTC) came; who was deleted is no longer among them. Newest first and piece by piece,
 * letting other work through, until only older ones come.
 */
export async function readFunnel(reader: Reader, scope: Scope & { readonly since: number }): Promise<Funnel> {
  const funnel = { invited: 0, opened: 0, accepted: 0, active: 0 }
  const row = sql<number>`invitation.rowid`
  const newest = await reader
    .selectFrom('invitation')
    .select(row.as('row'))
    .orderBy(row, 'desc')
    .limit(1)
    .executeTakeFirst()
  for (let last = newest?.row ?? 0; last > 0; last -= PIECE) {
    const piece = await readFunnelPiece(reader, scope, { above: last - PIECE, last })
    if (piece.rows > 0 && piece.recent === 0) break
    funnel.invited += piece.invited
    funnel.opened += piece.opened
    funnel.accepted += piece.accepted
    funnel.active += piece.active
    await paced()
  }
  return funnel
}

async function readFunnelPiece(
  reader: Reader,
  { createdBy, since }: Scope & { readonly since: number },
  { above, last }: { readonly above: number; readonly last: number },
): Promise<Funnel & { readonly rows: number; readonly recent: number }> {
  const recent = sql`invitation.created_at >= ${since}`
  const counted = createdBy === null ? recent : sql`${recent} AND invitation.created_by = ${createdBy}`
  const count = (condition: RawBuilder<unknown>) => sql<number>`count(CASE WHEN ${condition} THEN 1 END)`
  return await reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where(sql<number>`invitation.rowid`, '>', above)
    .where(sql<number>`invitation.rowid`, '<=', last)
    .select((select) => select.fn.countAll<number>().as('rows'))
    .select(count(recent).as('recent'))
    .select(count(counted).as('invited'))
    .select(count(sql`${counted} AND (opened_at IS NOT NULL OR state = 'accepted')`).as('opened'))
    .select(count(sql`${counted} AND state = 'accepted'`).as('accepted'))
    .select(count(sql`${counted} AND state = 'accepted' AND status = 'active'`).as('active'))
    .executeTakeFirstOrThrow()
}

export interface Funnel {
  readonly invited: number
  readonly opened: number
  readonly accepted: number
  readonly active: number
}

/** Which of the first three steps are done. */
export async function readSteps(reader: Reader): Promise<Steps> {
  const departments = await reader.selectFrom('department').select('id').limit(2).execute()
  const account = await reader.selectFrom('mail_account').select('id').executeTakeFirst()
  const invitation = await reader.selectFrom('invitation').select('id').limit(1).executeTakeFirst()
  return { structure: departments.length > 1, mail: account !== undefined, invited: invitation !== undefined }
}

export interface Steps {
  readonly structure: boolean
  readonly mail: boolean
  readonly invited: boolean
}

/** What of the outgoing needs somebody. */
export async function readOutgoing(reader: Reader, scope: Scope & { readonly now: number; readonly soon: number }) {
  const { createdBy } = scope
  const messages = async (state: 'failed' | 'unknown'): Promise<number> => {
    let query = reader.selectFrom('message').where('state', '=', state)
    if (createdBy !== null) query = query.where('created_by', '=', createdBy)
    return (await query.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
  }
  // The state is written out: SQLite takes a partial index only for values it can read in the statement.
  let expiring = reader
    .selectFrom('invitation')
    .where('state', '=', sql.lit('live'))
    .where('expires_at', '>', scope.now)
    .where('expires_at', '<=', scope.soon)
  if (createdBy !== null) expiring = expiring.where('created_by', '=', createdBy)
  const draftCount = await unansweredDrafts(reader, createdBy)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const expiringCount = await expiring
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const site = await reader.selectFrom('join_site').select('mode').executeTakeFirst()
  return {
    failedMessages: await messages('failed'),
    unknownMessages: await messages('unknown'),
    draftsWaiting: draftCount.count,
    expiringSoon: expiringCount.count,
    joinSiteOff: (site?.mode ?? 'off') === 'off',
  }
}

/** Active guests whose last day is within the days of notice set for guests, or past (Z8); `sponsorId` null: everyone's. */
export async function countGuestsEnding(reader: Reader, today: string, sponsorId: string | null): Promise<number> {
  const { guest_notice_days } = await reader.selectFrom('portal').select('guest_notice_days').executeTakeFirstOrThrow()
  let query = reader
    .selectFrom('person')
    .where('kind', '=', 'external')
    .where(statusBeside('status'), '=', 'active')
    .where('ends_on', '<=', daysAfter(today, guest_notice_days))
  if (sponsorId !== null) query = query.where('sponsor_id', '=', sponsorId)
  const row = await query.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return row.count
}
