import { sql } from 'kysely'
import type { PeopleCount } from '../domain/seats'
import type { PeopleFilter, PersonStatus } from '../domain/vocabulary'
import { keptRow, keptRows } from './dialects/kept-queries'
import type { Reader } from './store'

/** The kept sums of the portal (scope ''), of an inviter or of a department (C1, C2). */
export async function readCounts(reader: Reader, scope: string): Promise<readonly PeopleCount[]> {
  return await keptRows(reader, 'counts', { scope }, (blank) =>
    reader.selectFrom('counter').select(['kind', 'status', 'people']).where('scope', '=', blank('scope')),
  )
}

export interface InvitedAndPending {
  readonly invited: number
  readonly pending: number
}

/** C1, C2: how many are invited and how many pending, in one row; at the top of every screen. */
export function readInvitedAndPending(
  reader: Reader,
  scope: string,
): InvitedAndPending | undefined | Promise<InvitedAndPending | undefined> {
  return keptRow(reader, 'invited-and-pending', { scope }, (blank) =>
    reader
      .selectFrom('counter')
      .where('scope', '=', blank('scope'))
      .select([
        sql<number>`coalesce(sum(people) FILTER (WHERE status = 'invited'), 0)`.as('invited'),
        sql<number>`coalesce(sum(people) FILTER (WHERE status = 'pending'), 0)`.as('pending'),
      ]),
  )
}

export function peopleIn(counts: readonly PeopleCount[], ...statuses: readonly PersonStatus[]): number {
  return counts.filter((count) => statuses.includes(count.status)).reduce((sum, count) => sum + count.people, 0)
}

/** The number beside each filter of the Employees list (D2). */
export function countsByFilter(counts: readonly PeopleCount[]): Record<PeopleFilter, number> {
  const sum = (matches: (count: PeopleCount) => boolean): number =>
    counts.filter(matches).reduce((total, count) => total + count.people, 0)
  return {
    all: sum(() => true),
    active: peopleIn(counts, 'active'),
    invited: peopleIn(counts, 'invited'),
    pending: peopleIn(counts, 'pending'),
    dismissed: peopleIn(counts, 'dismissed'),
    extranet: sum((count) => count.kind === 'external'),
    partners: sum((count) => count.kind === 'partner'),
  }
}
