import { sql } from 'kysely'
import { domainOf } from '../domain/addresses'
import { emailKey, nameKey } from '../domain/likeness'
import { keptRows, listed } from './dialects/kept-queries'
import type { PersonTable } from './schema'
import type { Reader, Writer } from './store'

/** The columns by which somebody is found to be somebody else already (Z7); written wherever a name or an address is. */
export type LikenessColumns = Pick<PersonTable, 'name_key' | 'email_key'>

/** `name_key` is empty where a name says nothing: null would mean that the keys are still to be made. */
export function likenessColumns(firstName: string, lastName: string, email: string | null): LikenessColumns {
  const key = email === null ? null : emailKey(email)
  return { name_key: nameKey(firstName, lastName) ?? '', email_key: key === email ? null : key }
}

/** Somebody of the directory whom an entry resembles. */
export interface AlikePerson {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly email: string | null
  readonly phone: string | null
  readonly status: PersonTable['status']
  readonly invited_by: string | null
  readonly name_key: string | null
  readonly email_key: string | null
}

const ALIKE = [
  'id',
  'name',
  'address',
  'email',
  'phone',
  'status',
  'invited_by',
  'name_key',
  'email_key',
] as const satisfies readonly (keyof AlikePerson)[]

/** Namesakes shown of one name at most, and read of all names at once. */
const MOST_NAMESAKES = 3
const MOST_AT_ONCE = 500

/** Who has one of these name keys; of each name at least the first few. At most a few hundred keys at once. */
export async function findByNameKeys(reader: Reader, keys: readonly string[]): Promise<readonly AlikePerson[]> {
  if (keys.length === 0) return []
  const query = reader.selectFrom('person').select(ALIKE)
  const found = await keptRows(reader, 'alike-by-names', { all: JSON.stringify(keys) }, (blank) =>
    query.where('name_key', 'in', listed(blank('all'))).limit(sql.lit(MOST_AT_ONCE + 1)),
  )
  if (found.length <= MOST_AT_ONCE) return found
  // One name that very many have must not hide the others.
  const few: AlikePerson[] = []
  for (const key of keys) {
    few.push(...(await query.where('name_key', '=', key).limit(MOST_NAMESAKES).execute()))
  }
  return few
}

/** Who has one of these addresses, plain or once what people add to an address is taken away. */
export async function findByEmailKeys(reader: Reader, keys: readonly string[]): Promise<readonly AlikePerson[]> {
  if (keys.length === 0) return []
  const query = reader.selectFrom('person').select(ALIKE)
  const values = { all: JSON.stringify(keys) }
  const plain = await keptRows(reader, 'alike-by-emails', values, (blank) =>
    query.where('email', 'in', listed(blank('all'))),
  )
  const keyed = await keptRows(reader, 'alike-by-email-keys', values, (blank) =>
    query.where('email_key', 'in', listed(blank('all'))),
  )
  return [...plain, ...keyed]
}

/** Who has one of these phone numbers (E.164). */
export async function findAlikeByPhones(reader: Reader, phones: readonly string[]): Promise<readonly AlikePerson[]> {
  if (phones.length === 0) return []
  return await keptRows(reader, 'alike-by-phones', { all: JSON.stringify(phones) }, (blank) =>
    reader
      .selectFrom('person')
      .select(ALIKE)
      .where('phone', 'in', listed(blank('all'))),
  )
}

/** People looked at, and how many of them share a domain before it counts as one of the company. */
const SAMPLE = 1_000
const FEWEST = 3
const MOST_DOMAINS = 20

/** The domains most people's addresses have, judged by the first and the latest of them: nothing counts a whole portal. */
export async function usualDomains(reader: Reader): Promise<readonly string[]> {
  const query = reader.selectFrom('person').select('email').where('email', 'is not', null).limit(SAMPLE)
  const rows = [...(await query.orderBy('number').execute()), ...(await query.orderBy('number', 'desc').execute())]
  const counts = new Map<string, number>()
  for (const { email } of rows) {
    const domain = domainOf(email ?? '')
    counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_DOMAINS)
    .map(([domain]) => domain)
}

/** Makes the keys of some people who have none yet; returns how many those were. */
export async function fillLikeness(writer: Writer, most: number): Promise<number> {
  const people = await writer
    .selectFrom('person')
    .select(['number', 'first_name', 'last_name', 'email'])
    .where('name_key', 'is', null)
    .limit(most)
    .execute()
  const keys = people.map(({ number, first_name, last_name, email }) => {
    const { email_key, name_key } = likenessColumns(first_name, last_name, email)
    return [number, name_key, email_key]
  })
  await sql`
    UPDATE person SET name_key = made.value ->> 1, email_key = made.value ->> 2 FROM json_each(${JSON.stringify(keys)}) AS made
    WHERE person.number = made.value ->> 0
  `.execute(writer)
  return people.length
}
