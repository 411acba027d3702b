// What goes out by mail: messages, drafts and the account that sends.
import type {
  DraftMode,
  DraftState,
  Locale,
  MailPreset,
  MailSecurity,
  MailSignIn,
  MessageChannel,
  MessageKind,
  MessageState,
  SmsGatewayKind,
  TemplateKind,
} from '../../domain/vocabulary'

/** Wording shared by the messages of one batch; null text: the standard text of the locale. */
export interface MessageTextTable {
  id: string
  subject: string
  body: string
}

/** The durable outbox: one row a message to one person. The body is rendered when it is sent, so no link is stored. */
export interface MessageTable {
  id: string
  channel: MessageChannel
  kind: MessageKind
  /** What it tells of beside its person: an address proof, or the invitee who has joined. */
  about: string | null
  invitation_id: string | null
  /** Generation of the link or temporary password it carries: a message for an older one is cancelled, never sent. */
  generation: number | null
  person_id: string | null
  to_name: string
  to_address: string
  locale: Locale
  text_id: string | null
  state: MessageState
  tries: number
  next_try_at: number | null
  /** Message-ID header, made before the first try and kept over all of them. */
  message_id: string
  /** What the provider of an SMS calls it. */
  provider_id: string | null
  /** When to ask the provider what became of it, in milliseconds UTC; null: nothing more is to be learnt. */
  next_look_at: number | null
  answer: string | null
  created_by: string | null
  created_at: number
  /** When it was last tried, or moved by somebody: the limits of an account are kept by it, so no look changes it. */
  updated_at: number
  sent_at: number | null
}

export interface DraftTable {
  id: string
  /** `sms`: handed to the system's messaging, not to the mail app. */
  channel: MessageChannel
  mode: DraftMode
  state: DraftState
  locale: Locale
  text_id: string | null
  /** The open-link variant a Bcc or address-less draft carries. */
  variant_id: string | null
  /** Which of the drafts prepared together this one is, from 1. */
  batch_position: number
  batch_total: number
  created_by: string | null
  created_at: number
  opened_at: number | null
  answered_at: number | null
}

export interface DraftRecipientTable {
  draft_id: string
  invitation_id: string
  place: number
}

/** The portal's own SMTP account (id 1); the password is in the vault. */
export interface MailAccountTable {
  id: 1
  host: string
  port: number
  security: MailSecurity
  username: string
  from_name: string
  from_address: string
  updated_at: number
  preset: MailPreset
  sign_in: MailSignIn
  /** Of sign-in `oauth`: the application the company has registered, and its directory. */
  client_id: string | null
  tenant: string | null
  /** Limits of the account; null: those of the preset. */
  connections: number | null
  per_minute: number | null
}

/** The account SMS go out by (id 1); its secret is in the vault. `settings`: JSON, by kind. */
export interface SmsAccountTable {
  id: 1
  kind: SmsGatewayKind
  settings: string
  per_minute: number | null
  updated_at: number
}

/** A channel the operator has paused; it waits until resumed. */
export interface OutboxPauseTable {
  channel: MessageChannel
  paused_at: number
}

/** The account of a channel was refused: nothing of it can go out before somebody changes the account. */
export interface OutboxStopTable {
  channel: MessageChannel
  stopped_at: number
  /** What the server or provider said. */
  answer: string
}

/** The run of the outbox whose notes beside the file are to be believed (outbox/journal.ts). */
export interface OutboxRunTable {
  channel: MessageChannel
  run: string
}

/** The portal's own wording in place of the standard text (M5). */
export interface TemplateTable {
  kind: TemplateKind
  locale: Locale
  subject: string
  body: string
  updated_at: number
}
