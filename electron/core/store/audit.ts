import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type AuditAction, NOTABLE_ACTIONS } from '../domain/audit-actions'
import { insertRows } from './dialects/kept-inserts'
import type { AuditTable } from './schema'
import type { Reader, Writer } from './store'

export interface AuditEntry {
  /** Null: the system or somebody at the join site. */
  readonly actor: { readonly personId: string; readonly name: string } | null
  readonly origin: AuditTable['origin']
  readonly action: AuditAction
  readonly subject: { readonly id: string; readonly name: string } | null
  /** Never a secret, a join code or a password. */
  readonly details?: Readonly<Record<string, string | number>>
}

type AuditRow = Omit<AuditTable, 'id'> & { readonly id: number }

/** Rows of one step of a walk along the chain. */
const SLICE = 500

/**
 * Adds one entry to the audit log (H1), chained to the one before it. Belongs in the same transaction as what it
 * tells of (S5). `at` in milliseconds UTC.
 */
export async function recordAudit(writer: Writer, at: number, entry: AuditEntry): Promise<void> {
  await recordAudits(writer, at, [entry])
}

/** The same for many entries in order, reading the end of the chain once. */
export async function recordAudits(writer: Writer, at: number, entries: readonly AuditEntry[]): Promise<void> {
  const last = await writer.selectFrom('audit').select(['id', 'hash']).orderBy('id', 'desc').limit(1).executeTakeFirst()
  await insertRows(writer, 'audit', chainedBehind(last ?? { id: 0, hash: '' }, at, entries))
}

/** A generator, so that a long batch is hashed a slice at a time. */
function* chainedBehind(
  last: Pick<AuditRow, 'id' | 'hash'>,
  at: number,
  entries: readonly AuditEntry[],
): Generator<AuditRow> {
  let { hash: previousHash, id } = last
  for (const entry of entries) {
    id += 1
    const row = chained(id, at, entry, previousHash)
    previousHash = row.hash
    yield row
  }
}

function chained(id: number, at: number, entry: AuditEntry, previousHash: string): AuditRow {
  const row = {
    id,
    at,
    actor_id: entry.actor?.personId ?? null,
    actor_name: asStored(entry.actor?.name ?? ''),
    origin: entry.origin,
    action: entry.action,
    subject_id: entry.subject ? asStored(entry.subject.id) : null,
    subject_name: asStored(entry.subject?.name ?? ''),
    details: JSON.stringify(entry.details ?? {}),
    notable: NOTABLE_ACTIONS.has(entry.action) ? (1 as const) : (0 as const),
    previous_hash: previousHash,
  }
  return { ...row, hash: hashOf(row) }
}

/** Half a surrogate pair cannot be stored: hashed as it came, a name with one would break the chain for good. */
function asStored(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

/** SHA-256 over the columns in a fixed order, the hash of the entry before among them; hexadecimal. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const columns = [
    row.id,
    row.at,
    row.actor_id,
    row.actor_name,
    row.origin,
    row.action,
    row.subject_id,
    row.subject_name,
    row.details,
    row.notable,
    row.previous_hash,
  ]
  return hash('sha256', JSON.stringify(columns))
}

export interface ChainReport {
  /** How many entries were found in order, the broken one not among them. */
  readonly entries: number
  readonly intact: boolean
  /** Number of the first entry that is missing or is not what was written. */
  readonly brokenAt: number | null
}

/** Walks the chain from the first entry (H1), a slice at a time, letting other work through between slices. */
export async function verifyAudit(reader: Reader): Promise<ChainReport> {
  let id = 0
  let previousHash = ''
  for (;;) {
    const rows = await reader.selectFrom('audit').selectAll().where('id', '>', id).orderBy('id').limit(SLICE).execute()
    for (const row of rows) {
      const expected = row.id === id + 1 && row.previous_hash === previousHash && row.hash === hashOf(row)
      if (!expected) return { entries: id, intact: false, brokenAt: id + 1 }
      id = row.id
      previousHash = row.hash
    }
    if (rows.length < SLICE) return { entries: id, intact: true, brokenAt: null }
    await setImmediate()
  }
}
