// The portal as a whole: its plan and languages, for whom it is open, who may invite, who its partners are, and what it announces.

/** Plans of a portal; `free` is the only one that is not commercial (N2, M5). */
export const PLANS = ['free', 'basic', 'standard', 'professional', 'enterprise'] as const
export type Plan = (typeof PLANS)[number]

/** Languages of the console, the messages and the join site. */
export const LOCALES = ['en', 'ru'] as const
export type Locale = (typeof LOCALES)[number]

/** Who may invite (A1). */
export const INVITERS = ['everyone', 'administrators'] as const
export type Inviters = (typeof INVITERS)[number]

/** For whom a part of the portal is open: `administrators` takes in partners; externals are never meant (A1, X6). */
export const AUDIENCES = ['everyone', 'administrators'] as const
export type Audience = (typeof AUDIENCES)[number]

/** To whom inviting may be delegated (Z11). */
export const DELEGATION_HOLDERS = ['person', 'department-heads', 'workgroup-owners'] as const
export type DelegationHolder = (typeof DELEGATION_HOLDERS)[number]

/** Which departments or workgroups a delegate may preset: none, those they head, own or are in, or any (Z11). */
export const DELEGATED_PLACES = ['none', 'own', 'any'] as const
export type DelegatedPlaces = (typeof DELEGATED_PLACES)[number]

/** Standing of a certified partner company, rising; access needs `gold` or above (B2). */
export const PARTNER_STATUSES = ['bronze', 'silver', 'gold', 'platinum', 'diamond'] as const
export type PartnerStatus = (typeof PARTNER_STATUSES)[number]

/** Where the join site listens (J1). `proxy`: behind the company's own web server, on loopback. */
export const JOIN_SITE_MODES = ['off', 'this-computer', 'local-network', 'proxy'] as const
export type JoinSiteMode = (typeof JOIN_SITE_MODES)[number]

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
  'partners',
  'checklists',
  'imports',
  'batches',
  'sheets',
  'session',
  'backups',
] as const
export type Topic = (typeof TOPICS)[number]

/**
 * Why there is a copy of the data: made every day, asked for, taken in from a file, put aside by a restore, made before
 * the file was brought to a newer version.
 */
export const BACKUP_KINDS = ['daily', 'asked', 'taken', 'replaced', 'update'] as const
export type BackupKind = (typeof BACKUP_KINDS)[number]
