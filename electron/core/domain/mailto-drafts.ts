import { Refusal } from './refusal'
import type { AddressSeparator, DraftMode } from './vocabulary'

/** Characters of an encoded mailto URL that every mail app on every system takes (M2). */
export const MAILTO_BUDGET = 1_900
/** Addresses in one Bcc draft: mail providers refuse messages to about a hundred. */
export const MOST_BCC_ADDRESSES = 90

export interface MailtoContent {
  readonly to: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly body: string
}

/** A mailto URL after RFC 6068: UTF-8 percent-encoded, line ends as %0D%0A, spaces as %20. */
export function mailtoUrl(content: MailtoContent, separator: AddressSeparator): string {
  const join = separator === 'semicolon' ? ';' : ','
  const fields: string[] = []
  if (content.bcc.length > 0) fields.push(`bcc=${content.bcc.map(encodeAddress).join(join)}`)
  if (content.subject !== '') fields.push(`subject=${encodeText(content.subject)}`)
  if (content.body !== '') fields.push(`body=${encodeText(content.body.replace(/\r\n?|\n/gu, '\r\n'))}`)
  const query = fields.length > 0 ? `?${fields.join('&')}` : ''
  return `mailto:${content.to.map(encodeAddress).join(join)}${query}`
}

export interface DraftRequest<Recipient> {
  readonly mode: DraftMode
  readonly recipients: readonly Recipient[]
  readonly addressOf: (recipient: Recipient) => string
  /** The filled text; for mode `bcc` it is asked once, with null. */
  readonly textOf: (recipient: Recipient | null) => { readonly subject: string; readonly body: string }
  /** The inviter's own address: in a Bcc draft it stands in To; null where there is none. */
  readonly self: string | null
  readonly separator: AddressSeparator
  /** Characters of the encoded URL; left out: MAILTO_BUDGET. Infinity: drafts travel as files or to Apple Mail (M3). */
  readonly budget?: number
}

/**
 * Splits recipients into drafts (M1, M2): one each, or in order into Bcc batches of at most ninety addresses whose
 * encoded URL keeps to the budget. Every recipient is in exactly one draft; without recipients there is one draft
 * without addresses. Throws MAIL_TEXT_TOO_LONG {length, limit} where even one recipient does not fit.
 * A generator, so that the caller plans a long list in slices.
 */
export function* planDrafts<Recipient>(
  request: DraftRequest<Recipient>,
): Generator<readonly Recipient[], void, undefined> {
  const { addressOf, budget = MAILTO_BUDGET, recipients, separator, self, textOf } = request
  if (request.mode === 'each' && recipients.length > 0) {
    for (const recipient of recipients) {
      checkLength(mailtoUrl({ to: [addressOf(recipient)], bcc: [], ...textOf(recipient) }, separator).length, budget)
      yield [recipient]
    }
    return
  }
  const to = self === null || recipients.length === 0 ? [] : [self]
  const shared = mailtoUrl({ to, bcc: [], ...textOf(null) }, separator).length
  checkLength(shared, budget)
  if (recipients.length === 0) {
    yield []
    return
  }
  // `bcc=` and the ampersand behind it, or the question mark where it is the only field.
  const empty = shared + 'bcc=&'.length
  let batch: Recipient[] = []
  let length = empty
  for (const recipient of recipients) {
    const cost = encodeAddress(addressOf(recipient)).length
    checkLength(empty + cost, budget)
    const grown = length + cost + (batch.length > 0 ? 1 : 0)
    if (batch.length >= MOST_BCC_ADDRESSES || grown > budget) {
      yield batch
      batch = [recipient]
      length = empty + cost
    } else {
      batch.push(recipient)
      length = grown
    }
  }
  yield batch
}

/** Throws MAIL_TEXT_TOO_LONG where an encoded mailto URL of this length is over the budget. */
export function checkLength(length: number, limit = MAILTO_BUDGET): void {
  if (length > limit) throw new Refusal('MAIL_TEXT_TOO_LONG', { length, limit })
}

function encodeAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${encodeText(address.slice(0, at))}@${encodeText(address.slice(at + 1))}`
}

/** Percent-encodes everything but unreserved characters; half a surrogate pair becomes the replacement character. */
function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
