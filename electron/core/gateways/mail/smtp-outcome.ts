import { accountRefusalIn } from '../../domain/mail-refusals'
import { type MailTrouble, withTrouble } from '../../domain/mail-troubles'
import { troubleIn } from '../line-troubles'
import type { MailGatewaySettings, Outcome } from './mail-gateway'
import type { OAuthFailure } from './oauth-gateway'

/** What no answer may repeat: the password, or the token used in its place. */
export type Secrets = Pick<MailGatewaySettings, 'password' | 'username'>

/** What is known of a failed try. */
export interface SmtpFailure {
  readonly code: string
  readonly message: string
  /** The code of the error behind it, where there is one: ECONNREFUSED, DEPTH_ZERO_SELF_SIGNED_CERT. */
  readonly cause: string
  /** The server's reply code, where it gave one. */
  readonly responseCode: number | null
  /** The server's reply, where it gave one. */
  readonly response: string | null
  /** The command that was answered. */
  readonly command: string
  /** All of the message went over the wire, so the server may have taken it. */
  readonly handedOver: boolean
  /** Only for the recipient's address the sender was given with SMTPUTF8 (RFC 6531). */
  readonly asksUtf8: boolean
}

/** What the gateway itself knows of a try. */
export type KnownOfTry = Pick<SmtpFailure, 'asksUtf8' | 'handedOver'>

/** Failures of the encryption itself, which come as plain socket errors with one of these codes behind them. */
const TLS_TROUBLE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/u
/** The line went dead while encryption was being set up: that may be over at the next try. */
const LINE_TROUBLE = /closed unexpectedly|timed out|timeout|ECONNRESET/iu

/** Reads the fields of whatever was thrown. */
export function failureFrom(error: unknown, known: KnownOfTry): SmtpFailure {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : null
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const responseCode = field('responseCode')
  return {
    code: text(field('code')),
    message: text(field('message')) || String(error),
    cause: text(field('originalCode')),
    responseCode: typeof responseCode === 'number' && responseCode > 0 ? responseCode : null,
    response: text(field('response')) || null,
    command: text(field('command')),
    ...known,
  }
}

/**
 * Decides what a failed try means (RFC 5321 §4.5): a reply decides where there is one; without a reply a message that
 * was handed over is `unknown`, one that was not is tried again.
 */
export function outcomeOf(failure: SmtpFailure, secrets: Secrets): Outcome {
  const answer = answerOf(failure, secrets)
  const { code, command, responseCode } = failure
  if (code === 'EAUTH' || code === 'ENOAUTH' || command.startsWith('AUTH') || saysSignIn(responseCode)) {
    return isTemporary(responseCode) ? retry(answer, 'connection') : { kind: 'stop', answer, reason: 'sign-in' }
  }
  if (isUnsafe(failure)) {
    return isTemporary(responseCode) ? retry(answer, 'connection') : { kind: 'stop', answer, reason: 'security' }
  }
  if (responseCode !== null) {
    const perMessage = code === 'EENVELOPE' || code === 'EMESSAGE'
    // 421 ends the connection, 503 means the session was out of step; neither is about the message.
    if (responseCode === 421 || responseCode === 503 || !perMessage) return retry(answer, 'connection')
    // 552 is a full mailbox on many servers: RFC 5321 has it treated as temporary.
    const forGood = responseCode >= 500 && responseCode !== 552
    const account = responseCode >= 500 ? accountRefusalIn(failure.response ?? '') : null
    if (account === 'limit') return { kind: 'stop', answer: withTrouble('limit', answer), reason: 'limit' }
    const ofSender = forGood && command === 'MAIL FROM' && !failure.asksUtf8
    if (account === 'sender' || ofSender) return { kind: 'stop', answer, reason: 'sender' }
    return forGood ? { kind: 'refused', answer } : retry(answer, 'deferred')
  }
  if (failure.handedOver) return { kind: 'unknown', answer }
  // Refused before a connection was asked for: the address or the size, which no second try changes. A reply without a
  // code says nothing.
  if ((code === 'EENVELOPE' || code === 'EMESSAGE') && failure.response === null) return { kind: 'refused', answer }
  return retry(answer, 'connection')
}

/** What no token means: one that will not come stops everything, one that did not come just now is asked for again. */
export function tokenOutcome({ answer, kind }: OAuthFailure): Outcome {
  return kind === 'refused'
    ? { kind: 'stop', reason: 'sign-in', answer: withTrouble('sign-in-again', answer) }
    : retry(withTrouble('sign-in-unreachable', answer), 'connection')
}

/** The words of the server; where it said nothing those of the library, after what they come to. */
function answerOf(failure: SmtpFailure, secrets: Secrets): string {
  const { message, response } = failure
  if (response !== null) return withoutSecrets(response, secrets)
  const trouble = troubleOf(failure)
  const words = withoutSecrets(message, secrets)
  return trouble === null ? words : withTrouble(trouble, words)
}

function troubleOf({ cause, code, message }: SmtpFailure): MailTrouble | null {
  return code === 'EREQUIRETLS' ? 'no-encryption' : troubleIn(`${code} ${cause} ${message}`)
}

/** A sign-in command that a server repeats: base64 is long, and told from a word by a capital or a figure. */
const SIGN_IN_COMMAND = /\b((?:AUTH|auth) +[\w-]+ +)(?=\S*[A-Z\d])\S{8,}/gu

/** The text in one line of at most 500 characters, with the password or token in none of its written forms. */
export function withoutSecrets(text: string, hidden: Secrets): string {
  const clean = formsOf(hidden).reduce((result, secret) => result.replaceAll(secret, '•••'), text)
  return clean
    .replace(SIGN_IN_COMMAND, '$1•••')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 500)
}

/** As they are, and as AUTH LOGIN, PLAIN and XOAUTH2 send them. */
function formsOf({ password, username }: Secrets): readonly string[] {
  if (password === '') return []
  const base64 = (content: string): string => Buffer.from(content).toString('base64')
  const bearer = `user=${username}\u0001auth=Bearer ${password}\u0001\u0001`
  return [password, base64(password), base64(`\0${username}\0${password}`), base64(bearer)]
}

function isUnsafe({ cause, code, message, responseCode }: SmtpFailure): boolean {
  if (code === 'ETLS') return responseCode !== null || TLS_TROUBLE.test(cause) || !LINE_TROUBLE.test(message)
  return code === 'EREQUIRETLS' || (responseCode === null && TLS_TROUBLE.test(cause))
}

/** 530 wants a sign-in, 534 and 535 refuse it, 538 wants encryption first. */
function saysSignIn(responseCode: number | null): boolean {
  return responseCode !== null && [530, 534, 535, 538].includes(responseCode)
}

function isTemporary(responseCode: number | null): boolean {
  return responseCode !== null && responseCode >= 400 && responseCode < 500
}

function retry(answer: string, reason: 'deferred' | 'connection'): Outcome {
  return { kind: 'retry', answer, reason }
}
