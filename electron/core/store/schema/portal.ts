// The portal itself: its settings, its plan, who may invite, its own site.
import type { Generated } from 'kysely'
import type {
  AddressSeparator,
  Audience,
  DelegatedPlaces,
  DelegationHolder,
  DraftFormat,
  Inviters,
  JoinSiteMode,
  Locale,
  Plan,
} from '../../domain/vocabulary'
import type { Flag } from './flag'

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
  /** Days after which an invitation nobody has accepted is sent again; null: never (H3). */
  reminder_days: number | null
  /** At most so many reminders (H3). */
  reminder_times: Generated<number>
  /** Whether the inviter is told when their invitee is in (Z12). */
  tell_inviter: Generated<Flag>
  draft_format: Generated<DraftFormat>
  /** Days a temporary password lives (R2). */
  temporary_password_days: Generated<number>
  /** For how many days the daily copies of the data are kept. */
  backup_days: Generated<number>
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

export interface JoinSiteTable {
  id: 1
  mode: JoinSiteMode
  port: number
  interface_address: string | null
  public_address: string | null
}

/** Waiting times after wrong passwords or codes; the key is a hash of what was tried (A4, J5). */
export interface ThrottleTable {
  key: string
  failures: number
  blocked_until: number
  updated_at: number
}
