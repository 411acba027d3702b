// Personal invitations and the link shared by many.
import type { Channel, InvitationState, Locale } from '../../domain/vocabulary'
import type { Flag } from './flag'

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
  /** The bulk invitation it was part of (Z1). */
  batch_id: string | null
  /** How many reminders went out (H3). */
  reminders: number
  /** Given more time by somebody (H4); reminders wait from then on. */
  renewed_at: number | null
}

/** People invited in bulk together; taken back as one while nobody in it has accepted (Z1). */
export interface InviteBatchTable {
  id: string
  name: string
  /** How many it invited, whoever of them has gone since. */
  people: number
  created_by: string | null
  created_at: number
  undone_at: number | null
  /**
   * How many it was to invite: more than `people` while it goes on, and where it was cut off. Null: made before this
   * was kept.
   */
  planned: number | null
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

/** A domain whose proved addresses need no confirmation (L5): punycode, or `*.` and punycode for its sub-domains. */
export interface OpenLinkDomainTable {
  domain: string
}

/**
 * A code mailed to an address that registered, to prove it (L5); it derives from id and generation and is not stored. Without a
 * person the address was there already: nothing comes of it, and nobody can tell (J5).
 */
export interface AddressProofTable {
  /** Random and opaque: what the address of the page shows. */
  id: string
  person_id: string | null
  address: string
  /** Rises with each code asked for anew. */
  generation: number
  /** Wrong codes of this generation. */
  tries: number
  created_at: number
  expires_at: number
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
