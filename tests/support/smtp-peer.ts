import type { AddressInfo, Socket } from 'node:net'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/**
 * What the peer does with one mail:
 * - `accept` takes it; `refuse` and `defer` answer RCPT with a 5xx or 4xx; `refuse-data` and `defer-data` answer so
 *   after the message; `refuse-sender` answers MAIL FROM with a 5xx
 * - `drop` ends the connection before anything is said; `drop-in-data` at the first byte of the message
 * - `lose-reply` takes the whole mail, keeps it, and ends the connection instead of answering
 * - `stall` takes the whole mail and never answers
 */
export type Script =
  | { readonly does: 'accept' | 'drop' | 'drop-in-data' | 'lose-reply' | 'stall' }
  | {
      readonly does: 'refuse' | 'defer' | 'refuse-data' | 'defer-data' | 'refuse-sender'
      readonly code: number
      readonly answer: string
    }

export interface ReceivedMail {
  /** Envelope: who got it, whatever the headers say. */
  readonly from: string
  readonly to: readonly string[]
  readonly parsed: ParsedMail
  readonly raw: string
}

export interface SmtpPeerOptions {
  /** Accepted sign-in; none: no sign-in is asked for. */
  readonly account?: { readonly username: string; readonly password: string }
  /** Accepted XOAUTH2 sign-in: the user, and the tokens that hold at this moment. */
  readonly tokens?: { readonly username: string; readonly accepted: ReadonlySet<string> }
  /** Offers STARTTLS with this key and certificate and refuses mail without it. */
  readonly starttls?: { readonly key: string; readonly cert: string }
  /** How it greets whoever connects, until told otherwise by `welcome`; none: it takes everybody. */
  readonly unwelcome?: { readonly code: number; readonly answer: string }
  /** Where it listens; none: any free port. A server that comes back needs the port it had. */
  readonly port?: number
}

export interface SmtpPeer {
  readonly port: number
  /** Every mail whose last byte arrived, in order. */
  readonly received: readonly ReceivedMail[]
  /** Connections ever made. */
  readonly connections: number
  /** Says what happens to the next mails; once used up, `otherwise` (accept) holds. */
  script(...scripts: readonly Script[]): void
  /** Says what happens to mails for one address, before the script is asked. */
  scriptFor(address: string, script: Script): void
  /** From now on everybody is taken. */
  welcome(): void
  /** Resolves when so many mails have arrived in all. */
  arrived(count: number): Promise<readonly ReceivedMail[]>
  close(): Promise<void>
}

/** A real SMTP server on loopback that can refuse, defer, drop, lose its reply and stall. */
export async function startSmtpPeer(options: SmtpPeerOptions = {}): Promise<SmtpPeer> {
  const received: ReceivedMail[] = []
  const waiting: { count: number; resolve: (mails: readonly ReceivedMail[]) => void }[] = []
  const queue: Script[] = []
  const byAddress = new Map<string, Script>()
  const current = new Map<string, Script>()
  const sockets = new Set<Socket>()
  let connections = 0
  let { unwelcome } = options

  const next = (): Script => queue.shift() ?? { does: 'accept' }
  const drop = (remotePort: number): void => {
    for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy()
  }

  const server = new SMTPServer({
    ...security(options),
    hideSMTPUTF8: false,
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, callback) {
      if (unwelcome) callback(reply(unwelcome.code, unwelcome.answer))
      else callback()
    },
    onAuth(auth, _session, callback) {
      const { account, tokens } = options
      if (auth.method === 'XOAUTH2') {
        if (auth.username === tokens?.username && tokens?.accepted.has(auth.accessToken ?? '')) {
          callback(null, { user: auth.username })
        } else callback(reply(535, '5.7.3 Authentication unsuccessful'))
        return
      }
      if (account && auth.username === account.username && auth.password === account.password) {
        callback(null, { user: auth.username })
      } else callback(reply(535, '5.7.8 Error: authentication failed'))
    },
    onMailFrom(_address, session, callback) {
      const script = next()
      current.set(session.id, script)
      if (script.does === 'drop') drop(session.remotePort)
      else if (script.does === 'refuse-sender') callback(reply(script.code, script.answer))
      else callback()
    },
    onRcptTo(address, session, callback) {
      const own = byAddress.get(address.address)
      if (own) current.set(session.id, own)
      const script = current.get(session.id)
      if (script?.does === 'drop') drop(session.remotePort)
      else if (script?.does === 'refuse' || script?.does === 'defer') callback(reply(script.code, script.answer))
      else callback()
    },
    onData(stream, session, callback) {
      const script = current.get(session.id) ?? { does: 'accept' }
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (script.does === 'drop-in-data') drop(session.remotePort)
        chunks.push(chunk)
      })
      stream.on('end', () => {
        if (script.does === 'drop-in-data') return
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        void simpleParser(raw).then((parsed) => {
          if (script.does === 'refuse-data' || script.does === 'defer-data') {
            callback(reply(script.code, script.answer))
            return
          }
          received.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map((each) => each.address),
            parsed,
            raw: raw.toString('utf8'),
          })
          if (script.does === 'lose-reply') drop(session.remotePort)
          else if (script.does === 'accept') callback(null, `2.0.0 Ok: queued as ${received.length}`)
          for (const each of waiting) if (received.length >= each.count) each.resolve(received)
        })
      })
    },
  })
  server.server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // Clients that hang up in the middle are what this peer is for.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))

  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    get connections() {
      return connections
    },
    script: (...scripts) => void queue.push(...scripts),
    scriptFor: (address, script) => void byAddress.set(address, script),
    welcome: () => void (unwelcome = undefined),
    arrived: (count) =>
      received.length >= count
        ? Promise.resolve(received)
        : new Promise((resolve) => {
            waiting.push({ count, resolve })
          }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** The addresses of one header of a parsed mail. */
export function headerAddresses(header: AddressObject | AddressObject[] | undefined): readonly (string | undefined)[] {
  const objects = header === undefined ? [] : [header].flat()
  return objects.flatMap((each) => each.value).map((each) => each.address)
}

function security(options: SmtpPeerOptions): SMTPServerOptions {
  if (options.tokens) return { authMethods: ['XOAUTH2'], allowInsecureAuth: true, disabledCommands: ['STARTTLS'] }
  const withoutSignIn: SMTPServerOptions = options.account ? { allowInsecureAuth: true } : { authOptional: true }
  return options.starttls
    ? { ...withoutSignIn, ...options.starttls, allowInsecureAuth: false }
    : { ...withoutSignIn, disabledCommands: options.account ? ['STARTTLS'] : ['STARTTLS', 'AUTH'] }
}

function reply(responseCode: number, answer: string): Error {
  return Object.assign(new Error(answer), { responseCode })
}
