import type { SheetLayout } from '../../domain/vocabulary'

/** A printed invitation sheet: one row for each generation of an invitation's link, however often it was printed (Q3, Z3). */
export interface SheetTable {
  id: string
  invitation_id: string
  /** Of the link that is printed on it. */
  generation: number
  person_id: string
  /** Of the latest printing. */
  layout: SheetLayout
  printings: number
  /** Latest time. */
  printed_at: number
  printed_by: string | null
  handed_over_at: number | null
  handed_over_by: string | null
  /** When its signed receipt came back. */
  returned_at: number | null
  returned_by: string | null
}
