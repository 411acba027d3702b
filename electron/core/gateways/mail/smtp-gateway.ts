import type { Readable } from 'node:stream'
import nodemailer, { type SendMailOptions, type SMTPPoolOptions } from 'nodemailer'
import { readAddress } from '../../domain/addresses'
import { oneLine } from '../../domain/mail-templates'
import { readAnswer } from '../../domain/mail-troubles'
import type { MailGateway, MailGatewaySettings, MailTokenSource, Outcome, OutgoingMail } from './mail-gateway'
import { OAuthFailure } from './oauth-gateway'
import { failureFrom, outcomeOf, tokenOutcome, withoutSecrets } from './smtp-outcome'

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
  /** Where tokens come from with sign-in `oauth`. */
  readonly tokens?: MailTokenSource
}

/**
 * Sends through an SMTP account (M4). Encryption is demanded, never merely hoped for: `tls` from the first byte,
 * `starttls` or nothing. It retries nothing by itself: the outbox decides.
 */
export function openSmtpGateway(settings: MailGatewaySettings, options: SmtpOptions = {}): MailGateway {
  const secrets = { username: settings.username, password: settings.password }
  const tokens = settings.signIn === 'oauth' ? noted(options.tokens, (token) => void (secrets.password = token)) : null
  const transport = nodemailer.createTransport(poolOptions(settings, options, tokens))
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

  async function tryOnce(mail: OutgoingMail): Promise<Outcome> {
    try {
      const { response } = await transport.sendMail(mailFields(mail, settings))
      return { kind: 'sent', answer: withoutSecrets(response ?? '', secrets) }
    } catch (error) {
      if (error instanceof OAuthFailure) return tokenOutcome(error)
      const handedOver = streams.get(mail.messageId)?.readableEnded ?? false
      const asksUtf8 = isBeyondAscii(mail.toAddress) && !isBeyondAscii(settings.fromAddress)
      return outcomeOf(failureFrom(error, { asksUtf8, handedOver }), secrets)
    } finally {
      streams.delete(mail.messageId)
    }
  }

  async function send(mail: OutgoingMail): Promise<Outcome> {
    // Addresses are read where they come in; one that is none all the same must not reach a header or an envelope.
    if (readAddress(mail.toAddress).email !== mail.toAddress) {
      return { kind: 'refused', answer: 'This is not an e-mail address.' }
    }
    const outcome = await tryOnce(mail)
    const refused =
      outcome.kind === 'stop' && outcome.reason === 'sign-in' && readAnswer(outcome.answer).trouble === null
    if (!refused || !tokens) return outcome
    // The server would not have the token although it should hold: a new one decides whether somebody has to act.
    try {
      await tokens.token(true)
    } catch (error) {
      return tokenOutcome(tokenFailure(error))
    }
    return tryOnce(mail)
  }

  return { concurrency: settings.connections, send, close: () => transport.close() }
}

function poolOptions(
  settings: MailGatewaySettings,
  options: SmtpOptions,
  tokens: MailTokenSource | null,
): SMTPPoolOptions & { pool: true } {
  const { connections, perMinute } = settings
  const timeouts = options.timeouts ?? PATIENT
  return {
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...authOf(settings, tokens),
    maxConnections: connections,
    ...(perMinute === null ? {} : { rateLimit: perMinute, rateDelta: 60_000 }),
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

function isBeyondAscii(address: string): boolean {
  return /[^\p{ASCII}]/u.test(address)
}

/** A token is asked for at each connection, and asked for anew where the server would not have it. */
function authOf(
  { password, signIn, username }: MailGatewaySettings,
  tokens: MailTokenSource | null,
): Pick<SMTPPoolOptions, 'auth'> {
  if (signIn === 'none') return {}
  if (!tokens) return { auth: { user: username, pass: password } }
  return {
    auth: {
      type: 'OAuth2',
      user: username,
      provisionCallback(_user, renew, done) {
        tokens.token(renew).then(
          (token) => done(null, token),
          (error: unknown) => done(tokenFailure(error)),
        )
      },
    },
  }
}

/** Whatever kept a token from coming: what its source did not expect may be over at the next try, and may hold secrets. */
function tokenFailure(error: unknown): OAuthFailure {
  return error instanceof OAuthFailure ? error : new OAuthFailure('unreachable', '')
}

/** The same source, telling each token it gives, so that no answer repeats it. */
function noted(source: MailTokenSource | undefined, note: (token: string) => void): MailTokenSource {
  if (!source) throw new Error('sign-in with tokens needs a source of them')
  return {
    async token(renew) {
      const token = await source.token(renew)
      note(token)
      return token
    },
  }
}

/**
 * Addresses go in as objects only: a string would be parsed, and could name a second recipient. The envelope is made
 * from the same two.
 */
function mailFields(mail: OutgoingMail, settings: MailGatewaySettings): SendMailOptions {
  return {
    from: { name: oneLine(settings.fromName), address: settings.fromAddress },
    to: { name: oneLine(mail.toName), address: mail.toAddress },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
