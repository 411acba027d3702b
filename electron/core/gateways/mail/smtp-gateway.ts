import type { Readable } from 'node:stream'
import nodemailer, { type SendMailOptions, type SMTPPoolOptions } from 'nodemailer'
import { readAddress } from '../../domain/addresses'
import { oneLine } from '../../domain/mail-templates'
import type { MailGateway, MailGatewaySettings, Outcome, OutgoingMail } from './mail-gateway'
import { failureFrom, outcomeOf, withoutSecrets } from './smtp-outcome'

/** How long to wait, in milliseconds; RFC 5321 gives a server ten minutes for its final answer. */
export interface SmtpTimeouts {
  readonly connection: number
  readonly greeting: number
  readonly silence: number
}

const PATIENT: SmtpTimeouts = { connection: 30_000, greeting: 30_000, silence: 600_000 }

export interface SmtpOptions {
  readonly timeouts?: SmtpTimeouts
  /** Certificate authorities (PEM) besides those of the system. */
  readonly authorities?: string
}

interface Limits {
  readonly maxConnections: number
  readonly rateLimit?: number
  /** Milliseconds. */
  readonly rateDelta?: number
}

/** Microsoft 365 allows three connections and thirty messages a minute; others take five connections. */
function limitsOf(host: string): Limits {
  return /(^|\.)(office365|outlook)\.com$/iu.test(host)
    ? { maxConnections: 2, rateLimit: 25, rateDelta: 60_000 }
    : { maxConnections: 5 }
}

/**
 * Sends through an SMTP account (M4). Encryption is demanded, never merely hoped for: `tls` from the first byte,
 * `starttls` or nothing. It retries nothing by itself: the outbox decides.
 */
export function openSmtpGateway(settings: MailGatewaySettings, options: SmtpOptions = {}): MailGateway {
  const limits = limitsOf(settings.host)
  const transport = nodemailer.createTransport(poolOptions(settings, limits, options))
  // What is left unread of a message tells whether the server can have taken it.
  const streams = new Map<string, Readable>()
  transport.use('stream', (mail, done) => {
    const { message } = mail
    const create = message.createReadStream.bind(message)
    message.createReadStream = (streamOptions) => {
      const stream = create(streamOptions)
      streams.set(message.messageId(), stream)
      return stream
    }
    done()
  })

  async function send(mail: OutgoingMail): Promise<Outcome> {
    // Addresses are read where they come in; one that is none all the same must not reach a header or an envelope.
    if (readAddress(mail.toAddress).email !== mail.toAddress) {
      return { kind: 'refused', answer: 'This is not an e-mail address.' }
    }
    try {
      const { response } = await transport.sendMail(mailFields(mail, settings))
      return { kind: 'sent', answer: withoutSecrets(response ?? '', settings) }
    } catch (error) {
      const handedOver = streams.get(mail.messageId)?.readableEnded ?? false
      return outcomeOf(failureFrom(error, handedOver), settings)
    } finally {
      streams.delete(mail.messageId)
    }
  }

  return { concurrency: limits.maxConnections, send, close: () => transport.close() }
}

function poolOptions(
  settings: MailGatewaySettings,
  limits: Limits,
  options: SmtpOptions,
): SMTPPoolOptions & { pool: true } {
  const timeouts = options.timeouts ?? PATIENT
  return {
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...(settings.username === '' ? {} : { auth: { user: settings.username, pass: settings.password } }),
    ...limits,
    maxMessages: 1_000,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
    tls: { minVersion: 'TLSv1.2', ...(options.authorities === undefined ? {} : { ca: options.authorities }) },
    logger: false,
  }
}

/** Addresses go in as objects only: a string would be parsed, and could name a second recipient. */
function mailFields(mail: OutgoingMail, settings: MailGatewaySettings): SendMailOptions {
  return {
    from: { name: oneLine(settings.fromName), address: settings.fromAddress },
    to: { name: oneLine(mail.toName), address: mail.toAddress },
    envelope: { from: settings.fromAddress, to: [mail.toAddress] },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
