import { sql } from 'kysely'
import type { AuditTable } from './schema'
import type { Reader } from './store'

export interface AuditPageQuery {
  /** Number of the last entry of the page before; null: from the newest. */
  readonly before: number | null
  readonly limit: number
  /** H2: only what people should notice. */
  readonly notable: boolean
  /** A2: only what this person did, or what was done to whom they invited; null: everything. */
  readonly seenBy: string | null
}

export type AuditPageRow = Omit<AuditTable, 'id' | 'hash' | 'previous_hash' | 'notable'> & { readonly id: number }

/** Entries newest first, by key. */
export async function readAuditPage(reader: Reader, query: AuditPageQuery): Promise<readonly AuditPageRow[]> {
  const { before, notable, seenBy } = query
  let statement = reader
    .selectFrom('audit')
    .select(['id', 'at', 'actor_id', 'actor_name', 'origin', 'action', 'subject_id', 'subject_name', 'details'])
  if (before !== null) statement = statement.where('id', '<', before)
  if (notable) statement = statement.where('notable', '=', sql.lit(1))
  if (seenBy !== null) {
    statement = statement.where((either) =>
      either.or([
        either('actor_id', '=', seenBy),
        either('subject_id', 'in', (select) =>
          select.selectFrom('person').select('person.id').where('person.invited_by', '=', seenBy),
        ),
      ]),
    )
  }
  return await statement.orderBy('id', 'desc').limit(query.limit).execute()
}

/** The details of an entry as they were recorded. */
export function readDetails(json: string): Readonly<Record<string, string | number>> {
  const details: unknown = JSON.parse(json)
  if (typeof details !== 'object' || details === null) return {}
  return Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}

/** Every column of an entry in the order in which audit.ts hashes them, the hash itself last. */
export const AUDIT_COLUMNS = [
  'id',
  'at',
  'actor_id',
  'actor_name',
  'origin',
  'action',
  'subject_id',
  'subject_name',
  'details',
  'notable',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof AuditTable)[]
export type AuditFileRow = Omit<AuditTable, 'id'> & { readonly id: number }

/** Whole entries after number `after` up to `last`, oldest first. */
export async function readAuditSlice(
  reader: Reader,
  after: number,
  last: number,
  limit: number,
): Promise<readonly AuditFileRow[]> {
  return await reader
    .selectFrom('audit')
    .select([...AUDIT_COLUMNS])
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Number and hash of the newest entry; null for an empty log. */
export async function readAuditEnd(reader: Reader): Promise<{ readonly id: number; readonly hash: string } | null> {
  const row = await reader.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

/** Hash of the entry with this number; null where there is none. */
export async function readAuditHash(reader: Reader, id: number): Promise<string | null> {
  const row = await reader.selectFrom('audit').select('hash').where('id', '=', id).executeTakeFirst()
  return row?.hash ?? null
}

/** Number of the newest entry; 0 for an empty log. */
export async function readLastAuditNumber(reader: Reader): Promise<number> {
  const row = await reader.selectFrom('audit').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row?.id ?? 0
}

/** Somebody who came in, or was let in by whoever confirmed them. */
export interface Arrival {
  /** Number of the entry. */
  readonly id: number
  readonly action: (typeof ARRIVALS)[number]
  readonly personId: string | null
  readonly name: string
  /** Who let them in; null: nobody, as at the join site. */
  readonly by: string | null
  /** As written down when they came. */
  readonly status: string | null
}

const ARRIVALS = ['person.joined', 'person.accepted', 'person.confirmed'] as const

/** Who came in after entry number `after` up to `last`, oldest first (L9, Z12). */
export async function readArrivals(
  reader: Reader,
  { after, last }: { readonly after: number; readonly last: number },
): Promise<readonly Arrival[]> {
  const rows = await reader
    .selectFrom('audit')
    .select(['id', 'action', 'origin', 'actor_id as by', 'subject_id as personId', 'subject_name as name', 'details'])
    .where('id', '>', after)
    .where('id', '<=', last)
    .where('notable', '=', sql.lit(1))
    .where('action', 'in', ARRIVALS)
    .orderBy('id')
    .limit(1_000)
    .execute()
  return rows.flatMap(({ action: known, details, origin, ...row }) => {
    const action = ARRIVALS.find((each) => each === known)
    if (!action || (action !== 'person.confirmed' && origin !== 'join-site')) return []
    const { status } = readDetails(details)
    return [{ ...row, action, status: typeof status === 'string' ? status : null }]
  })
}
