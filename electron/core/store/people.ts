import { sql } from 'kysely'
import { Refusal } from '../domain/refusal'
import type { PersonStatus } from '../domain/vocabulary'
import { keptRows, listed } from './dialects/kept-queries'
import type { PersonTable } from './schema'
import type { Reader, Writer } from './store'

/** Somebody as a transition needs them, read inside its transaction (S5). */
export interface PersonState {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly kind: PersonTable['kind']
  readonly status: PersonStatus
  readonly administrator: boolean
  readonly email: string | null
  readonly phone: string | null
  readonly firstName: string
  readonly lastName: string
  readonly position: string
  readonly invitedBy: string | null
  readonly joinedAt: number | null
}

export async function findPerson(reader: Reader, id: string): Promise<PersonState | null> {
  const row = await reader
    .selectFrom('person')
    .select(['id', 'name', 'address', 'kind', 'status', 'administrator', 'email', 'phone'])
    .select(['first_name', 'last_name', 'position', 'invited_by', 'joined_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { first_name, last_name, invited_by, joined_at, administrator, ...same } = row
  return {
    ...same,
    firstName: first_name,
    lastName: last_name,
    administrator: administrator === 1,
    invitedBy: invited_by,
    joinedAt: joined_at,
  }
}

/** Changes a person who must still be in the status that was decided upon. Throws STATE_NOT_ALLOWED otherwise (S5). */
export async function updatePerson(
  writer: Writer,
  person: Pick<PersonState, 'id' | 'status'>,
  change: Partial<Omit<PersonTable, 'number' | 'id'>>,
): Promise<void> {
  const result = await writer
    .updateTable('person')
    .set(change)
    .where('id', '=', person.id)
    .where('status', '=', person.status)
    .executeTakeFirstOrThrow()
  if (result.numUpdatedRows !== 1n) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
}

/**
 * Removes a person from the directory with their memberships, invitations and password (S2). Those they invited stay,
 * without inviter. Throws STATE_NOT_ALLOWED when the status has changed meanwhile.
 */
export async function deletePerson(writer: Writer, person: Pick<PersonState, 'id' | 'status'>): Promise<void> {
  const result = await writer
    .deleteFrom('person')
    .where('id', '=', person.id)
    .where('status', '=', person.status)
    .executeTakeFirstOrThrow()
  if (result.numDeletedRows !== 1n) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
}

/** Which of these people have a task, open or done (S1). */
export async function peopleWithTasks(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await keptRows(reader, 'people-with-tasks', { ids: JSON.stringify(ids) }, (blank) =>
    reader
      .selectFrom('task')
      .select('person_id')
      .distinct()
      .where('person_id', 'in', listed(blank('ids'))),
  )
  return new Set(rows.map((row) => row.person_id))
}

/** Id of the only active administrator, or null where there are more (A3). */
export async function lastAdministrator(reader: Reader): Promise<string | null> {
  const rows = await keptRows(reader, 'last-administrator', {}, () =>
    reader
      .selectFrom('person')
      .select('id')
      // Written out: SQLite takes a partial index only for values it can read in the statement.
      .where('administrator', '=', sql.lit(1))
      .where('status', '=', sql.lit('active'))
      .limit(2),
  )
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

/** Whether the person has ever sent the join form: only then is there a password. */
export async function hasCredential(reader: Reader, personId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('credential')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** Who has this e-mail address or phone, in its stored form (S6). */
export async function findByAddress(
  reader: Reader,
  address: { readonly email: string } | { readonly phone: string },
): Promise<{ readonly id: string; readonly name: string } | null> {
  const query = reader.selectFrom('person').select(['id', 'name'])
  const row = await (
    'email' in address ? query.where('email', '=', address.email) : query.where('phone', '=', address.phone)
  ).executeTakeFirst()
  return row ?? null
}

/** Whether somebody of these, at most ten thousand, can be written to by mail. */
export async function hasEmails(reader: Reader, personIds: readonly string[]): Promise<boolean> {
  const found = await reader
    .selectFrom('person')
    .select('id')
    .where('id', 'in', personIds)
    .where('email', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
