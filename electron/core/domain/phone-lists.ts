import { readPhone } from './phones'

/** One entry of a pasted list of numbers (SM2). */
export interface PhoneEntry {
  /** As it was typed, shortened. */
  readonly text: string
  /** E.164; null where it is no number. */
  readonly phone: string | null
  /** The same number came earlier in the list. */
  readonly duplicate: boolean
}

const LONGEST_SHOWN = 320
/** Pieces of one number at most: `+33 6 12 34 56 78` has seven. */
const MOST_PIECES = 8
/** Digits from which on what follows a space may be another number. */
const FEWEST_DIGITS = 7
/** What ends a number wherever it stands. */
const SEPARATORS = /[,;\n\r\t|]+/u
/** What a line of a list of numbers is written with; with a tab or a bar in it, it is one of a table. */
const LIST_LINE = /^[\d+()\-./,; \u00A0]+$/u

/**
 * Reads a pasted list of numbers (SM2, SM5): separated by spaces, commas, semicolons or new lines, while a number itself
 * may be written with spaces, dashes and brackets. A space separates where what stands before it is a whole number of the
 * portal's country and what follows begins one. Nothing is dropped silently: what is no number comes out as such.
 * A generator in linear time, so that the caller reads a long list in slices.
 */
export function* readPhoneList(text: string, country: string): Generator<PhoneEntry, void, undefined> {
  const seen = new Set<string>()
  for (const typed of splitPhoneList(text, country)) {
    const phone = readPhone(typed.replace(/^(?:tel|sms):/iu, ''), country)
    const duplicate = phone !== null && seen.has(phone)
    if (phone !== null) seen.add(phone)
    yield { text: typed.slice(0, LONGEST_SHOWN), phone, duplicate }
  }
}

/** The same list taken apart only: each number, and whatever else stands in it, as it was typed. */
export function* splitPhoneList(text: string, country: string): Generator<string, void, undefined> {
  for (const item of text.replace(/\p{Cf}/gu, '').split(SEPARATORS)) yield* numbersOf(item, country)
}

/**
 * Whether a text is a list of numbers rather than a table: nothing but what numbers are written with, nine in ten long
 * enough.
 */
export function isPhoneList(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0 || !lines.every((line) => LIST_LINE.test(line.trim()))) return false
  const items = lines.flatMap((line) => line.split(SEPARATORS)).filter((item) => item.trim() !== '')
  const long = items.filter((item) => item.replaceAll(/\D/gu, '').length >= FEWEST_DIGITS)
  return items.length > 0 && long.length * 10 >= items.length * 9
}

/** The numbers of an item without hard separators. */
function* numbersOf(item: string, country: string): Generator<string, void, undefined> {
  const pieces = item.split(/\s+/u).filter((piece) => piece !== '')
  let current: string[] = []
  for (const [index, piece] of pieces.entries()) {
    const rest = pieces.slice(index, index + MOST_PIECES)
    if (current.length > 0 && endsBefore(current, rest, country)) {
      yield current.join(' ')
      current = []
    }
    current.push(piece)
  }
  if (current.length > 0) yield current.join(' ')
}

/** Whether the number collected so far is whole, and `rest` begins with another one. */
function endsBefore(current: readonly string[], rest: readonly string[], country: string): boolean {
  const [piece = ''] = rest
  // Words keep together, apart from numbers.
  const [last = ''] = current
  if (!isNumeric(piece) || !isNumeric(last)) return isNumeric(piece) || isNumeric(last)
  if (!/\d/u.test(piece)) return false
  if (/^\(?\+/u.test(piece) || current.length >= MOST_PIECES) return true
  const isNumber = (pieces: readonly string[]): boolean => readPhone(pieces.join(' '), country) !== null
  if (!isNumber(current)) return false
  if (!isNumber([...current, piece])) return true
  // `0171 2345678 0172 3456789`: with a national prefix another number begins, if what follows is long enough for one.
  return /^\(?0(?!\))/u.test(piece) && rest.some((_, end) => isWhole(rest.slice(0, end + 1), isNumber))
}

function isWhole(pieces: readonly string[], isNumber: (pieces: readonly string[]) => boolean): boolean {
  return pieces.join('').replace(/\D/gu, '').length >= FEWEST_DIGITS && isNumber(pieces)
}

function isNumeric(piece: string): boolean {
  return /^(?:(?:tel|sms):)?[+\d().\-/\u2010-\u2015]+$/iu.test(piece.normalize('NFKC'))
}
