import { sql } from 'kysely'
import type { InviterDelegationTable } from './schema'
import type { Reader, Writer } from './store'

/** A delegation with the name of whom, or of which place, it is about; null: of every one. */
export interface DelegationRow extends InviterDelegationTable {
  readonly of_name: string | null
}

/** All delegations, the oldest first. */
export async function listDelegations(reader: Reader): Promise<readonly DelegationRow[]> {
  return await delegations(reader).orderBy('inviter_delegation.created_at').orderBy('inviter_delegation.id').execute()
}

export async function findDelegation(reader: Reader, id: string): Promise<DelegationRow | undefined> {
  return await delegations(reader).where('inviter_delegation.id', '=', id).executeTakeFirst()
}

function delegations(reader: Reader) {
  return reader
    .selectFrom('inviter_delegation')
    .leftJoin('person', 'person.id', 'inviter_delegation.person_id')
    .leftJoin('department', 'department.id', 'inviter_delegation.department_id')
    .leftJoin('workgroup', 'workgroup.id', 'inviter_delegation.workgroup_id')
    .selectAll('inviter_delegation')
    .select((select) => select.fn.coalesce('person.name', 'department.name', 'workgroup.name').as('of_name'))
}

/** Keeps a delegation; one of the same holder is replaced and keeps its id, which is returned. */
export async function saveDelegation(writer: Writer, row: InviterDelegationTable): Promise<string> {
  const before = await writer
    .selectFrom('inviter_delegation')
    .select('id')
    .where('holder', '=', row.holder)
    .where('person_id', 'is', row.person_id)
    .where('department_id', 'is', row.department_id)
    .where('workgroup_id', 'is', row.workgroup_id)
    .executeTakeFirst()
  if (!before) {
    await writer.insertInto('inviter_delegation').values(row).execute()
    return row.id
  }
  const { departments_allowed, skip_confirmation, workgroups_allowed } = row
  await writer
    .updateTable('inviter_delegation')
    .set({ departments_allowed, workgroups_allowed, skip_confirmation })
    .where('id', '=', before.id)
    .execute()
  return before.id
}

export async function deleteDelegation(writer: Writer, id: string): Promise<void> {
  await writer.deleteFrom('inviter_delegation').where('id', '=', id).execute()
}

/** The delegations this person holds now: named themselves, as a head or as an owner. None unless an active employee. */
export async function delegationsHeldBy(reader: Reader, personId: string): Promise<readonly InviterDelegationTable[]> {
  const found = await sql<InviterDelegationTable>`
    SELECT held.* FROM inviter_delegation AS held
      JOIN person ON person.id = ${personId} AND person.status = 'active' AND person.kind = 'employee'
      WHERE held.person_id = ${personId}
        OR (held.holder = 'department-heads' AND EXISTS (
          SELECT 1 FROM department_member AS headed WHERE headed.person_id = ${personId} AND headed.head = 1
            AND (held.department_id IS NULL OR held.department_id = headed.department_id)))
        OR (held.holder = 'workgroup-owners' AND EXISTS (
          SELECT 1 FROM workgroup WHERE workgroup.owner_id = ${personId}
            AND (held.workgroup_id IS NULL OR held.workgroup_id = workgroup.id)))
      ORDER BY held.created_at, held.id
  `.execute(reader)
  return found.rows
}

/** Who holds which delegation as head of which department, each as one text; sorted. */
export async function delegatedHeads(reader: Reader): Promise<readonly string[]> {
  const found = await sql<{ held: string }>`
    SELECT held.id || ' ' || headed.department_id || ' ' || headed.person_id AS held
      FROM inviter_delegation AS held
      JOIN department_member AS headed ON headed.head = 1
        AND (held.department_id IS NULL OR held.department_id = headed.department_id)
      WHERE held.holder = 'department-heads'
      ORDER BY 1
  `.execute(reader)
  return found.rows.map((row) => row.held)
}

/** Delegations to the heads of one department, or, by null, of every one. */
export async function delegationsToHeads(
  reader: Reader,
): Promise<readonly { readonly id: string; readonly departmentId: string | null }[]> {
  return await reader
    .selectFrom('inviter_delegation')
    .select(['id', 'department_id as departmentId'])
    .where('holder', '=', 'department-heads')
    .execute()
}

/** Z11: whether inviting is delegated to whoever heads this department. */
export async function isDelegatedToHeads(reader: Reader, departmentId: string): Promise<boolean> {
  const found = await reader
    .selectFrom('inviter_delegation')
    .select('id')
    .where('holder', '=', 'department-heads')
    .where((either) => either.or([either('department_id', 'is', null), either('department_id', '=', departmentId)]))
    .executeTakeFirst()
  return found !== undefined
}

/** Z11: whether inviting is delegated to whoever owns this workgroup. */
export async function isDelegatedToOwner(reader: Reader, workgroupId: string): Promise<boolean> {
  const found = await reader
    .selectFrom('inviter_delegation')
    .select('id')
    .where('holder', '=', 'workgroup-owners')
    .where((either) => either.or([either('workgroup_id', 'is', null), either('workgroup_id', '=', workgroupId)]))
    .executeTakeFirst()
  return found !== undefined
}

/** A department somebody belongs to. */
export interface OwnDepartment {
  readonly id: string
  readonly head: boolean
  readonly root: boolean
}

export async function ownDepartments(reader: Reader, personId: string): Promise<readonly OwnDepartment[]> {
  const rows = await reader
    .selectFrom('department_member')
    .innerJoin('department', 'department.id', 'department_member.department_id')
    .select(['department.id', 'department.parent_id', 'department_member.head'])
    .where('department_member.person_id', '=', personId)
    .execute()
  return rows.map((row) => ({ id: row.id, head: row.head === 1, root: row.parent_id === null }))
}

/** The workgroups somebody is in or owns. */
export async function ownWorkgroups(
  reader: Reader,
  personId: string,
): Promise<readonly { readonly id: string; readonly owner: boolean }[]> {
  const rows = await reader
    .selectFrom('workgroup')
    .select(['id', 'owner_id'])
    .where((either) =>
      either.or([
        either('owner_id', '=', personId),
        either(
          'id',
          'in',
          either.selectFrom('workgroup_member').select('workgroup_id').where('person_id', '=', personId),
        ),
      ]),
    )
    .execute()
  return rows.map((row) => ({ id: row.id, owner: row.owner_id === personId }))
}

/** Ids of these departments and of all below them. */
export async function departmentsBelow(reader: Reader, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const found = await sql<{ id: string }>`
    WITH RECURSIVE below (id) AS (
      SELECT value FROM json_each(${JSON.stringify(ids)})
      UNION
      SELECT department.id FROM department JOIN below ON department.parent_id = below.id
    )
    SELECT id FROM below
  `.execute(reader)
  return found.rows.map((row) => row.id)
}

/** Names of these departments, in the order of the structure's names. */
export async function namedDepartments(
  reader: Reader,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const found = await sql<{ id: string; name: string }>`
    SELECT id, name FROM department WHERE id IN (SELECT value FROM json_each(${JSON.stringify(ids)})) ORDER BY name, id
  `.execute(reader)
  return found.rows
}

/** What of a workgroup decides whether this person may invite into it as its member (W2); undefined where it is gone. */
export async function findOpenGroup(reader: Reader, id: string, personId: string) {
  const row = await reader
    .selectFrom('workgroup')
    .select(['id', 'owner_id', 'members_may_invite'])
    .select((select) =>
      select
        .selectFrom('workgroup_member')
        .select('person_id')
        .whereRef('workgroup_member.workgroup_id', '=', 'workgroup.id')
        .where('person_id', '=', personId)
        .as('member'),
    )
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const belongs = row.member !== null || row.owner_id === personId
  return { id: row.id, belongs, open: belongs && row.members_may_invite === 1 }
}

/** Whether this person, an active employee, is in or owns some workgroup whose members may invite (W2). */
export async function hasOpenGroup(reader: Reader, personId: string): Promise<boolean> {
  const found = await sql<{ id: string }>`
    SELECT workgroup.id FROM workgroup
      JOIN person ON person.id = ${personId} AND person.status = 'active' AND person.kind = 'employee'
      WHERE workgroup.members_may_invite = 1 AND (workgroup.owner_id = ${personId} OR EXISTS (
        SELECT 1 FROM workgroup_member
          WHERE workgroup_member.workgroup_id = workgroup.id AND workgroup_member.person_id = ${personId}))
      LIMIT 1
  `.execute(reader)
  return found.rows.length > 0
}
