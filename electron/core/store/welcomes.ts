import type { Locale, PersonStatus } from '../domain/vocabulary'
import { departmentsOf } from './departments-of-people'
import type { Reader } from './store'

/** Somebody with a temporary password, as a welcome needs them (R1). */
export interface Welcomed {
  readonly id: string
  readonly name: string
  readonly firstName: string
  readonly email: string | null
  /** What they sign in with: e-mail, else phone. */
  readonly login: string
  readonly status: PersonStatus
  readonly locale: Locale
  /** Of the temporary password; null where they chose their own, or have none. */
  readonly temporary: { readonly generation: number; readonly until: number } | null
  /** Generation of the last temporary password they were given; 0: never. */
  readonly lastGeneration: number
}

/** Null where there is no such person. */
export async function findWelcomed(reader: Reader, personId: string): Promise<Welcomed | null> {
  const row = await reader
    .selectFrom('person')
    .leftJoin('credential', 'credential.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.first_name', 'person.email', 'person.address', 'person.status'])
    .select(['person.locale', 'credential.temporary_until', 'credential.temporary_generation'])
    .where('person.id', '=', personId)
    .executeTakeFirst()
  if (!row) return null
  const { address, email, first_name, id, locale, name, status, temporary_generation, temporary_until } = row
  const lastGeneration = temporary_generation ?? 0
  const temporary = temporary_until === null ? null : { generation: lastGeneration, until: temporary_until }
  return { id, name, firstName: first_name, email, login: email ?? address, status, locale, temporary, lastGeneration }
}

/** Names of the departments of each person, the company itself left out. */
export async function departmentNamesOf(
  reader: Reader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const root = await reader.selectFrom('department').select('id').where('parent_id', 'is', null).executeTakeFirst()
  const found = await departmentsOf(reader, personIds)
  return new Map(
    [...found].map(([id, departments]) => [
      id,
      departments.filter((each) => each.id !== root?.id).map((each) => each.name),
    ]),
  )
}
