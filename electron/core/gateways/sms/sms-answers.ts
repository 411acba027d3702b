import { withTrouble } from '../../domain/mail-troubles'
import { troubleIn } from '../line-troubles'
import type { Exchange } from './http-exchange'
import type { OutgoingSms, SmsOutcome } from './sms-gateway'

/** Letters of an answer that are kept. */
const LONGEST = 500
/** Letters of a part of the secret that is hidden on its own: shorter ones would tear other words of the answer. */
const SHORTEST_PART = 4
/** What no success says where only its place is named; as text too, as values are compared. */
const NOTHING: ReadonlySet<unknown> = new Set([undefined, null, false, '', 'false', 'null'])

/**
 * The text in one line of at most 500 characters, without the secret in any of its written forms and without the link
 * and code of the SMS, which some gateways send back.
 */
export function withoutSecrets(text: string, secret: string, sms?: OutgoingSms): string {
  const personal = (sms?.text ?? '')
    .split(/\s+/u)
    .filter((word) => /^https?:\/\//iu.test(word) || /^(?:\w{4}-){2,}/u.test(word))
  const clean = [...partsOf(secret).flatMap(formsOf), ...personal.flatMap(formsOf)]
    .toSorted((one, other) => other.length - one.length)
    .reduce((result, hidden) => result.replaceAll(hidden, '•••'), text)
  return clean
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
}

/** A secret as a whole, and where it is `name:password` (HTTP Basic) both of them: a server tells which one is wrong. */
function partsOf(secret: string): readonly string[] {
  const [name = ''] = secret.split(':', 1)
  return [secret, ...[name, secret.slice(name.length + 1)].filter((part) => part.length >= SHORTEST_PART)]
}

function formsOf(hidden: string): readonly string[] {
  return hidden === '' ? [] : [...writtenForms(hidden), ...writtenForms(Buffer.from(hidden).toString('base64'))]
}

function writtenForms(hidden: string): readonly string[] {
  const json = JSON.stringify(hidden).slice(1, -1)
  const url = encodeURIComponent(hidden.replace(/\p{Cs}/gu, '\ufffd'))
  const form = new URLSearchParams({ x: hidden }).toString().slice(2)
  return [hidden, json, json.replaceAll('/', String.raw`\/`), url, url.toLowerCase(), form]
}

/**
 * What a request without an answer means (SM6): refused before anything went out, it is tried again; after that nobody
 * knows whether the SMS was taken, so it is never resent by itself.
 */
export function outcomeWithoutAnswer(
  failed: Extract<Exchange, { status: null }>,
  clean: (text: string) => string,
): SmsOutcome {
  const trouble = troubleIn(failed.problem)
  const words = clean(failed.problem)
  const answer = trouble === null ? words : withTrouble(trouble, words)
  if (failed.handedOver) return { kind: 'unknown', answer }
  if (failed.unsafe) return { kind: 'stop', answer, reason: 'security' }
  return { kind: 'retry', answer, reason: 'connection' }
}

/** A JSON answer; null where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What stands at a dot path (`messages.0.id`), as text; null where nothing or more than one value does. */
export function valueAt(answer: unknown, path: string): string | null {
  const value = foundAt(answer, path)
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** Whether something stands at a dot path, one value or several, that is neither empty, false nor null (SM6). */
export function standsAt(answer: unknown, path: string): boolean {
  const value = foundAt(answer, path)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return !NOTHING.has(value)
}

function foundAt(answer: unknown, path: string): unknown {
  let value: unknown = answer
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}
