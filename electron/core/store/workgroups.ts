import { Refusal } from '../domain/refusal'
import type { PersonKind, PersonStatus } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

export interface Workgroup {
  readonly id: string
  readonly name: string
  readonly description: string
  /** X2. */
  readonly allowExternal: boolean
  /** W2. */
  readonly membersMayInvite: boolean
  readonly ownerId: string | null
}

export async function findWorkgroup(reader: Reader, id: string): Promise<Workgroup | null> {
  const row = await reader.selectFrom('workgroup').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    allowExternal: row.allow_external === 1,
    membersMayInvite: row.members_may_invite === 1,
    ownerId: row.owner_id,
  }
}

/** Name of the first of these groups that external users may not enter (X2); null: all are open to them. */
export async function closedWorkgroup(reader: Reader, ids: readonly string[]): Promise<string | null> {
  if (ids.length === 0) return null
  const row = await reader
    .selectFrom('workgroup')
    .select('name')
    .where('id', 'in', ids)
    .where('allow_external', '=', 0)
    .orderBy('name')
    .executeTakeFirst()
  return row?.name ?? null
}

const PRESENT = ['active', 'pending'] as const satisfies readonly PersonStatus[]

/**
 * By name, with how many active and pending members each has, how many of these are external, and the owner while active.
 * `seenBy`: only the groups this person is in (A2).
 */
export async function listWorkgroups(reader: Reader, seenBy: string | null) {
  let query = reader
    .selectFrom('workgroup')
    .leftJoin('person as owner', (join) =>
      join.onRef('owner.id', '=', 'workgroup.owner_id').on('owner.status', '=', 'active'),
    )
    .select(['workgroup.id', 'workgroup.name', 'workgroup.description'])
    .select(['workgroup.allow_external', 'workgroup.members_may_invite'])
    .select(['owner.id as owner_id', 'owner.name as owner_name'])
    .select((select) => {
      const members = select
        .selectFrom('workgroup_member')
        .innerJoin('person', 'person.id', 'workgroup_member.person_id')
        .whereRef('workgroup_member.workgroup_id', '=', 'workgroup.id')
        .where('person.status', 'in', PRESENT)
        .select((count) => count.fn.countAll<number>().as('people'))
      return [members.as('members'), members.where('person.kind', '=', 'external').as('externals')]
    })
  if (seenBy !== null) {
    query = query.where('workgroup.id', 'in', (select) =>
      select.selectFrom('workgroup_member').select('workgroup_id').where('person_id', '=', seenBy),
    )
  }
  const groups = await query.orderBy('workgroup.name').execute()
  return groups.map((group) => ({
    id: group.id,
    name: group.name,
    description: group.description,
    members: group.members ?? 0,
    externals: group.externals ?? 0,
    owner: group.owner_id !== null && group.owner_name !== null ? { id: group.owner_id, name: group.owner_name } : null,
    allowExternal: group.allow_external === 1,
    membersMayInvite: group.members_may_invite === 1,
  }))
}

/** Active and pending members by name. */
export async function membersOf(reader: Reader, workgroupId: string) {
  return await reader
    .selectFrom('workgroup_member')
    .innerJoin('person', 'person.id', 'workgroup_member.person_id')
    .where('workgroup_member.workgroup_id', '=', workgroupId)
    .where('person.status', 'in', PRESENT)
    .select(['person.id', 'person.name', 'person.position', 'person.status', 'person.kind'])
    .orderBy('person.sort_name')
    .orderBy('person.id')
    .execute()
}

/** Whether somebody is in the group, whatever their status. */
export async function isMember(reader: Reader, workgroupId: string, personId: string): Promise<boolean> {
  const found = await reader
    .selectFrom('workgroup_member')
    .select('person_id')
    .where('workgroup_id', '=', workgroupId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return found !== undefined
}

/** People with a live invitation into the group, by name (W1). `invitedBy`: only those this person invited (A2). */
export async function invitedInto(reader: Reader, workgroupId: string, invitedBy: string | null) {
  let query = reader
    .selectFrom('invitation_workgroup')
    .innerJoin('invitation', 'invitation.id', 'invitation_workgroup.invitation_id')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where('invitation_workgroup.workgroup_id', '=', workgroupId)
    .where('invitation.state', '=', 'live')
    .where('person.status', '=', 'invited')
    .select(['person.id', 'person.name', 'person.position', 'person.status', 'person.kind'])
  if (invitedBy !== null) query = query.where('person.invited_by', '=', invitedBy)
  return await query.orderBy('person.sort_name').orderBy('person.id').execute()
}

/** How many externals are in the group or have a live invitation into it (X2). */
export async function countExternals(reader: Reader, workgroupId: string): Promise<number> {
  const inside = await reader
    .selectFrom('workgroup_member')
    .innerJoin('person', 'person.id', 'workgroup_member.person_id')
    .where('workgroup_member.workgroup_id', '=', workgroupId)
    .where('person.kind', '=', 'external')
    .where('person.status', 'in', PRESENT)
    .select((count) => count.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  const asked = await reader
    .selectFrom('invitation_workgroup')
    .innerJoin('invitation', 'invitation.id', 'invitation_workgroup.invitation_id')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .where('invitation_workgroup.workgroup_id', '=', workgroupId)
    .where('invitation.state', '=', 'live')
    .where('person.kind', '=', 'external')
    .select((count) => count.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return inside.people + asked.people
}

/** X2: externals who were dismissed do not come back into a group that is closed to them. */
export async function forgetDismissedExternals(writer: Writer, workgroupId: string): Promise<void> {
  await writer
    .deleteFrom('workgroup_member')
    .where('workgroup_id', '=', workgroupId)
    .where('person_id', 'in', (select) => select.selectFrom('person').select('id').where('kind', '=', 'external'))
    .execute()
  await writer
    .deleteFrom('invitation_workgroup')
    .where('workgroup_id', '=', workgroupId)
    .where('invitation_id', 'in', (select) =>
      select
        .selectFrom('invitation')
        .innerJoin('person', 'person.id', 'invitation.person_id')
        .select('invitation.id')
        .where('person.kind', '=', 'external'),
    )
    .execute()
}

/** Somebody who is to become a member. */
export interface Newcomer {
  readonly id: string
  readonly name: string
  readonly kind: PersonKind
  readonly status: PersonStatus
}

const MEMBERS_FROM: readonly PersonStatus[] = PRESENT

/** False where the person is in already. Throws STATE_NOT_ALLOWED {status, name} for who has not accepted or has left. */
export async function addMember(writer: Writer, workgroupId: string, person: Newcomer): Promise<boolean> {
  if (!MEMBERS_FROM.includes(person.status)) {
    throw new Refusal('STATE_NOT_ALLOWED', { status: person.status, name: person.name })
  }
  const inserted = await writer
    .insertInto('workgroup_member')
    .values({ workgroup_id: workgroupId, person_id: person.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return inserted.numInsertedOrUpdatedRows === 1n
}
