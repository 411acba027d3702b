import type { BatchResult } from '../../../contract/base'
import { can, demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { confirm, decline, rehire, remove } from '../../domain/person-states'
import { Refusal } from '../../domain/refusal'
import { recordAudit } from '../../store/audit'
import { findPerson, hasCredential, peopleWithTasks, type PersonState, updatePerson } from '../../store/people'
import { seatFreeFor } from '../../store/seats'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { renewWhereOver } from '../extranet/guest-terms'
import { renewInvitation } from '../inviting/invitation-life'
import { demandPartnerSeat, demandStillPartner } from '../partners/partner-check'
import type { Actor } from '../ports'
import { restartTemporary } from '../registering/temporary-password'
import type { ServiceContext } from '../service-context'
import { tellInviter } from '../inviting/telling-inviter'
import { takeOut, TRANSITION_TOPICS } from './dismissing'

interface Ids {
  readonly ids: readonly string[]
}
interface RehireInput extends Ids {
  readonly dismissId?: string | null | undefined
}
type Details = Readonly<Record<string, string | number>>

/** What one transition does inside its transaction (S5): checks the right, decides, writes; returns what the audit tells. */
type Transit = (writer: Writer, actor: Actor, person: PersonState, at: number) => Promise<Details>

/** The transitions of the state machine that an operator sets off; each person in a transaction of their own (S5). */
export function personTransitions(context: ServiceContext) {
  function transition(action: AuditAction, transit: Transit) {
    return async (actor: Actor, { ids }: Ids): Promise<BatchResult> => {
      const result = await onEach(ids, (id, called) =>
        context.store.write(async (writer) => {
          const person = await findPerson(writer, id)
          if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
          called(person.name)
          const at = context.clock.now()
          const details = await transit(writer, actor, person, at)
          await recordAudit(writer, at, { actor, origin: 'console', action, subject: person, details })
        }),
      )
      if (result.done.length > 0) context.changes.announce(...TRANSITION_TOPICS)
      return result
    }
  }

  return {
    /** C6. Throws nothing itself: who cannot be confirmed (state, seat, registry of partners) is in `refused`. */
    confirm: transition('person.confirmed', async (writer, actor, person, at) => {
      const details = await confirmInside(writer, actor, person, at)
      await tellInviter(writer, context, person.id, actor.personId)
      return details
    }),

    /** C6, S2. */
    decline: transition('person.declined', declineInside),

    /** C5, S2. */
    delete: transition('person.deleted', async (writer, actor, person, at) => {
      demand(actor, 'people.delete', person)
      remove({ status: person.status, hasTasks: await hasTasks(writer, person) })
      await takeOut(writer, person, at)
      return { address: person.address }
    }),

    /**
     * D3, B5: back to where they stood (domain/person-states.ts); a partner where the registry still allows it. With
     * `dismissId` that partner is dismissed for them in the same transaction, if no seat is free (B4).
     */
    rehire: (actor: Actor, { dismissId = null, ids }: RehireInput): Promise<BatchResult> =>
      transition('person.rehired', async (writer, who, person, at) => {
        demand(who, 'people.dismiss', person)
        if (person.kind === 'partner' && dismissId !== null) {
          await demandPartnerSeat(writer, context, who, person, dismissId)
        }
        return rehireInside(context, writer, who, person, at)
      })(actor, { ids }),
  }
}

/**
 * C6: confirms somebody inside the transaction under way; the caller writes it down. Throws NOT_ALLOWED,
 * STATE_NOT_ALLOWED, NO_SEAT (N1), or what demandStillPartner throws.
 */
export async function confirmInside(writer: Writer, actor: Actor, person: PersonState, at: number): Promise<Details> {
  demand(actor, 'people.confirm')
  confirm({ status: person.status, seatFree: await seatFreeFor(writer, person) })
  await demandStillPartner(writer, at, person)
  await updatePerson(writer, person, {
    status: 'active',
    pending_reason: null,
    unproved: null,
    joined_at: person.joinedAt ?? at,
  })
  await restartTemporary(writer, person.id, at)
  return {}
}

/** C6, S2: the same for declining somebody. Throws NOT_ALLOWED, STATE_NOT_ALLOWED, HAS_TASKS (S1). */
export async function declineInside(writer: Writer, actor: Actor, person: PersonState, at: number): Promise<Details> {
  demand(actor, 'people.decline')
  decline({ status: person.status, hasTasks: await hasTasks(writer, person) })
  await takeOut(writer, person, at)
  return { address: person.address }
}

/** D3: the same for taking somebody back to where they stood; returns where that is (`now`). */
export async function rehireInside(
  context: ServiceContext,
  writer: Writer,
  actor: Actor,
  person: PersonState,
  at: number,
): Promise<Details> {
  demand(actor, 'people.dismiss', person)
  const next = rehire({
    status: person.status,
    joined: person.joinedAt !== null,
    accepted: await hasCredential(writer, person.id),
    seatFree: await seatFreeFor(writer, person),
  })
  await demandStillPartner(writer, at, person)
  await updatePerson(writer, person, {
    status: next.status,
    pending_reason: next.status === 'pending' ? next.reason : null,
    dismissed_at: null,
  })
  if (next.status === 'invited') {
    await reviveInvitation(writer, person.id)
    await renewInvitation(writer, context, person.id, at)
  }
  return { now: next.status, ...(await renewWhereOver(writer, person, at)) }
}

async function hasTasks(writer: Writer, person: PersonState): Promise<boolean> {
  return (await peopleWithTasks(writer, [person.id])).has(person.id)
}

/** Opens the invitation that the dismissal revoked; renewing it then gives it a new link, so that the old stays dead. */
async function reviveInvitation(writer: Writer, personId: string): Promise<void> {
  const result = await writer
    .updateTable('invitation')
    .set({ state: 'live', ended_at: null, sent_at: null, opened_at: null })
    .where('id', '=', (select) =>
      select
        .selectFrom('invitation as ended')
        .select('ended.id')
        .where('ended.person_id', '=', personId)
        .where('ended.state', '=', 'revoked')
        .orderBy('ended.created_at', 'desc')
        .orderBy('ended.id', 'desc')
        .limit(1),
    )
    .executeTakeFirstOrThrow()
  if (result.numUpdatedRows !== 1n) throw new Refusal('STATE_NOT_ALLOWED', { status: 'dismissed' })
}
