import type { ImportDelimiter } from '../domain/vocabulary'

export type CsvDelimiter = ImportDelimiter

/** Stands first in a file so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/**
 * What spreadsheets take for a formula, apostrophes before it or not; full-width signs are folded into plain ones by
 * some of them. Telephone numbers are among it: `+49…` would be computed and lose its plus.
 */
const FORMULA = /^'*[\s\0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^'*[\t\r]/u

/**
 * One cell of CSV (D2, D4, H1): quoted as RFC 4180 asks, and safe to open in a spreadsheet: what would be taken for a
 * formula gets an apostrophe before it, which reading the file takes away again.
 */
export function csvCell(value: string, delimiter: CsvDelimiter = ','): string {
  const safe = neutralised(value)
  return safe.includes('"') || safe.includes(delimiter) || /[\r\n]|^\s|\s$/u.test(safe)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe
}

/** One row with its line end, CRLF. */
export function csvRow(values: readonly string[], delimiter: CsvDelimiter = ','): string {
  return `${values.map((value) => csvCell(value, delimiter)).join(delimiter)}\r\n`
}

/** Whole files: rows as UTF-8 behind a byte order mark, CRLF. For long ones write `BYTE_ORDER_MARK` and then row by row. */
export function csvBytes(rows: Iterable<readonly string[]>, delimiter: CsvDelimiter = ','): Uint8Array {
  let text = BYTE_ORDER_MARK
  for (const row of rows) text += csvRow(row, delimiter)
  return new TextEncoder().encode(text)
}

/** The cell as it was before `csvCell` made it safe, and as a spreadsheet shows it. */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}

function neutralised(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value
}
