import type { Compilable } from 'kysely'
import type { Reader } from '../../electron/core/store/store'

/** What was printed of somebody: their sheet, handed over, and an approval sheet with them alone on it. */
export function paperOf(
  reader: Reader,
  person: {
    readonly mark: string
    readonly personId: string
    readonly invitationId: string
    readonly sheetId: string
    readonly approvalNumber: number
    /** Who printed it and handed it over. */
    readonly by: string
    readonly at: number
  },
): readonly Compilable[] {
  const { approvalNumber, at, by, invitationId, mark, personId, sheetId } = person
  return [
    reader.insertInto('sheet').values({
      id: sheetId,
      invitation_id: invitationId,
      generation: 1,
      person_id: personId,
      layout: 'letter',
      printings: 1,
      printed_at: at,
      printed_by: by,
      handed_over_at: at,
      handed_over_by: by,
      returned_at: null,
      returned_by: null,
    }),
    reader
      .insertInto('approval_sheet')
      .values({ number: approvalNumber, made_at: at, printed_at: at, printed_by: by, department_id: null }),
    reader.insertInto('approval_line').values({
      sheet_number: approvalNumber,
      position: 1,
      person_id: personId,
      name: `${mark} Person`,
      decision: null,
      decided_at: null,
    }),
  ]
}
