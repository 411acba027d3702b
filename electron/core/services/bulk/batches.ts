import type { InviteBatch } from '../../../contract/bulk'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import type { InviteBatchTable } from '../../store/schema'
import {
  acceptedOf,
  type BatchPlace,
  latestMessages,
  listBatches,
  peopleOfBatch,
  undeliveredOf,
} from '../../store/invite-batches'
import type { Reader } from '../../store/store'
import { refusalData } from '../batch'
import { packCursor, unpackCursor } from '../cursors'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import { TRANSITION_TOPICS } from '../people/dismissing'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { demandBatch, undoBatch } from './undoing'

/**
 * Bulk invitations that were made: who is in them, and taking them back (Z1, M9); `isUnderWay`: whether a run goes on
 * with one.
 */
export function inviteBatches(
  context: ServiceContext,
  isUnderWay: (id: string) => boolean,
): Pick<ServiceOf<'bulk'>, 'list' | 'people' | 'undo'> {
  const { changes, store } = context
  const { reader } = store
  return {
    async list(actor, { cursor, limit }) {
      await demandInvitingSomewhere(reader, actor)
      const kind = ['batches']
      const before = cursor === null ? null : String(unpackCursor(cursor, kind, 1)[0])
      const createdBy = can(actor, 'people.see-all') ? null : actor.personId
      const found = await listBatches(reader, { before, limit: limit + 1, createdBy })
      const rows: InviteBatch[] = []
      for (const batch of found.slice(0, limit)) rows.push(await shownBatch(reader, batch, isUnderWay(batch.id)))
      const last = rows.at(-1)
      return { rows, nextCursor: found.length > limit && last ? packCursor([...kind, last.id]) : null }
    },

    async people(actor, { cursor, failed, id, limit }) {
      await demandInvitingSomewhere(reader, actor)
      await demandBatch(reader, actor, id)
      const kind = ['batch-people', id, failed ? 'failed' : '']
      const after = cursor === null ? null : placeOf(unpackCursor(cursor, kind, 2))
      const found = await peopleOfBatch(reader, id, { after, limit: limit + 1, failed })
      // Whoever has been handed over to somebody else is theirs to see (A2, Z2).
      const page = found.slice(0, limit)
      const seen = page.filter((each) => can(actor, 'people.see', { ...each, invitedBy: each.invited_by }))
      const messages = new Map(
        (
          await latestMessages(
            reader,
            seen.map((each) => each.id),
          )
        ).map(({ answer, person_id, state }) => [person_id, { state, answer }]),
      )
      const last = page.at(-1)
      return {
        rows: seen.map(({ address, id: personId, name, status }) => ({
          id: personId,
          name,
          address,
          status,
          message: messages.get(personId) ?? null,
        })),
        nextCursor: found.length > limit && last ? packCursor([...kind, last.state, last.invitation_id]) : null,
      }
    },

    async undo(actor, { id }) {
      const people = await store.write((writer) => undoBatch(writer, context, actor, id))
      changes.announce('batches', ...TRANSITION_TOPICS)
      return { people }
    },
  }
}

function placeOf([state, invitationId]: readonly (string | number)[]): BatchPlace {
  return { state: String(state), invitationId: String(invitationId) }
}

async function shownBatch(
  reader: Reader,
  batch: InviteBatchTable & { readonly creator: string | null },
  underWay: boolean,
): Promise<InviteBatch> {
  const accepted = await acceptedOf(reader, batch.id)
  const planned = batch.planned ?? batch.people
  const refusal =
    batch.undone_at !== null
      ? new Refusal('BATCH_UNDONE')
      : accepted.count > 0
        ? new Refusal('BATCH_ACCEPTED', accepted)
        : null
  return {
    id: batch.id,
    name: batch.name,
    createdAt: batch.created_at,
    by: batch.created_by === null ? null : { id: batch.created_by, name: batch.creator ?? '' },
    people: batch.people,
    planned,
    stopped: batch.people < planned && batch.undone_at === null && !underWay,
    accepted: accepted.count,
    failed: await undeliveredOf(reader, batch.id),
    undoneAt: batch.undone_at,
    undoRefusal: refusal === null ? null : refusalData(refusal),
  }
}
