import Papa from 'papaparse'
import type { ImportDelimiter } from '../domain/vocabulary'

/** Characters that are parsed at a time. */
const STEP = 32 * 1024
/** Records that are read one by one after one with broken quotes, since such rows seldom come alone. */
const CAREFUL = 64
/** Longest record; a quote that is not closed within is no quote. */
const LONGEST_RECORD = 512 * 1024

/**
 * The records of CSV text (RFC 4180, D4), quoted cells over several lines included. Quotes that make no sense do not
 * swallow the rows behind them: such a line is read by itself, with the odd quotes as text. `pieces` have `\n` as line
 * end. A generator that stops after every few thousand characters, so that the caller can pause.
 */
export function* csvRecords(
  pieces: Iterable<string>,
  delimiter: ImportDelimiter,
): Generator<string[][], void, undefined> {
  const source = new Source(pieces)
  let careful = 0
  let size = STEP
  for (;;) {
    if (careful > 0) {
      const record = oneRecord(source, delimiter)
      if (record === null) return
      careful = record.isBroken ? CAREFUL : careful - 1
      yield [record.cells]
      continue
    }
    const piece = source.peek(size)
    const isLast = source.isWithin(size)
    if (piece === '') return
    const { data, cursor, broken } = parsed(piece, delimiter, !isLast)
    if (broken !== null || (data.length === 0 && size >= LONGEST_RECORD)) {
      const sound = data.slice(0, broken ?? 0)
      if (sound.length > 0) source.skip(parsed(piece, delimiter, true, sound.length).cursor)
      yield sound
      careful = CAREFUL
      size = STEP
    } else if (data.length === 0) size *= 2
    else {
      yield data
      source.skip(isLast ? piece.length : cursor)
      size = STEP
    }
  }
}

interface Parsed {
  readonly data: string[][]
  /** Characters up to the end of the last whole record. */
  readonly cursor: number
  /** The first record whose quotes make no sense. */
  readonly broken: number | null
}

function parsed(piece: string, delimiter: ImportDelimiter, ignoreLastRow: boolean, preview = 0): Parsed {
  const result: Papa.ParseResult<string[]> = new Papa.Parser({ delimiter, newline: '\n', preview }).parse(
    piece,
    0,
    ignoreLastRow,
  )
  const broken = result.errors[0]?.row ?? null
  // A piece may end between a closing quote and what follows it; nothing is wrong with that record yet.
  const isCut = ignoreLastRow && broken === result.data.length && (broken > 0 || piece.trimEnd().endsWith('"'))
  return { data: result.data, cursor: result.meta.cursor, broken: isCut ? null : broken }
}

/** The next record by itself: whole where its quotes make sense, else its first line as it is. Null at the end. */
function oneRecord(
  source: Source,
  delimiter: ImportDelimiter,
): { readonly cells: string[]; readonly isBroken: boolean } | null {
  for (let size = 512; ; size *= 2) {
    const text = source.peek(size)
    if (text === '') return null
    const isLast = source.isWithin(size)
    const end = endOfRecord(text, delimiter)
    const isUnfinished = end === 'more' || end === 'open'
    if (isUnfinished && !isLast && size < LONGEST_RECORD) continue
    if (end === 'broken' || end === 'open' || (end === 'more' && !isLast)) {
      return { cells: looseCells(source.line(LONGEST_RECORD), delimiter), isBroken: true }
    }
    const length = end === 'more' ? text.length : end
    source.skip(length + 1)
    return { cells: looseCells(text.slice(0, length), delimiter), isBroken: false }
  }
}

/**
 * Where the record that begins the text ends, its line end left out. `more`: behind this text; `open`: so does a quote;
 * `broken`: its quotes make no sense.
 */
function endOfRecord(text: string, delimiter: string): number | 'more' | 'open' | 'broken' {
  let start = 0
  for (;;) {
    if (text[start] === '"') {
      const closing = closingQuote(text, start, delimiter)
      if (closing < 0) return closing === OPEN ? 'open' : 'broken'
      if (text[closing + 1] === undefined) return 'more'
      if (text[closing + 1] === '\n') return closing + 1
      start = closing + 2
      continue
    }
    const line = text.indexOf('\n', start)
    const cell = text.indexOf(delimiter, start)
    if (cell < 0 || (line >= 0 && line < cell)) return line < 0 ? 'more' : line
    start = cell + 1
  }
}

/** The cells of one record, for better or worse: whole quoted cells are unquoted, every other quote is text. */
function looseCells(line: string, delimiter: ImportDelimiter): string[] {
  const cells: string[] = []
  let start = 0
  for (;;) {
    const closing = line[start] === '"' ? closingQuote(line, start, delimiter) : -1
    if (closing >= 0) {
      cells.push(line.slice(start + 1, closing).replaceAll('""', '"'))
      start = closing + 2
    } else {
      const end = line.indexOf(delimiter, start)
      cells.push(end < 0 ? line.slice(start) : line.slice(start, end))
      if (end < 0) return cells
      start = end + 1
    }
    if (start > line.length) return cells
  }
}

/** No closing quote comes; one comes, but more text than a line end or a delimiter behind it. */
const OPEN = -1
const ODD = -2

/** Where the quoted cell that begins at `start` ends, OPEN or ODD. */
function closingQuote(text: string, start: number, delimiter: string): number {
  for (let index = text.indexOf('"', start + 1); index >= 0; index = text.indexOf('"', index + 1)) {
    const next = text[index + 1]
    if (next === undefined || next === delimiter || next === '\n') return index
    if (next !== '"') return ODD
    index += 1
  }
  return OPEN
}

/** Text that comes in pieces, looked at from one place on. */
class Source {
  readonly #pieces: Iterator<string>
  #text = ''
  #at = 0
  #ended = false

  constructor(pieces: Iterable<string>) {
    this.#pieces = pieces[Symbol.iterator]()
  }

  /** The next `size` characters, fewer only at the end. */
  peek(size: number): string {
    this.#fill(size)
    return this.#text.slice(this.#at, this.#at + size)
  }

  /** Whether nothing comes after the next `size` characters. */
  isWithin(size: number): boolean {
    this.#fill(size + 1)
    return this.#text.length - this.#at <= size
  }

  skip(characters: number): void {
    this.#at += characters
  }

  /** The rest of this line, and passes it and its end; cut where it is longer than `longest`. */
  line(longest: number): string {
    for (let size = 2048; ; size *= 2) {
      this.#fill(size)
      const end = this.#text.indexOf('\n', this.#at)
      const cut = end >= 0 ? end : this.#text.length
      if (end < 0 && !this.#ended && size < longest) continue
      const line = this.#text.slice(this.#at, cut)
      this.#at = end >= 0 ? end + 1 : cut
      return line
    }
  }

  #fill(size: number): void {
    while (!this.#ended && this.#text.length - this.#at < size) {
      const next = this.#pieces.next()
      if (next.done === true) {
        this.#ended = true
        return
      }
      this.#text = this.#text.slice(this.#at) + next.value
      this.#at = 0
    }
  }
}
