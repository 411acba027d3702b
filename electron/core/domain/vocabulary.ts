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
export const ROLES = ['administrator', 'partner', 'employee', 'external'] as const
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

/** Who becomes the owner of a task made from a checklist (T1). */
export const TASK_OWNERS = ['nobody', 'inviter', 'head', 'person'] as const
export type TaskOwner = (typeof TASK_OWNERS)[number]

/** What becomes of the live invitations and links of somebody who is dismissed (Z2). */
export const LEAVINGS = ['keep', 'hand-over', 'revoke'] as const
export type Leavings = (typeof LEAVINGS)[number]

/** How an invitation leaves the console: sent by the portal's mail account, as a draft, or as a link to hand over. */
export const DELIVERIES = ['mail-service', 'mail-app', 'link'] as const
export type Delivery = (typeof DELIVERIES)[number]

/** How a temporary password reaches somebody: by the portal's mail account, as a mail of the operator's own, or printed (R1, R4). */
export const WELCOMES = ['mail-service', 'mail-app', 'sheet'] as const
export type Welcome = (typeof WELCOMES)[number]

/** Where the join site listens (J1). `proxy`: behind the company's own web server, on loopback. */
export const JOIN_SITE_MODES = ['off', 'this-computer', 'local-network', 'proxy'] as const
export type JoinSiteMode = (typeof JOIN_SITE_MODES)[number]

/** How a draft reaches the mail app: as a mailto link, as an unsent message file (M3), or by asking Apple Mail. */
export const DRAFT_FORMATS = ['mailto', 'file', 'apple-mail'] as const
export type DraftFormat = (typeof DRAFT_FORMATS)[number]

/** Why somebody of a listed domain has not proved the address (L5). */
export const UNPROVED = ['code-sent', 'no-mail-service'] as const
export type Unproved = (typeof UNPROVED)[number]

/** Messengers a link may be shared by (L8). */
export const SHARE_APPS = ['whatsapp', 'telegram', 'viber', 'teams'] as const
export type ShareApp = (typeof SHARE_APPS)[number]

/** Mail providers whose limits and ways to sign in are known. */
export const MAIL_PRESETS = ['other', 'microsoft-365', 'google'] as const
export type MailPreset = (typeof MAIL_PRESETS)[number]

/** How the mail account proves itself to the server. */
export const MAIL_SIGN_INS = ['none', 'password', 'oauth'] as const
export type MailSignIn = (typeof MAIL_SIGN_INS)[number]

/** Gateways SMS may go out by (SM6). */
export const SMS_GATEWAY_KINDS = ['twilio', 'http'] as const
export type SmsGatewayKind = (typeof SMS_GATEWAY_KINDS)[number]

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
  'renew-invitation',
  'copy-link',
  'show-qr',
  'print-sheet',
  'register-here',
  'change-address',
  'change-departments',
  'delete',
  'confirm',
  'decline',
  'dismiss',
  'rehire',
  'edit',
  'give-password',
  'make-administrator',
  'unmake-administrator',
  'transfer-to-intranet',
  'renew-guest',
  'give-partner-access',
  'take-partner-access',
] as const
export type PersonAction = (typeof PERSON_ACTIONS)[number]

/** What an invitation may be printed on (Q2): a page of its own, cards, or sheets of labels by their maker's number. */
export const SHEET_LAYOUTS = ['letter', 'cards', 'L7160', 'L7163', '5160'] as const
export type SheetLayout = (typeof SHEET_LAYOUTS)[number]

/** The language of a sheet: that of each invitation, or one for all. */
export const SHEET_LANGUAGES = ['own', ...LOCALES] as const

/** Sheets that are printed at once at most: more than a printer holds paper for. */
export const MOST_SHEETS = 2_000

/** What is being done: codes and texts are drawn, then the pages are laid out for the printer. */
export const SHEET_STAGES = ['drawing', 'pages'] as const
export type SheetStage = (typeof SHEET_STAGES)[number]

/** Why somebody gets no sheet. `gone`: there is no such person, or the operator may not see them. */
export const LEFT_OUT_REASONS = ['expired', 'in', 'pending', 'dismissed', 'no-link', 'gone'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** What the hand-over desk marks a sheet with: it was given out, or its signed receipt came back (Z3). */
export const SHEET_MARKS = ['handed-over', 'returned'] as const
export type SheetMark = (typeof SHEET_MARKS)[number]

/** Why a printed code does not work any more, or never will here; `live`: it works (Z3, J4). */
export const CODE_LIVES = ['live', 'accepted', 'replaced', 'expired', 'withdrawn'] as const
export type CodeLife = (typeof CODE_LIVES)[number]

/** What the desk answers to a code (Z3). */
export const DESK_OUTCOMES = [
  'marked',
  'already',
  'not-printed',
  'accepted',
  'replaced',
  'expired',
  'withdrawn',
  'open-link',
  'unknown',
  'no-code',
] as const
export type DeskOutcome = (typeof DESK_OUTCOMES)[number]

/** Sheets the desk still waits for: not given out yet, or given out without their receipt back (Z3). */
export const DESK_LISTS = ['to-hand-over', 'to-return'] as const
export type DeskList = (typeof DESK_LISTS)[number]

/** Whose passwords are offered to be printed: of people without one of their own, or of everybody who may have one (Z4). */
export const SLIP_FILTERS = ['without-own', 'all'] as const
export type SlipFilter = (typeof SLIP_FILTERS)[number]

/** What somebody signs in with now: nothing, a temporary password, or one of their own (R2). */
export const PASSWORD_KINDS = ['none', 'temporary', 'own'] as const
export type PasswordKind = (typeof PASSWORD_KINDS)[number]

/** Where a page goes: to the system's print dialog, or into a PDF file. */
export const PAPER_WAYS = ['print', 'pdf'] as const
export type PaperWay = (typeof PAPER_WAYS)[number]

/** What a manager decides about a line of an approval sheet (Z10). */
export const APPROVALS = ['approve', 'decline'] as const
export type Approval = (typeof APPROVALS)[number]

/** What may be due (Z9), in the order of a day. `to-remind`: sent with another program, so that no machine reminds (H3). */
export const DUE_KINDS = [
  'first-day',
  'task',
  'guest-ending',
  'invitation-expired',
  'invitation-expiring',
  'to-remind',
  'draft',
] as const
export type DueKind = (typeof DUE_KINDS)[number]

/** When something is due: on a day before today, today, or within the seven days after it. */
export const DUE_TIMES = ['overdue', 'today', 'week'] as const
export type DueTime = (typeof DUE_TIMES)[number]

/** What can be done at once about something due. */
export const DUE_ACTS = ['renew-invitation', 'resend', 'renew-guest', 'done'] as const
export type DueAct = (typeof DUE_ACTS)[number]

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
] as const
export type Topic = (typeof TOPICS)[number]

/** What happens to one address in a batch (S6). */
export const FATES = ['new', 'active', 'dismissed', 'invited', 'pending', 'duplicate', 'invalid'] as const
export type Fate = (typeof FATES)[number]

/** Why two entries may be one person (Z7). `domain`: the address looks like a mistyped one of a known domain. */
export const LIKENESSES = ['name', 'email', 'phone', 'domain'] as const
export type Likeness = (typeof LIKENESSES)[number]

/** Known sources of a file with people, recognised by its header row (D4). */
export const IMPORT_FORMATS = [
  'google-workspace',
  'entra',
  'entra-bulk-create',
  'entra-bulk-invite',
  'microsoft-365',
  'outlook',
  'google-contacts',
  'orangehrm',
  'discourse',
  'vcard',
  'address-list',
  'table',
] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** What a column of a file may hold; several columns may hold the same, and the first that is filled counts (D4). */
export const IMPORT_FIELDS = [
  'firstName',
  'middleName',
  'lastName',
  'fullName',
  'email',
  'phone',
  'position',
  'department',
  'departmentPath',
  'workgroups',
  'status',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** Encodings a text file may be read with (D4). */
export const IMPORT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number]

/** What may separate the cells of a row (D4). */
export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number]

/** What keeps a row from being imported; it is shown, kept and can be saved with its reason (D4). */
export const ROW_PROBLEMS = [
  'TOO_MANY_CELLS',
  'TOO_FEW_CELLS',
  'ADDRESS_REQUIRED',
  'EMAIL_INVALID',
  'PHONE_INVALID',
  'ADDRESS_TAKEN',
  'TOO_LONG',
  'CONTROL_CHARACTERS',
  'DEPARTMENT_UNKNOWN',
  'WORKGROUP_UNKNOWN',
] as const
export type RowProblem = (typeof ROW_PROBLEMS)[number]

/** What imported people become: asked in, or at once part of the directory because they work here already (S3). */
export const IMPORT_AS = ['invited', 'active'] as const
export type ImportAs = (typeof IMPORT_AS)[number]

/** How the invitations of a batch travel: sent by the portal's own accounts, or each as a link to hand over. */
export const BULK_DELIVERIES = ['send', 'link'] as const
export type BulkDelivery = (typeof BULK_DELIVERIES)[number]

/**
 * What can be decided together about the rows of a bulk invitation who are here already (S6): `resend` for the invited,
 * `confirm` for the pending, `rehire` for the dismissed, `add` the active to the departments and workgroups chosen.
 */
export const BULK_DECISIONS = ['resend', 'confirm', 'rehire', 'add'] as const
export type BulkDecision = (typeof BULK_DECISIONS)[number]

/** Where a piece of long work stands. */
export const WORK_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
export type WorkState = (typeof WORK_STATES)[number]

/** How a row of the real directory's export differs from what Usher knows (Z5). */
export const DIFFERENCES = ['missing-here', 'missing-there', 'is-in', 'is-out', 'changed', 'same'] as const
export type Difference = (typeof DIFFERENCES)[number]
