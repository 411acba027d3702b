import { Refusal, type RefusalCode } from '../domain/refusal'

const REFUSALS: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^SQLITE_(BUSY|LOCKED)/u, 'STORE_BUSY'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|^(EACCES|EPERM|EROFS)$/u, 'STORE_READ_ONLY'],
  [/^SQLITE_FULL|^(ENOSPC|EDQUOT)$/u, 'DISK_FULL'],
  [/^SQLITE_(CORRUPT|NOTADB)/u, 'STORE_DAMAGED'],
]

/**
 * Says in the domain's words what the disk or SQLite refused. Gives back any other error as it came: a broken
 * constraint, for one, is for the caller to understand.
 */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Refusal || !('code' in error)) return error
  const code = String(error.code)
  const known = REFUSALS.find(([pattern]) => pattern.test(code))
  if (!known) return error
  const refusal = new Refusal(known[1])
  refusal.cause = error
  return refusal
}

/** Runs `work` with the errors of the disk and of SQLite as refusals. */
export function asRefusals<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw storeError(error)
  }
}
