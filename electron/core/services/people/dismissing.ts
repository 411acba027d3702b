import type { AuditAction } from '../../domain/audit-actions'
import { dismiss } from '../../domain/person-states'
import type { Topic } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { deletePerson, lastAdministrator, type PersonState, updatePerson } from '../../store/people'
import type { AuditTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { endInvitation } from '../inviting/invitation-life'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

/** A transition moves head counts, ends links with their messages and drafts, and may concern somebody signed in. */
export const TRANSITION_TOPICS: readonly Topic[] = [
  'people',
  'counters',
  'structure',
  'workgroups',
  'messages',
  'drafts',
  'activity',
  'session',
]

export interface Dismissal {
  /** What the audit log calls it; `person.dismissed` when left out. */
  readonly action?: AuditAction
  readonly origin?: AuditTable['origin']
  /** Told beside where the person stood (`was`). */
  readonly details?: Readonly<Record<string, string | number>>
}

/**
 * D3, S1: dismisses somebody inside the transaction under way and writes the one audit entry of it (S5). Their live link
 * dies, administrator rights and headships end, memberships stay for a rehire. The caller has checked the right
 * (`people.dismiss`), and announces TRANSITION_TOPICS once the transaction is kept.
 * @param actor null: the system does it, as when a guest's time is over (Z8)
 * Throws STATE_NOT_ALLOWED, LAST_ADMINISTRATOR (A3) or YOURSELF.
 */
export async function dismissInside(
  writer: Writer,
  context: Pick<ServiceContext, 'clock'>,
  actor: Actor | null,
  person: PersonState,
  dismissal: Dismissal = {},
): Promise<void> {
  const at = context.clock.now()
  const { action = 'person.dismissed', origin = actor ? 'console' : 'system', details = {} } = dismissal
  const { status } = dismiss({
    status: person.status,
    isLastAdministrator: (await lastAdministrator(writer)) === person.id,
    isYourself: person.id === actor?.personId,
  })
  await endInvitation(writer, person.id, at)
  await updatePerson(writer, person, {
    status,
    pending_reason: null,
    unproved: null,
    administrator: 0,
    dismissed_at: at,
  })
  await writer.updateTable('department_member').set({ head: 0 }).where('person_id', '=', person.id).execute()
  await recordAudit(writer, at, { actor, origin, action, subject: person, details: { was: person.status, ...details } })
}

/** S2: takes somebody out of the directory inside the transaction under way; the caller decides and writes it down. */
export async function takeOut(writer: Writer, person: Pick<PersonState, 'id' | 'status'>, at: number): Promise<void> {
  // Before the person goes: afterwards their waiting messages would belong to nobody and go out.
  await endInvitation(writer, person.id, at)
  await deletePerson(writer, person)
}
