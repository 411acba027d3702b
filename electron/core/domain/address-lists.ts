import { type AddressProblem, readAddress } from './addresses'

/** One entry of a pasted list (M4). */
export interface ListEntry {
  /** As it was typed. */
  readonly text: string
  readonly email: string | null
  /** Names are not cut, so that one that is too long is told of. */
  readonly firstName: string
  readonly lastName: string
  readonly problem: AddressProblem | null
  /** The same address came earlier in the list. */
  readonly duplicate: boolean
}

/** What hides or breaks a text, but for joiners (ZWNJ, ZWJ). */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}"<>]/gu
/** Joiners that join nothing: a name has them between letters (Persian), behind a mark (Malayalam) and within an emoji. */
const NOTHING_BEFORE = /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]/gu
const NOTHING_BEHIND = /(?<!\p{M})[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu

/**
 * Reads a pasted list (M4): addresses separated by spaces, commas, semicolons or new lines, `Name <address>`, quoted
 * names with commas, `mailto:` prefixes. Nothing is dropped silently: what is no address comes out with its problem.
 * A generator in linear time, so that the caller reads a long list in slices.
 */
export function* readAddressList(text: string): Generator<ListEntry, void, undefined> {
  const seen = new Set<string>()
  const finish = (entry: RawEntry): ListEntry => {
    const { email, problem } = readAddress(entry.address)
    const duplicate = email !== null && seen.has(email)
    if (email !== null) seen.add(email)
    const name = sameText(entry.name, entry.address) ? { firstName: '', lastName: '' } : splitName(entry.name)
    return { text: entry.text, email, problem, duplicate, ...name }
  }
  // `Lee, Ann <ann@…>` without quotes: the part before the comma waits for the address behind it.
  let waiting: string | null = null
  for (const item of items(text)) {
    const entries = readItem(item.parts)
    const [first] = entries
    if (waiting !== null && first?.kind === 'named' && first.name && item.line === 'same') {
      entries[0] = { ...first, name: `${waiting}, ${first.name}`, text: `${waiting}, ${first.text}` }
      waiting = null
    }
    if (waiting !== null) yield finish({ kind: 'bare', text: waiting, address: waiting, name: '' })
    waiting = null
    if (entries.length === 1 && first?.kind === 'bare' && item.endedBy === ',' && isNameOnly(first.text)) {
      waiting = first.text
      continue
    }
    for (const entry of entries) yield finish(entry)
  }
  if (waiting !== null) yield finish({ kind: 'bare', text: waiting, address: waiting, name: '' })
}

/** First and last name of one written line: `Last, First` where there is a comma, else the first word is the first name (M7). */
export function splitName(name: string): { readonly firstName: string; readonly lastName: string } {
  const clean = name
    .replace(HIDDEN, ' ')
    .replace(NOTHING_BEFORE, ' ')
    .replace(NOTHING_BEHIND, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .normalize('NFC')
  const comma = clean.indexOf(',')
  const space = clean.indexOf(' ')
  const [firstName, lastName] =
    comma >= 0
      ? [clean.slice(comma + 1), clean.slice(0, comma)]
      : space >= 0
        ? [clean.slice(0, space), clean.slice(space + 1)]
        : [clean, '']
  return { firstName: firstName.trim(), lastName: lastName.trim() }
}

interface RawEntry {
  /** `named`: the address stood in angle brackets. */
  readonly kind: 'named' | 'bare'
  readonly text: string
  readonly address: string
  readonly name: string
}

type Part = { readonly kind: 'text' | 'quoted' | 'angled'; readonly text: string }
interface Item {
  readonly parts: readonly Part[]
  readonly endedBy: ',' | ';' | '\n' | ''
  /** Whether the item before it ended on the same line. */
  readonly line: 'same' | 'new'
}

/** Cuts the text at commas, semicolons and line ends that stand neither in quotes nor in angle brackets. */
function* items(text: string): Generator<Item, void, undefined> {
  let parts: Part[] = []
  let start = 0
  let line: Item['line'] = 'new'
  const flush = (end: number): void => {
    if (end > start) parts.push({ kind: 'text', text: text.slice(start, end) })
  }
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === ',' || character === ';' || character === '\n' || character === '\r') {
      flush(index)
      const endedBy = character === '\r' ? '\n' : character
      yield { parts, endedBy, line }
      line = endedBy === '\n' ? 'new' : 'same'
      parts = []
      start = index + 1
    } else if (character === '"' || character === '<') {
      const end = character === '"' ? endOfQuotes(text, index) : endOfAngles(text, index)
      if (end === null) continue
      flush(index)
      parts.push({ kind: character === '"' ? 'quoted' : 'angled', text: text.slice(index + 1, end) })
      index = end
      start = end + 1
    }
  }
  flush(text.length)
  yield { parts, endedBy: '', line }
}

/** Where the quotes opened at `open` end on the same line; null where they do not or stand inside a word. */
function endOfQuotes(text: string, open: number): number | null {
  if (open > 0 && !/[\s,;:]/u.test(text[open - 1] ?? '')) return null
  for (let index = open + 1; index < text.length; index += 1) {
    const character = text[index]
    if (character === '\\') index += 1
    else if (character === '"') return index
    else if (character === '\n' || character === '\r') return null
  }
  return null
}

function endOfAngles(text: string, open: number): number | null {
  for (let index = open + 1; index < text.length; index += 1) {
    const character = text[index]
    if (character === '>') return index
    if (character === '<' || character === '\n' || character === '\r') return null
  }
  return null
}

/** The entries of one item: `Name <address>` pairs, else words, of which those with an @ are addresses. */
function readItem(parts: readonly Part[]): RawEntry[] {
  if (parts.some((part) => part.kind === 'angled')) return readNamed(parts)
  const whole = parts.map((part) => (part.kind === 'quoted' ? unescape(part.text) : part.text)).join(' ')
  const words = whole.split(/\s+/u).filter((word) => word !== '')
  if (words.length === 0) return []
  const addresses = words.filter((word) => word.includes('@'))
  const others = words.filter((word) => !word.includes('@'))
  const [only] = addresses
  if (only !== undefined && addresses.length === 1 && others.length > 0 && others.every(isNameWord)) {
    return [{ kind: 'bare', text: words.join(' '), address: bare(only), name: others.join(' ') }]
  }
  if (addresses.length === 0 && words.every(isNameWord)) {
    const text = words.join(' ')
    return [{ kind: 'bare', text, address: text, name: '' }]
  }
  return words.map(bareEntry)
}

function readNamed(parts: readonly Part[]): RawEntry[] {
  const entries: RawEntry[] = []
  let before: Part[] = []
  for (const part of parts) {
    if (part.kind !== 'angled') {
      before.push(part)
      continue
    }
    const address = bare(part.text)
    const { name, others } = nameBefore(before, address)
    before = []
    entries.push(...others, { kind: 'named', text: `${name} <${part.text}>`.trim(), address, name })
  }
  return before.length === 0 ? entries : [...entries, ...readItem(before)]
}

/** What stands before an address in angle brackets: its name, and before that perhaps other addresses. */
function nameBefore(parts: readonly Part[], address: string): { readonly name: string; readonly others: RawEntry[] } {
  const words: string[] = []
  const others: RawEntry[] = []
  for (const part of parts) {
    if (part.kind === 'quoted') {
      words.push(unescape(part.text))
      continue
    }
    for (const word of part.text.split(/\s+/u)) {
      // Many programs write the address itself where they know no name.
      const isOther = word.includes('@') && !sameText(word, address)
      if (isOther) others.push(...words.splice(0).map(bareEntry), bareEntry(word))
      else if (word !== '') words.push(word)
    }
  }
  return { name: words.join(' '), others }
}

function bareEntry(word: string): RawEntry {
  return { kind: 'bare', text: word, address: bare(word), name: '' }
}

/** The address without `mailto:` and what follows a question mark there. */
function bare(word: string): string {
  const match = /^mailto:(?<address>[^?]*)/iu.exec(word.trim())
  const address = match?.groups?.['address']
  if (address === undefined) return word
  try {
    return decodeURIComponent(address)
  } catch {
    return word
  }
}

function unescape(quoted: string): string {
  return quoted.replace(/\\(.)/gu, '$1')
}

/** A word that can be part of a name; one with a dot inside or a digit is more likely a broken address. */
function isNameWord(word: string): boolean {
  return /^[\u200d\u200c\p{L}\p{M}'’‘`()-]+\.?$/u.test(word)
}

function isNameOnly(text: string): boolean {
  return text.split(' ').every(isNameWord)
}

function sameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
