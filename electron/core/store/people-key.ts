import { type RawBuilder, sql } from 'kysely'
import type { PeopleSort } from '../domain/vocabulary'

/** The last row of the page before: what the list is sorted by, then the id. */
export type PeopleKey = readonly (string | number)[]

/** What each order sorts by. Every one ends in the id, so that no two rows share a key and no page skips or repeats. */
const KEYS: Readonly<Record<PeopleSort, readonly string[]>> = {
  name: ['sort_name', 'id'],
  address: ['address', 'id'],
  position: ['position', 'sort_name', 'id'],
  status: ['status', 'sort_name', 'id'],
  // The column that is never null, as the index has it.
  invitedOn: ['invited_on', 'id'],
}

/** How many values a key of this order has; a cursor with another number is no cursor. */
export function keyLength(sort: PeopleSort): number {
  return KEYS[sort].length
}

/** Blanks of a statement that is kept (dialects/kept-queries.ts), by the names of their values. */
export type Text = (name: string) => string
export type Numeral = (name: string) => number
export type Values = Readonly<Record<string, string | number | null>>

/** What an order sorts by, as a statement names it. */
export function columnsOf(sort: PeopleSort): readonly RawBuilder<unknown>[] {
  return KEYS[sort].map((column) => sql.raw(`person.${column}`))
}

/** A key as values of a statement; `keyBlanks` is their places in it. */
export function keyValues(name: string, key: PeopleKey | null | undefined): Values {
  return Object.fromEntries((key ?? []).map((value, at) => [`${name}${at}`, value]))
}

export function keyBlanks(name: string, key: PeopleKey, text: Text, number: Numeral): PeopleKey {
  return key.map((value, at) => (typeof value === 'number' ? number(`${name}${at}`) : text(`${name}${at}`)))
}

/** Whether a row comes after a key. */
export function beyond(
  columns: readonly RawBuilder<unknown>[],
  after: PeopleKey,
  descending: boolean,
): RawBuilder<boolean> {
  const comparison = sql.raw(descending ? '<' : '>')
  return sql<boolean>`(${sql.join(columns)}) ${comparison} (${sql.join([...after])})`
}

/** Whether a row is that of the key, or before it. */
export function notBeyond(
  columns: readonly RawBuilder<unknown>[],
  until: PeopleKey,
  descending: boolean,
): RawBuilder<boolean> {
  const comparison = sql.raw(descending ? '>=' : '<=')
  return sql<boolean>`(${sql.join(columns)}) ${comparison} (${sql.join([...until])})`
}

/** A key as a page has told it. Throws where it is none. */
export function readKey(json: string): PeopleKey {
  const key: unknown = JSON.parse(json)
  if (!Array.isArray(key)) throw new Error('A key is a list')
  return key.map((part: unknown) => (typeof part === 'number' ? part : String(part)))
}
