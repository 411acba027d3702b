import { sql } from 'kysely'
import type { DepartmentTable } from './schema'
import type { Reader, Writer } from './store'

export async function findDepartment(reader: Reader, id: string): Promise<DepartmentTable | null> {
  const row = await reader.selectFrom('department').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** All departments, siblings in order; parents are not necessarily before their children. */
export async function readDepartments(reader: Reader): Promise<readonly DepartmentTable[]> {
  return await reader.selectFrom('department').selectAll().orderBy('parent_id').orderBy('position').execute()
}

/** Ids from the department's parent up to the root. */
export async function ancestorsOf(reader: Reader, id: string): Promise<readonly { id: string; name: string }[]> {
  const found = await sql<{ id: string; name: string }>`
    WITH RECURSIVE above (id, name, parent_id, height) AS (
      SELECT parent.id, parent.name, parent.parent_id, 1 FROM department AS child
        JOIN department AS parent ON parent.id = child.parent_id WHERE child.id = ${id}
      UNION ALL
      SELECT parent.id, parent.name, parent.parent_id, above.height + 1 FROM above
        JOIN department AS parent ON parent.id = above.parent_id
    )
    SELECT id, name FROM above ORDER BY height
  `.execute(reader)
  return found.rows
}

/** Active and pending members of each department itself, from the kept counters (D1). */
export async function headCounts(reader: Reader): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .selectFrom('counter')
    .innerJoin('department', 'department.id', 'counter.scope')
    .where('counter.status', 'in', ['active', 'pending'])
    .select('counter.scope')
    .select((select) => select.fn.sum<number>('counter.people').as('people'))
    .groupBy('counter.scope')
    .execute()
  return new Map(rows.map((row) => [row.scope, row.people]))
}

/** The departments of each active or pending person who is in several: the few that a sum would count twice. */
export async function sharedMemberships(reader: Reader): Promise<readonly (readonly string[])[]> {
  const rows = await sql<{ departments: string }>`
    SELECT json_group_array(department_id) AS departments FROM department_member
      WHERE person_id IN (SELECT person_id FROM department_member GROUP BY person_id HAVING count(*) > 1)
        AND (SELECT status FROM person WHERE person.id = department_member.person_id) IN ('active', 'pending')
      GROUP BY person_id
  `.execute(reader)
  return rows.rows.map((row) => {
    const ids: unknown = JSON.parse(row.departments)
    return Array.isArray(ids) ? ids.map(String) : []
  })
}

/** Ids of a department's children, in order. */
export async function childrenOf(reader: Reader, parentId: string): Promise<readonly { id: string; name: string }[]> {
  return await reader
    .selectFrom('department')
    .select(['id', 'name'])
    .where('parent_id', '=', parentId)
    .orderBy('position')
    .execute()
}

/** Gives these children of a parent the places 0, 1, 2, … in this order. */
export async function placeChildren(writer: Writer, parentId: string, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) {
    await writer
      .updateTable('department')
      .set({ parent_id: parentId, position })
      .where('id', '=', id)
      .where((either) => either.or([either('parent_id', '!=', parentId), either('position', '!=', position)]))
      .execute()
  }
}

/** Everything that points at a department points at another one from now on; returns how many people that moved (D1). */
export async function moveEverythingTo(writer: Writer, fromId: string, toId: string): Promise<number> {
  const moved = await writer
    .selectFrom('department_member')
    .select((select) => select.fn.countAll<number>().as('people'))
    .where('department_id', '=', fromId)
    .executeTakeFirstOrThrow()
  // Who is in both already keeps one membership; nobody becomes head of the parent by this.
  await sql`INSERT OR IGNORE INTO department_member (department_id, person_id, head)
    SELECT ${toId}, person_id, 0 FROM department_member WHERE department_id = ${fromId}`.execute(writer)
  await writer.deleteFrom('department_member').where('department_id', '=', fromId).execute()
  await sql`INSERT OR IGNORE INTO invitation_department (invitation_id, department_id)
    SELECT invitation_id, ${toId} FROM invitation_department WHERE department_id = ${fromId}`.execute(writer)
  await writer.deleteFrom('invitation_department').where('department_id', '=', fromId).execute()
  await sql`INSERT OR IGNORE INTO open_link_variant_department (variant_id, department_id)
    SELECT variant_id, ${toId} FROM open_link_variant_department WHERE department_id = ${fromId}`.execute(writer)
  await writer.deleteFrom('open_link_variant_department').where('department_id', '=', fromId).execute()
  return moved.people
}
