import english from '../../../../resources/imports/en.json'
import russian from '../../../../resources/imports/ru.json'
import type { Fate, Locale, RowProblem } from '../../domain/vocabulary'
import { csvRow, type ReadRow, type ReadTable } from '../../imports'
import { BYTE_ORDER_MARK } from '../../imports/csv-out'
import type { Parts } from '../saving/save-file'

interface RefusedTexts {
  readonly fileName: string
  readonly reason: string
  readonly repeated: string
  readonly problems: Readonly<Record<RowProblem, string>>
}

const TEXTS: Readonly<Record<Locale, RefusedTexts>> = { en: english, ru: russian }

/** A row that is left out, with what is wrong with it. */
interface RefusedRow {
  readonly read: ReadRow
  readonly fate: Fate
  readonly problems: readonly RowProblem[]
}

/** Rows written together. */
const TOGETHER = 200

/** The name a file with refused rows is suggested under, without extension. */
export function refusedName(fileName: string, locale: Locale): string {
  const dot = fileName.lastIndexOf('.')
  const base = dot > 0 ? fileName.slice(0, dot) : fileName
  return TEXTS[locale].fileName.replace('{file}', () => base)
}

/** The refused rows as the file had them, over-wide ones too, each with its reason in a column behind them (D4). */
export async function* refusedParts(table: ReadTable, rows: readonly RefusedRow[], locale: Locale): Parts {
  const texts = TEXTS[locale]
  const delimiter = table.delimiter ?? ','
  const header = table.header ?? table.columns.map((column) => column.title)
  const width = rows.reduce((widest, row) => Math.max(widest, row.read.cells.length), header.length)
  const filled = (cells: readonly string[]): readonly string[] => [
    ...cells,
    ...Array.from({ length: width - cells.length }, () => ''),
  ]
  yield BYTE_ORDER_MARK + csvRow([...filled(header), texts.reason], delimiter)
  for (let start = 0; start < rows.length; start += TOGETHER) {
    yield rows
      .slice(start, start + TOGETHER)
      .map((row) => {
        const problems = row.problems.map((problem) => texts.problems[problem]).join('; ')
        const reasons = row.fate === 'duplicate' ? texts.repeated : problems
        return csvRow([...filled(row.read.cells), reasons], delimiter)
      })
      .join('')
  }
}
