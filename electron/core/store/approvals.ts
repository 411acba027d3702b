import { sql } from 'kysely'
import type { Approval, PendingReason, Unproved } from '../domain/vocabulary'
import type { Reader, Writer } from './store'

/** Somebody who waits to be let in, as an approval sheet names them (Z10). */
export interface WaitingPerson {
  readonly id: string
  readonly name: string
  readonly address: string
  /** Null: they registered by themselves. */
  readonly inviter: string | null
  /** Milliseconds UTC: accepted the invitation, or registered. */
  readonly since: number
  readonly reason: PendingReason | null
  readonly unproved: Unproved | null
}

function waitingPeople(reader: Reader, departmentId: string | null) {
  const query = reader.selectFrom('person').where('person.status', '=', sql.lit('pending'))
  if (departmentId === null) return query
  return query.where((where) =>
    where.exists(
      where
        .selectFrom('department_member')
        .select('person_id')
        .whereRef('department_member.person_id', '=', 'person.id')
        .where('department_id', '=', departmentId),
    ),
  )
}

/** Who waits, by name; `departmentId`: only its members. */
export async function listWaitingPeople(
  reader: Reader,
  departmentId: string | null,
  limit: number,
): Promise<readonly WaitingPerson[]> {
  return await waitingPeople(reader, departmentId)
    .leftJoin('person as inviter', 'inviter.id', 'person.invited_by')
    .select(['person.id', 'person.name', 'person.address', 'inviter.name as inviter'])
    .select(['person.pending_reason as reason', 'person.unproved'])
    .select(
      sql<number>`coalesce((SELECT max(ended_at) FROM invitation WHERE invitation.person_id = person.id
        AND invitation.state = 'accepted'), person.created_at)`.as('since'),
    )
    .orderBy('person.sort_name')
    .orderBy('person.id')
    .limit(limit)
    .execute()
}

export async function countWaitingPeople(reader: Reader, departmentId: string | null): Promise<number> {
  const row = await waitingPeople(reader, departmentId)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function departmentName(reader: Reader, id: string): Promise<string | null> {
  const row = await reader.selectFrom('department').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? null
}

/** Keeps a sheet that is about to be printed, with its people in order; returns its number. */
export async function insertApprovalSheet(
  writer: Writer,
  sheet: { readonly at: number; readonly by: string; readonly departmentId: string | null },
  people: readonly Pick<WaitingPerson, 'id' | 'name'>[],
): Promise<number> {
  const { number } = await writer
    .insertInto('approval_sheet')
    .values({ made_at: sheet.at, printed_at: null, printed_by: sheet.by, department_id: sheet.departmentId })
    .returning('number')
    .executeTakeFirstOrThrow()
  await writer
    .insertInto('approval_line')
    .values(
      people.map(({ id, name }, index) => ({
        sheet_number: number,
        position: index + 1,
        person_id: id,
        name,
        decision: null,
        decided_at: null,
      })),
    )
    .execute()
  return number
}

export async function notePrinted(writer: Writer, number: number, at: number): Promise<void> {
  await writer.updateTable('approval_sheet').set({ printed_at: at }).where('number', '=', number).execute()
}

/** A sheet that never came out of the printer. */
export async function removeApprovalSheet(writer: Writer, number: number): Promise<void> {
  await writer.deleteFrom('approval_sheet').where('number', '=', number).where('printed_at', 'is', null).execute()
}

/** Printed sheets, newest first, below a number; `number`: that one alone. */
export async function listApprovalSheets(
  reader: Reader,
  page: { readonly below: number | null; readonly number?: number; readonly limit: number },
) {
  let query = reader
    .selectFrom('approval_sheet')
    .leftJoin('person', 'person.id', 'approval_sheet.printed_by')
    .leftJoin('department', 'department.id', 'approval_sheet.department_id')
    .select(['approval_sheet.number', 'person.name as printedBy', 'department.name as department'])
    .select((select) => select.ref('approval_sheet.printed_at').$notNull().as('printedAt'))
    .select([
      sql<number>`(SELECT count(*) FROM approval_line WHERE sheet_number = approval_sheet.number)`.as('people'),
      sql<number>`(SELECT count(*) FROM approval_line JOIN person AS waiting ON waiting.id = approval_line.person_id
        WHERE sheet_number = approval_sheet.number AND waiting.status = 'pending')`.as('waiting'),
    ])
    .where('approval_sheet.printed_at', 'is not', null)
    .orderBy('approval_sheet.number', 'desc')
    .limit(page.limit)
  if (page.below !== null) query = query.where('approval_sheet.number', '<', page.below)
  if (page.number !== undefined) query = query.where('approval_sheet.number', '=', page.number)
  return await query.execute()
}

/** The lines of a sheet in its order, with where their people stand now. */
export async function readApprovalLines(reader: Reader, number: number) {
  return await reader
    .selectFrom('approval_line')
    .leftJoin('person', 'person.id', 'approval_line.person_id')
    .select(['approval_line.position', 'approval_line.person_id', 'approval_line.name'])
    .select(['approval_line.decision', 'approval_line.decided_at', 'person.status', 'person.address'])
    .where('sheet_number', '=', number)
    .orderBy('approval_line.position')
    .execute()
}

/** Whether somebody stands on a printed sheet. */
export async function isOnSheet(reader: Reader, number: number, personId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('approval_line')
    .innerJoin('approval_sheet', 'approval_sheet.number', 'approval_line.sheet_number')
    .select('position')
    .where('sheet_number', '=', number)
    .where('person_id', '=', personId)
    .where('approval_sheet.printed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function noteDecision(
  writer: Writer,
  number: number,
  personId: string,
  decision: Approval,
  at: number,
): Promise<void> {
  await writer
    .updateTable('approval_line')
    .set({ decision, decided_at: at })
    .where('sheet_number', '=', number)
    .where('person_id', '=', personId)
    .execute()
}
