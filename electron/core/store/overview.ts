import { sql } from 'kysely'
import { daysAfter } from '../domain/days'
import { statusBeside } from './by-time'
import type { Reader } from './store'
import { unansweredDrafts } from './waiting-drafts'

/** `createdBy`: only what this person sent (A2); null: everything. */
interface Scope {
  readonly createdBy: string | null
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
