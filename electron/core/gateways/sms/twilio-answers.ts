import { readJson, valueAt } from './sms-answers'
import type { SmsLook, SmsOutcome } from './sms-gateway'

/** Codes that mean the account is not let in. */
const SIGN_IN: ReadonlySet<string> = new Set(['20003', '20005', '20006', '20404'])
/** Codes that mean this sender cannot be used, whoever the message is for. Not 21612: it cannot reach that one number. */
const SENDER: ReadonlySet<string> = new Set([
  '21212',
  '21603',
  '21606',
  '21659',
  '21660',
  '21661',
  '21701',
  '21703',
  '21704',
  '21705',
])
/** Codes that mean later: too many requests, or the sender's queue is full. Nothing was taken. */
const LATER: ReadonlySet<string> = new Set(['20429', '14107', '21611', '63018'])

/** What an answer to a new message means (SM6). `clean` takes secrets out. */
export function outcomeOfTwilio(status: number, text: string, clean: (text: string) => string): SmsOutcome {
  const json = readJson(text)
  const code = valueAt(json, 'code') ?? ''
  const answer = clean(wordsOf(code, valueAt(json, 'message') ?? text, status))
  if (status >= 200 && status < 300) {
    const sid = valueAt(json, 'sid')
    const sent = { kind: 'sent', answer: clean(valueAt(json, 'status') ?? `HTTP ${status}`) } as const
    return sid !== null && /^\w{1,64}$/u.test(sid) ? { ...sent, providerId: sid } : sent
  }
  // A server that fails may have taken the message before it did.
  if (status >= 500 || status === 408) return { kind: 'unknown', answer }
  if (status === 429 || LATER.has(code)) return { kind: 'retry', answer, reason: 'deferred' }
  if (status === 401 || status === 403 || status === 404 || SIGN_IN.has(code)) {
    return { kind: 'stop', answer, reason: 'sign-in' }
  }
  if (SENDER.has(code)) return { kind: 'stop', answer, reason: 'sender' }
  // Redirects are not followed: the sign-in would go to whoever they name.
  if (status < 400) return { kind: 'stop', answer, reason: 'security' }
  return { kind: 'refused', answer }
}

/** What the provider says of a message it took. */
export function lookOfTwilio(status: number, text: string, clean: (text: string) => string): SmsLook {
  if (status !== 200) return { state: 'waiting', answer: '' }
  const json = readJson(text)
  const state = valueAt(json, 'status') ?? ''
  switch (state) {
    case 'delivered':
    case 'read':
      return { state: 'delivered', answer: state }
    case 'undelivered':
    case 'failed':
    case 'canceled':
      return {
        state: 'failed',
        answer: clean(wordsOf(valueAt(json, 'error_code') ?? '', valueAt(json, 'error_message') ?? state, null)),
      }
    default:
      return { state: 'waiting', answer: clean(state) }
  }
}

/** `21614: message`, as the window explains it by its code; without a code, what was said after the status. */
function wordsOf(code: string, message: string, status: number | null): string {
  if (code !== '') return `${code}: ${message}`
  return status === null ? message : `HTTP ${status} ${message}`
}
