import { nextSlice } from '../slice-clock'
import type { KeptDatabase } from './kept-queries'

/** People taken in between two moments at which other work of the process gets its turn. */
const TOGETHER = 200

/** sort_name comes folded; the tokenizer folds case and Latin accents of the rest, and ё is left to do here. */
const TEXT = `sort_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' ||
  replace(replace(position, 'ё', 'е'), 'Ё', 'Е')`

const LAST_OF_SLICE = `SELECT max(number) AS last FROM (SELECT number FROM person_to_find ORDER BY number LIMIT ${TOGETHER})`

const GONE = `SELECT number FROM person_to_find AS noted
  WHERE number <= ? AND NOT EXISTS (SELECT 1 FROM person WHERE person.number = noted.number)`
/**
 * Asked first: a statement that may write to the index makes it write out what it holds, even where there is nothing to
 * forget.
 */
const ANY_GONE = `SELECT EXISTS (${GONE}) AS found`
const FORGET = `DELETE FROM person_search WHERE rowid IN (${GONE})`

/** Each with the highest number to take in. */
export const TAKE_IN = [
  `INSERT OR REPLACE INTO person_search (rowid, text)
    SELECT number, ${TEXT} FROM person WHERE number IN (SELECT number FROM person_to_find WHERE number <= ?)`,
  'DELETE FROM person_to_find WHERE number <= ?',
] as const

/**
 * D2: lets the search find everybody whom the transaction under way has written, as they are now. Belongs at its end, so that
 * no search ever misses somebody who is there: many people in one statement cost a tenth of what each for themselves does.
 */
export async function takeInForSearch(database: KeptDatabase): Promise<void> {
  const lastOfSlice = database.prepare(LAST_OF_SLICE)
  for (;;) {
    const { last } = lastOfSlice.get([]) as { readonly last: number | null }
    if (last === null) return
    const { found } = database.prepare(ANY_GONE).get([last]) as { readonly found: number }
    for (const statement of found ? [FORGET, ...TAKE_IN] : TAKE_IN) database.prepare(statement).run([last])
    await nextSlice()
  }
}
