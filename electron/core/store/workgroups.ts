import { Refusal } from '../domain/refusal'
import type { PersonStatus } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

export interface Workgroup {
  readonly id: string
  readonly name: string
  readonly description: string
}

export async function findWorkgroup(reader: Reader, id: string): Promise<Workgroup | null> {
  const row = await reader
    .selectFrom('workgroup')
    .select(['id', 'name', 'description'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/** By name, with how many active and pending members each has. `seenBy`: only the groups this person is in (A2). */
export async function listWorkgroups(reader: Reader, seenBy: string | null) {
  let query = reader
    .selectFrom('workgroup')
    .select(['workgroup.id', 'workgroup.name', 'workgroup.description'])
    .select((select) =>
      select
        .selectFrom('workgroup_member')
        .innerJoin('person', 'person.id', 'workgroup_member.person_id')
        .whereRef('workgroup_member.workgroup_id', '=', 'workgroup.id')
        .where('person.status', 'in', ['active', 'pending'])
        .select((count) => count.fn.countAll<number>().as('members'))
        .as('members'),
    )
  if (seenBy !== null) {
    query = query.where('workgroup.id', 'in', (select) =>
      select.selectFrom('workgroup_member').select('workgroup_id').where('person_id', '=', seenBy),
    )
  }
  const groups = await query.orderBy('workgroup.name').execute()
  return groups.map((group) => ({ ...group, members: group.members ?? 0 }))
}

/** Active and pending members by name. */
export async function membersOf(reader: Reader, workgroupId: string) {
  return await reader
    .selectFrom('workgroup_member')
    .innerJoin('person', 'person.id', 'workgroup_member.person_id')
    .where('workgroup_member.workgroup_id', '=', workgroupId)
    .where('person.status', 'in', ['active', 'pending'])
    .select(['person.id', 'person.name', 'person.position', 'person.status'])
    .orderBy('person.sort_name')
    .orderBy('person.id')
    .execute()
}

const MEMBERS_FROM: readonly PersonStatus[] = ['active', 'pending']

/** Returns the names of those who were not in yet. Throws NOT_FOUND, or STATE_NOT_ALLOWED {status, name}. */
export async function addMembers(
  writer: Writer,
  workgroupId: string,
  personIds: readonly string[],
): Promise<readonly string[]> {
  const added: string[] = []
  for (const personId of personIds) {
    const person = await writer
      .selectFrom('person')
      .select(['name', 'status'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw new Refusal('NOT_FOUND')
    if (!MEMBERS_FROM.includes(person.status)) {
      throw new Refusal('STATE_NOT_ALLOWED', { status: person.status, name: person.name })
    }
    const inserted = await writer
      .insertInto('workgroup_member')
      .values({ workgroup_id: workgroupId, person_id: personId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow()
    if (inserted.numInsertedOrUpdatedRows === 1n) added.push(person.name)
  }
  return added
}
