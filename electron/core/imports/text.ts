import { Refusal } from '../domain/refusal'
import { readAddressList } from '../domain/address-lists'
import type { ImportDelimiter, ImportEncoding } from '../domain/vocabulary'
import { csvRecords } from './csv-in'
import { findDelimiter, takeSeparatorLine } from './delimiters'
import { isEmailLike } from './guess-columns'
import { knownTitles } from './headers'
import type { Pace } from './pace'
import { MOST_ROWS, RowCollector, tableOf, unreadable } from './table'
import type { ReadOptions, ReadRow, ReadTable } from './types'

/** Characters that are looked at to tell a list of addresses from a table. */
const SAMPLE = 64 * 1024

/** Reads decoded text as a table of cells or as a list of addresses (D4). `pieces` have `\n` as line end. */
export async function readText(
  pieces: readonly string[],
  encoding: ImportEncoding,
  options: ReadOptions,
  pace: Pace,
): Promise<ReadTable> {
  const start = beginning(pieces)
  const separator = takeSeparatorLine(start)
  const sample = start.slice(separator.length)
  if (start.trim() === '') throw new Refusal('IMPORT_EMPTY')
  const found = findDelimiter(sample)
  const asked = options.delimiter ?? separator.delimiter
  if (asked === null && isAddressList(sample, found.delimiter)) return readList(pieces, encoding, options, pace)
  const delimiter = asked ?? found.delimiter
  const rows = new RowCollector()
  let row = 0
  for (const records of csvRecords(behind(pieces, separator.length), delimiter)) {
    for (const cells of records) {
      row += 1
      rows.add(row, cells.map(plain))
    }
    await pace()
  }
  const source = { kind: 'text', encoding, delimiter, sheets: [], sheet: null, rows: rows.rows } as const
  return tableOf(source, options, pace)
}

/** Excel writes text that looks like a number as `="007"`, and people put an apostrophe before it. */
function plain(cell: string): string {
  if (cell.startsWith('="') && cell.endsWith('"') && cell.length > 2) return cell.slice(2, -1).replaceAll('""', '"')
  return cell.includes('\0') ? cell.replaceAll('\0', '') : cell
}

/** Whether the text is `Name <address>; …`, or addresses with spaces, commas or semicolons between, rather than rows. */
function isAddressList(sample: string, delimiter: ImportDelimiter): boolean {
  const lines = sample.split('\n', 200).filter((line) => line.trim() !== '')
  if (sample.length >= SAMPLE && lines.length > 1) lines.pop()
  const at = lines.filter((line) => line.includes('@'))
  if (at.length * 2 < lines.length || at.length === 0) return false
  const [records = []] = csvRecords([lines.slice(0, 50).join('\n')], delimiter)
  const hasHeader = records.slice(0, 3).some((cells) => knownTitles(cells) > 0)
  if (hasHeader) return false
  const angled = at.filter((line) => /<[^<>\s@]+@[^<>\s@]+>/u.test(line))
  if (angled.length * 2 > at.length) return true
  const filled = records.map((cells) => cells.filter((cell) => cell.trim() !== ''))
  const isOnlyAddresses = filled.every((cells) => cells.every((cell) => cell.includes('@')))
  if (!isOnlyAddresses) return false
  return filled.some((cells) => cells.length > 1 || cells.some((cell) => !isEmailLike(cell)))
}

const LIST_FIELDS = ['firstName', 'lastName', 'email'] as const

async function readList(
  pieces: readonly string[],
  encoding: ImportEncoding,
  options: ReadOptions,
  pace: Pace,
): Promise<ReadTable> {
  const rows: ReadRow[] = []
  for (const entry of readAddressList(pieces.join(''))) {
    if (rows.length >= MOST_ROWS) throw unreadable('too-many-rows')
    const cells = [entry.firstName, entry.lastName, entry.email ?? entry.text]
    rows.push({ row: rows.length + 1, cells, problem: null })
    if (rows.length % 64 === 0) await pace()
  }
  if (rows.length === 0) throw new Refusal('IMPORT_EMPTY')
  const fields = options.mapping ?? LIST_FIELDS
  return {
    kind: 'text',
    format: 'address-list',
    encoding,
    delimiter: null,
    hasHeader: false,
    sheets: [],
    sheet: null,
    columns: ['A', 'B', 'C'].map((title, index) => ({ index, title, field: fields[index] ?? null })),
    header: null,
    rows,
  }
}

function beginning(pieces: readonly string[]): string {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length >= SAMPLE) break
  }
  return text.slice(0, SAMPLE)
}

/** The pieces without their first `length` characters. */
function* behind(pieces: readonly string[], length: number): Generator<string> {
  let left = length
  for (const piece of pieces) {
    yield piece.slice(left)
    left = Math.max(0, left - piece.length)
  }
}
