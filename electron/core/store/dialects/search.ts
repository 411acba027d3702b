import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../store'

/** From how many hits on sorting them all costs more than walking the list in order. */
const MANY = 5_000

/** The trigram index knows nothing shorter. */
const SHORTEST = 3

/**
 * Conditions on `person` for words that must all be found somewhere in a person's name, address, phone or position.
 * The words come folded (domain/search-words.ts). One- and two-letter words match where a name's word or the address
 * begins with them.
 */
export async function searchConditions(
  reader: Reader,
  words: readonly string[],
): Promise<readonly RawBuilder<boolean>[]> {
  const long = words.filter((word) => [...word].length >= SHORTEST)
  const conditions = words.filter((word) => !long.includes(word)).map(startsWith)
  if (long.length === 0) return conditions
  const match = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
  return [...conditions, (await isMany(reader, match)) ? amongMany(match) : amongFew(match)]
}

async function isMany(reader: Reader, match: string): Promise<boolean> {
  const found = await sql<{ hits: number }>`
    SELECT count(*) AS hits FROM (SELECT rowid FROM person_search WHERE person_search MATCH ${match} LIMIT ${MANY})
  `.execute(reader)
  return (found.rows[0]?.hits ?? 0) >= MANY
}

function amongFew(match: string): RawBuilder<boolean> {
  return sql<boolean>`person.number IN (SELECT rowid FROM person_search WHERE person_search MATCH ${match})`
}

/** The plus keeps SQLite from looking the hits up one by one: it walks the list in order and asks of each row. */
function amongMany(match: string): RawBuilder<boolean> {
  return sql<boolean>`+person.number IN (SELECT rowid FROM person_search WHERE person_search MATCH ${match})`
}

function startsWith(word: string): RawBuilder<boolean> {
  const pattern = `${word.replaceAll(/[\\%_]/gu, '\\$&')}%`
  return sql<boolean>`(
    person.sort_name LIKE ${pattern} ESCAPE '\\' OR person.sort_name LIKE ${`% ${pattern}`} ESCAPE '\\'
    OR person.address LIKE ${pattern} ESCAPE '\\'
  )`
}
