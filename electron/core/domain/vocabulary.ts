/**
 * The closed vocabularies of the domain, as values, so that the store, the contract and the window share one list each.
 * The words are those of the product's domain description.
 */

/** Who a person is to the company. */
export const PERSON_KINDS = ['employee', 'external', 'partner'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

/** Where a person stands; the lawful transitions are in person-states.ts. */
export const PERSON_STATUSES = ['invited', 'pending', 'active', 'dismissed'] as const
export type PersonStatus = (typeof PERSON_STATUSES)[number]

/** What the operator may do: every right derives from this and from access.ts. */
export const ROLES = ['administrator', 'partner', 'employee'] as const
export type Role = (typeof ROLES)[number]

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

/** Why somebody who accepted is waiting: approval was asked for, or no seat was free (N1). */
export const PENDING_REASONS = ['approval', 'no-seat'] as const
export type PendingReason = (typeof PENDING_REASONS)[number]

/** The life of an invitation; only a live one has a working link (J4). */
export const INVITATION_STATES = ['live', 'accepted', 'revoked'] as const
export type InvitationState = (typeof INVITATION_STATES)[number]

/** The life of an outgoing message. `unknown`: the server's answer was lost, so it is never resent by itself. */
export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'bounced', 'cancelled'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** The life of a draft handed to the mail app (M2). Only `sent` counts as handed over. */
export const DRAFT_STATES = ['prepared', 'opened', 'sent', 'not-sent'] as const
export type DraftState = (typeof DRAFT_STATES)[number]

/** One draft a person with a personal link, or one draft for several people in Bcc with the open link (M2, L11). */
export const DRAFT_MODES = ['each', 'bcc'] as const
export type DraftMode = (typeof DRAFT_MODES)[number]

/** Plans of a portal; `free` is the only one that is not commercial (N2, M5). */
export const PLANS = ['free', 'basic', 'standard', 'professional', 'enterprise'] as const
export type Plan = (typeof PLANS)[number]

/** Languages of the console, the messages and the join site. */
export const LOCALES = ['en', 'ru'] as const
export type Locale = (typeof LOCALES)[number]

/** Who may invite (A1). */
export const INVITERS = ['everyone', 'administrators'] as const
export type Inviters = (typeof INVITERS)[number]

/** Where the join site listens (J1). `proxy`: behind the company's own web server, on loopback. */
export const JOIN_SITE_MODES = ['off', 'this-computer', 'local-network', 'proxy'] as const
export type JoinSiteMode = (typeof JOIN_SITE_MODES)[number]

/** How a connection to the mail server is protected. `none` is for a server on this computer. */
export const MAIL_SECURITIES = ['tls', 'starttls', 'none'] as const
export type MailSecurity = (typeof MAIL_SECURITIES)[number]

/** What separates addresses in a mail app's address line. */
export const ADDRESS_SEPARATORS = ['comma', 'semicolon'] as const
export type AddressSeparator = (typeof ADDRESS_SEPARATORS)[number]

/** Filter chips of the Employees list (D2). */
export const PEOPLE_FILTERS = ['all', 'active', 'invited', 'pending', 'dismissed', 'extranet', 'partners'] as const
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number]

/** What the Employees list may be sorted by (D2). */
export const PEOPLE_SORTS = ['name', 'address', 'position', 'status', 'invitedOn'] as const
export type PeopleSort = (typeof PEOPLE_SORTS)[number]

/** What may be done with a person now, by this operator: the row menu shows these and nothing else. */
export const PERSON_ACTIONS = [
  'resend',
  'copy-link',
  'show-qr',
  'change-address',
  'change-departments',
  'delete',
  'confirm',
  'decline',
  'dismiss',
  'rehire',
  'edit',
  'make-administrator',
  'unmake-administrator',
] as const
export type PersonAction = (typeof PERSON_ACTIONS)[number]

/** What a listener is told has changed (C4); it then asks again for what it shows. */
export const TOPICS = [
  'counters',
  'people',
  'structure',
  'workgroups',
  'messages',
  'drafts',
  'activity',
  'settings',
  'join-site',
  'session',
] as const
export type Topic = (typeof TOPICS)[number]

/** What happens to one address in a batch (S6). */
export const FATES = ['new', 'active', 'dismissed', 'invited', 'pending', 'duplicate', 'invalid'] as const
export type Fate = (typeof FATES)[number]
