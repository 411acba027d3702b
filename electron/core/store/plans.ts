import type { Plan } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

/** Seats of every plan; null: without limit (N2). */
export async function readPlanLimits(reader: Reader): Promise<Record<Plan, number | null>> {
  const limits: Record<Plan, number | null> = {
    free: null,
    basic: null,
    standard: null,
    professional: null,
    enterprise: null,
  }
  for (const row of await reader.selectFrom('plan_limit').selectAll().execute()) limits[row.plan] = row.seat_limit
  return limits
}

/** Sets the seats of one plan; false when they were so already. */
export async function setPlanLimit(writer: Writer, plan: Plan, seatLimit: number | null): Promise<boolean> {
  const result = await writer
    .updateTable('plan_limit')
    .set({ seat_limit: seatLimit })
    .where('plan', '=', plan)
    .where('seat_limit', 'is distinct from', seatLimit)
    .executeTakeFirstOrThrow()
  return result.numUpdatedRows === 1n
}
