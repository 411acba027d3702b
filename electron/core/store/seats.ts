import { sql } from 'kysely'
import { type Reservation, seatFree, type Seats, seatsUsed } from '../domain/seats'
import type { PersonKind } from '../domain/vocabulary'
import type { Reader } from './store'

/** The plan's seats, how many are taken now and which are kept for departments (N1, N2, Z6). */
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
  return { limit: plan.seat_limit, used: seatsUsed(counts), reservations: await readReservations(reader) }
}

/** Z6: the departments with seats of their own; how many are used comes from the kept counters. */
async function readReservations(reader: Reader): Promise<readonly Reservation[]> {
  return await reader
    .selectFrom('department')
    .leftJoin('counter', (join) =>
      join
        .onRef('counter.scope', '=', 'department.id')
        .on('counter.kind', '=', 'employee')
        .on('counter.status', '=', 'active'),
    )
    .where('department.reserved_seats', 'is not', null)
    .select(['department.id as departmentId', 'department.reserved_seats as seats'])
    .select((select) => select.fn.coalesce('counter.people', sql.lit(0)).as('used'))
    .$narrowType<{ seats: number }>()
    .execute()
}

/** N1, Z6: the same for somebody who registers through this variant of the open link, into its departments. */
export async function seatFreeThrough(reader: Reader, variantId: string): Promise<boolean> {
  const rows = await reader
    .selectFrom('open_link_variant_department')
    .where('variant_id', '=', variantId)
    .select('department_id')
    .execute()
  return seatFree(
    await readSeats(reader),
    'employee',
    rows.map((row) => row.department_id),
  )
}

/**
 * N1, Z6: whether this person may become active now, as somebody of this kind: those invited count with the departments
 * they are invited into, everybody else with those they are in.
 */
export async function seatFreeFor(
  reader: Reader,
  person: { readonly id: string; readonly kind: PersonKind },
): Promise<boolean> {
  const seats = await readSeats(reader)
  if (seats.reservations.length === 0) return seatFree(seats, person.kind, [])
  const rows = await reader
    .selectFrom('department_member')
    .where('person_id', '=', person.id)
    .select('department_id')
    .union(
      reader
        .selectFrom('invitation_department')
        .innerJoin('invitation', 'invitation.id', 'invitation_department.invitation_id')
        .where('invitation.person_id', '=', person.id)
        .where('invitation.state', '=', sql.lit('live'))
        .select('invitation_department.department_id'),
    )
    .execute()
  return seatFree(
    seats,
    person.kind,
    rows.map((row) => row.department_id),
  )
}
