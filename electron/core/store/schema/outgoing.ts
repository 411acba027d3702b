// What goes out by mail: messages, drafts and the account that sends.
import type { DraftMode, DraftState, Locale, MailSecurity, MessageState } from '../../domain/vocabulary'

/** Wording shared by the messages of one batch; null text: the standard text of the locale. */
export interface MessageTextTable {
  id: string
  subject: string
  body: string
}

/** The durable outbox: one row a message to one person. The body is rendered when it is sent, so no link is stored. */
export interface MessageTable {
  id: string
  invitation_id: string | null
  /** Generation of the link it carries: a message for an older generation is cancelled, never sent. */
  generation: number | null
  person_id: string | null
  kind: 'invitation'
  to_name: string
  to_address: string
  locale: Locale
  text_id: string | null
  state: MessageState
  tries: number
  next_try_at: number | null
  /** Message-ID header, made before the first try and kept over all of them. */
  message_id: string
  answer: string | null
  created_by: string | null
  created_at: number
  updated_at: number
  sent_at: number | null
}

export interface DraftTable {
  id: string
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
}
