import { sql } from 'kysely'
import type { DepartmentTable, Flag } from './schema'
import type { Reader, Writer } from './store'

export async function findDepartment(reader: Reader, id: string): Promise<DepartmentTable | null> {
  const row = await reader.selectFrom('department').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** The names of all departments, in no order. */
export async function readDepartmentNames(
  reader: Reader,
): Promise<readonly Pick<DepartmentTable, 'id' | 'name' | 'parent_id'>[]> {
  return await reader.selectFrom('department').select(['id', 'name', 'parent_id']).execute()
}

export async function countDepartments(reader: Reader): Promise<number> {
  const { count } = await reader
    .selectFrom('department')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
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

/** A department's children, in order. */
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
  await sql`
    UPDATE department SET parent_id = ${parentId}, position = place.key FROM json_each(${JSON.stringify(ids)}) AS place
    WHERE department.id = place.value AND (parent_id <> ${parentId} OR position <> place.key)
  `.execute(writer)
}

/** Active and pending members of each child of a department, from the kept counters (D1). */
export async function childCounts(reader: Reader, parentId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await reader
    .selectFrom('department')
    .innerJoin('counter', 'counter.scope', 'department.id')
    .where('department.parent_id', '=', parentId)
    .where('counter.status', 'in', ['active', 'pending'])
    .select('department.id')
    .select((select) => select.fn.sum<number>('counter.people').as('people'))
    .groupBy('department.id')
    .execute()
  return new Map(rows.map((row) => [row.id, row.people]))
}

/** Removes a department that nothing points at any more, with what was counted of it. */
export async function deleteDepartment(writer: Writer, id: string): Promise<void> {
  await writer.deleteFrom('department').where('id', '=', id).execute()
  await writer.deleteFrom('counter').where('scope', '=', id).execute()
}

/** Ids of everybody marked as head, whoever has left among them. */
export async function headsOf(reader: Reader, departmentId: string): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('department_member')
    .select('person_id')
    .where('department_id', '=', departmentId)
    // Written out: SQLite takes a partial index only for values it can read in the statement.
    .where('head', '=', sql.lit(1))
    .orderBy('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/** Ids of everybody marked as head, whoever has left among them, by department; only of those that have any. */
export async function headsByDepartment(reader: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await sql<{ id: string; heads: string }>`
    SELECT department_id AS id, group_concat(person_id, ' ') AS heads
    FROM department_member WHERE head = 1 GROUP BY department_id
  `.execute(reader)
  return new Map(found.rows.map(({ id, heads }) => [id, heads.split(' ')]))
}

/** Marks members of a department as its heads (1) or not (0); returns how many of them are members. */
export async function setHead(
  writer: Writer,
  departmentId: string,
  personIds: readonly string[],
  head: Flag,
): Promise<number> {
  const result = await sql`
    UPDATE department_member SET head = ${head}
    WHERE department_id = ${departmentId} AND person_id IN (SELECT value FROM json_each(${JSON.stringify(personIds)}))
  `.execute(writer)
  return Number(result.numAffectedRows ?? 0n)
}
