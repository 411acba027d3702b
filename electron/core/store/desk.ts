import { sql } from 'kysely'
import type { DeskList, SheetMark } from '../domain/vocabulary'
import type { SheetTable } from './schema'
import type { Reader, Writer } from './store'

/** The invitation behind a printed code, whatever has become of it, with the person it is for. */
export async function findPrintedInvitation(reader: Reader, handle: string) {
  return await reader
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select(['invitation.id', 'invitation.generation', 'invitation.handle', 'invitation.state'])
    .select(['invitation.expires_at', 'invitation.ended_at', 'person.id as person_id', 'person.name'])
    .select(['person.status', 'person.invited_by'])
    .where('invitation.handle', '=', handle)
    .executeTakeFirst()
}

/** The sheet of one link; undefined where that was never printed. */
export async function findSheetOf(reader: Reader, invitationId: string, generation: number) {
  return await reader
    .selectFrom('sheet')
    .selectAll()
    .where('invitation_id', '=', invitationId)
    .where('generation', '=', generation)
    .executeTakeFirst()
}

/** A sheet with its person as rights see them. */
export async function findSheet(reader: Reader, id: string) {
  return await reader
    .selectFrom('sheet')
    .innerJoin('person', 'person.id', 'sheet.person_id')
    .selectAll('sheet')
    .select(['person.name', 'person.status', 'person.invited_by'])
    .where('sheet.id', '=', id)
    .executeTakeFirst()
}

/** Sets or takes back marks of a sheet that must still carry those that were decided upon; false otherwise (S5). */
export async function changeMarks(
  writer: Writer,
  sheet: Pick<SheetTable, 'id' | 'handed_over_at' | 'returned_at'>,
  change: Partial<Pick<SheetTable, 'handed_over_at' | 'handed_over_by' | 'returned_at' | 'returned_by'>>,
): Promise<boolean> {
  const result = await writer
    .updateTable('sheet')
    .set(change)
    .where('id', '=', sheet.id)
    .where('handed_over_at', 'is', sheet.handed_over_at)
    .where('returned_at', 'is', sheet.returned_at)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Where a page of a list ended: its time in milliseconds UTC, and the sheet. */
export type DeskKey = readonly [at: number, id: string]

/** What each list is in the order of: the oldest printing, or who has had the sheet for longest. */
const ORDER = { 'to-hand-over': 'sheet.printed_at', 'to-return': 'sheet.handed_over_at' } as const

/** `seenBy`: only of whom this person invited (A2); null: everyone's. */
function waiting(reader: Reader, list: DeskList, seenBy: string | null, now: number) {
  let query = reader.selectFrom('sheet').innerJoin('person', 'person.id', 'sheet.person_id')
  if (seenBy !== null) query = query.where('person.invited_by', '=', seenBy)
  if (list === 'to-return') {
    return query.where('sheet.handed_over_at', 'is not', null).where('sheet.returned_at', 'is', null)
  }
  // A sheet whose code is dead is not to be given out any more.
  return query.where('sheet.handed_over_at', 'is', null).where((where) =>
    where.exists(
      where
        .selectFrom('invitation')
        .select('invitation.id')
        .whereRef('invitation.id', '=', 'sheet.invitation_id')
        .whereRef('invitation.generation', '=', 'sheet.generation')
        .where('invitation.state', '=', sql.lit('live'))
        .where((live) => live.or([live('invitation.expires_at', 'is', null), live('invitation.expires_at', '>', now)])),
    ),
  )
}

export async function countWaiting(
  reader: Reader,
  list: DeskList,
  seenBy: string | null,
  now: number,
): Promise<number> {
  const row = await waiting(reader, list, seenBy, now)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

export async function listWaiting(
  reader: Reader,
  list: DeskList,
  page: {
    readonly seenBy: string | null
    readonly now: number
    readonly after: DeskKey | null
    readonly limit: number
  },
) {
  const order = ORDER[list]
  let query = waiting(reader, list, page.seenBy, page.now)
    .leftJoin('person as giver', 'giver.id', 'sheet.handed_over_by')
    .selectAll('sheet')
    .select(['person.name', 'person.status', 'giver.name as handed_over_name'])
    .orderBy(order)
    .orderBy('sheet.id')
    .limit(page.limit)
  if (page.after) {
    const [at, id] = page.after
    query = query.where(sql<boolean>`(${sql.ref(order)}, sheet.id) > (${at}, ${id})`)
  }
  return await query.execute()
}

/** Name of somebody; null where they are gone, or for nobody. */
export async function nameOf(reader: Reader, personId: string | null): Promise<string | null> {
  if (personId === null) return null
  const row = await reader.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
  return row?.name ?? null
}

const MARKED = {
  'handed-over': { at: 'sheet.handed_over_at', by: 'sheet.handed_over_by' },
  returned: { at: 'sheet.returned_at', by: 'sheet.returned_by' },
} as const

function marked(reader: Reader, mark: SheetMark, seenBy: string | null, since: number) {
  const query = reader
    .selectFrom('sheet')
    .innerJoin('person', 'person.id', 'sheet.person_id')
    .where(MARKED[mark].at, '>=', since)
  return seenBy === null ? query : query.where('person.invited_by', '=', seenBy)
}

/** Marks of one kind since a moment, newest first. */
export async function listMarks(
  reader: Reader,
  mark: SheetMark,
  page: { readonly seenBy: string | null; readonly since: number; readonly limit: number },
) {
  const { at, by } = MARKED[mark]
  const rows = await marked(reader, mark, page.seenBy, page.since)
    .leftJoin('person as giver', 'giver.id', by)
    .select(['sheet.id as sheetId', 'sheet.person_id as personId', 'person.name', 'giver.name as by'])
    .select((select) => select.ref(at).$notNull().as('at'))
    .orderBy(at, 'desc')
    .orderBy('sheet.id', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map((row) => ({ ...row, mark }))
}

export async function countMarks(
  reader: Reader,
  mark: SheetMark,
  seenBy: string | null,
  since: number,
): Promise<number> {
  const row = await marked(reader, mark, seenBy, since)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}
