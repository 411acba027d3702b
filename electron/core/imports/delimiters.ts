import { IMPORT_DELIMITERS, type ImportDelimiter } from '../domain/vocabulary'
import { csvRecords } from './csv-in'
import { knownTitles } from './headers'

/** Characters of a file that are looked at. */
const SAMPLE = 64 * 1024
/** Records that are compared with one another. */
const MOST_RECORDS = 40

export interface DelimiterFinding {
  readonly delimiter: ImportDelimiter
  /** Cells of most rows; 1: nothing separates anything. */
  readonly cells: number
}

/** Takes a first line `sep=;` off the text, as Excel does (D4); it is no row there. */
export function takeSeparatorLine(text: string): {
  readonly delimiter: ImportDelimiter | null
  readonly length: number
} {
  const match = /^"?sep=(?<delimiter>[,;\t|])"?[,;\t|]*(?:\n|$)/iu.exec(text.slice(0, 64))
  const delimiter = IMPORT_DELIMITERS.find((each) => each === match?.groups?.['delimiter']) ?? null
  return { delimiter, length: delimiter === null ? 0 : (match?.[0].length ?? 0) }
}

/**
 * What separates the cells (D4): counted outside quotes. The one that makes the most known titles in one of the first
 * rows wins; then the one that cuts the most rows into the same number of cells, then the one that makes more of them.
 */
export function findDelimiter(text: string): DelimiterFinding {
  const sample = text.slice(0, SAMPLE)
  let best: DelimiterFinding & { readonly score: number } = { delimiter: ',', cells: 1, score: 0 }
  for (const delimiter of IMPORT_DELIMITERS) {
    if (!sample.includes(delimiter)) continue
    const records = firstRecords(sample, delimiter)
    const { cells, share } = commonWidth(records)
    const titles = Math.max(0, ...records.slice(0, 10).map(knownTitles))
    const score = (titles >= 2 ? titles * 10 : 0) + (cells > 1 ? share * 8 + Math.min(cells, 100) / 100 : 0)
    if (score > best.score) best = { delimiter, cells: Math.max(cells, titles), score }
  }
  return { delimiter: best.delimiter, cells: best.cells }
}

function firstRecords(sample: string, delimiter: ImportDelimiter): string[][] {
  const records: string[][] = []
  for (const some of csvRecords([sample], delimiter)) {
    for (const record of some) if (record.some((cell) => cell.trim() !== '')) records.push(record)
    if (records.length >= MOST_RECORDS) break
  }
  // The last record of a sample may be cut.
  return records.length > 1 ? records.slice(0, Math.min(records.length - 1, MOST_RECORDS)) : records
}

/** The number of cells most records have, and which share of them has it. */
function commonWidth(records: readonly (readonly string[])[]): { readonly cells: number; readonly share: number } {
  const counts = new Map<number, number>()
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  let cells = 1
  let most = 0
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > cells)) {
      cells = width
      most = count
    }
  }
  return { cells, share: records.length === 0 ? 0 : most / records.length }
}
