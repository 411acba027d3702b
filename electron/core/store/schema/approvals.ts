import type { Generated } from 'kysely'
import type { Approval } from '../../domain/vocabulary'

/** A printed list of people who wait, on which a manager decides (Z10). */
export interface ApprovalSheetTable {
  /** Printed on it. */
  number: Generated<number>
  made_at: number
  /** Null until it came out of the printer. */
  printed_at: number | null
  printed_by: string | null
  /** Whom it was printed for; null: everyone who waits, or the department is gone. */
  department_id: string | null
}

/** One line of it, in the order of the paper. */
export interface ApprovalLineTable {
  sheet_number: number
  /** From 1. */
  position: number
  /** Who was declined is gone from the directory. */
  person_id: string
  name: string
  decision: Approval | null
  decided_at: number | null
}
