import { sql } from 'kysely'
import type { PersonStatus } from '../domain/vocabulary'

/**
 * A person's status where people are looked for by a day or a moment of theirs: few have one that is near, but most may have
 * the status, and an index on it must not be taken.
 */
export function statusBeside(column: 'person.status' | 'status') {
  return sql<PersonStatus>`coalesce(${sql.ref(column)}, '')`
}
