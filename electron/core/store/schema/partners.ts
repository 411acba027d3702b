// The registry of certified partner companies.
import type { PartnerStatus } from '../../domain/vocabulary'

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
