import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import {
  fieldsOf,
  messageIdsIn,
  readDeliveryStatus,
  readPlainBounce,
  type ReportedRecipient,
} from '../../domain/bounces'

/** What a bounce message says: whom it could not reach, and by which messages. */
export interface BounceMessage {
  readonly recipients: readonly ReportedRecipient[]
  /** Message-IDs of what came back, the surest first. */
  readonly messageIds: readonly string[]
}

/** Bytes that are read before other work of the process gets its turn. */
const PIECE = 64 * 1024
/** Somebody may have forwarded the bounce as an attachment, and that again. */
const DEEPEST = 3

/** `ignoreEmbedded` is for mailsplit below: what came back is a part, also where a server marks it to be shown inline. */
const READING = {
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  skipTextToHtml: true,
  skipHtmlToText: true,
  skipTextLinks: true,
  skipImageLinks: true,
}

/** Reads a message as a bounce; recipients are empty where it is none. */
export async function readBounceMessage(bytes: Buffer, depth = 1): Promise<BounceMessage> {
  const mail = await simpleParser(Readable.from(pieces(bytes)), READING)
  const parts = mail.attachments
  const reports = parts.filter((part) => /^message\/(?:global-)?delivery-status$/iu.test(part.contentType))
  const returned = parts.filter((part) => RETURNED.test(part.contentType))
  const reported = reports.flatMap((part) => readDeliveryStatus(part.content.toString('utf8')))
  const text = mail.text ?? ''
  const header = (name: string): string => mail.headerLines.find((line) => line.key === name)?.line ?? ''
  const recipients =
    reported.length > 0
      ? reported
      : readPlainBounce({
          failedRecipients: header('x-failed-recipients').replace(/^[^:]*:/u, ''),
          sentTo: header('to'),
          subject: mail.subject ?? '',
          text,
        })
  if (recipients.length > 0) {
    const ids = returned.flatMap((part) => messageIdOf(part.content.toString('latin1')))
    const answered = messageIdsIn(`${header('in-reply-to')} ${header('references')}`)
    return { recipients, messageIds: [...new Set([...ids, ...answered, ...idsInText(text)])] }
  }
  for (const part of depth < DEEPEST ? returned : []) {
    const inner = await readBounceMessage(part.content, depth + 1)
    if (inner.recipients.length > 0) return inner
  }
  return { recipients: [], messageIds: [] }
}

const RETURNED = /^(?:message\/(?:rfc822|global|global-headers)|text\/rfc822-headers)$/iu

/** The Message-ID of a returned message or of its headers alone. */
function messageIdOf(message: string): readonly string[] {
  const [head = ''] = message.replace(/\r\n?/gu, '\n').split('\n\n', 1)
  return messageIdsIn(fieldsOf(head).get('message-id') ?? '')
}

/** Servers that write plain text quote the header of what came back. */
function idsInText(text: string): readonly string[] {
  return [...text.slice(0, 200_000).matchAll(/^[ \t>]*Message-ID:\s*(<[^<>\s]{3,500}>)/gimu)].map(
    (match) => match[1] ?? '',
  )
}

async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (at > 0) await setImmediate()
    yield bytes.subarray(at, at + PIECE)
  }
}
