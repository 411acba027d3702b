import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { StructureStepPartTable } from './schema'
import type { Reader, Writer } from './store'

/** Rows moved by one statement; between two slices other work of the process gets its turn. */
const SLICE = 250

type Kind = StructureStepPartTable['kind']

/** What points at a department and there may be very many of: the table, who or what it is, and whether it may lead. */
const CONTENTS: Readonly<Record<Kind, { readonly table: string; readonly id: string; readonly leads: boolean }>> = {
  member: { table: 'department_member', id: 'person_id', leads: true },
  invitation: { table: 'invitation_department', id: 'invitation_id', leads: false },
  variant: { table: 'open_link_variant_department', id: 'variant_id', leads: false },
}
const KINDS = ['member', 'invitation', 'variant'] as const

export interface MovingContents {
  readonly fromId: string
  readonly toId: string
  /** Whether who led the one department leads the other one from now on (merge), or not (removal). */
  readonly headsStay: boolean
  /** The step that is kept for undoing. */
  readonly stepId: number
}

/**
 * Moves the members, invitations and open links of a department to another one (D1) and keeps for the step how they
 * were. Who is in both keeps one membership. Returns how many people moved.
 */
export async function moveContents(writer: Writer, moving: MovingContents): Promise<number> {
  let people = 0
  let place = 0
  for (const kind of KINDS) {
    for (;;) {
      const { entries, count } = await entriesOf(writer, kind, moving)
      if (count === 0) break
      await moveEntries(writer, kind, moving, entries)
      await writer.insertInto('structure_step_part').values({ step_id: moving.stepId, place, kind, entries }).execute()
      if (kind === 'member') people += count
      place += 1
      await setImmediate()
    }
  }
  return people
}

/** The next of a department's contents as a step keeps them: [id, head, already there, head there]. */
async function entriesOf(writer: Writer, kind: Kind, { fromId, toId }: MovingContents) {
  const { table, id, leads } = raw(kind)
  const result = await sql<{ entries: string; count: number }>`
    SELECT json_group_array(json_array(${id}, ${leads ? sql`head` : sql`0`}, there IS NOT NULL, coalesce(there, 0))) AS entries,
      count(*) AS count
    FROM (
      SELECT *, (SELECT ${leads ? sql`head` : sql`0`} FROM ${table} AS other
        WHERE other.department_id = ${toId} AND other.${id} = own.${id}) AS there
      FROM ${table} AS own WHERE department_id = ${fromId} ORDER BY ${id} LIMIT ${SLICE}
    )
  `.execute(writer)
  return result.rows[0] ?? { entries: '[]', count: 0 }
}

async function moveEntries(writer: Writer, kind: Kind, moving: MovingContents, entries: string): Promise<void> {
  const { table, id, leads } = raw(kind)
  if (leads) {
    await sql`
      INSERT INTO ${table} (department_id, ${id}, head)
      SELECT ${moving.toId}, value ->> 0, ${moving.headsStay ? sql`value ->> 1` : sql`0`} FROM json_each(${entries})
      WHERE true ON CONFLICT (department_id, ${id}) DO UPDATE SET head = max(head, excluded.head)
    `.execute(writer)
  } else {
    await sql`
      INSERT INTO ${table} (department_id, ${id}) SELECT ${moving.toId}, value ->> 0 FROM json_each(${entries})
      WHERE true ON CONFLICT (department_id, ${id}) DO NOTHING
    `.execute(writer)
  }
  await sql`
    DELETE FROM ${table} WHERE department_id = ${moving.fromId}
      AND ${id} IN (SELECT value ->> 0 FROM json_each(${entries}))
  `.execute(writer)
}

/**
 * Takes back what `moveContents` moved for a step: whatever is still where it was moved to. Who has left that place
 * since, or come to it, stays where they are.
 */
export async function moveContentsBack(
  writer: Writer,
  { fromId, toId, headsStay, stepId }: MovingContents,
): Promise<void> {
  for (let place = 0; ; place += 1) {
    const part = await writer
      .selectFrom('structure_step_part')
      .select(['kind', 'entries'])
      .where('step_id', '=', stepId)
      .where('place', '=', place)
      .executeTakeFirst()
    if (!part) return
    const { table, id, leads } = raw(part.kind)
    const { entries } = part
    await sql`
      INSERT INTO ${table} (department_id, ${id} ${leads ? sql`, head` : sql``})
      SELECT ${fromId}, entry.value ->> 0 ${leads ? sql`, entry.value ->> 1` : sql``} FROM json_each(${entries}) AS entry
      WHERE EXISTS (SELECT 1 FROM ${table} WHERE department_id = ${toId} AND ${id} = entry.value ->> 0)
    `.execute(writer)
    if (leads && headsStay) {
      await sql`
        UPDATE ${table} SET head = entry.value ->> 3 FROM json_each(${entries}) AS entry
        WHERE department_id = ${toId} AND ${id} = entry.value ->> 0 AND entry.value ->> 2 = 1
      `.execute(writer)
    }
    await sql`
      DELETE FROM ${table} WHERE department_id = ${toId}
        AND ${id} IN (SELECT value ->> 0 FROM json_each(${entries}) WHERE value ->> 2 = 0)
    `.execute(writer)
    await setImmediate()
  }
}

/** What `moveContentsBack` would change about who leads the two departments, and about the membership of one person. */
export interface MembersBack {
  /** Whether anybody leads the one department again. */
  readonly led: boolean
  /** Whether by that somebody leads the other one no longer, or again. */
  readonly leadChanges: boolean
  /** Whether the person is in the one again, and whether they lead the other one again. */
  readonly personIn: boolean
  readonly personLeads: boolean
}

export async function membersBack(
  reader: Reader,
  { headsStay, stepId, toId }: Omit<MovingContents, 'fromId'>,
  personId: string,
): Promise<MembersBack> {
  const found = await sql<Record<keyof MembersBack, number>>`
    SELECT coalesce(max(head), 0) AS led, coalesce(max(head_now <> head_then), 0) AS leadChanges,
      coalesce(max(id = ${personId}), 0) AS personIn,
      coalesce(max(id = ${personId} AND head_now < head_then), 0) AS personLeads
    FROM (
      SELECT entry.value ->> 0 AS id, entry.value ->> 1 AS head, there.head AS head_now,
        CASE WHEN entry.value ->> 2 = 0 THEN 0 ELSE ${headsStay ? sql`entry.value ->> 3` : sql`there.head`} END AS head_then
      FROM structure_step_part AS part, json_each(part.entries) AS entry
        JOIN department_member AS there ON there.department_id = ${toId} AND there.person_id = entry.value ->> 0
      WHERE part.step_id = ${stepId} AND part.kind = 'member'
    )
  `.execute(reader)
  const row = found.rows[0]
  const is = (name: keyof MembersBack): boolean => row?.[name] === 1
  return {
    led: is('led'),
    leadChanges: is('leadChanges'),
    personIn: is('personIn'),
    personLeads: is('personLeads'),
  }
}

/** Whether anything at all is kept under the department: then it is not the empty one that was added. */
export async function isEmpty(writer: Writer, departmentId: string): Promise<boolean> {
  const found = await sql<{ held: number }>`
    SELECT EXISTS (SELECT 1 FROM department WHERE parent_id = ${departmentId} OR (id = ${departmentId} AND reserved_seats > 0))
      OR EXISTS (SELECT 1 FROM department_member WHERE department_id = ${departmentId})
      OR EXISTS (SELECT 1 FROM invitation_department WHERE department_id = ${departmentId})
      OR EXISTS (SELECT 1 FROM open_link_variant_department WHERE department_id = ${departmentId})
      OR EXISTS (SELECT 1 FROM checklist WHERE department_id = ${departmentId})
      OR EXISTS (SELECT 1 FROM inviter_delegation WHERE department_id = ${departmentId}) AS held
  `.execute(writer)
  return found.rows[0]?.held === 0
}

function raw(kind: Kind) {
  const { table, id, leads } = CONTENTS[kind]
  return { table: sql.ref(table), id: sql.ref(id), leads }
}
