import type { Generated } from 'kysely'
import type {
  AddressSeparator,
  Audience,
  Channel,
  DelegatedPlaces,
  DelegationHolder,
  DraftMode,
  DraftState,
  InvitationState,
  Inviters,
  JoinSiteMode,
  Locale,
  MailSecurity,
  MessageState,
  PartnerStatus,
  PendingReason,
  PersonKind,
  PersonStatus,
  Plan,
  TaskOwner,
} from '../domain/vocabulary'

/** 0 or 1: SQLite has no booleans. */
export type Flag = 0 | 1

/** The one portal of this store (id 1). */
export interface PortalTable {
  id: 1
  name: string
  locale: Locale
  country: string
  sample: Flag
  plan: Plan
  who_may_invite: Inviters
  require_confirmation: Flag
  expiry_days: number | null
  address_separator: AddressSeparator
  idle_lock_minutes: number
  created_at: number
  structure_seen_by: Generated<Audience>
  structure_edited_by: Generated<Audience>
  /** By how many days a guest's end date is renewed (Z8). */
  guest_days: Generated<number>
  /** How many days before a guest's end date notice is given (Z8). */
  guest_notice_days: Generated<number>
}

/** Seats of each plan; null: without limit (N2). */
export interface PlanLimitTable {
  plan: Plan
  seat_limit: number | null
}

/** To whom inviting is delegated where only administrators may invite, and what they may preset (Z11). */
export interface InviterDelegationTable {
  id: string
  holder: DelegationHolder
  /** Of holder `person`. */
  person_id: string | null
  /** Of holder `department-heads`; null: the heads of every department. */
  department_id: string | null
  /** Of holder `workgroup-owners`; null: the owners of every workgroup. */
  workgroup_id: string | null
  departments_allowed: DelegatedPlaces
  workgroups_allowed: DelegatedPlaces
  skip_confirmation: Flag
  created_at: number
}

export interface PersonTable {
  /** Row number, stable over VACUUM: what the search index points at. */
  number: Generated<number>
  id: string
  kind: PersonKind
  status: PersonStatus
  administrator: Flag
  first_name: string
  last_name: string
  /** What lists show: first and last name, or the address where there is no name. */
  name: string
  /** `name` folded for sorting and searching (domain/names.ts). */
  sort_name: string
  /** Comparable form (domain/addresses.ts); unique. */
  email: string | null
  /** E.164; unique. */
  phone: string | null
  /** email, else phone: what the address column shows and sorts by. */
  address: string
  position: string
  locale: Locale
  pending_reason: PendingReason | null
  invited_by: string | null
  invited_at: number | null
  /** When the person first became active: at once on acceptance, or when confirmed. Null while waiting. */
  joined_at: number | null
  dismissed_at: number | null
  /** 1: the last message could not be delivered (M9). */
  delivery_failed: Flag
  created_at: number
  /** Id of the certified company a partner belongs to (B3). */
  partner_company: string | null
  /** Who answers for an external person (Z8). */
  sponsor_id: string | null
  /** ISO date of an external person's last day (Z8). */
  ends_on: string | null
  end_noticed_at: number | null
  /** What the names of one person have in common over alphabets and spellings (Z7); null: not made yet. */
  name_key: string | null
  /** The address without what people add to it, where that differs from `email` (Z7). */
  email_key: string | null
}

export interface CredentialTable {
  person_id: string
  /** scrypt$N$r$p$salt$hash, base64url. */
  password: string
  changed_at: number
}

export interface DepartmentTable {
  id: string
  parent_id: string | null
  name: string
  position: number
  created_at: number
  /** Seats kept free for its own people (Z6). */
  reserved_seats: number | null
}

/** What an operator did to the structure, with what is needed to undo it (D1). */
export interface StructureStepTable {
  id: Generated<number>
  actor_id: string
  at: number
  act: string
  name: string
  /** JSON: how it was before. */
  before: string
  undone_at: number | null
}

/** A slice of what a step moved from one department to another: large departments are moved in many slices. */
export interface StructureStepPartTable {
  step_id: number
  place: number
  kind: 'member' | 'invitation' | 'variant'
  /** JSON: a list of [id, head, already there, head there], in the terms of before the step. */
  entries: string
}

/** Kept by triggers: who is a member of two departments or more (D1). */
export interface MemberOfSeveralTable {
  person_id: string
}

/** Membership of people who accepted (pending, active, dismissed). */
export interface DepartmentMemberTable {
  department_id: string
  person_id: string
  head: Flag
}

export interface WorkgroupTable {
  id: string
  name: string
  description: string
  created_at: number
  /** Allow access for external users (X2). */
  allow_external: Generated<Flag>
  /** Members may invite (W2). */
  members_may_invite: Generated<Flag>
  owner_id: string | null
}

export interface WorkgroupMemberTable {
  workgroup_id: string
  person_id: string
}

export interface InvitationTable {
  id: string
  person_id: string
  channel: Channel
  state: InvitationState
  /** Rises with each new link; the code derives from id and generation (domain/join-codes.ts). */
  generation: number
  /** Public, random, unique; finds the invitation, proves nothing. */
  handle: string
  require_confirmation: Flag
  locale: Locale
  created_by: string | null
  created_at: number
  /** Handed to a mail server, or confirmed as sent from the mail app (M2). */
  sent_at: number | null
  opened_at: number | null
  expires_at: number | null
  ended_at: number | null
}

/** Departments and workgroups that apply on acceptance (M6, W1). */
export interface InvitationDepartmentTable {
  invitation_id: string
  department_id: string
}
export interface InvitationWorkgroupTable {
  invitation_id: string
  workgroup_id: string
}

/** The portal's shared registration link (id 1). */
export interface OpenLinkTable {
  id: 1
  enabled: Flag
  require_confirmation: Flag
  greeting: string
  valid_until: number | null
  maximum_registrations: number | null
  registrations: number
  generation: number
}

/** A variant of the open link with the departments chosen there (L11); `main` is the one of the Link tab. */
export interface OpenLinkVariantTable {
  id: string
  handle: string
  main: Flag
  created_by: string | null
  created_at: number
}
export interface OpenLinkVariantDepartmentTable {
  variant_id: string
  department_id: string
}

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

export interface TaskTable {
  id: string
  person_id: string
  title: string
  /** ISO date. */
  due_on: string | null
  done_at: number | null
  created_by: string | null
  created_at: number
  owner_id: string | null
  /** The entry of a checklist it came from (T1). */
  item_id: string | null
}

/** A checklist template for those invited into a department or below it; null: for everyone invited (T1). */
export interface ChecklistTable {
  id: string
  name: string
  department_id: string | null
  created_at: number
}
export interface ChecklistItemTable {
  id: string
  checklist_id: string
  place: number
  title: string
  /** Days after the invitation. */
  due_days: number | null
  owner: TaskOwner
  /** Of owner `person`. */
  owner_id: string | null
}

/** Where the partner registry comes from and whose signature it must carry (B2); id 1. */
export interface PartnerSourceTable {
  id: 1
  address: string | null
  /** Ed25519, base64url of the 32 bytes. */
  public_key: string
  updated_at: number
}
/** The registry list in force (id 1); its companies and addresses are the two tables below. */
export interface PartnerRegistryTable {
  id: 1
  /** Rises with each list; an older one is refused. */
  serial: number
  issued_at: number
  expires_at: number
  received_at: number
  origin: 'file' | 'https'
  /** SHA-256 of what was signed: the same list again is told from another with its number. */
  digest: string
  /** How many the list has. */
  companies: number
  addresses: number
}
/** Companies of the list in force, and those gone from it that somebody here belongs to still, for their name. */
export interface PartnerCompanyTable {
  id: string
  name: string
  status: PartnerStatus
}
export interface PartnerAddressTable {
  /** Comparable form (domain/addresses.ts). */
  address: string
  company_id: string
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

export interface JoinSiteTable {
  id: 1
  mode: JoinSiteMode
  port: number
  interface_address: string | null
  public_address: string | null
}

/** Append-only and hash-chained (H1): triggers refuse UPDATE and DELETE. */
export interface AuditTable {
  id: Generated<number>
  at: number
  actor_id: string | null
  actor_name: string
  origin: 'console' | 'join-site' | 'system'
  action: string
  subject_id: string | null
  subject_name: string
  /** JSON object of strings and numbers. */
  details: string
  /** Shown in Activity (H2). */
  notable: Flag
  previous_hash: string
  hash: string
}

/** Kept, not counted: triggers on person move these (C1, C2, D2). Scope
 * '' is the whole portal, else the id of an inviter (whom they invited) or of a department (its members). */
export interface CounterTable {
  scope: string
  kind: PersonKind
  status: PersonStatus
  people: number
}

/** Waiting times after wrong passwords or codes; the key is a hash of what was tried (A4, J5). */
export interface ThrottleTable {
  key: string
  failures: number
  blocked_until: number
  updated_at: number
}

export interface Database {
  portal: PortalTable
  plan_limit: PlanLimitTable
  inviter_delegation: InviterDelegationTable
  person: PersonTable
  credential: CredentialTable
  department: DepartmentTable
  department_member: DepartmentMemberTable
  structure_step: StructureStepTable
  structure_step_part: StructureStepPartTable
  member_of_several: MemberOfSeveralTable
  workgroup: WorkgroupTable
  workgroup_member: WorkgroupMemberTable
  invitation: InvitationTable
  invitation_department: InvitationDepartmentTable
  invitation_workgroup: InvitationWorkgroupTable
  open_link: OpenLinkTable
  open_link_variant: OpenLinkVariantTable
  open_link_variant_department: OpenLinkVariantDepartmentTable
  message_text: MessageTextTable
  message: MessageTable
  draft: DraftTable
  draft_recipient: DraftRecipientTable
  task: TaskTable
  checklist: ChecklistTable
  checklist_item: ChecklistItemTable
  partner_source: PartnerSourceTable
  partner_registry: PartnerRegistryTable
  partner_company: PartnerCompanyTable
  partner_address: PartnerAddressTable
  mail_account: MailAccountTable
  join_site: JoinSiteTable
  audit: AuditTable
  counter: CounterTable
  throttle: ThrottleTable
}
