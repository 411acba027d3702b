import { sql } from 'kysely'
import type { ChecklistItemTable, ChecklistTable, DepartmentTable } from '../store/schema'
import type { Writer } from '../store/store'
import { DAY } from '../domain/days'

type Item = Pick<ChecklistItemTable, 'title' | 'due_days' | 'owner'>

/** T1: one for everyone, one for those who work in a laboratory. */
const EVERYONE: readonly Item[] = [
  { title: 'Sign contract', due_days: 3, owner: 'inviter' },
  { title: 'Issue laptop', due_days: 5, owner: 'head' },
  { title: 'Hand over badge and keys', due_days: 5, owner: 'person' },
  { title: 'Add to payroll', due_days: 14, owner: 'nobody' },
]
const LABORATORY: readonly Item[] = [
  { title: 'Safety briefing', due_days: 5, owner: 'head' },
  { title: 'Meet the buddy', due_days: 7, owner: 'head' },
]
const LABORATORIES = 'Research and development'

/** Writes the checklists of the sample company; the tasks of the same title come from them. */
export async function writeChecklists(
  writer: Writer,
  ids: () => string,
  company: { readonly departments: readonly DepartmentTable[] },
  administratorId: string,
  now: number,
): Promise<void> {
  const laboratories = company.departments.find((department) => department.name === LABORATORIES)
  const created_at = now - 400 * DAY
  const everyone: ChecklistTable = { id: ids(), name: 'First days', department_id: null, created_at }
  const inLaboratory: ChecklistTable = {
    id: ids(),
    name: 'Laboratory',
    department_id: laboratories?.id ?? null,
    created_at: created_at + DAY,
  }
  await writer.insertInto('checklist').values([everyone, inLaboratory]).execute()
  const rows = [
    ...EVERYONE.map((item, place) => ({ ...item, place, checklist_id: everyone.id })),
    ...LABORATORY.map((item, place) => ({ ...item, place, checklist_id: inLaboratory.id })),
  ]
  await writer
    .insertInto('checklist_item')
    .values(rows.map((item) => ({ ...item, id: ids(), owner_id: item.owner === 'person' ? administratorId : null })))
    .execute()
  await sql`UPDATE task SET item_id = (SELECT id FROM checklist_item WHERE checklist_item.title = task.title)`.execute(
    writer,
  )
}
