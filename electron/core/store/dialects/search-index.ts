import { setImmediate } from 'node:timers/promises'
import type { KeptDatabase } from './kept-queries'

/** People taken in between two moments at which other work of the process gets its turn. */
const TOGETHER = 100

/** sort_name comes folded; the tokenizer folds case and Latin accents of the rest, and ё is left to do here. */
const TEXT = `sort_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' ||
  replace(replace(position, 'ё', 'е'), 'Ё', 'Е')`

const LAST_OF_SLICE = `SELECT max(number) AS last FROM (SELECT number FROM person_to_find ORDER BY number LIMIT ${TOGETHER})`

/** Each with the highest number to take in. */
export const TAKE_IN = [
  `DELETE FROM person_search WHERE rowid IN (
    SELECT number FROM person_to_find AS noted
    WHERE number <= ? AND NOT EXISTS (SELECT 1 FROM person WHERE person.number = noted.number))`,
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
    for (const statement of TAKE_IN) database.prepare(statement).run([last])
    await setImmediate()
  }
}
