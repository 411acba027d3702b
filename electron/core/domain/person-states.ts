import { Refusal } from './refusal'
import type { PendingReason, PersonKind, PersonStatus } from './vocabulary'

/** From which states each transition starts (S1–S5). There is no other way from one state to another. */
export const LAWFUL_FROM = {
  accept: ['invited'],
  confirm: ['pending'],
  decline: ['pending'],
  remove: ['invited'],
  dismiss: ['invited', 'pending', 'active'],
  rehire: ['dismissed'],
} as const satisfies Readonly<Record<string, readonly PersonStatus[]>>
export type Transition = keyof typeof LAWFUL_FROM

export interface Active {
  readonly status: 'active'
}
export interface Pending {
  readonly status: 'pending'
  readonly reason: PendingReason
}

export function isLawful(transition: Transition, status: PersonStatus): boolean {
  const from: readonly PersonStatus[] = LAWFUL_FROM[transition]
  return from.includes(status)
}

function demandState(transition: Transition, status: PersonStatus): void {
  if (!isLawful(transition, status)) throw new Refusal('STATE_NOT_ALLOWED', { status })
}

/** Where somebody stands who comes in without having been invited by name (S3, open link): never invited. */
export function register(facts: { readonly needsApproval: boolean; readonly seatFree: boolean }): Active | Pending {
  if (facts.needsApproval) return { status: 'pending', reason: 'approval' }
  return facts.seatFree ? { status: 'active' } : { status: 'pending', reason: 'no-seat' }
}

/** An invited person sends the form of the join page (N1). Throws STATE_NOT_ALLOWED. */
export function accept(facts: {
  readonly status: PersonStatus
  readonly needsApproval: boolean
  readonly seatFree: boolean
}): Active | Pending {
  demandState('accept', facts.status)
  return register(facts)
}

/** C6. Throws STATE_NOT_ALLOWED, or NO_SEAT while all seats are taken: the person goes on waiting (N1). */
export function confirm(facts: { readonly status: PersonStatus; readonly seatFree: boolean }): Active {
  demandState('confirm', facts.status)
  if (!facts.seatFree) throw new Refusal('NO_SEAT')
  return { status: 'active' }
}

/** C6, S2: a pending person is gone. Throws STATE_NOT_ALLOWED, or HAS_TASKS (S1). */
export function decline(facts: { readonly status: PersonStatus; readonly hasTasks: boolean }): 'gone' {
  demandState('decline', facts.status)
  if (facts.hasTasks) throw new Refusal('HAS_TASKS')
  return 'gone'
}

/** C5, S2: an invited person is gone. Throws STATE_NOT_ALLOWED, or HAS_TASKS (S1). */
export function remove(facts: { readonly status: PersonStatus; readonly hasTasks: boolean }): 'gone' {
  demandState('remove', facts.status)
  if (facts.hasTasks) throw new Refusal('HAS_TASKS')
  return 'gone'
}

/** D3, S1. Throws STATE_NOT_ALLOWED, LAST_ADMINISTRATOR (A3), or YOURSELF. */
export function dismiss(facts: {
  readonly status: PersonStatus
  readonly isLastAdministrator: boolean
  readonly isYourself: boolean
}): { readonly status: 'dismissed' } {
  demandState('dismiss', facts.status)
  if (facts.isLastAdministrator) throw new Refusal('LAST_ADMINISTRATOR')
  if (facts.isYourself) throw new Refusal('YOURSELF')
  return { status: 'dismissed' }
}

/**
 * D3: takes a dismissed person back to where they stood, so that nobody gets in past an approval: who was in before
 * is in again; who had accepted and was never confirmed waits again; who had never accepted is invited again, with a
 * new link, since the old one died (S1). Throws STATE_NOT_ALLOWED, or NO_SEAT (N1).
 */
export function rehire(facts: {
  readonly status: PersonStatus
  /** Has been active at some time. */
  readonly joined: boolean
  /** Has sent the join form at some time, so has a password. */
  readonly accepted: boolean
  readonly seatFree: boolean
}): Active | Pending | { readonly status: 'invited' } {
  demandState('rehire', facts.status)
  if (facts.joined) {
    if (!facts.seatFree) throw new Refusal('NO_SEAT')
    return { status: 'active' }
  }
  return facts.accepted ? { status: 'pending', reason: 'approval' } : { status: 'invited' }
}

export interface AdministratorFacts {
  readonly status: PersonStatus
  readonly kind: PersonKind
  readonly administrator: boolean
  readonly isLastAdministrator: boolean
  readonly isYourself: boolean
}

/** Whether making or unmaking an administrator would change anything: active employees only. */
export function mayBecomeAdministrator(facts: Pick<AdministratorFacts, 'status' | 'kind' | 'administrator'>): boolean {
  return facts.status === 'active' && facts.kind === 'employee' && !facts.administrator
}

/** Throws STATE_NOT_ALLOWED unless the person is an active employee who is none yet. */
export function giveAdministrator(facts: AdministratorFacts): void {
  if (!mayBecomeAdministrator(facts)) throw new Refusal('STATE_NOT_ALLOWED', { status: facts.status })
}

/** Throws STATE_NOT_ALLOWED when there is nothing to take, LAST_ADMINISTRATOR (A3), or YOURSELF. */
export function takeAdministrator(facts: AdministratorFacts): void {
  if (!facts.administrator) throw new Refusal('STATE_NOT_ALLOWED', { status: facts.status })
  if (facts.isLastAdministrator) throw new Refusal('LAST_ADMINISTRATOR')
  if (facts.isYourself) throw new Refusal('YOURSELF')
}
