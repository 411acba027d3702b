import type { BatchResult } from '../../../contract/base'
import type { PersonLeavings } from '../../../contract/people'
import { can, demand, type PersonSubject } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { Leavings } from '../../domain/vocabulary'
import { findPerson, type PersonState } from '../../store/people'
import type { Writer } from '../../store/store'
import { onEach } from '../batch'
import { demandOwner } from '../owners'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { dismissInside, TRANSITION_TOPICS } from './dismissing'
import { handOver, revokeLeavings } from './leavings'
import { readLeavings } from './leavings-read'

export interface DismissInput {
  readonly ids: readonly string[]
  readonly leavings?: Leavings | undefined
  readonly heirId?: string | null | undefined
}

/** Whoever it is about, an employee may not dismiss them. */
const ANYBODY: PersonSubject = { id: '', status: 'active', invitedBy: null, administrator: false }

/** Dismissing people, with what becomes of what they made (D3, Z2). */
export function personDismissals(context: ServiceContext) {
  return {
    /** Z2: in the order asked for; those with nothing left, and those this operator may not dismiss, are left out. */
    async leavings(actor: Actor, { ids }: { readonly ids: readonly string[] }): Promise<readonly PersonLeavings[]> {
      demand(actor, 'people.dismiss', ANYBODY)
      return await readLeavings(context.store.reader, actor, [...new Set(ids)], context.clock.now())
    },

    /**
     * D3, Z2: each person in a transaction of their own, with what becomes of what they leave (S5). Throws NOT_FOUND or
     * OWNER_NOT_ALLOWED for an heir who cannot take it over, INVALID_INPUT without one.
     */
    async dismiss(actor: Actor, input: DismissInput): Promise<BatchResult> {
      const { ids, leavings = 'keep', heirId = null } = input
      if (leavings === 'hand-over') {
        if (heirId === null) throw fieldRefusal('heirId', 'REQUIRED')
        demand(actor, 'people.dismiss', ANYBODY)
        if (ids.includes(heirId)) throw new Refusal('OWNER_NOT_ALLOWED')
        await demandOwner(context.store.reader, heirId, 'heirId')
      }
      const result = await onEach(ids, (id, called) =>
        context.store.write(async (writer) => {
          const person = await findPerson(writer, id)
          if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
          called(person.name)
          demand(actor, 'people.dismiss', person)
          await dismissInside(writer, context, actor, person)
          await decide(writer, actor, person, leavings, heirId)
        }),
      )
      if (result.done.length > 0) context.changes.announce(...TRANSITION_TOPICS)
      return result
    },
  }

  async function decide(
    writer: Writer,
    actor: Actor,
    leaver: PersonState,
    leavings: Leavings,
    heirId: string | null,
  ): Promise<void> {
    if (leavings === 'revoke') await revokeLeavings(writer, context, actor, leaver)
    if (leavings === 'hand-over' && heirId !== null) {
      // Looked at again: since the batch began, somebody else may have dismissed the heir.
      await handOver(writer, context, actor, leaver, await demandOwner(writer, heirId, 'heirId'))
    }
  }
}
