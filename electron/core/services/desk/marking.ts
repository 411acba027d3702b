import type { DeskAnswer, DeskSheet } from '../../../contract/desk'
import { can } from '../../domain/access'
import { deskOutcome } from '../../domain/hand-over'
import { Refusal } from '../../domain/refusal'
import type { SheetMark } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { changeMarks, findSheet, findSheetOf, nameOf } from '../../store/desk'
import { findPerson } from '../../store/people'
import type { SheetTable } from '../../store/schema'
import type { Reader, Writer } from '../../store/store'
import { departmentNamesOf } from '../../store/welcomes'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { type PrintedCode, readPrintedCode } from './printed-code'

type Change = Parameters<typeof changeMarks>[2]
type Marks = Pick<SheetTable, 'handed_over_at' | 'handed_over_by' | 'returned_at' | 'returned_by'>

/**
 * Z3: marks the sheet whose code was scanned or typed as given out, or its receipt as returned, in one transaction with one
 * audit entry (S5); whatever keeps it from being marked is the answer. Throws VAULT_LOCKED.
 */
export async function markSheet(
  context: ServiceContext,
  actor: Actor,
  { mark, text }: { readonly mark: SheetMark; readonly text: string },
): Promise<DeskAnswer> {
  const answer = await context.store.write(async (writer): Promise<DeskAnswer> => {
    const code = await readPrintedCode(context, writer, actor, text)
    if (typeof code === 'string') return { mark, outcome: code, life: 'live', endedAt: null, sheet: null }
    const found = await findSheetOf(writer, code.invitationId, code.generation)
    const marks = found ? { handedOverAt: found.handed_over_at, returnedAt: found.returned_at } : null
    const outcome = deskOutcome(mark, code.life, marks)
    const sheet = found && outcome === 'marked' ? await setMark(context, writer, actor, mark, found, code) : found
    return { mark, outcome, life: code.life, endedAt: code.endedAt, sheet: await shown(writer, code, sheet) }
  })
  if (answer.outcome === 'marked') context.changes.announce('sheets', 'activity')
  return answer
}

async function setMark(
  context: ServiceContext,
  writer: Writer,
  actor: Actor,
  mark: SheetMark,
  sheet: SheetTable,
  code: PrintedCode,
): Promise<SheetTable> {
  const at = context.clock.now()
  const givenOut = { handed_over_at: at, handed_over_by: actor.personId }
  const returned = { returned_at: at, returned_by: actor.personId }
  // Whose receipt is here has the sheet, scanned on the way out or not.
  const implied = sheet.handed_over_at === null ? givenOut : {}
  const change: Change = mark === 'handed-over' ? givenOut : { ...implied, ...returned }
  if (!(await changeMarks(writer, sheet, change))) throw new Error('A sheet changed within a transaction')
  const action = mark === 'handed-over' ? 'sheet.handed-over' : 'sheet.returned'
  await recordAudit(writer, at, { actor, origin: 'console', action, subject: code.person })
  return { ...sheet, ...change }
}

/**
 * Z3: takes back the mark of a sheet, and the hand-over with it where the receipt alone had told of it. Throws NOT_FOUND, or
 * NOTHING_TO_UNDO where the sheet has no such mark, or its receipt is back already.
 */
export async function takeMarkBack(
  context: ServiceContext,
  actor: Actor,
  { mark, sheetId }: { readonly mark: SheetMark; readonly sheetId: string },
): Promise<void> {
  await context.store.write(async (writer) => {
    const sheet = await findSheet(writer, sheetId)
    const person = sheet && { id: sheet.person_id, name: sheet.name, status: sheet.status, invitedBy: sheet.invited_by }
    if (!sheet || !person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
    const change = takenBack(mark, sheet)
    if (!change || !(await changeMarks(writer, sheet, change))) throw new Refusal('NOTHING_TO_UNDO')
    await recordAudit(writer, context.clock.now(), {
      actor,
      origin: 'console',
      action: 'sheet.mark-taken-back',
      subject: person,
      details: { mark },
    })
  })
  context.changes.announce('sheets', 'activity')
}

function takenBack(mark: SheetMark, sheet: Marks): Change | null {
  const notGiven = { handed_over_at: null, handed_over_by: null }
  if (mark === 'handed-over') return sheet.handed_over_at === null || sheet.returned_at !== null ? null : notGiven
  if (sheet.returned_at === null) return null
  const implied = sheet.handed_over_at === sheet.returned_at && sheet.handed_over_by === sheet.returned_by
  return { ...(implied ? notGiven : {}), returned_at: null, returned_by: null }
}

async function shown(reader: Reader, { person }: PrintedCode, sheet: SheetTable | undefined): Promise<DeskSheet> {
  const known = await findPerson(reader, person.id)
  if (!known) throw new Error('A person went within a transaction')
  const departments = (await departmentNamesOf(reader, [person.id])).get(person.id) ?? []
  return {
    sheetId: sheet?.id ?? null,
    personId: person.id,
    name: person.name,
    departments,
    status: known.status,
    printedAt: sheet?.printed_at ?? null,
    handedOverAt: sheet?.handed_over_at ?? null,
    handedOverBy: await nameOf(reader, sheet?.handed_over_by ?? null),
    returnedAt: sheet?.returned_at ?? null,
    returnedBy: await nameOf(reader, sheet?.returned_by ?? null),
  }
}
