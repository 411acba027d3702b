/** `sender`: the account is blocked, or may not send from this address; `limit`: it has sent as much as it may for now. */
export type AccountRefusal = 'sender' | 'limit'

/**
 * Enhanced codes (RFC 3463) that are about who sends. Gmail: 5.4.5. Microsoft 365: the others; 5.1.7 and 5.1.8 are
 * a bad sender's address in the standard too.
 */
const CODES: ReadonlyMap<string, AccountRefusal> = new Map([
  ['5.1.7', 'sender'],
  ['5.1.8', 'sender'],
  ['5.2.252', 'sender'],
  ['5.7.60', 'sender'],
  ['5.7.501', 'sender'],
  ['5.7.502', 'sender'],
  ['5.7.503', 'sender'],
  ['5.7.708', 'sender'],
  ['5.7.750', 'sender'],
  ['5.1.90', 'limit'],
  ['5.4.5', 'limit'],
  ['5.7.232', 'limit'],
  ['5.7.233', 'limit'],
  ['5.7.236', 'limit'],
  ['5.7.705', 'limit'],
])

/** Names that Microsoft's servers give a refusal, beside codes that say next to nothing. */
const NAMES: readonly (readonly [RegExp, AccountRefusal])[] = [
  [/SubmissionQuotaExceeded/iu, 'limit'],
  [/SendAsDenied|OutboundSpam/iu, 'sender'],
]

const WORDS: readonly (readonly [RegExp, AccountRefusal])[] = [
  [/\b(?:daily|24-hour|hour|hourly|sending|submission|outgoing|messaging)(?: \w+){0,2} (?:limit|quota)\b/iu, 'limit'],
  [/\b(?:messages|e-?mails|rcpts|recipients) per (?:\d+ )?(?:minute|hour|day)s?\b/iu, 'limit'],
  [/\bmaximum credits exceeded\b/iu, 'limit'],
  [/\bsender (?:address )?(?:rejected|not owned)|\bnot owned by user\b|\bsender verify failed\b/iu, 'sender'],
  [/\b(?:bad outbound|banned) sender\b/iu, 'sender'],
  [/\bnot (?:allowed|authori[sz]ed|permitted) to send (?:\w+ )?(?:as|from)\b/iu, 'sender'],
  [/\boutgoing (?:mail|e-?mail|messages?)\b.*\b(?:suspended|blocked|disabled)\b/iu, 'sender'],
]

/** Codes of the recipient's address and mailbox: a quota or limit beside one of them is the recipient's. */
const ABOUT_RECIPIENT = /^5\.(?:1\.(?:1|2|3|6|10)|2\.\d+)$/u
/** The same in words. */
const RECIPIENT_WORDS: readonly RegExp[] = [
  /\b(?:unknown|invalid|no such) (?:user|recipient|mailbox|address|e-?mail)\b/iu,
  /\b(?:user|recipient|mailbox)\b.*\b(?:unknown|rejected|unavailable|disabled|inactive|invalid|full|not found|not exist)\b/iu,
]
/** A limit on what somebody gets. */
const GETTING = /\breceiv(?:e|es|ed|ing)\b/iu

/**
 * Whether a permanent refusal (5xx) is the account's and not the recipient's, wherever in the session it came: many
 * servers look at the sender only at RCPT or after the message. Null: it may be about this one message (M9).
 */
export function accountRefusalIn(response: string): AccountRefusal | null {
  const words = inOneLine(response)
  const named = NAMES.find(([name]) => name.test(words))
  if (named) return named[1]
  const code = enhancedCode(response)
  const coded = CODES.get(code)
  if (coded) return coded
  if (ABOUT_RECIPIENT.test(code)) return null
  const said = WORDS.find(([word]) => word.test(words))?.[1] ?? null
  return said === 'limit' && GETTING.test(words) ? null : said
}

/** Whether a permanent refusal says that it is about the recipient: an old list of addresses may well meet it in a row (M9). */
export function isAboutRecipient(response: string): boolean {
  return ABOUT_RECIPIENT.test(enhancedCode(response)) || RECIPIENT_WORDS.some((words) => words.test(response))
}

/** The enhanced code of a permanent refusal (RFC 3463); empty: it has none. */
function enhancedCode(response: string): string {
  return /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/u.exec(response)?.[1] ?? ''
}

/** The reply without the codes that begin each of its lines. */
function inOneLine(response: string): string {
  return response
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\d{3}[ -](?:\d\.\d{1,3}\.\d{1,3} )?/u, ''))
    .join(' ')
}
