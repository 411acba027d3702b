import { addressForDisplay } from './shown-addresses'

/** What lists and letters call a person (M7): first and last name, or the address, as it is read, where no name was given. */
export function displayName(firstName: string, lastName: string, address: string): string {
  return `${firstName.trim()} ${lastName.trim()}`.trim() || addressForDisplay(address)
}

/** First and last name of a person. */
export interface PersonName {
  readonly firstName: string
  readonly lastName: string
}

/**
 * Whether two spellings call a person the same but for a middle name or a patronymic that only one of them has, or for
 * where the first name ends: `Иван Петров` and `Иван Петрович Петров` (Z5). Case and accents count.
 */
export function differInMiddleName(one: PersonName, other: PersonName): boolean {
  const ones = wordsOf(one.firstName)
  const others = wordsOf(other.firstName)
  const lasts = wordsOf(one.lastName)
  const otherLasts = wordsOf(other.lastName)
  if (areSame([...ones, ...lasts], [...others, ...otherLasts])) return true
  const shared = Math.min(ones.length, others.length)
  return shared > 0 && areSame(lasts, otherLasts) && areSame(ones.slice(0, shared), others.slice(0, shared))
}

function wordsOf(name: string): readonly string[] {
  return name.split(/\s+/u).filter((word) => word !== '')
}

function areSame(ones: readonly string[], others: readonly string[]): boolean {
  return ones.length === others.length && ones.every((word, index) => word === others[index])
}

/** Combining marks, but for the breve: it makes й of и, which is a letter of its own. */
const MARKS = /[\u0300-\u0305\u0307-\u036f]/gu

/**
 * Folds a text for sorting and searching: case, accents and compatibility forms go, and ё becomes е. Folding twice
 * changes nothing.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .replaceAll(/(?<!и)\u0306/gu, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
