import { dayOf, daysAfter } from './days'
import type { PersonKind, PersonStatus } from './vocabulary'

/** How many people there are of a kind in a status. */
export interface PeopleCount {
  readonly kind: PersonKind
  readonly status: PersonStatus
  readonly people: number
}

/** Seats kept free for a department's own people (Z6); `used`: how many of them are active in it. */
export interface Reservation {
  readonly departmentId: string
  readonly seats: number
  readonly used: number
}

/** The plan's seats; `limit` null: without limit. */
export interface Seats {
  readonly limit: number | null
  readonly used: number
  readonly reservations: readonly Reservation[]
}

/** N2: active employees take a seat each; partners, externals and whoever is not active take none. */
export function seatsUsed(counts: readonly PeopleCount[]): number {
  return counts
    .filter((count) => count.status === 'active' && count.kind === 'employee')
    .reduce((sum, count) => sum + count.people, 0)
}

/** Z6: seats that departments keep free and have not taken yet, those of `departmentIds` left out. */
export function seatsHeld(reservations: readonly Reservation[], departmentIds: readonly string[] = []): number {
  return reservations
    .filter((each) => !departmentIds.includes(each.departmentId))
    .reduce((sum, each) => sum + Math.max(0, each.seats - each.used), 0)
}

/** N1, Z6: whether one more person of this kind, in these departments, may be active. */
export function seatFree(seats: Seats, kind: PersonKind, departmentIds: readonly string[]): boolean {
  if (kind !== 'employee' || seats.limit === null) return true
  return seats.used + seatsHeld(seats.reservations, departmentIds) < seats.limit
}

/** How many days there are to look ahead. */
const HORIZON = 365

/**
 * Z6: the day on which the seats run out when as many come in as in the last days, an ISO date of this computer's calendar;
 * null: not within a year, or without limit. `now` in milliseconds UTC.
 */
export function seatsRunOutOn(
  seats: Seats,
  recent: { readonly joined: number; readonly days: number },
  now: number,
): string | null {
  if (seats.limit === null) return null
  const free = Math.max(0, seats.limit - seats.used - seatsHeld(seats.reservations))
  if (free > 0 && recent.joined <= 0) return null
  const days = free === 0 ? 0 : Math.ceil((free * recent.days) / recent.joined)
  return days > HORIZON ? null : daysAfter(dayOf(now), days)
}
