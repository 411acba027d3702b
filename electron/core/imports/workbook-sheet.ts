import { MOST_COLUMNS, MOST_ROWS, type RowCollector, unreadable } from './table'
import type { WorkbookParts } from './workbook-parts'
import { columnOf, type NumberLook, numberText, unescapeText } from './workbook-values'

/** Longest text of a cell. */
const LONGEST_CELL = 32_767
/** Most characters of all shared texts together. */
const MOST_TEXT = 256 * 1024 * 1024

export interface SheetRules {
  readonly strings: readonly string[]
  readonly looks: readonly NumberLook[]
  readonly starts: '1900' | '1904'
}

/** The texts cells point to by number; of rich text the words, of readings in small print (`rPh`) nothing. */
export async function readSharedStrings(parts: WorkbookParts, path: string): Promise<string[]> {
  const strings: string[] = []
  const text = new CellText()
  let total = 0
  await parts.read(path, {
    open: (name) => {
      if (name === 'si') text.clear()
      else text.open(name)
    },
    text: (some) => text.add(some),
    close: (name) => {
      if (name !== 'si') {
        text.close(name)
        return
      }
      const whole = text.take()
      total += whole.length + 1
      if (total > MOST_TEXT) throw unreadable('too-large')
      strings.push(whole)
    },
  })
  return strings
}

/** Reads the rows of a sheet. Formulas give the value they had when the workbook was saved. */
export async function readSheet(
  parts: WorkbookParts,
  path: string,
  rules: SheetRules,
  rows: RowCollector,
): Promise<void> {
  const text = new CellText()
  let row = 0
  let cells: string[] = []
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let isInValue = false
  await parts.read(path, {
    open: (name, attributes) => {
      if (name === 'v') {
        isInValue = true
        value = ''
      } else if (name === 'c') {
        const referred = columnOf(attributes['r'])
        column = referred >= 0 ? referred : column + 1
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        value = ''
        text.clear()
      } else if (name === 'row') {
        row = rowNumber(attributes['r'], row)
        cells = []
        column = -1
      } else text.open(name)
    },
    text: (some) => {
      if (!isInValue) text.add(some)
      else if (value.length <= LONGEST_CELL) value += some
    },
    close: (name) => {
      if (name === 'v') isInValue = false
      else if (name === 'c') put(cells, column, cellText(type, value, text, rules.looks[style] ?? 'plain', rules))
      else if (name === 'row') rows.add(row, cells)
      else text.close(name)
    },
  })
}

function rowNumber(written: string | undefined, before: number): number {
  const row = written === undefined ? before + 1 : Number(written)
  if (!Number.isInteger(row) || row < 1) throw unreadable('damaged')
  if (row > MOST_ROWS) throw unreadable('too-many-rows')
  return row
}

function put(cells: string[], column: number, text: string): void {
  if (text === '') return
  if (column >= MOST_COLUMNS) {
    if (text.trim() !== '') throw unreadable('too-many-columns')
    return
  }
  while (cells.length < column) cells.push('')
  cells[column] = text
}

function cellText(type: string, value: string, inline: CellText, look: NumberLook, rules: SheetRules): string {
  switch (type) {
    case 's':
      return rules.strings[Number(value)] ?? ''
    case 'inlineStr':
      return inline.take()
    case 'str':
      return unescapeText(value)
    case 'b':
      return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : value
    case 'e':
      // What a formula could not compute: `#N/A` is nobody's name.
      return ''
    case 'd':
      return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/u, '')
    default:
      return numberText(value, look, rules.starts)
  }
}

/** Gathers the text of `<t>` elements, those of phonetic readings left out. */
class CellText {
  #text = ''
  #isInText = false
  #isInReading = false

  clear(): void {
    this.#text = ''
    this.#isInText = false
    this.#isInReading = false
  }

  open(name: string): void {
    if (name === 't') this.#isInText = true
    else if (name === 'rPh') this.#isInReading = true
  }

  close(name: string): void {
    if (name === 't') this.#isInText = false
    else if (name === 'rPh') this.#isInReading = false
  }

  add(some: string): void {
    if (this.#isInText && !this.#isInReading && this.#text.length <= LONGEST_CELL) this.#text += some
  }

  take(): string {
    return unescapeText(this.#text)
  }
}
