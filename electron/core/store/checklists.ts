import type { ChecklistItemTable, ChecklistTable } from './schema'
import type { Reader, Writer } from './store'

export async function readChecklists(reader: Reader) {
  return await reader
    .selectFrom('checklist')
    .leftJoin('department', 'department.id', 'checklist.department_id')
    .selectAll('checklist')
    .select('department.name as department_name')
    .orderBy('checklist.created_at')
    .orderBy('checklist.id')
    .execute()
}

/** Entries of all checklists, or of one, each checklist's in order, with who owns those of owner `person`. */
export async function readChecklistItems(reader: Reader, checklistId: string | null = null) {
  let query = reader
    .selectFrom('checklist_item')
    .leftJoin('person', 'person.id', 'checklist_item.owner_id')
    .selectAll('checklist_item')
    .select(['person.name as owner_name', 'person.status as owner_status', 'person.kind as owner_kind'])
  if (checklistId !== null) query = query.where('checklist_id', '=', checklistId)
  return await query.orderBy('checklist_id').orderBy('place').execute()
}

/** Whether there is a checklist at all: most portals that have none invite without another look. */
export async function hasChecklists(reader: Reader): Promise<boolean> {
  return (await reader.selectFrom('checklist').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function findChecklist(reader: Reader, id: string): Promise<ChecklistTable | null> {
  return (await reader.selectFrom('checklist').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Adds a checklist, or changes the one that has this id; its age stays. */
export async function saveChecklist(writer: Writer, checklist: ChecklistTable): Promise<void> {
  const { name, department_id } = checklist
  await writer
    .insertInto('checklist')
    .values(checklist)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, department_id }))
    .execute()
}

/** The entries of a checklist from now on; tasks of entries that are gone stay, without their checklist. */
export async function replaceChecklistItems(
  writer: Writer,
  checklistId: string,
  items: readonly ChecklistItemTable[],
): Promise<void> {
  await writer
    .deleteFrom('checklist_item')
    .where('checklist_id', '=', checklistId)
    .where(
      'id',
      'not in',
      items.map((item) => item.id),
    )
    .execute()
  for (const item of items) {
    const { id: _id, ...change } = item
    await writer
      .insertInto('checklist_item')
      .values(item)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
      .execute()
  }
}

export async function deleteChecklist(writer: Writer, id: string): Promise<void> {
  await writer.deleteFrom('checklist').where('id', '=', id).execute()
}

/** Active heads of these departments who may own tasks, by department; the first by name of several. */
export async function headsByDepartment(
  reader: Reader,
  departmentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (departmentIds.length === 0) return new Map()
  const rows = await reader
    .selectFrom('department_member')
    .innerJoin('person', 'person.id', 'department_member.person_id')
    .select(['department_member.department_id', 'person.id'])
    .where('department_member.department_id', 'in', departmentIds)
    .where('department_member.head', '=', 1)
    .where('person.status', '=', 'active')
    .where('person.kind', '!=', 'external')
    .orderBy('person.sort_name', 'desc')
    .orderBy('person.id', 'desc')
    .execute()
  // The last one set is the first by name.
  return new Map(rows.map((row) => [row.department_id, row.id]))
}
