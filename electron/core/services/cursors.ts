import { fieldRefusal } from '../domain/refusal'

/** Packs where a page ended, so that the window can ask for the next one without understanding it. */
export function packCursor(parts: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/**
 * Unpacks a cursor that `packCursor` made for the same list. Throws INVALID_INPUT on the field `cursor` for anything
 * that does not begin with `kind` or has another number of parts.
 */
export function unpackCursor(cursor: string, kind: readonly string[], length: number): readonly (string | number)[] {
  const parts = parsed(cursor)
  const begins = kind.every((word, index) => parts?.[index] === word)
  if (!parts || !begins || parts.length !== kind.length + length) throw fieldRefusal('cursor', 'INVALID')
  return parts.slice(kind.length)
}

function parsed(cursor: string): readonly (string | number)[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts.every(isPart) ? parts : null
  } catch {
    return null
  }
}

function isPart(part: unknown): part is string | number {
  return typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part))
}
