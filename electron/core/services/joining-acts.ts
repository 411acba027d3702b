import type { ParsedCode } from '../domain/join-codes'
import { accept, register } from '../domain/person-states'
import type { PendingReason, PersonStatus } from '../domain/vocabulary'
import { findAccount, saveCredential } from '../store/accounts'
import { type AuditEntry, recordAudit } from '../store/audit'
import {
  applyInvitationPreset,
  applyRootDepartment,
  applyVariantDepartments,
  countRegistration,
  findInvitationOfPerson,
  insertRegisteredPerson,
  type InvitationForJoining,
  joinInvitedPerson,
  useInvitationUp,
} from '../store/joining'
import { variantDepartments } from '../store/open-link'
import { seatFreeFor, seatFreeThrough } from '../store/seats'
import type { Writer } from '../store/store'
import { newId } from './ids'
import type { Joiner } from './joining-form'
import { deadLink, findTarget } from './joining-links'
import { mayComeInAs } from './partners/partner-check'
import type { ServiceContext } from './service-context'
import { prepareTaskGiving } from './task-giving'

/** What somebody has become by sending the form. */
export interface JoinOutcome {
  readonly status: 'active' | 'pending'
  readonly reason: PendingReason | null
}

export interface NamedJoiner extends Joiner {
  readonly name: string
  readonly sortName: string
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
  await recordAudit(writer, now, accepted(invitation, joiner, outcome))
  return outcome
}

/**
 * Registers through the open link. An address that was invited accepts that invitation (S6); one that is there
 * already changes nothing, and the answer is the one a stranger gets (J5). Throws LINK_DEAD.
 */
export async function registerThroughOpenLink(
  context: ServiceContext,
  writer: Writer,
  code: ParsedCode,
  joiner: NamedJoiner,
): Promise<JoinOutcome> {
  const target = await findTarget(context, writer, code)
  if (target?.kind !== 'open-link' || !joiner.login) throw deadLink()
  const { variant } = target
  const now = context.clock.now()
  const needsApproval = variant.require_confirmation === 1
  const answer = decide(null, needsApproval, await seatFreeThrough(writer, variant.id))

  const known = await findAccount(writer, joiner.login)
  if (known && known.status !== 'invited') {
    await recordAudit(writer, now, {
      actor: null,
      origin: 'join-site',
      action: 'person.registration-repeated',
      subject: { id: known.id, name: known.name },
      details: { status: known.status },
    })
    return answer
  }
  if (!(await countRegistration(writer))) throw deadLink()

  const invitation = known ? await findInvitationOfPerson(writer, known.id) : undefined
  if (known) {
    // Nobody proved that the address is theirs: what the invitation would have asked for is asked for here too.
    const powerful = known.administrator === 1 || known.kind === 'partner'
    const own = !invitation || invitation.require_confirmation === 1 || powerful
    const outcome = decide(known.status, needsApproval || own, await seatFreeFor(writer, known))
    const person = invitation ?? { id: null, generation: 0, person_id: known.id, name: known.name, kind: known.kind }
    await bringIn(context, writer, person, joiner, outcome, variant.id)
    await recordAudit(writer, now, accepted(person, joiner, outcome))
    return answer
  }

  const personId = newId(context)
  await insertRegisteredPerson(writer, {
    ...joiner,
    personId,
    email: 'email' in joiner.login ? joiner.login.email : null,
    phone: 'phone' in joiner.login ? joiner.login.phone : null,
    ...answer,
    at: now,
  })
  await saveCredential(writer, personId, joiner.passwordHash, now)
  await applyVariantDepartments(writer, variant.id, personId)
  await applyRootDepartment(writer, personId)
  await giveTasksToRegistered(context, writer, variant.id, personId)
  await recordAudit(writer, now, {
    actor: null,
    origin: 'join-site',
    action: 'person.joined',
    subject: { id: personId, name: joiner.name },
    details: detailsOf(answer),
  })
  return answer
}

/** T1: who comes in through the open link gets what somebody invited into its departments gets. */
async function giveTasksToRegistered(
  context: ServiceContext,
  writer: Writer,
  variantId: string,
  personId: string,
): Promise<void> {
  const departments = await variantDepartments(writer, variantId)
  const giveTasks = await prepareTaskGiving(writer, context)
  const departmentIds = departments.map((department) => department.id)
  await giveTasks([{ personId, kind: 'employee', departmentIds, inviterId: null }])
}

/** What joining makes of somebody; `status` is null for who was not there before. */
function decide(status: PersonStatus | null, needsApproval: boolean, seatFree: boolean): JoinOutcome {
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

function accepted(invited: Invited, joiner: NamedJoiner, outcome: JoinOutcome): AuditEntry {
  return {
    actor: null,
    origin: 'join-site',
    action: 'person.accepted',
    subject: { id: invited.person_id, name: joiner.name },
    details: detailsOf(outcome),
  }
}

function detailsOf(outcome: JoinOutcome): Readonly<Record<string, string>> {
  return outcome.reason === null ? { status: outcome.status } : { status: outcome.status, reason: outcome.reason }
}
