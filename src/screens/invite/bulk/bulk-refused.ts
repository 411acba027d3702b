import type { Page } from '../../../../electron/contract/base'
import type { BulkRow } from '../../../../electron/contract/bulk'
import type { ImportReading } from '../../../../electron/contract/file-sessions'

/** More rows than that are corrected in the saved file, not in a field of the window. */
export const MOST_CORRECTED = 1_000

/** A cell as it can stand between tabs. */
const plain = (cell: string): string => cell.replaceAll(/[\t\r\n]+/gu, ' ')

/**
 * The refused rows as text to be corrected and taken again: the header of the file first, where it has one, and a tab between
 * the cells. `load` fetches a page of them; at most MOST_CORRECTED are taken. Throws what `load` throws.
 */
export async function refusedText(
  load: (cursor: string | null) => Promise<Page<Pick<BulkRow, 'cells'>>>,
  reading: Pick<ImportReading, 'hasHeader' | 'columns'> | null,
): Promise<string> {
  const lines: string[] = []
  let cursor: string | null = null
  do {
    const page: Page<Pick<BulkRow, 'cells'>> = await load(cursor)
    lines.push(...page.rows.map((row) => row.cells.map(plain).join('\t')))
    cursor = page.nextCursor
  } while (cursor !== null && lines.length < MOST_CORRECTED)
  const header = reading?.hasHeader ? [reading.columns.map((column) => plain(column.title)).join('\t')] : []
  return [...header, ...lines.slice(0, MOST_CORRECTED)].join('\n')
}
