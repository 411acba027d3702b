import type { ParsedCode } from '../../domain/join-codes'
import { accept, register } from '../../domain/person-states'
import type { PendingReason, PersonStatus, Unproved } from '../../domain/vocabulary'
import { saveCredential } from '../../store/accounts'
import { type AuditEntry, recordAudit } from '../../store/audit'
import {
  applyInvitationPreset,
  applyRootDepartment,
  applyVariantDepartments,
  type InvitationForJoining,
  joinInvitedPerson,
  useInvitationUp,
} from '../../store/joining'
import { seatFreeFor } from '../../store/seats'
import type { Writer } from '../../store/store'
import type { Joiner } from './joining-form'
import { deadLink, findTarget } from './joining-links'
import { mayComeInAs } from '../partners/partner-check'
import type { ServiceContext } from '../service-context'
import { tellInviter } from '../inviting/telling-inviter'

/** What somebody has become by sending the form. */
export interface JoinOutcome {
  readonly status: 'active' | 'pending'
  readonly reason: PendingReason | null
  /** Why the address of a listed domain is not proved yet (L5). */
  readonly unproved?: Unproved | null
}

/** Where somebody joins: in a browser, or at the desk on the console's own computer (J3). */
export type JoinPlace = 'join-site' | 'desk'

export interface NamedJoiner extends Joiner {
  readonly name: string
  readonly sortName: string
  readonly place: JoinPlace
}

/**
 * Accepts a personal invitation: looks again whether the code still works, decides (S3, N1), applies the departments
 * and workgroups chosen with it (M6, W1), uses it up (J4) and writes it down (S5). Throws LINK_DEAD.
 */
export async function acceptInvitation(
  context: ServiceContext,
  writer: Writer,
  code: ParsedCode,
  joiner: NamedJoiner,
): Promise<JoinOutcome> {
  const target = await findTarget(context, writer, code)
  if (target?.kind !== 'invitation') throw deadLink()
  const { invitation } = target
  const seatFree = await seatFreeFor(writer, { id: invitation.person_id, kind: invitation.kind })
  const now = context.clock.now()
  const certified = await mayComeInAs(writer, now, invitation.person_id, invitation.kind)
  const outcome = decide(invitation.status, invitation.require_confirmation === 1 || !certified, seatFree)
  await bringIn(context, writer, invitation, joiner, outcome)
  if (outcome.status === 'active') await tellInviter(writer, context, invitation.person_id, null)
  await recordAudit(writer, now, accepted(invitation, joiner, outcome))
  return outcome
}

/** What joining makes of somebody; `status` is null for who was not there before. */
export function decide(status: PersonStatus | null, needsApproval: boolean, seatFree: boolean): JoinOutcome {
  const facts = { needsApproval, seatFree }
  const next = status === null ? register(facts) : accept({ ...facts, status })
  return { status: next.status, reason: next.status === 'pending' ? next.reason : null }
}

/** An invited person, with the invitation that brings them in where there is one. */
type Invited = Pick<InvitationForJoining, 'generation' | 'person_id' | 'name' | 'kind'> & { readonly id: string | null }

/** Somebody on their way in, who has no password yet where somebody else brings them in (Z5). */
type Incoming = Pick<NamedJoiner, 'firstName' | 'lastName' | 'name' | 'sortName' | 'locale'> & {
  readonly passwordHash: string | null
}

/**
 * Brings an invited person in, inside the transaction under way: uses the invitation up, sets what `outcome` decided, and
 * applies departments and workgroups (M6, W1, L2). The caller writes it down. Throws LINK_DEAD where they are invited no more.
 */
export async function bringIn(
  context: ServiceContext,
  writer: Writer,
  invited: Invited,
  joiner: Incoming,
  outcome: JoinOutcome,
  variantId?: string,
): Promise<void> {
  const now = context.clock.now()
  if (invited.id !== null && !(await useInvitationUp(writer, invited.id, invited.generation, now))) throw deadLink()
  if (!(await joinInvitedPerson(writer, { ...joiner, ...outcome, personId: invited.person_id, at: now }))) {
    throw deadLink()
  }
  if (joiner.passwordHash !== null) await saveCredential(writer, invited.person_id, joiner.passwordHash, now)
  if (invited.id !== null) await applyInvitationPreset(writer, invited.id, invited.person_id)
  // X6: an external person belongs to no department, whichever link they came through.
  if (invited.kind === 'external') return
  if (variantId !== undefined) await applyVariantDepartments(writer, variantId, invited.person_id)
  await applyRootDepartment(writer, invited.person_id)
}

export function accepted(invited: Invited, joiner: NamedJoiner, outcome: JoinOutcome): AuditEntry {
  return {
    actor: null,
    origin: 'join-site',
    action: 'person.accepted',
    subject: { id: invited.person_id, name: joiner.name },
    details: detailsOf(outcome, joiner.place),
  }
}

export function detailsOf(outcome: JoinOutcome, place: JoinPlace): Readonly<Record<string, string>> {
  const { status, reason } = outcome
  return { status, ...(reason === null ? {} : { reason }), ...placeDetails(place) }
}

/** Both are the reception's doing; only the desk is worth a word of its own (H1, J3). */
export function placeDetails(place: JoinPlace): Readonly<Record<string, string>> {
  return place === 'desk' ? { place } : {}
}
