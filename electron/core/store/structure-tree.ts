import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Reader } from './store'

/** Rows read in one go, a few milliseconds of work; between two slices other work of the process gets its turn. */
const SLICE = 500

export interface CountedDepartment {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  readonly position: number
  /** Active and pending members of the department itself. */
  readonly people: number
}

/**
 * All departments with their own head counts from the kept counters (D1), siblings not in order. A change made between
 * two slices may show in part; it is announced, and whoever listens asks again.
 */
export async function readCountedDepartments(reader: Reader): Promise<readonly CountedDepartment[]> {
  const found = await inSlices(0, (after) =>
    sql<CountedDepartment & { number: number }>`
      SELECT rowid AS number, id, parent_id AS parentId, name, position,
        (SELECT coalesce(sum(people), 0) FROM counter WHERE scope = department.id AND status IN ('active', 'pending'))
          AS people
      FROM department WHERE rowid > ${after} ORDER BY rowid LIMIT ${SLICE}
    `
      .execute(reader)
      .then(({ rows }) => ({ rows, next: rows.length < SLICE ? null : (rows.at(-1)?.number ?? null) })),
  )
  // Removed and brought back between two slices, one is met twice.
  const byId = new Map<string, CountedDepartment>()
  for (const { id, name, parentId, people, position } of found) byId.set(id, { id, parentId, name, position, people })
  return [...byId.values()]
}

export interface HeadOfDepartment {
  readonly departmentId: string
  readonly id: string
  readonly name: string
  readonly sortName: string
}

/** The heads of all departments, of those who have accepted and not left. */
export async function readHeads(reader: Reader): Promise<readonly HeadOfDepartment[]> {
  return await inSlices(['', ''], ([departmentId, personId]) =>
    sql<HeadOfDepartment>`
      SELECT member.department_id AS departmentId, person.id, person.name, person.sort_name AS sortName
      FROM department_member AS member CROSS JOIN person ON person.id = member.person_id
      WHERE member.head = 1 AND person.status IN ('active', 'pending')
        AND (member.department_id, member.person_id) > (${departmentId}, ${personId})
      ORDER BY member.department_id, member.person_id LIMIT ${SLICE}
    `
      .execute(reader)
      .then(({ rows }) => {
        const last = rows.length < SLICE ? undefined : rows.at(-1)
        return { rows, next: last ? [last.departmentId, last.id] : null }
      }),
  )
}

/** The departments of each active or pending person who is in several: the few that a sum would count twice. */
export async function readSharedMemberships(reader: Reader): Promise<readonly (readonly string[])[]> {
  const found = await inSlices('', (after) =>
    sql<{ id: string; counts: number; departments: string }>`
      SELECT several.person_id AS id, person.status IN ('active', 'pending') AS counts,
        (SELECT group_concat(department_id, ' ') FROM department_member WHERE person_id = several.person_id)
          AS departments
      FROM member_of_several AS several CROSS JOIN person ON person.id = several.person_id
      WHERE several.person_id > ${after} ORDER BY several.person_id LIMIT ${SLICE}
    `
      .execute(reader)
      .then(({ rows }) => ({ rows, next: rows.length < SLICE ? null : (rows.at(-1)?.id ?? null) })),
  )
  return found.filter((row) => row.counts === 1).map((row) => row.departments.split(' '))
}

/** Reads slice after slice, each from where the one before ended; `next` null: there is no more. */
async function inSlices<Key, Row>(
  first: Key,
  read: (after: Key) => Promise<{ readonly rows: readonly Row[]; readonly next: Key | null }>,
): Promise<readonly Row[]> {
  const all: Row[] = []
  let after: Key | null = first
  while (after !== null) {
    const { rows, next }: { readonly rows: readonly Row[]; readonly next: Key | null } = await read(after)
    for (const row of rows) all.push(row)
    after = next
    await setImmediate()
  }
  return all
}
