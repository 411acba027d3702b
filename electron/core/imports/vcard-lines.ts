import { decodeCodePage, guessCodePage } from './code-pages'
import type { Pace } from './pace'

/** One property of a card: `item1.EMAIL;TYPE=work,pref:ann@example.com`. */
export interface CardProperty {
  /** Upper case, without its group. */
  readonly name: string
  /** Lower case: values of TYPE, and of 2.1 what stands bare. */
  readonly types: ReadonlySet<string>
  /** 1 is most wanted; 100: not said (4.0). */
  readonly preference: number
  /** As written, quoted-printable decoded, escapes still there. */
  readonly value: string
}

/** Longest value that is read; behind it come pictures. */
const LONGEST_VALUE = 16 * 1024
const READ: ReadonlySet<string> = new Set([
  ...['BEGIN', 'END', 'N', 'FN', 'EMAIL', 'TEL', 'TITLE', 'ROLE', 'ORG', 'CATEGORIES', 'KIND'],
  ...['X-ABSHOWAS', 'X-ADDRESSBOOKSERVER-KIND'],
])

/**
 * The properties of vCards 2.1, 3.0 and 4.0 that say who somebody is (D4). Folded lines are joined, soft line breaks of
 * quoted-printable too; pictures and the like are passed over.
 */
export async function* cardProperties(pieces: Iterable<string>, pace: Pace): AsyncGenerator<CardProperty> {
  let property: Opened | null = null
  for (const lines of linesOf(pieces)) {
    for (const [index, line] of lines.entries()) {
      if (index % 256 === 0) await pace()
      if (property !== null && continues(property, line)) continue
      const done = finished(property)
      property = opened(line)
      if (done !== null) yield done
    }
  }
  const last = finished(property)
  if (last !== null) yield last
}

/** Lines of every piece; one that goes over the end of a piece comes with the next. */
function* linesOf(pieces: Iterable<string>): Generator<string[]> {
  let rest = ''
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    // A line without end cannot be one of a card; what is behind the longest value is not needed.
    rest = (lines.pop() ?? '').slice(0, LONGEST_VALUE * 4)
    yield lines
  }
  yield [rest]
}

/** A property whose lines may go on; `name` null: one that is not read. */
interface Opened {
  readonly name: string | null
  readonly parameters: readonly string[]
  readonly isQuotedPrintable: boolean
  value: string
  /** Its last line ends in a soft line break. Of a value that is cut, the value no longer tells. */
  isSoft: boolean
}

function opened(line: string): Opened | null {
  const colon = endOfName(line)
  if (colon < 0) return null
  const [first = '', ...parameters] = splitOutsideQuotes(line.slice(0, colon), ';')
  const name = first
    .slice(first.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase()
  const isQuotedPrintable = parameters.some((each) => /^(?:encoding=)?"?quoted-printable"?$/iu.test(each.trim()))
  const value = line.slice(colon + 1, colon + 1 + LONGEST_VALUE)
  const isSoft = isQuotedPrintable && line.endsWith('=')
  return { name: READ.has(name) ? name : null, parameters, isQuotedPrintable, value, isSoft }
}

/** Adds a line that belongs to the property; false where it begins another. */
function continues(property: Opened, line: string): boolean {
  const { isSoft } = property
  const isFolded = line.startsWith(' ') || line.startsWith('\t')
  if (!isSoft && !isFolded) return false
  property.isSoft = property.isQuotedPrintable && line.endsWith('=')
  if (property.name === null || property.value.length > LONGEST_VALUE) return true
  if (isSoft) property.value = property.value.slice(0, -1) + line
  else property.value += line.slice(1)
  return true
}

function finished(property: Opened | null): CardProperty | null {
  if (property === null || property.name === null) return null
  const { name, parameters, isQuotedPrintable, value } = property
  const types = new Set<string>()
  let preference = 100
  let charset = 'utf-8'
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=')
    const key = equals < 0 ? 'TYPE' : parameter.slice(0, equals).trim().toUpperCase()
    const text = parameter
      .slice(equals + 1)
      .replaceAll('"', '')
      .trim()
      .toLowerCase()
    if (key === 'TYPE') for (const each of text.split(',')) types.add(each.trim())
    else if (key === 'PREF') preference = Number(text) >= 1 ? Math.min(Number(text), 100) : 100
    else if (key === 'CHARSET') charset = text
  }
  if (types.has('pref')) preference = Math.min(preference, 1)
  return { name, types, preference, value: isQuotedPrintable ? fromQuotedPrintable(value, charset) : value }
}

function endOfName(line: string): number {
  let isQuoted = false
  for (let index = 0; index < line.length && index < 1000; index += 1) {
    const character = line[index]
    if (character === '"') isQuoted = !isQuoted
    else if (character === ':' && !isQuoted) return index
  }
  return -1
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '"') isQuoted = !isQuoted
    else if (text[index] === separator && !isQuoted) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  return [...parts, text.slice(start)]
}

function fromQuotedPrintable(text: string, charset: string): string {
  const bytes: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const hex = text[index] === '=' ? /^[0-9a-f]{2}$/iu.exec(text.slice(index + 1, index + 3))?.[0] : undefined
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16))
      index += 2
    } else bytes.push(...Buffer.from(text[index] ?? ''))
  }
  return decodedAs(Uint8Array.from(bytes), charset)
}

/** What says UTF-8, or says nothing, and is not, is of Windows. */
function decodedAs(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return decodeCodePage(bytes, guessCodePage(bytes))
  }
}

/** The parts of a value between `;` or `,` that are not escaped, escapes resolved. */
export function valueParts(value: string, separator: ';' | ','): string[] {
  const parts: string[] = []
  let part = ''
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index] ?? ''
    if (character === '\\') {
      index += 1
      const escaped = value[index] ?? ''
      part += escaped === 'n' || escaped === 'N' ? '\n' : escaped
    } else if (character === separator) {
      parts.push(part)
      part = ''
    } else part += character
  }
  return [...parts, part].map((each) => each.replaceAll(/\s+/gu, ' ').trim())
}

/** A value of one part. */
export function wholeValue(value: string): string {
  return value
    .replaceAll(/\\(?<escaped>.)/gu, (_whole, escaped: string) => (escaped === 'n' || escaped === 'N' ? ' ' : escaped))
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
