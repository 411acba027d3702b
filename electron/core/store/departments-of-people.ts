import { sql } from 'kysely'
import { keptRows, listed } from './dialects/kept-queries'
import { findLiveInvitation } from './invitations'
import type { Reader, Writer } from './store'

interface Named {
  readonly id: string
  readonly name: string
}

/**
 * The departments of each person, by name: memberships, and for somebody who has not accepted, those of the live
 * invitation (M6).
 */
export async function departmentsOf(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Named[]>> {
  const found = new Map<string, Named[]>()
  if (personIds.length === 0) return found
  const rows = await keptRows(reader, 'departments-of', { ids: JSON.stringify(personIds) }, (blank) =>
    reader
      .selectFrom('department_member')
      .innerJoin('department', 'department.id', 'department_member.department_id')
      .where('department_member.person_id', 'in', listed(blank('ids')))
      .select(['department_member.person_id as personId', 'department.id', 'department.name'])
      // Nobody is in both: who accepted has no live invitation.
      .unionAll(
        reader
          .selectFrom('invitation')
          .innerJoin('invitation_department', 'invitation_department.invitation_id', 'invitation.id')
          .innerJoin('department', 'department.id', 'invitation_department.department_id')
          .where('invitation.person_id', 'in', listed(blank('ids')))
          .where('invitation.state', '=', sql.lit('live'))
          .select(['invitation.person_id as personId', 'department.id', 'department.name']),
      ),
  )
  for (const { personId, id, name } of rows) {
    const own = found.get(personId)
    if (own) own.push({ id, name })
    else found.set(personId, [{ id, name }])
  }
  for (const own of found.values()) if (own.length > 1) own.sort((one, other) => (one.name < other.name ? -1 : 1))
  return found
}

/** Replaces the departments of somebody who accepted; whoever was head of one that stays remains so. */
export async function replaceMemberships(
  writer: Writer,
  personId: string,
  departmentIds: readonly string[],
): Promise<void> {
  await writer
    .deleteFrom('department_member')
    .where('person_id', '=', personId)
    .where('department_id', 'not in', departmentIds)
    .execute()
  await writer
    .insertInto('department_member')
    .values(departmentIds.map((id) => ({ department_id: id, person_id: personId, head: 0 as const })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Replaces the departments that an invited person will land in (M6). Does nothing where no invitation is live. */
export async function replaceInvitationDepartments(
  writer: Writer,
  personId: string,
  departmentIds: readonly string[],
): Promise<void> {
  const invitation = await findLiveInvitation(writer, personId)
  if (!invitation) return
  await writer.deleteFrom('invitation_department').where('invitation_id', '=', invitation.id).execute()
  await writer
    .insertInto('invitation_department')
    .values(departmentIds.map((id) => ({ invitation_id: invitation.id, department_id: id })))
    .execute()
}
