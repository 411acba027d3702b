import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../store'
import { keptRows } from './kept-queries'

/** From how many hits on sorting them all costs more than walking the list in order. */
const MANY = 5_000

/** The trigram index knows nothing shorter. */
const SHORTEST = 3

/**
 * Whether the hits are looked up and sorted, or the list is walked in its order and each row asked whether it is one:
 * the quicker way where hits are many and soon met.
 */
export type SearchWay = 'look-up' | 'walk'

/** How words are looked for: one plan for all searches of the same shape, apart from the values. */
export interface SearchPlan {
  readonly shape: string
  readonly values: Readonly<Record<string, string>>
  /** Sorting them all may cost more than walking. */
  readonly many: boolean
  /** No word of three letters or more is anywhere: no need to look further. */
  readonly nothing: boolean
  conditions(value: (name: string) => string, way: SearchWay): readonly RawBuilder<boolean>[]
}

const NO_SEARCH: SearchPlan = { shape: '', values: {}, many: false, nothing: false, conditions: () => [] }

/**
 * Conditions on `person` for words that must all be found somewhere in a person's name, address, phone or position.
 * The words come folded (domain/search-words.ts). One- and two-letter words match where a name's word or the address
 * begins with them.
 */
export async function planSearch(reader: Reader, words: readonly string[]): Promise<SearchPlan> {
  if (words.length === 0) return NO_SEARCH
  const long = words.filter((word) => [...word].length >= SHORTEST)
  const starts = words.filter((word) => !long.includes(word)).map((word) => `${word.replaceAll(/[\\%_]/gu, '\\$&')}%`)
  const match = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  const hits = long.length === 0 ? null : await firstHits(reader, match)
  const many = hits !== null && hits.length >= MANY
  const values = Object.fromEntries(
    starts.flatMap((start, at) => [
      [`start${at}`, start],
      [`inside${at}`, `% ${start}`],
    ]),
  )
  return {
    shape: `${starts.length}${hits === null ? '' : many ? 'many' : 'few'}`,
    many,
    nothing: hits?.length === 0,
    // A few hits are looked up by their numbers: asking the index a second time would cost as much as the first.
    values: { ...values, match, hits: many ? '' : JSON.stringify(hits ?? []) },
    conditions: (value, way) => [
      ...starts.map((_, at) => startsWith(value(`start${at}`), value(`inside${at}`))),
      ...(hits === null ? [] : [many ? among(value('match'), way) : isOneOf(value('hits'))]),
    ],
  }
}

/** Numbers of people with these words; when there are MANY, of the first. */
async function firstHits(reader: Reader, match: string): Promise<readonly number[]> {
  const found = await keptRows(reader, 'search-hits', { match }, (blank) =>
    reader
      .selectFrom(sql<{ number: number }>`person_search(${blank('match')})`.as('hit'))
      .select(sql<number>`hit.rowid`.as('number'))
      .limit(sql.lit(MANY)),
  )
  return found.map((hit) => hit.number)
}

function isOneOf(numbers: string): RawBuilder<boolean> {
  return sql<boolean>`person.number IN (SELECT value FROM json_each(${numbers}))`
}

/** The plus keeps SQLite from looking the hits up one by one: it walks the list in order and asks of each row. */
function among(match: string, way: SearchWay): RawBuilder<boolean> {
  const hits = sql`(SELECT rowid FROM person_search WHERE person_search MATCH ${match})`
  return way === 'walk' ? sql<boolean>`+person.number IN ${hits}` : sql<boolean>`person.number IN ${hits}`
}

function startsWith(start: string, inside: string): RawBuilder<boolean> {
  return sql<boolean>`(
    person.sort_name LIKE ${start} ESCAPE '\\' OR person.sort_name LIKE ${inside} ESCAPE '\\'
    OR person.address LIKE ${start} ESCAPE '\\'
  )`
}
