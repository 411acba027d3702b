import { insertRows } from './dialects/kept-inserts'
import type { Places } from './places-of-people'
import type { DepartmentMemberTable, PersonTable } from './schema'
import type { Reader, Writer } from './store'

/** Where an invitation leads (M6, W1). */
export interface InvitationPlaces extends Places {
  readonly invitationId: string
}

/** Rows of one INSERT. */
const TOGETHER = 200

/** Where each of these invitations leads; each has places of its own. */
export async function insertInvitationPlaces(writer: Writer, places: readonly InvitationPlaces[]): Promise<void> {
  const departments = places.flatMap(({ invitationId, departmentIds }) =>
    departmentIds.map((id) => ({ invitation_id: invitationId, department_id: id })),
  )
  await insertRows(writer, 'invitation_department', departments)
  const workgroups = places.flatMap(({ invitationId, workgroupIds }) =>
    workgroupIds.map((id) => ({ invitation_id: invitationId, workgroup_id: id })),
  )
  await insertRows(writer, 'invitation_workgroup', workgroups)
}

/** Where people who are in belong. */
export interface PersonPlaces extends Places {
  readonly personId: string
}

/** Memberships of people who have just been made. */
export async function insertMemberships(writer: Writer, places: readonly PersonPlaces[]): Promise<void> {
  const departments: DepartmentMemberTable[] = places.flatMap(({ personId, departmentIds }) =>
    departmentIds.map((id) => ({ department_id: id, person_id: personId, head: 0 as const })),
  )
  await insertRows(writer, 'department_member', departments)
  const workgroups = places.flatMap(({ personId, workgroupIds }) =>
    workgroupIds.map((id) => ({ workgroup_id: id, person_id: personId })),
  )
  await insertRows(writer, 'workgroup_member', workgroups)
}

/** Every department with what is above it, in no order. */
export async function readStructure(reader: Reader) {
  return await reader.selectFrom('department').select(['id', 'parent_id', 'name']).execute()
}

/** Which of these departments there still are. */
export async function departmentsThere(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await selected(reader, 'department', ids)).map((row) => row.id))
}

/** Which of these workgroups there still are. */
export async function workgroupsThere(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await selected(reader, 'workgroup', ids)).map((row) => row.id))
}

async function selected(reader: Reader, table: 'department' | 'workgroup', ids: readonly string[]) {
  const rows: { id: string }[] = []
  for (const some of partsOf(ids)) {
    rows.push(...(await reader.selectFrom(table).select('id').where('id', 'in', some).execute()))
  }
  return rows
}

/** What of a person a comparison with another directory looks at (Z5). */
export type ComparedPerson = Awaited<ReturnType<typeof readEmployees>>[number]

const COMPARED = [
  'id',
  'number',
  'name',
  'first_name',
  'last_name',
  'position',
  'email',
  'phone',
  'address',
  'status',
  'kind',
  'administrator',
  'invited_by',
] as const satisfies readonly (keyof PersonTable)[]

/** Employees who have not left, in the order they were made, behind a number; a page at a time (Z5). */
export async function readEmployees(reader: Reader, after: number, limit: number) {
  return await reader
    .selectFrom('person')
    .select(COMPARED)
    .where('number', '>', after)
    .where('kind', '=', 'employee')
    .where('status', '!=', 'dismissed')
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** Who has one of these addresses, of any kind and status; a few hundred at once (Z5). */
export async function findCompared(
  reader: Reader,
  column: 'email' | 'phone',
  addresses: readonly string[],
): Promise<readonly ComparedPerson[]> {
  if (addresses.length === 0) return []
  return await reader.selectFrom('person').select(COMPARED).where(column, 'in', addresses).execute()
}

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += TOGETHER) yield rows.slice(start, start + TOGETHER)
}
