// The people of the directory, how they sign in, how many they are.
import type { Generated } from 'kysely'
import type { Locale, PendingReason, PersonKind, PersonStatus, Unproved } from '../../domain/vocabulary'
import type { Flag } from './flag'

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
  /** ISO date of the first day at work (Z9). */
  starts_on: string | null
  /** Why the address of somebody of a listed domain is not proved yet (L5); null: proved, or nothing to prove. */
  unproved: Unproved | null
  /** The address without what people add to it, where that differs from `email` (Z7). */
  email_key: string | null
}

export interface CredentialTable {
  person_id: string
  /** scrypt$N$r$p$salt$hash, base64url. */
  password: string
  changed_at: number
  /**
   * Until when a temporary password lets in, to choose an own one (R2), in milliseconds UTC; 0: ended on purpose, null: the
   * person's own.
   */
  temporary_until: number | null
  /** Rises with each temporary password; the password derives from it and is not stored. */
  temporary_generation: Generated<number>
}

/** Kept, not counted: triggers on person move these (C1, C2, D2). Scope
 * '' is the whole portal, else the id of an inviter (whom they invited) or of a department (its members). */
export interface CounterTable {
  scope: string
  kind: PersonKind
  status: PersonStatus
  people: number
}
