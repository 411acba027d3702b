import type { Page } from '../../../contract/base'
import type { DeskSheet, DeskState } from '../../../contract/desk'
import { can } from '../../domain/access'
import { dayOf, startOfDay } from '../../domain/days'
import { type DeskList, SHEET_MARKS } from '../../domain/vocabulary'
import { countMarks, countWaiting, listMarks, listWaiting } from '../../store/desk'
import { departmentNamesOf } from '../../store/welcomes'
import { packCursor, unpackCursor } from '../cursors'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** Marks of today that are shown. */
const SHOWN = 100

/** A2: who may not see everyone sees the sheets of whom they invited. */
function seenBy(actor: Actor): string | null {
  return can(actor, 'people.see-all') ? null : actor.personId
}

/** Z3: what the desk waits for, and what was done there today on this computer's calendar. */
export async function readDesk({ clock, store }: ServiceContext, actor: Actor): Promise<DeskState> {
  const { reader } = store
  const now = clock.now()
  const since = startOfDay(dayOf(now))
  const own = seenBy(actor)
  const marks = []
  for (const mark of SHEET_MARKS) marks.push(...(await listMarks(reader, mark, { seenBy: own, since, limit: SHOWN })))
  marks.sort((one, other) => other.at - one.at)
  return {
    toHandOver: await countWaiting(reader, 'to-hand-over', own, now),
    toReturn: await countWaiting(reader, 'to-return', own, now),
    handedOverToday: await countMarks(reader, 'handed-over', own, since),
    returnedToday: await countMarks(reader, 'returned', own, since),
    marks: marks.slice(0, SHOWN),
  }
}

/** Z3: one page of the sheets the desk waits for. */
export async function listDeskSheets(
  { clock, store }: ServiceContext,
  actor: Actor,
  { cursor, limit, list }: { readonly cursor: string | null; readonly limit: number; readonly list: DeskList },
): Promise<Page<DeskSheet>> {
  const { reader } = store
  const kind = ['desk', list]
  const key = cursor === null ? null : unpackCursor(cursor, kind, 2)
  const after = key ? ([Number(key[0]), String(key[1])] as const) : null
  const found = await listWaiting(reader, list, { seenBy: seenBy(actor), now: clock.now(), after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const departments = await departmentNamesOf(
    reader,
    page.map((row) => row.person_id),
  )
  return {
    rows: page.map((row) => ({
      sheetId: row.id,
      personId: row.person_id,
      name: row.name,
      departments: departments.get(row.person_id) ?? [],
      status: row.status,
      printedAt: row.printed_at,
      handedOverAt: row.handed_over_at,
      handedOverBy: row.handed_over_name,
      returnedAt: row.returned_at,
      returnedBy: null,
    })),
    nextCursor: last
      ? packCursor([...kind, (list === 'to-return' ? last.handed_over_at : null) ?? last.printed_at, last.id])
      : null,
  }
}
