import { type Seats, seatsUsed } from '../domain/seats'
import type { Reader } from './store'

/** The plan's seats and how many are taken now (N1, N2). */
export async function readSeats(reader: Reader): Promise<Seats> {
  const plan = await reader
    .selectFrom('portal')
    .innerJoin('plan_limit', 'plan_limit.plan', 'portal.plan')
    .select('plan_limit.seat_limit')
    .executeTakeFirstOrThrow()
  const counts = await reader
    .selectFrom('counter')
    .select(['kind', 'status', 'people'])
    .where('scope', '=', '')
    .execute()
  return { limit: plan.seat_limit, used: seatsUsed(counts) }
}
