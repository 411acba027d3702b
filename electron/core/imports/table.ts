import { Refusal } from '../domain/refusal'
import type { ImportDelimiter, ImportEncoding, ImportField, ImportFormat } from '../domain/vocabulary'
import { guessFields, isEmailLike, isTelephoneLike } from './guess-columns'
import { fieldsOfHeader, formatOfHeader } from './headers'
import type { Pace } from './pace'
import type { ReadColumn, ReadOptions, ReadRow, ReadTable, UnreadableReason } from './types'

/** As many columns as can be mapped by hand. */
export const MOST_COLUMNS = 500
/** As many rows as a spreadsheet has. */
export const MOST_ROWS = 1_048_576
/** Cells of a whole file: about what a machine of today holds without pain. */
const MOST_CELLS = 20_000_000
/** A header stands in one of these rows, below titles and notes. */
const HEADER_WITHIN = 12

export function unreadable(reason: UnreadableReason): Refusal {
  return new Refusal('IMPORT_UNREADABLE', { reason })
}

/** Gathers rows that hold something, within bounds. Throws IMPORT_UNREADABLE `too-many-…`. */
export class RowCollector {
  readonly rows: ReadRow[] = []
  #cells = 0

  /** `row` is its number in the file, from 1. */
  add(row: number, cells: readonly string[]): void {
    if (cells.every(isBlank)) return
    const width = cells.length <= MOST_COLUMNS ? cells.length : cells.findLastIndex((cell) => !isBlank(cell)) + 1
    if (width > MOST_COLUMNS) throw unreadable('too-many-columns')
    this.#cells += width
    if (this.rows.length >= MOST_ROWS || this.#cells > MOST_CELLS) throw unreadable('too-many-rows')
    this.rows.push({ row, cells: width < cells.length ? cells.slice(0, width) : cells, problem: null })
  }
}

export interface TableSource {
  readonly kind: 'text' | 'workbook'
  readonly encoding: ImportEncoding | null
  readonly delimiter: ImportDelimiter | null
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly rows: readonly ReadRow[]
}

/** Makes a table of rows: finds the header, names the columns, marks rows of the wrong width (D4). Throws IMPORT_EMPTY. */
export async function tableOf(source: TableSource, options: ReadOptions, pace: Pace): Promise<ReadTable> {
  const rows = source.rows.filter((each, index) => index > 0 || !isVersionLine(each.cells))
  const headerAt = options.hasHeader === false ? -1 : findHeader(rows, options.hasHeader === true)
  const header = rows[headerAt]?.cells ?? null
  const format = formatOf(header, rows)
  const data = withoutSamples(rows.slice(headerAt + 1), format)
  if (data.length === 0) throw new Refusal('IMPORT_EMPTY')
  const width = source.kind === 'workbook' ? widest(header, data) : (header?.length ?? commonWidth(data).width)
  const fields = options.mapping === null ? recognised(header, format, data, width) : options.mapping
  const columns = Array.from({ length: width }, (_none, index): ReadColumn => {
    const title = header?.[index]?.trim() ?? ''
    return { index, title: title === '' ? columnLetters(index) : title, field: fields[index] ?? null }
  })
  return {
    kind: source.kind,
    format,
    encoding: source.encoding,
    delimiter: source.delimiter,
    hasHeader: header !== null,
    sheets: source.sheets,
    sheet: source.sheet,
    columns,
    header,
    rows: await checkedRows(data, columns, source.kind, pace),
  }
}

/** Number of the header row, or -1. `isAsked`: there is one, the operator says. */
function findHeader(rows: readonly ReadRow[], isAsked: boolean): number {
  let best = -1
  let most = 0
  for (const [index, { cells }] of rows.slice(0, HEADER_WITHIN).entries()) {
    const format = formatOfHeader(cells)
    const fields = fieldsOfHeader(cells, format)
    const known = fields.filter((field) => field !== null).length
    // Behind the first row with an address there are people.
    if (!isAsked && cells.some(isEmailLike)) break
    const filled = cells.filter((cell) => !isBlank(cell)).length
    // One known word may stand in any row; a title of addresses does not.
    const isSure = known > 1 || filled <= 3 || format !== 'table' || fields.includes('email')
    if (known > most && isSure) {
      best = index
      most = known
    }
  }
  if (best >= 0 || isAsked) return Math.max(best, rows.length > 0 ? 0 : -1)
  const [first, ...others] = rows.slice(0, HEADER_WITHIN)
  const holdsContact = ({ cells }: ReadRow): boolean => cells.some((cell) => isEmailLike(cell) || isTelephoneLike(cell))
  return first !== undefined && !holdsContact(first) && others.length > 0 && others.every(holdsContact) ? 0 : -1
}

function formatOf(header: readonly string[] | null, rows: readonly ReadRow[]): ImportFormat {
  if (header !== null) return formatOfHeader(header)
  const sample = rows.slice(0, 20)
  // Discourse asks for no header: an address, groups, the number of a topic.
  const isInvite = ({ cells }: ReadRow): boolean =>
    cells.length === 3 &&
    isEmailLike(cells[0] ?? '') &&
    /^[\w;-]*$/u.test(cells[1] ?? '') &&
    /^\d*$/u.test(cells[2] ?? '')
  const saysMore = ({ cells }: ReadRow): boolean => (cells[1] ?? '') !== '' && (cells[2] ?? '') !== ''
  return sample.length > 0 && sample.every(isInvite) && sample.some(saysMore) ? 'discourse' : 'table'
}

function recognised(
  header: readonly string[] | null,
  format: ImportFormat,
  data: readonly ReadRow[],
  width: number,
): (ImportField | null)[] {
  if (header === null && format === 'discourse') return ['email', 'workgroups', null]
  const known = header === null ? [] : fieldsOfHeader(header, format)
  const fields = Array.from({ length: width }, (_none, index) => known[index] ?? null)
  const cells = data.slice(0, 60).map((row) => row.cells)
  return guessFields(fields, cells, header === null ? 'untitled' : 'titled')
}

/** Rows with what is wrong with their width: more than the header has is never shifted into place (D4). */
async function checkedRows(
  data: readonly ReadRow[],
  columns: readonly ReadColumn[],
  kind: TableSource['kind'],
  pace: Pace,
): Promise<ReadRow[]> {
  const contacts = columns.filter(({ field }) => field === 'email' || field === 'phone').map(({ index }) => index)
  const firstContact = contacts.length === 0 ? 0 : Math.min(...contacts)
  // Some programs end every row with delimiters; a row wider than the others is wrong even if its last cells are empty.
  const { width, isUsual } = commonWidth(data)
  const usual = Math.max(columns.length, isUsual ? width : 0)
  const rows: ReadRow[] = []
  for (const each of data) {
    const { cells, row } = each
    const isOver = cells.length > usual || cells.slice(columns.length).some((cell) => !isBlank(cell))
    const isShort = kind === 'text' && cells.length < columns.length && cells.length <= firstContact
    const problem = isOver ? 'TOO_MANY_CELLS' : isShort ? 'TOO_FEW_CELLS' : null
    rows.push(problem === null ? each : { row, cells, problem })
    if (rows.length % 512 === 0) await pace()
  }
  return rows
}

/** The templates of some programs come with people made up as examples. */
function withoutSamples(rows: readonly ReadRow[], format: ImportFormat): readonly ReadRow[] {
  if (format !== 'entra-bulk-create' && format !== 'entra-bulk-invite' && format !== 'microsoft-365') return rows
  const isSample = (cell: string): boolean =>
    /^\s*(?:example|пример)\s*:/iu.test(cell) || /@contoso\.com\s*$/iu.test(cell)
  return rows.filter((row) => !row.cells.some(isSample))
}

function isVersionLine(cells: readonly string[]): boolean {
  return /^version:v\d/iu.test(cells[0] ?? '') && cells.slice(1).every(isBlank)
}

function isBlank(cell: string): boolean {
  return cell === '' || cell.trim() === ''
}

function widest(header: readonly string[] | null, data: readonly ReadRow[]): number {
  return data.reduce((most, { cells }) => Math.max(most, cells.length), header?.length ?? 0)
}

/** How many cells the first rows have most often, and whether more than half of them do. */
function commonWidth(data: readonly ReadRow[]): { readonly width: number; readonly isUsual: boolean } {
  const sample = data.slice(0, 200)
  const counts = new Map<number, number>()
  for (const { cells } of sample) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let [width, most] = [1, 0]
  for (const [each, count] of counts)
    if (count > most || (count === most && each > width)) [width, most] = [each, count]
  return { width, isUsual: most * 2 > sample.length }
}

/** A, B, …, Z, AA, AB, … as spreadsheets name columns. */
function columnLetters(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}
