import { readAddress } from './addresses'

/** What a report says of one recipient (RFC 3464 §2.3). */
export interface ReportedRecipient {
  /** Comparable form where it is an address at all, else as it stands there. */
  readonly address: string
  /** The address before the server that reports changed it, where it says so. */
  readonly original: string | null
  readonly fate: 'failed' | 'delayed'
  /** Enhanced status (RFC 3463); null: none. */
  readonly status: string | null
  /** What the server said, in one line. */
  readonly reason: string
}

const LONGEST_REASON = 500
/** A report about more is no answer to an invitation. */
const MOST_RECIPIENTS = 1_000
const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/u

/** Reads a delivery report (message/delivery-status); recipients that were reached are left out. */
export function readDeliveryStatus(text: string): readonly ReportedRecipient[] {
  const groups = text
    .replace(/\r\n?/gu, '\n')
    .split(/\n[ \t]*\n/u)
    .map(fieldsOf)
  return groups.flatMap(recipientOf).slice(0, MOST_RECIPIENTS)
}

/** The fields of a block of headers, by name in lower case, with their folded lines joined; the first of a name counts. */
export function fieldsOf(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of block
    .replace(/\r\n?/gu, '\n')
    .replace(/\n[ \t]+/gu, ' ')
    .split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** The Message-IDs a text names, with their angle brackets. */
export function messageIdsIn(text: string): readonly string[] {
  return [...text.matchAll(/<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/gu)].map((match) => match[0])
}

/** What is looked at of a bounce that is no report. */
export interface PlainBounce {
  readonly failedRecipients: string
  readonly sentTo: string
  readonly subject: string
  readonly text: string
}

/**
 * The bounces that are no report: the words of a server to a person. `failedRecipients` is the header by that name,
 * which Gmail and Exim set; without it a few wordings are known, and whoever the bounce was sent to (`sentTo`, the header) is not
 * who failed.
 */
export function readPlainBounce({
  failedRecipients,
  sentTo,
  subject,
  text,
}: PlainBounce): readonly ReportedRecipient[] {
  const named = addressesIn(failedRecipients)
  const own = new Set(addressesIn(sentTo))
  const late = /\b(?:delayed|not yet|still trying|will be retried|will retry|temporar\w+)\b/iu.test(subject)
  const blamed = (): readonly string[] =>
    addressesIn(text)
      .filter((address) => !own.has(address))
      .slice(0, 1)
  const addresses = named.length > 0 ? named : FAILURE.test(`${subject}\n${text}`) ? blamed() : []
  const status = STATUS.exec(text)?.[0] ?? null
  return addresses
    .slice(0, MOST_RECIPIENTS)
    .map((address) => ({ address, original: null, fate: late ? 'delayed' : 'failed', status, reason: reasonIn(text) }))
}

const FAILURE =
  /delivery (?:has failed|to the following recipients? failed)|undeliver(?:able|ed)|could(?: not|n['’]t) be delivered|wasn['’]t delivered|(?:unable|wasn['’]t able) to deliver|не (?:было )?доставлено|не удалось доставить/iu

function recipientOf(fields: ReadonlyMap<string, string>): readonly ReportedRecipient[] {
  const final = fields.get('final-recipient')
  const original = fields.get('original-recipient')
  const named = final ?? original
  if (named === undefined) return []
  const status = STATUS.exec(fields.get('status') ?? '')?.[0] ?? null
  const fate = fateOf((fields.get('action') ?? '').toLowerCase(), status)
  if (fate === null) return []
  const said = fields.get('diagnostic-code') ?? ''
  const reason = oneLine(said.replace(/^[\w-]+\s*;/u, ''))
  return [
    { address: addressOf(named), original: original === undefined ? null : addressOf(original), fate, status, reason },
  ]
}

/** `failed` is final whatever the status: a server gives up on 4.4.7 too. */
function fateOf(action: string, status: string | null): ReportedRecipient['fate'] | null {
  if (action.startsWith('failed')) return 'failed'
  if (action.startsWith('delayed')) return 'delayed'
  if (/^(?:delivered|relayed|expanded)/u.test(action)) return null
  if (status === null || status.startsWith('2')) return null
  return status.startsWith('5') ? 'failed' : 'delayed'
}

/** The address of a typed value: `rfc822; ann@example.com` (RFC 3464), letters of `utf-8` as \x{…} (RFC 6533). */
function addressOf(value: string): string {
  const [, kind = '', typed = value] = /^([\w-]+)\s*;\s*(.*)$/su.exec(value) ?? []
  const letters = /^utf-8/iu.test(kind)
    ? typed.replace(/\\x\{([0-9a-f]{1,6})\}/giu, (whole, code: string) => characterOf(whole, code))
    : typed
  const bare = letters.trim().replace(/^<(.*)>$/u, '$1')
  return readAddress(bare).email ?? oneLine(bare).slice(0, 320)
}

function characterOf(whole: string, code: string): string {
  const point = Number.parseInt(code, 16)
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole
}

function addressesIn(text: string): readonly string[] {
  const found = text
    .slice(0, 200_000)
    .split(/[\s<>()[\],;:"']+/u)
    .filter((word) => word.includes('@'))
    .flatMap((word) => readAddress(word.replace(/\.$/u, '')).email ?? [])
  return [...new Set(found)]
}

/** The line that gives the reason: the one with a reply code or status, else nothing. */
function reasonIn(text: string): string {
  const line = text.split(/\r?\n/u).find((each) => STATUS.test(each) || /\b[45]\d\d[ -]/u.test(each))
  return line === undefined ? '' : oneLine(line)
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim()
    .slice(0, LONGEST_REASON)
}
