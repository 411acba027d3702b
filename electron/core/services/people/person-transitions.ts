import type { BatchResult } from '../../../contract/base'
import { can, demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { confirm, decline, dismiss, rehire, remove } from '../../domain/person-states'
import { Refusal } from '../../domain/refusal'
import { seatFree } from '../../domain/seats'
import type { Topic } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import {
  deletePerson,
  findPerson,
  hasCredential,
  lastAdministrator,
  peopleWithTasks,
  type PersonState,
  updatePerson,
} from '../../store/people'
import { readSeats } from '../../store/seats'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { endInvitation, renewInvitation } from '../invitation-life'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

interface Ids {
  readonly ids: readonly string[]
}
type Details = Readonly<Record<string, string | number>>

/** What one transition does inside its transaction (S5): checks the right, decides, writes; returns what the audit tells. */
type Transit = (writer: Writer, actor: Actor, person: PersonState, at: number) => Promise<Details>

/** A transition moves head counts, ends links with their messages and drafts, and may concern somebody signed in. */
const TOUCHED: readonly Topic[] = [
  'people',
  'counters',
  'structure',
  'workgroups',
  'messages',
  'drafts',
  'activity',
  'session',
]

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
      if (result.done.length > 0) context.changes.announce(...TOUCHED)
      return result
    }
  }

  return {
    /** C6. Throws nothing itself: who cannot be confirmed (state, seat) is in `refused`. */
    confirm: transition('person.confirmed', async (writer, actor, person, at) => {
      demand(actor, 'people.confirm')
      confirm({ status: person.status, seatFree: seatFree(await readSeats(writer), person.kind) })
      await updatePerson(writer, person, {
        status: 'active',
        pending_reason: null,
        joined_at: person.joinedAt ?? at,
      })
      return {}
    }),

    /** C6, S2. */
    decline: transition('person.declined', async (writer, actor, person, at) => {
      demand(actor, 'people.decline')
      decline({ status: person.status, hasTasks: await hasTasks(writer, person) })
      await takeOut(writer, person, at)
      return { address: person.address }
    }),

    /** C5, S2. */
    delete: transition('person.deleted', async (writer, actor, person, at) => {
      demand(actor, 'people.delete', person)
      remove({ status: person.status, hasTasks: await hasTasks(writer, person) })
      await takeOut(writer, person, at)
      return { address: person.address }
    }),

    /** D3, S1: also kills a live link. Administrator rights and headships end; departments stay for a rehire. */
    dismiss: transition('person.dismissed', async (writer, actor, person, at) => {
      demand(actor, 'people.dismiss', person)
      dismiss({
        status: person.status,
        isLastAdministrator: (await lastAdministrator(writer)) === person.id,
        isYourself: person.id === actor.personId,
      })
      await endInvitation(writer, person.id, at)
      await updatePerson(writer, person, {
        status: 'dismissed',
        pending_reason: null,
        administrator: 0,
        dismissed_at: at,
      })
      await writer.updateTable('department_member').set({ head: 0 }).where('person_id', '=', person.id).execute()
      return { was: person.status }
    }),

    /** D3: back to where they stood (domain/person-states.ts). */
    rehire: transition('person.rehired', async (writer, actor, person, at) => {
      demand(actor, 'people.dismiss', person)
      const next = rehire({
        status: person.status,
        joined: person.joinedAt !== null,
        accepted: await hasCredential(writer, person.id),
        seatFree: seatFree(await readSeats(writer), person.kind),
      })
      await updatePerson(writer, person, {
        status: next.status,
        pending_reason: next.status === 'pending' ? next.reason : null,
        dismissed_at: null,
      })
      if (next.status === 'invited') {
        await reviveInvitation(writer, person.id)
        await renewInvitation(writer, context, person.id, at)
      }
      return { now: next.status }
    }),
  }
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

async function takeOut(writer: Writer, person: PersonState, at: number): Promise<void> {
  // Before the person goes: afterwards their waiting messages would belong to nobody and go out.
  await endInvitation(writer, person.id, at)
  await deletePerson(writer, person)
}
