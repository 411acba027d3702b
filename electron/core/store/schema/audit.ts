// The audit log.
import type { Generated } from 'kysely'
import type { Flag } from './flag'

/** Append-only and hash-chained (H1): triggers refuse UPDATE and DELETE. */
export interface AuditTable {
  id: Generated<number>
  at: number
  actor_id: string | null
  actor_name: string
  origin: 'console' | 'join-site' | 'system'
  action: string
  subject_id: string | null
  subject_name: string
  /** JSON object of strings and numbers. */
  details: string
  /** Shown in Activity (H2). */
  notable: Flag
  previous_hash: string
  hash: string
}
