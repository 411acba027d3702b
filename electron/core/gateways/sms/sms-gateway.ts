import type { Outcome } from '../mail/mail-gateway'
import type { HttpBodyType, HttpMethod } from '../../domain/sms-words'

/** A Twilio-compatible account (SM6); the secret comes from the vault and stays in the gateway. */
export interface TwilioSettings {
  readonly kind: 'twilio'
  /** Without a slash at the end: `https://api.twilio.com`. */
  readonly baseUrl: string
  readonly accountSid: string
  /** The API key that signs in; empty: the account itself does, with its auth token. */
  readonly apiKey: string
  /** A number in E.164, an alphanumeric sender, or a messaging service (`MG…`). */
  readonly sender: string
  /** For how long the provider goes on trying, in minutes; null: as the provider does. */
  readonly validityMinutes: number | null
  readonly secret: string
  /** Messages a minute at most; null: no limit of ours. The outbox keeps to it. */
  readonly perMinute: number | null
}

/** A gateway asked over HTTP as its own manual wants it (SM6). Placeholders: domain/sms-templates.ts. */
export interface HttpSmsSettings {
  readonly kind: 'http'
  readonly method: HttpMethod
  readonly url: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly bodyType: HttpBodyType
  readonly body: string
  /** Empty: the gateway knows its sender. */
  readonly sender: string
  readonly success: SuccessRule
  /** Dot path of the provider's id in a JSON answer; empty: there is none. */
  readonly idPath: string
  readonly secret: string
  /** Messages a minute at most; null: no limit of ours. The outbox keeps to it. */
  readonly perMinute: number | null
}

/** What a success looks like: the status in a range, and beyond that what is not empty here. */
export interface SuccessRule {
  readonly statusFrom: number
  readonly statusTo: number
  /** Dot path into a JSON answer: `messages.0.status`. */
  readonly path: string
  /** What stands there in a success; compared as text. Empty: anything that is neither empty, false nor null. */
  readonly equals: string
  /** Text that a success contains. */
  readonly contains: string
}

export type SmsGatewaySettings = TwilioSettings | HttpSmsSettings

/** One SMS to one person. */
export interface OutgoingSms {
  /** E.164 (SM5). */
  readonly toPhone: string
  readonly text: string
  /** The same on every try. */
  readonly messageId: string
}

/** What became of one try: as of a mail, and what the provider calls a message it took. */
export type SmsOutcome =
  | (Extract<Outcome, { readonly kind: 'sent' }> & { readonly providerId?: string })
  | Exclude<Outcome, { readonly kind: 'sent' }>

/** What the provider says became of a message it took. `waiting`: nothing final yet, or no answer; `answer` may be empty. */
export interface SmsLook {
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly answer: string
}

/** One account at an SMS provider. */
export interface SmsGateway {
  /** How many SMS it sends at once. */
  readonly concurrency: number
  /** Never rejects: everything that can happen is a SmsOutcome. It retries nothing by itself (SM6). */
  send(sms: OutgoingSms): Promise<SmsOutcome>
  /** What became of a message, by its provider's id; not there where the provider cannot be asked. Never rejects. */
  look?(providerId: string): Promise<SmsLook>
  close(): void
}

export type OpenSmsGateway = (settings: SmsGatewaySettings) => SmsGateway
