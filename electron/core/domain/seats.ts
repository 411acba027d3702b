import type { PersonKind, PersonStatus } from './vocabulary'

/** How many people there are of a kind in a status. */
export interface PeopleCount {
  readonly kind: PersonKind
  readonly status: PersonStatus
  readonly people: number
}

/** The plan's seats; `limit` null: without limit. */
export interface Seats {
  readonly limit: number | null
  readonly used: number
}

/** N2: active employees take a seat each; partners, externals and whoever is not active take none. */
export function seatsUsed(counts: readonly PeopleCount[]): number {
  return counts
    .filter((count) => count.status === 'active' && count.kind === 'employee')
    .reduce((sum, count) => sum + count.people, 0)
}

/** N1: whether one more person of this kind may be active. */
export function seatFree(seats: Seats, kind: PersonKind): boolean {
  return kind !== 'employee' || seats.limit === null || seats.used < seats.limit
}
