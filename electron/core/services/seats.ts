import { demand } from '../domain/access'
import { DAY } from '../domain/days'
import { Refusal } from '../domain/refusal'
import { seatsHeld, seatsRunOutOn } from '../domain/seats'
import { recordAudit } from '../store/audit'
import { peopleIn, readCounts } from '../store/counters'
import { findDepartment } from '../store/departments'
import { countJoinedSince, countWaitingForSeat, readReservationDetails, reserveSeats } from '../store/reservations'
import { readSeats } from '../store/seats'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** The pace of coming in is taken from so many days. */
const RECENT_DAYS = 30

/** Z6: what becomes of the plan's seats, and the seats departments keep for their own people. */
export function createSeatsService(context: ServiceContext): ServiceOf<'seats'> {
  const { reader } = context.store
  return {
    async forecast(actor) {
      demand(actor, 'settings.see')
      const now = context.clock.now()
      const seats = await readSeats(reader)
      const employees = (await readCounts(reader, '')).filter((count) => count.kind === 'employee')
      const pending = peopleIn(employees, 'pending')
      const invited = peopleIn(employees, 'invited')
      const ifAllAccept = seats.used + pending + invited
      const joined = await countJoinedSince(reader, now - RECENT_DAYS * DAY)
      return {
        limit: seats.limit,
        used: seats.used,
        held: seatsHeld(seats.reservations),
        pending,
        waitingForSeat: await countWaitingForSeat(reader),
        invited,
        ifAllAccept,
        short: seats.limit === null ? 0 : Math.max(0, ifAllAccept - seats.limit),
        reachedOn: seatsRunOutOn(seats, { joined, days: RECENT_DAYS }, now),
        reservations: await readReservationDetails(reader),
      }
    },

    /** Throws NOT_FOUND, or SEATS_RESERVED_TOO_MANY {limit, others} where the plan has not as many. */
    async reserve(actor, { departmentId, seats }) {
      demand(actor, 'settings.edit')
      const changed = await context.store.write(async (writer) => {
        const department = await findDepartment(writer, departmentId)
        if (!department) throw new Refusal('NOT_FOUND')
        if (department.reserved_seats === seats) return false
        const { limit, reservations } = await readSeats(writer)
        const others = reservations
          .filter((each) => each.departmentId !== departmentId)
          .reduce((sum, each) => sum + each.seats, 0)
        if (limit !== null && others + (seats ?? 0) > limit) {
          throw new Refusal('SEATS_RESERVED_TOO_MANY', { limit, others })
        }
        await reserveSeats(writer, departmentId, seats)
        await recordAudit(writer, context.clock.now(), {
          actor,
          origin: 'console',
          action: 'department.seats-reserved',
          subject: department,
          details: { seats: seats ?? 0 },
        })
        return true
      })
      if (changed) context.changes.announce('settings', 'structure', 'activity')
    },
  }
}
