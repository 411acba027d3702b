import type { ParsedCode } from '../../domain/join-codes'
import type { Unproved } from '../../domain/vocabulary'
import { findAccount, saveCredential } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import {
  applyRootDepartment,
  applyVariantDepartments,
  countRegistration,
  findInvitationOfPerson,
  insertRegisteredPerson,
  type VariantForJoining,
} from '../../store/joining'
import { variantDepartments } from '../../store/open-link'
import { reachesFurther } from '../../store/invitation-reach'
import { seatFreeFor, seatFreeThrough } from '../../store/seats'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import {
  accepted,
  bringIn,
  decide,
  detailsOf,
  type JoinOutcome,
  type JoinPlace,
  type NamedJoiner,
  placeDetails,
} from './joining-acts'
import { deadLink, findTarget } from './joining-links'
import { beginProof } from './joining-proof'
import type { ServiceContext } from '../service-context'
import { prepareTaskGiving } from '../tasks/task-giving'
import { tellInviter } from '../inviting/telling-inviter'

/** What registering leads to; `proof`: the page on which the code mailed to the address is asked for (L5). */
export interface RegistrationOutcome extends JoinOutcome {
  readonly proof: string | null
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>

/**
 * Registers through the open link. An address that was invited accepts that invitation (S6); one that is there
 * already changes nothing, and the answer is the one a stranger gets (J5). `proving`: see provingOf. Throws LINK_DEAD.
 */
export async function registerThroughOpenLink(
  context: ServiceContext,
  writer: Writer,
  code: ParsedCode,
  joiner: NamedJoiner,
  proving: Unproved | null,
): Promise<RegistrationOutcome> {
  const target = await findTarget(context, writer, code)
  if (target?.kind !== 'open-link' || !joiner.login) throw deadLink()
  const { variant } = target
  const needsApproval = variant.require_confirmation === 1
  const unproved = needsApproval ? proving : null
  const answer = decide(null, needsApproval, await seatFreeThrough(writer, variant.id))

  const known = await findAccount(writer, joiner.login)
  const stays = known !== undefined && known.status !== 'invited'
  if (stays) await recordAudit(writer, context.clock.now(), repeated(known, joiner.place))
  else if (!(await countRegistration(writer))) throw deadLink()
  const provable = stays
    ? null
    : known
      ? await acceptKnown(context, writer, variant, joiner, known, unproved)
      : await addPerson(context, writer, variant, joiner, { ...answer, unproved })
  if (unproved !== 'code-sent') return { ...answer, proof: null }
  const { address, locale } = joiner
  return { ...answer, proof: await beginProof(context, writer, { personId: provable, address, locale }) }
}

function repeated(known: Account, place: JoinPlace) {
  return {
    actor: null,
    origin: 'join-site',
    action: 'person.registration-repeated',
    subject: { id: known.id, name: known.name },
    details: { status: known.status, ...placeDetails(place) },
  } as const
}

/** Takes in somebody who was invited; returns their id where proving the address would do instead of an approval (L5). */
async function acceptKnown(
  context: ServiceContext,
  writer: Writer,
  variant: VariantForJoining,
  joiner: NamedJoiner,
  known: Account,
  unproved: Unproved | null,
): Promise<string | null> {
  const invitation = await findInvitationOfPerson(writer, known.id)
  // Nobody proved that the address is theirs: what the invitation would have asked for is asked for here too.
  const powerful = known.administrator === 1 || known.kind === 'partner'
  const own = !invitation || invitation.require_confirmation === 1 || powerful
  const further = invitation !== undefined && (await reachesFurther(writer, invitation.id, variant.id))
  const needsApproval = variant.require_confirmation === 1 || own || further
  const decided = decide(known.status, needsApproval, await seatFreeFor(writer, known))
  const outcome = { ...decided, unproved: own ? null : unproved }
  const person = invitation ?? { id: null, generation: 0, person_id: known.id, name: known.name, kind: known.kind }
  await bringIn(context, writer, person, joiner, outcome, variant.id)
  if (outcome.status === 'active') await tellInviter(writer, context, known.id, null)
  await recordAudit(writer, context.clock.now(), accepted(person, joiner, outcome))
  return own ? null : known.id
}

/** Takes in somebody nobody had heard of; returns their id. */
async function addPerson(
  context: ServiceContext,
  writer: Writer,
  variant: VariantForJoining,
  joiner: NamedJoiner,
  outcome: JoinOutcome,
): Promise<string> {
  const { login } = joiner
  const now = context.clock.now()
  const personId = newId(context)
  await insertRegisteredPerson(writer, {
    ...joiner,
    personId,
    email: login && 'email' in login ? login.email : null,
    phone: login && 'phone' in login ? login.phone : null,
    ...outcome,
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
    details: detailsOf(outcome, joiner.place),
  })
  return personId
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
