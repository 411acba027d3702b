// An HTTP server on this computer that acts as an SMS provider: it takes messages, refuses them, or misbehaves.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface SmsRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** The fields of a form body. */
  readonly form: Readonly<Record<string, string>>
}

export interface SmsAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What the peer does with the next requests: answers; drops the connection before or after reading; answers nothing; takes
 * the message and loses its answer; or sends more than anybody wants.
 */
export type SmsBehaviour =
  | { readonly kind: 'answer'; readonly answer: SmsAnswer }
  | { readonly kind: 'drop-before' | 'drop-after' | 'stall' | 'lose-answer' | 'flood' }

export interface SmsPeer {
  readonly address: string
  /** Requests that were read whole, in order. */
  readonly requests: SmsRequest[]
  /** Messages taken, by their sid. */
  readonly taken: Map<string, { readonly to: string; readonly text: string }>
  /** What it does from now on; null: takes messages as Twilio does. */
  behave(behaviour: SmsBehaviour | null): void
  /** What it says of a message when asked. */
  setStatus(sid: string, status: string, errorCode?: number): void
  close(): Promise<void>
}

/** A refusal as Twilio words it. */
export function twilioRefusal(status: number, code: number, message = 'refused'): SmsBehaviour {
  return { kind: 'answer', answer: { status, body: { code, message, status, more_info: '' } } }
}

export async function openSmsPeer(): Promise<SmsPeer> {
  const requests: SmsRequest[] = []
  const taken = new Map<string, { to: string; text: string }>()
  const statuses = new Map<string, { status: string; errorCode: number | null }>()
  const sockets = new Set<Socket>()
  let behaviour: SmsBehaviour | null = null

  const server = createServer((request, response) => {
    if (behaviour?.kind === 'drop-before') {
      request.socket.destroy()
      return
    }
    void bodyOf(request).then((body) => {
      const read: SmsRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        form: Object.fromEntries(new URLSearchParams(body)),
      }
      requests.push(read)
      answer(read, response)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  function answer(request: SmsRequest, response: ServerResponse): void {
    switch (behaviour?.kind) {
      case 'stall':
        return
      case 'drop-after':
        response.destroy()
        return
      case 'lose-answer':
        take(request)
        response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' })
        response.write('{"sid"', () => response.destroy())
        return
      case 'flood':
        response.writeHead(201)
        response.end('x'.repeat(2_000_000))
        return
      case 'answer':
        say(response, behaviour.answer)
        return
      case 'drop-before':
      case undefined:
        say(response, request.method === 'GET' ? look(request) : take(request))
    }
  }

  function take(request: SmsRequest): SmsAnswer {
    const sid = `SM${String(taken.size + 1).padStart(32, '0')}`
    taken.set(sid, { to: request.form['To'] ?? '', text: request.form['Body'] ?? '' })
    return { status: 201, body: { sid, status: 'queued', to: request.form['To'], error_code: null } }
  }

  function look(request: SmsRequest): SmsAnswer {
    const sid = /Messages\/(?<sid>\w+)\.json/u.exec(request.path)?.groups?.['sid'] ?? ''
    if (!taken.has(sid)) return { status: 404, body: { code: 20404, message: 'not found', status: 404 } }
    const { errorCode = null, status = 'queued' } = statuses.get(sid) ?? {}
    return { status: 200, body: { sid, status, error_code: errorCode, error_message: null } }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    taken,
    behave: (next) => {
      behaviour = next
    },
    setStatus: (sid, status, errorCode) => void statuses.set(sid, { status, errorCode: errorCode ?? null }),
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function say(response: ServerResponse, { body, headers, status }: SmsAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString('utf8')
}
