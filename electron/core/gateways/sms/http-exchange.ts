import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as safeRequest } from 'node:https'

/** How long to wait, in milliseconds. */
export interface ExchangeTimeouts {
  readonly connection: number
  /** For the whole answer, from when the request went out. */
  readonly answer: number
}

export interface ExchangeOptions {
  readonly timeouts?: ExchangeTimeouts
  /** Certificate authorities (PEM) besides those of the system. */
  readonly authorities?: string
}

export interface HttpAsked {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/**
 * What came of a request. Without a status there was no whole answer: `handedOver` says whether the server can have had the
 * request, `unsafe` that its certificate was not to be trusted.
 */
export type Exchange =
  | { readonly status: number; readonly text: string }
  | { readonly status: null; readonly handedOver: boolean; readonly unsafe: boolean; readonly problem: string }

const PATIENT: ExchangeTimeouts = { connection: 30_000, answer: 60_000 }
/** Characters of an answer that are read at most, in bytes. */
const LONGEST_ANSWER = 256 * 1024
const UNSAFE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/u

/**
 * Asks once, over a connection of its own: a kept one that the server is just closing would leave open whether the
 * request arrived. Follows no redirect, and never rejects.
 */
export function exchange(asked: HttpAsked, { authorities, timeouts = PATIENT }: ExchangeOptions): Promise<Exchange> {
  return new Promise((resolve) => {
    const secure = asked.url.protocol === 'https:'
    let handedOver = false
    const body = asked.body === null ? null : Buffer.from(asked.body)
    let request: ClientRequest
    const fail = (error: unknown): void => {
      clearTimeout(timer)
      const code = codeOf(error)
      resolve({ status: null, handedOver, unsafe: !handedOver && UNSAFE.test(code), problem: wordsOf(error, code) })
      request.destroy()
    }
    let timer = setTimeout(() => fail(new Error('No connection: timed out.')), timeouts.connection)
    try {
      request = (secure ? safeRequest : plainRequest)(asked.url, {
        method: asked.method,
        agent: false,
        headers: {
          ...asked.headers,
          'accept-encoding': 'identity',
          ...(body === null ? {} : { 'content-length': String(body.length) }),
        },
        ...(secure
          ? { minVersion: 'TLSv1.2' as const, ...(authorities === undefined ? {} : { ca: authorities }) }
          : {}),
      })
    } catch (error) {
      clearTimeout(timer)
      resolve({ status: null, handedOver: false, unsafe: false, problem: wordsOf(error, codeOf(error)) })
      return
    }
    request.on('error', fail)
    request.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        // From here on bytes may have gone out, and only an answer tells what became of them.
        handedOver = true
        clearTimeout(timer)
        timer = setTimeout(() => fail(new Error('No answer: timed out.')), timeouts.answer)
      })
    })
    request.on('response', (response) => {
      readAnswer(response).then((text) => {
        clearTimeout(timer)
        resolve({ status: response.statusCode ?? 0, text })
        request.destroy()
      }, fail)
    })
    request.end(body ?? undefined)
  })
}

/** The beginning of the answer is enough: what is beyond the limit is left unread. */
async function readAnswer(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response) {
    const bytes = Buffer.from(part)
    parts.push(bytes)
    size += bytes.length
    if (size >= LONGEST_ANSWER) return decoded(Buffer.concat(parts).subarray(0, LONGEST_ANSWER), response)
  }
  if (!response.complete) throw new Error('The connection was closed in the middle of the answer.')
  return decoded(Buffer.concat(parts), response)
}

/** As the server says it is written, else UTF-8; a byte order mark is no part of the text. */
function decoded(bytes: Buffer, { headers }: IncomingMessage): string {
  const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w.:-]+)/iu.exec(headers['content-type'] ?? '') ?? []
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function wordsOf(error: unknown, code: string): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.includes(code) ? message : `${code}: ${message}`
}
