import { THROTTLE_MEMORY, type ThrottleState } from '../domain/throttle'
import type { Reader, Writer } from './store'

/** Wrong tries at `key` so far, or null. */
export async function readThrottle(reader: Reader, key: string): Promise<ThrottleState | null> {
  const row = await reader
    .selectFrom('throttle')
    .select(['failures', 'blocked_until', 'updated_at'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row ? { failures: row.failures, blockedUntil: row.blocked_until, updatedAt: row.updated_at } : null
}

/** Keeps the wrong tries at `key`, and forgets those of all keys that nobody tried for long. */
export async function saveThrottle(writer: Writer, key: string, state: ThrottleState): Promise<void> {
  await writer
    .deleteFrom('throttle')
    .where('updated_at', '<', state.updatedAt - THROTTLE_MEMORY)
    .execute()
  const columns = { failures: state.failures, blocked_until: state.blockedUntil, updated_at: state.updatedAt }
  await writer
    .insertInto('throttle')
    .values({ key, ...columns })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute()
}

export async function clearThrottle(writer: Writer, key: string): Promise<void> {
  await writer.deleteFrom('throttle').where('key', '=', key).execute()
}
