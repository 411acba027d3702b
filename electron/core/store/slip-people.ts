import type { PersonStatus } from '../domain/vocabulary'
import type { Reader } from './store'

/** Where a page of people ended: the name it sorts by, and the id. */
export type SlipKey = readonly [sortName: string, id: string]

/** Somebody who is in, or waits to be let in, with what they sign in with. */
export interface SlipCandidate {
  readonly id: string
  readonly name: string
  readonly sortName: string
  readonly login: string
  readonly status: PersonStatus
  readonly administrator: boolean
  /** Null: none. */
  readonly password: 'temporary' | 'own' | null
}

/** The next people by name who may have a password, chosen or not; the caller sifts them. */
export async function nextSlipCandidates(
  reader: Reader,
  after: SlipKey | null,
  departmentId: string | null,
  limit: number,
): Promise<readonly SlipCandidate[]> {
  let query = reader
    .selectFrom('person')
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.sort_name', 'person.email', 'person.address', 'person.status'])
    .select(['person.administrator', 'credential.changed_at', 'credential.temporary_until'])
    .where('person.status', 'in', ['active', 'pending'])
    .orderBy('person.sort_name')
    .orderBy('person.id')
    .limit(limit)
  if (departmentId !== null) {
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('department_member')
          .select('person_id')
          .whereRef('department_member.person_id', '=', 'person.id')
          .where('department_id', '=', departmentId),
      ),
    )
  }
  if (after) {
    const [name, id] = after
    query = query.where((where) => where(where.refTuple('person.sort_name', 'person.id'), '>', where.tuple(name, id)))
  }
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    sortName: row.sort_name,
    login: row.email ?? row.address,
    status: row.status,
    administrator: row.administrator === 1,
    password: row.changed_at === null ? null : row.temporary_until === null ? 'own' : 'temporary',
  }))
}
