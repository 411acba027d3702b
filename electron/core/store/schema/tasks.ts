// Tasks of people and the checklists they come from.
import type { TaskOwner } from '../../domain/vocabulary'

export interface TaskTable {
  id: string
  person_id: string
  title: string
  /** ISO date. */
  due_on: string | null
  done_at: number | null
  created_by: string | null
  created_at: number
  owner_id: string | null
  /** The entry of a checklist it came from (T1). */
  item_id: string | null
}

/** A checklist template for those invited into a department or below it; null: for everyone invited (T1). */
export interface ChecklistTable {
  id: string
  name: string
  department_id: string | null
  created_at: number
}

export interface ChecklistItemTable {
  id: string
  checklist_id: string
  place: number
  title: string
  /** Days after the invitation. */
  due_days: number | null
  owner: TaskOwner
  /** Of owner `person`. */
  owner_id: string | null
}
