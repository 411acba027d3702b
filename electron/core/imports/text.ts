import { Refusal } from '../domain/refusal'
import { readAddressList } from '../domain/address-lists'
import { isPhoneList, splitPhoneList } from '../domain/phone-lists'
import { looksLikePhone } from '../domain/typed-addresses'
import type { ImportDelimiter, ImportEncoding, ImportField } from '../domain/vocabulary'
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
  if (asked === null && isPhoneList(wholeLines(sample))) return readNumbers(pieces, encoding, options, pace)
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
  if (!filled.flat().every((cell) => cell.includes('@') || looksLikePhone(cell))) return false
  if (areColumns(filled)) return false
  return filled.some((cells) => cells.length > 1 || cells.some((cell) => !isEmailLike(cell)))
}

/**
 * Whether numbers stand beside addresses as a column does: one address and one number in every line that has more than one of
 * anything, in the same order. A number on a line of its own, or among several addresses, stands in a list.
 */
function areColumns(filled: readonly (readonly string[])[]): boolean {
  const kinds = filled
    .filter((cells) => cells.length > 1)
    .map((cells) => cells.map((cell) => (cell.includes('@') ? '@' : '+')).join(''))
  const [first] = kinds
  return (first === '@+' || first === '+@') && kinds.every((kind) => kind === first)
}

const LIST_FIELDS = ['firstName', 'lastName', 'email', 'phone'] as const

async function readList(
  pieces: readonly string[],
  encoding: ImportEncoding,
  options: ReadOptions,
  pace: Pace,
): Promise<ReadTable> {
  const rows: ReadRow[] = []
  for (const cells of peopleOfList(pieces.join(''), options.country ?? '')) {
    if (rows.length >= MOST_ROWS) throw unreadable('too-many-rows')
    rows.push({ row: rows.length + 1, cells, problem: null })
    if (rows.length % 64 === 0) await pace()
  }
  const width = rows.some((row) => row.cells.length > 3) ? 4 : 3
  return listOf(rows, encoding, options.mapping ?? LIST_FIELDS.slice(0, width), width)
}

/** What a number, or a part of one written with spaces, consists of. */
const NUMBER_PART = /^[\d+()\-./]+$/u

/**
 * The cells of everybody in a list of addresses. Numbers among them have a column of their own, put together again where they
 * are written with spaces; whatever else is no address is told of as one.
 */
function* peopleOfList(text: string, country: string): Generator<readonly string[], void, undefined> {
  let parts: string[] = []
  function* numbers(): Generator<readonly string[], void, undefined> {
    for (const number of splitPhoneList(parts.join(' '), country)) {
      yield looksLikePhone(number) ? ['', '', '', number] : ['', '', number]
    }
    parts = []
  }
  for (const entry of readAddressList(text)) {
    if (entry.email === null && NUMBER_PART.test(entry.text)) {
      parts.push(entry.text)
      continue
    }
    yield* numbers()
    yield [entry.firstName, entry.lastName, entry.email ?? entry.text]
  }
  yield* numbers()
}

async function readNumbers(
  pieces: readonly string[],
  encoding: ImportEncoding,
  options: ReadOptions,
  pace: Pace,
): Promise<ReadTable> {
  const rows: ReadRow[] = []
  for (const number of splitPhoneList(pieces.join(''), options.country ?? '')) {
    if (rows.length >= MOST_ROWS) throw unreadable('too-many-rows')
    rows.push({ row: rows.length + 1, cells: [number], problem: null })
    if (rows.length % 64 === 0) await pace()
  }
  return listOf(rows, encoding, options.mapping ?? ['phone'], 1)
}

/** A list as a table without a header. */
function listOf(
  rows: readonly ReadRow[],
  encoding: ImportEncoding,
  fields: readonly (ImportField | null)[],
  width: number,
): ReadTable {
  if (rows.length === 0) throw new Refusal('IMPORT_EMPTY')
  return {
    kind: 'text',
    format: 'address-list',
    encoding,
    delimiter: null,
    hasHeader: false,
    sheets: [],
    sheet: null,
    columns: ['A', 'B', 'C', 'D']
      .slice(0, width)
      .map((title, index) => ({ index, title, field: fields[index] ?? null })),
    header: null,
    rows,
  }
}

/** A sample that was cut off ends within a line. */
function wholeLines(sample: string): string {
  const end = sample.lastIndexOf('\n')
  return sample.length < SAMPLE || end < 0 ? sample : sample.slice(0, end)
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
