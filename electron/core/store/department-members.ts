import { sql } from 'kysely'
import type { PersonStatus } from '../domain/vocabulary'
import type { Reader } from './store'

export interface MembersQuery {
  readonly departmentId: string
  /** Its heads alone. */
  readonly heads: boolean
  /** A2: only this person and whom they invited; null: everyone. */
  readonly seenBy: string | null
  /** Whether it holds so many that sorting them all costs more than walking the list of everybody. */
  readonly large: boolean
  readonly limit: number
}

export interface MemberRow {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly status: PersonStatus
}

/** Active and pending members of a department, the first by name. */
export async function readMembers(reader: Reader, query: MembersQuery): Promise<readonly MemberRow[]> {
  const { departmentId, heads, large, limit, seenBy } = query
  // CROSS JOIN says where to begin: of a small department the members are sorted, for a large one the list of all
  // people is walked in order until enough of them are found.
  const found = await sql<MemberRow>`
    SELECT person.id, person.name, person.position, person.status
    FROM ${large ? sql`person CROSS JOIN department_member AS member` : sql`department_member AS member CROSS JOIN person`}
    WHERE member.department_id = ${departmentId} AND member.person_id = person.id
      AND +person.status IN ('active', 'pending')
      ${heads ? sql`AND member.head = 1` : sql``}
      ${seenBy === null ? sql`` : sql`AND (person.id = ${seenBy} OR +person.invited_by = ${seenBy})`}
    ORDER BY person.sort_name, person.id LIMIT ${limit}
  `.execute(reader)
  return found.rows
}
