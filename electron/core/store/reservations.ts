import { sql } from 'kysely'
import type { Reader, Writer } from './store'

/** Z6: each department with seats of its own, by name, with its active employees and those invited into it. */
export async function readReservationDetails(reader: Reader) {
  const rows = await reader
    .selectFrom('department')
    .where('reserved_seats', 'is not', null)
    .select(['id', 'name', 'reserved_seats as seats'])
    .$narrowType<{ seats: number }>()
    .select((select) => [
      select.fn
        .coalesce(
          select
            .selectFrom('counter')
            .whereRef('counter.scope', '=', 'department.id')
            .where('kind', '=', 'employee')
            .where('status', '=', 'active')
            .select('people'),
          sql.lit(0),
        )
        .as('used'),
      select
        .selectFrom('invitation_department')
        .innerJoin('invitation', 'invitation.id', 'invitation_department.invitation_id')
        .whereRef('invitation_department.department_id', '=', 'department.id')
        .where('invitation.state', '=', sql.lit('live'))
        .select((count) => count.fn.countAll<number>().as('people'))
        .$asScalar()
        .$notNull()
        .as('invited'),
    ])
    .orderBy('name')
    .execute()
  return rows.map(({ id, name, seats, used, invited }) => ({ department: { id, name }, seats, used, invited }))
}

/** Employees who accepted and only wait for a seat (N1). */
export async function countWaitingForSeat(reader: Reader): Promise<number> {
  const counted = await reader
    .selectFrom('person')
    // Written out: SQLite takes a partial index only for values it can read in the statement.
    .where('pending_reason', '=', sql.lit('no-seat'))
    .where('kind', '=', 'employee')
    .select((select) => select.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return counted.people
}

/** Employees who became active since then and still are; milliseconds UTC. */
export async function countJoinedSince(reader: Reader, since: number): Promise<number> {
  const counted = await reader
    .selectFrom('person')
    .where('joined_at', '>=', since)
    .where('kind', '=', 'employee')
    .where('status', '=', 'active')
    .select((select) => select.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return counted.people
}

export async function reserveSeats(writer: Writer, departmentId: string, seats: number | null): Promise<void> {
  await writer.updateTable('department').set({ reserved_seats: seats }).where('id', '=', departmentId).execute()
}
