/** Names under which secrets travel; their values never reach the log. */
const SECRET_NAMES = /passw|passphrase|secret|token|credential|authorization|cookie|^code$|^link$|^url$/i
/** Join links and short codes inside texts: whoever reads a log must not be able to join with it. */
const JOIN_LINK = /\/J\/[A-Za-z0-9-]{10,}/g
const SHORT_CODE = /\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/gi
const MAILTO = /mailto:\S+/gi
const HIDDEN = '[hidden]'
const DEEPEST = 6
const LONGEST = 4_000

/** The text without join links, short codes, mailto links and line breaks that would forge another entry. */
export function redactText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(JOIN_LINK, `/J/${HIDDEN}`)
    .replace(SHORT_CODE, HIDDEN)
    .replace(MAILTO, `mailto:${HIDDEN}`)
    .replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ')
}

/** A copy of what is to be logged, secrets hidden by name and by look, errors as text. Safe for any value. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value instanceof Error) return redactError(value, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return '…'
  if (Array.isArray(value)) return value.slice(0, 50).map((each) => redact(each, depth + 1))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, SECRET_NAMES.test(name) ? HIDDEN : redact(each, depth + 1)]),
  )
}

function redactError(error: Error, depth: number): unknown {
  const stack = (error.stack ?? `${error.name}: ${error.message}`).split('\n').slice(0, 30).map(redactText)
  const code = 'code' in error ? { code: redact(error.code, depth + 1) } : {}
  const cause = error.cause !== undefined && depth < DEEPEST ? { cause: redact(error.cause, depth + 1) } : {}
  return { ...code, stack, ...cause }
}
