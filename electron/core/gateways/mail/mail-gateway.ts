import type { MailSecurity, MailSignIn } from '../../domain/vocabulary'

/** The account mail is sent from, as plain data; the password comes from the vault and stays in the gateway. */
export interface MailGatewaySettings {
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  /** `oauth`: with a token that the gateway asks for, instead of the password. */
  readonly signIn: MailSignIn
  /** Empty with sign-in `none`. */
  readonly username: string
  /** Empty but with sign-in `password`. */
  readonly password: string
  readonly fromName: string
  /** Comparable form (domain/addresses.ts). */
  readonly fromAddress: string
  /** Connections at once, and messages a minute; null: as many as the server takes. */
  readonly connections: number
  readonly perMinute: number | null
}

/** One mail to one person. */
export interface OutgoingMail {
  readonly toName: string
  /** Comparable form (domain/addresses.ts). */
  readonly toAddress: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Message-ID with its angle brackets; the same on every try. */
  readonly messageId: string
}

/**
 * What became of one try. `answer` is what the server said, or what went wrong, without secrets.
 * - `sent`: the server took responsibility.
 * - `retry`: it did not, and may later: `deferred` for a temporary refusal, `connection` where no message was handed over.
 * - `refused`: it will not take this message (M9).
 * - `unknown`: the message was handed over but the answer was lost; never resent by itself.
 * - `stop`: no message can go out, whoever it is for, before somebody changes the account (wrong password, no safe
 *   connection, a sender address the server does not let it use) or, with `limit`, before the provider lets it send again;
 *   `repeated`: it refused too many in the same words.
 */
export type Outcome =
  | { readonly kind: 'sent'; readonly answer: string }
  | { readonly kind: 'retry'; readonly answer: string; readonly reason: 'deferred' | 'connection' }
  | { readonly kind: 'refused'; readonly answer: string }
  | { readonly kind: 'unknown'; readonly answer: string }
  | {
      readonly kind: 'stop'
      readonly answer: string
      readonly reason: 'sign-in' | 'security' | 'sender' | 'limit' | 'repeated'
    }

/** A connection, or a few, to one mail account. */
export interface MailGateway {
  /** How many mails it sends at once. */
  readonly concurrency: number
  /** Never rejects: everything that can happen is an Outcome. */
  send(mail: OutgoingMail): Promise<Outcome>
  /** Ends idle connections at once and busy ones after their mail. */
  close(): void
}

/** Where a gateway has its tokens from, with sign-in `oauth`. */
export interface MailTokenSource {
  /** A token that holds now; `renew`: the server would not have the last one. Throws OAuthFailure. */
  token(renew: boolean): Promise<string>
}

export type OpenMailGateway = (settings: MailGatewaySettings) => MailGateway
