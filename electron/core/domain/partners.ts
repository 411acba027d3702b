import { dayOf } from './days'
import { Refusal } from './refusal'
import { PARTNER_STATUSES, type PartnerStatus } from './vocabulary'

/** B3: active partners there may be at a time; invited and pending ones hold their seat already, so that none waits in vain. */
export const PARTNER_SEATS = 3

/** A company as the registry lists it (B2). */
export interface CertifiedCompany {
  readonly id: string
  readonly name: string
  readonly status: PartnerStatus
}

/** Whoever holds a partner seat; `company` is null where nobody wrote down whom they belong to. */
export interface SeatHolder {
  readonly id: string
  readonly company: { readonly id: string; readonly name: string } | null
}

export interface PartnerFacts {
  /** The list in force; null: none was ever received. */
  readonly registry: { readonly expiresAt: number } | null
  /** Milliseconds UTC. */
  readonly now: number
  /** The company that the registry lists the address under. */
  readonly listed: CertifiedCompany | null
  /** The seats held now, without the person concerned and without whoever is dismissed for them (B4). */
  readonly holders: readonly SeatHolder[]
}

/** B2: Gold or above. */
export function mayHaveAccess(status: PartnerStatus): boolean {
  return PARTNER_STATUSES.indexOf(status) >= PARTNER_STATUSES.indexOf('gold')
}

/** The one company whose people hold the seats (B3). */
export function companyOf(holders: readonly SeatHolder[]): SeatHolder['company'] {
  return holders.find((holder) => holder.company !== null)?.company ?? null
}

/**
 * B2, B3: whether somebody may be a partner; returns their company. Throws REGISTRY_MISSING, REGISTRY_EXPIRED {date},
 * PARTNER_NOT_LISTED, PARTNER_STATUS_TOO_LOW {company, status}, PARTNER_OTHER_COMPANY {company} or PARTNER_SEATS_TAKEN,
 * in this order: what no dismissal can mend comes first.
 */
export function judgePartner(facts: PartnerFacts): CertifiedCompany {
  const { holders, listed, now, registry } = facts
  if (registry === null) throw new Refusal('REGISTRY_MISSING')
  if (registry.expiresAt <= now) throw new Refusal('REGISTRY_EXPIRED', { date: dayOf(registry.expiresAt) })
  if (listed === null) throw new Refusal('PARTNER_NOT_LISTED')
  if (!mayHaveAccess(listed.status)) {
    throw new Refusal('PARTNER_STATUS_TOO_LOW', { company: listed.name, status: listed.status })
  }
  const present = companyOf(holders)
  if (present !== null && present.id !== listed.id) {
    throw new Refusal('PARTNER_OTHER_COMPANY', { company: present.name })
  }
  if (holders.length >= PARTNER_SEATS) throw new Refusal('PARTNER_SEATS_TAKEN')
  return listed
}
