import { Refusal } from '../domain/refusal'
import type { ImportField } from '../domain/vocabulary'
import type { Pace } from './pace'
import { MOST_ROWS, unreadable } from './table'
import type { ReadOptions, ReadRow, ReadTable } from './types'
import { type CardProperty, cardProperties, valueParts, wholeValue } from './vcard-lines'

/** What a card becomes: a row with these columns, so that mapping and refused rows work as they do with tables. */
const COLUMNS: readonly (readonly [string, ImportField | null])[] = [
  ['First name', 'firstName'],
  ['Middle name', 'middleName'],
  ['Last name', 'lastName'],
  ['Full name', 'fullName'],
  ['E-mail', 'email'],
  ['E-mail 2', 'email'],
  ['E-mail 3', 'email'],
  ['Phone', 'phone'],
  ['Phone 2', 'phone'],
  ['Phone 3', 'phone'],
  ['Position', 'position'],
  ['Organization', null],
  ['Department', 'departmentPath'],
  ['Categories', 'workgroups'],
]

export function beginsWithCard(start: string): boolean {
  return /^begin:vcard\s/iu.test(start)
}

/** Reads the cards of a file (D4); `row` is the number of the card. Cards of companies and groups are nobody and are left out. */
export async function readCards(pieces: readonly string[], options: ReadOptions, pace: Pace): Promise<ReadTable> {
  const rows: ReadRow[] = []
  let card: CardProperty[] | null = null
  let number = 0
  const finish = (): void => {
    if (card === null) return
    number += 1
    if (number > MOST_ROWS) throw unreadable('too-many-rows')
    if (!isOrganization(card)) rows.push({ row: number, cells: cellsOf(card), problem: null })
    card = null
  }
  for await (const property of cardProperties(pieces, pace)) {
    if (property.name === 'BEGIN' && /^vcard$/iu.test(property.value.trim())) {
      // A card that was cut off is a card all the same.
      finish()
      card = []
    } else if (property.name === 'END' && /^vcard$/iu.test(property.value.trim())) finish()
    else if (card !== null && card.length < 200) card.push(property)
  }
  finish()
  if (rows.length === 0) throw new Refusal('IMPORT_EMPTY')
  const fields = options.mapping ?? COLUMNS.map(([, field]) => field)
  return {
    kind: 'vcard',
    format: 'vcard',
    encoding: null,
    delimiter: null,
    hasHeader: true,
    sheets: [],
    sheet: null,
    columns: COLUMNS.map(([title], index) => ({ index, title, field: fields[index] ?? null })),
    header: COLUMNS.map(([title]) => title),
    rows,
  }
}

function isOrganization(card: readonly CardProperty[]): boolean {
  return card.some(
    ({ name, value }) =>
      (name === 'X-ABSHOWAS' && /^company/iu.test(value.trim())) ||
      ((name === 'KIND' || name === 'X-ADDRESSBOOKSERVER-KIND') && !/^individual$/iu.test(value.trim())),
  )
}

function cellsOf(card: readonly CardProperty[]): string[] {
  const first = (name: string): string =>
    card.find((each) => each.name === name && each.value.trim() !== '')?.value ?? ''
  const [family = '', given = '', additional = ''] = valueParts(first('N'), ';')
  const [organization = '', ...units] = valueParts(first('ORG'), ';').filter(
    (part, index) => index === 0 || part !== '',
  )
  const emails = card
    .filter((each) => each.name === 'EMAIL')
    .toSorted(byRank(emailRank))
    .map(({ value }) => address(value))
  const phones = card
    .filter((each) => each.name === 'TEL' && !(each.types.has('fax') || each.types.has('pager')))
    .toSorted(byRank(phoneRank))
    .map(({ value }) => telephone(value))
  const categories = card.filter((each) => each.name === 'CATEGORIES').flatMap(({ value }) => valueParts(value, ','))
  return [
    given,
    additional,
    family,
    wholeValue(first('FN')),
    ...three(emails),
    ...three(phones),
    wholeValue(first('TITLE') || first('ROLE')),
    organization,
    units.map((unit) => unit.replaceAll('/', String.raw`\/`)).join('/'),
    categories.filter((category) => category !== '').join('; '),
  ]
}

/** Three at most: who has more can be reached by the first ones. */
function three(values: readonly string[]): string[] {
  const [one = '', two = '', last = ''] = [...new Set(values.filter((value) => value !== ''))]
  return [one, two, last]
}

function byRank(rank: (property: CardProperty) => number): (one: CardProperty, other: CardProperty) => number {
  return (one, other) => rank(one) - rank(other) || one.preference - other.preference
}

/** Work before home. */
function emailRank({ types }: CardProperty): number {
  return types.has('work') ? 0 : types.has('home') ? 2 : 1
}

/** Mobile first, since it becomes the login; then work, then home. */
function phoneRank({ types }: CardProperty): number {
  if (types.has('cell') || types.has('iphone') || types.has('mobile')) return 0
  return types.has('work') ? 1 : types.has('home') ? 3 : 2
}

function address(value: string): string {
  return wholeValue(value).replace(/^mailto:/iu, '')
}

/** `tel:+49-30-123456;ext=7` as people write it. */
function telephone(value: string): string {
  const text = wholeValue(value)
  return /^tel:/iu.test(text) ? (text.slice(4).split(';')[0] ?? '') : text
}
