import type { Page } from '../../../contract/base'
import type { AmongNew, ImportPreview, ImportRow } from '../../../contract/file-sessions'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { FATES, type Fate, isStanding } from '../../domain/vocabulary'
import type { ReadTable } from '../../imports'
import { packCursor, unpackCursor } from '../cursors'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import {
  type CheckedFile,
  type CheckedRow,
  type ImportOrder,
  isLookAlike,
  newStandingOf,
  noStandings,
  shownRow,
} from './checked-file'
import { beginCheck, checkRows } from './checking'
import { correctRows } from './correcting'
import { type FindSession, isChanging, type ImportSession, prepareLook } from './sessions'
import { NOT_STARTED, startWork } from './work'

const NONE = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>

/** The dry run: every row with its fate, and which of them are taken in (D4, S6, Z7). */
export function importPreview(
  context: ServiceContext,
  find: FindSession,
): Pick<ServiceOf<'imports'>, 'check' | 'preview' | 'rows' | 'choose' | 'correct'> {
  return {
    async check(actor, { id, ...order }) {
      await checkSession(context, await find(actor, id), actor, order)
    },
    async preview(actor, { id }) {
      return previewOf(await find(actor, id))
    },
    async rows(actor, { id, ...page }) {
      return rowsOf(await find(actor, id), page)
    },
    async choose(actor, { id, ...choice }) {
      const session = await find(actor, id)
      chooseRows(session, choice)
      return previewOf(session)
    },
    async correct(actor, { id, rows }) {
      return await correctRows(context.store.reader, actor, await find(actor, id), rows)
    },
  }
}

/** Starts checking every row in place of the look before. Throws IMPORT_RUNNING, and what beginCheck throws. */
export async function checkSession(
  context: ServiceContext,
  session: ImportSession,
  actor: Actor,
  order: ImportOrder,
): Promise<void> {
  const { reader } = context.store
  const table = demandTable(session)
  const file = await prepareLook(session, () => beginCheck(reader, order))
  session.comparing = session.reconciling = session.run = session.deciding = null
  const work = startWork(context, table.rows.length, (labour) => checkRows(reader, actor, table, file, labour))
  session.check = { work, file }
}

/** A page of the checked rows in the order of the file, all or those of one kind. */
export function rowsOf(
  { check, id }: ImportSession,
  {
    cursor,
    fate,
    limit,
  }: { readonly cursor: string | null; readonly fate: Fate | AmongNew | null; readonly limit: number },
): Page<ImportRow> {
  if (!check) return { rows: [], nextCursor: null }
  const kind = ['import-rows', id, fate ?? '']
  const after = cursor === null ? 0 : Number(unpackCursor(cursor, kind, 1)[0])
  const page: CheckedRow[] = []
  const { rows } = check.file
  for (let index = firstBehind(rows, after); index < rows.length && page.length <= limit; index += 1) {
    const row = rows[index]
    if (row && isMeant(check.file, row, fate)) page.push(row)
  }
  const shown = page.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => shownRow(check.file, row)),
    nextCursor: page.length > limit && last ? packCursor([...kind, last.draft.row]) : null,
  }
}

/** Rows that cannot be imported stay out, whatever is asked. Throws IMPORT_RUNNING. */
export function chooseRows(
  session: ImportSession,
  { included, rows }: { readonly included: boolean; readonly rows: readonly number[] },
): void {
  if (isChanging(session)) throw new Refusal('IMPORT_RUNNING')
  for (const row of rows) session.check?.file.choose(row, included)
}

/** The file as it is understood. Throws INVALID_INPUT before that, IMPORT_RUNNING while it goes on. */
export function demandTable(session: ImportSession): ReadTable {
  if (session.reading) throw new Refusal('IMPORT_RUNNING')
  if (!session.table) throw fieldRefusal('id', 'INVALID')
  return session.table
}

/** The sums of the check, and how far it is. */
export function previewOf({ check }: ImportSession): ImportPreview {
  if (check) return { progress: check.work.progress(), ...check.file.preview() }
  return {
    progress: NOT_STARTED,
    fates: NONE,
    lookAlikes: 0,
    standings: noStandings(),
    included: 0,
    newDepartments: [],
    overSeats: 0,
  }
}

function isMeant(file: CheckedFile, row: CheckedRow, fate: Fate | AmongNew | null): boolean {
  if (fate === null) return true
  if (fate === 'look-alike') return isLookAlike(row)
  return isStanding(fate) ? newStandingOf(file.order.as, row) === fate : row.fate === fate
}

/** Index of the first row behind this number; rows rise. */
function firstBehind(rows: readonly CheckedRow[], number: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows[middle]?.draft.row ?? 0) <= number) low = middle + 1
    else high = middle
  }
  return low
}
