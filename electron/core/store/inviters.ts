import { sql } from 'kysely'
import type { Reader } from './store'

/**
 * Whom to tell by mail that this person is in (Z12): the inviter, where they are active and have an address, and the portal
 * tells inviters.
 */
export async function findInviterToTell(reader: Reader, personId: string) {
  return await reader
    .selectFrom('person')
    .innerJoin('person as inviter', 'inviter.id', 'person.invited_by')
    .innerJoin('portal', (join) => join.on('portal.tell_inviter', '=', sql.lit(1)))
    .select(['inviter.id', 'inviter.name', 'inviter.email', 'inviter.locale'])
    .where('person.id', '=', personId)
    .where('inviter.status', '=', 'active')
    .where('inviter.email', 'is not', null)
    .$narrowType<{ email: string }>()
    .executeTakeFirst()
}

/** Which of these people are active, with their names and departments; at most a thousand at once. */
export async function activeNames(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { readonly name: string; readonly departments: readonly string[] }>()
  const people = await reader
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('status', '=', 'active')
    .execute()
  const departments = await reader
    .selectFrom('department_member')
    .innerJoin('department', 'department.id', 'department_member.department_id')
    .select(['department_member.person_id', 'department.name'])
    .where('department_member.person_id', 'in', ids)
    .where('department.parent_id', 'is not', null)
    .orderBy('department.name')
    .execute()
  return new Map(
    people.map(({ id, name }) => [
      id,
      { name, departments: departments.filter((each) => each.person_id === id).map((each) => each.name) },
    ]),
  )
}

/** Whom of these this person invited; at most a thousand at once. */
export async function invitedBy(
  reader: Reader,
  inviterId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await reader
    .selectFrom('person')
    .select('id')
    .where('id', 'in', ids)
    .where('invited_by', '=', inviterId)
    .execute()
  return new Set(rows.map((row) => row.id))
}
