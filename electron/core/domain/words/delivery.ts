// How an invitation travels: channels, messages, drafts, and the accounts they go out by.

/** The way an invitation travels. */
export const CHANNELS = [
  'link',
  'mail-app',
  'mail-service',
  'sms',
  'qr',
  'registered',
  'workgroup',
  'extranet',
  'partner',
] as const
export type Channel = (typeof CHANNELS)[number]

/** The life of an invitation; only a live one has a working link (J4). */
export const INVITATION_STATES = ['live', 'accepted', 'revoked'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]

/** What a message travels by. */
export const MESSAGE_CHANNELS = ['mail', 'sms'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/**
 * What a message is for: an invitation, its reminder (H3), a temporary password (R1), a code that proves an address (L5),
 * or word to the inviter that their invitee is in (Z12).
 */
export const MESSAGE_KINDS = ['invitation', 'reminder', 'welcome', 'address-proof', 'invitee-joined'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/** Texts the portal may word in its own way (M5). */
export const TEMPLATE_KINDS = ['invitation', 'reminder', 'welcome'] as const
export type TemplateKind = (typeof TEMPLATE_KINDS)[number]

/**
 * The life of an outgoing message. `unknown`: the server's answer was lost, so it is never resent by itself.
 * `handed-over`: the operator sent it with another program and said so. `delivered`: the provider of an SMS says so.
 */
export const MESSAGE_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'handed-over',
  'failed',
  'unknown',
  'bounced',
  'cancelled',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** The life of a draft handed to the mail app (M2). Only `sent` counts as handed over. */
export const DRAFT_STATES = ['prepared', 'opened', 'sent', 'not-sent'] as const
export type DraftState = (typeof DRAFT_STATES)[number]

/** One draft a person with a personal link, or one draft for several people in Bcc with the open link (M2, L11). */
export const DRAFT_MODES = ['each', 'bcc'] as const
export type DraftMode = (typeof DRAFT_MODES)[number]

/** How a draft reaches the mail app: as a mailto link, as an unsent message file (M3), or by asking Apple Mail. */
export const DRAFT_FORMATS = ['mailto', 'file', 'apple-mail'] as const
export type DraftFormat = (typeof DRAFT_FORMATS)[number]

/** What separates addresses in a mail app's address line. */
export const ADDRESS_SEPARATORS = ['comma', 'semicolon'] as const
export type AddressSeparator = (typeof ADDRESS_SEPARATORS)[number]

/** How an invitation leaves the console: sent by the portal's mail account, as a draft, or as a link to hand over. */
export const DELIVERIES = ['mail-service', 'mail-app', 'link'] as const
export type Delivery = (typeof DELIVERIES)[number]

/** How the invitations of a batch travel: sent by the portal's own accounts, or each as a link to hand over. */
export const BULK_DELIVERIES = ['send', 'link'] as const
export type BulkDelivery = (typeof BULK_DELIVERIES)[number]

/**
 * How a temporary password reaches somebody: by the portal's mail account, as a mail of the operator's own, or printed
 * (R1, R4).
 */
export const WELCOMES = ['mail-service', 'mail-app', 'sheet'] as const
export type Welcome = (typeof WELCOMES)[number]

/** Messengers a link may be shared by (L8). */
export const SHARE_APPS = ['whatsapp', 'telegram', 'viber', 'teams'] as const
export type ShareApp = (typeof SHARE_APPS)[number]

/** Mail providers whose limits and ways to sign in are known. */
export const MAIL_PRESETS = ['other', 'microsoft-365', 'google'] as const
export type MailPreset = (typeof MAIL_PRESETS)[number]

/** How the mail account proves itself to the server. */
export const MAIL_SIGN_INS = ['none', 'password', 'oauth'] as const
export type MailSignIn = (typeof MAIL_SIGN_INS)[number]

/** How a connection to the mail server is protected. `none` is for a server on this computer. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const
export type MailSecurity = (typeof MAIL_SECURITIES)[number]

/** Gateways SMS may go out by (SM6). */
export const SMS_GATEWAY_KINDS = ['twilio', 'http'] as const
export type SmsGatewayKind = (typeof SMS_GATEWAY_KINDS)[number]
