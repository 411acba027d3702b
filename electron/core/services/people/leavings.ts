import { setImmediate } from 'node:timers/promises'
import { can } from '../../domain/access'
import { isLawful } from '../../domain/person-states'
import { recordAudit } from '../../store/audit'
import { handInviteesOver, handRestOver, inviteesOf, stopLinksAndMessages } from '../../store/leavings'
import { findPerson, peopleWithTasks, type PersonState } from '../../store/people'
import type { Writer } from '../../store/store'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'
import { dismissInside, takeOut } from './dismissing'

/** Rows of one UPDATE: short enough that the process stays responsive between two. */
const CHUNK = 100

type Leaver = Pick<PersonState, 'id' | 'name'>

/**
 * Z2: gives the heir what the leaver made and what is still open of it: live invitations, open links, what waits to be sent,
 * guests, open tasks and workgroups. Belongs in the transaction of the dismissal; the caller has checked the heir.
 */
export async function handOver(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  leaver: Leaver,
  heir: Leaver,
): Promise<void> {
  const invitees = await inviteesOf(writer, leaver.id)
  for await (const chunk of chunksOf(invitees, CHUNK)) await handInviteesOver(writer, chunk, leaver.id, heir.id)
  const count = invitees.length + (await handRestOver(writer, leaver.id, heir.id))
  if (count === 0) return
  await recordAudit(writer, context.clock.now(), {
    actor,
    origin: 'console',
    action: 'person.invitations-handed-over',
    subject: leaver,
    details: { count, heir: heir.name },
  })
}

/**
 * Z2: ends what the leaver sent out: whoever they invited and has not accepted leaves the directory as by deleting (S2),
 * or is dismissed where tasks forbid that (S1); their open links stop working, and what waits to be sent is cancelled. Each
 * invitee gets an entry of their own (S5). An invitee this operator may not touch stays invited (B1). Belongs in the
 * transaction of the dismissal; other work of the process gets its turn in between.
 */
export async function revokeLeavings(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  leaver: Leaver,
): Promise<void> {
  const at = context.clock.now()
  let revoked = 0
  for (const id of await inviteesOf(writer, leaver.id)) {
    const invitee = await findPerson(writer, id)
    if (invitee && (await revokeOne(writer, context, actor, invitee))) revoked += 1
    await setImmediate()
  }
  const stopped = await stopLinksAndMessages(writer, leaver.id, at)
  if (revoked + stopped === 0) return
  await recordAudit(writer, at, {
    actor,
    origin: 'console',
    action: 'person.invitations-revoked',
    subject: leaver,
    details: { count: revoked },
  })
}

async function revokeOne(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  invitee: PersonState,
): Promise<boolean> {
  if (!isLawful('remove', invitee.status)) return false
  if ((await peopleWithTasks(writer, [invitee.id])).has(invitee.id)) {
    if (invitee.id === actor.personId || !can(actor, 'people.dismiss', invitee)) return false
    await dismissInside(writer, context, actor, invitee)
    return true
  }
  if (!can(actor, 'people.delete', invitee)) return false
  const at = context.clock.now()
  await takeOut(writer, invitee, at)
  const details = { address: invitee.address }
  await recordAudit(writer, at, { actor, origin: 'console', action: 'person.deleted', subject: invitee, details })
  return true
}
