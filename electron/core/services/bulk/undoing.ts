import { setImmediate } from 'node:timers/promises'
import { can, demand } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { recordAudit, recordAudits } from '../../store/audit'
import {
  acceptedOf,
  type BatchPlace,
  cancelAllWaiting,
  deleteInvited,
  draftedOf,
  findBatch,
  markUndone,
  peopleOfBatch,
  withOwnTasks,
} from '../../store/invite-batches'
import type { Reader, Writer } from '../../store/store'
import { removeFromDrafts } from '../../store/unsent-drafts'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

/** People looked at, and people removed, between two moments at which others get their turn. */
const LOOKED_AT = 200
const REMOVED = 25

type Member = Awaited<ReturnType<typeof peopleOfBatch>>[number]

/**
 * Z1: takes a batch back inside the transaction under way: whoever still waits is removed, with their link, what waits
 * to be sent and the tasks that checklists gave them; whoever has been dismissed since stays as they are. All or
 * nothing. Returns how many people went. Throws NOT_FOUND, NOT_ALLOWED, BATCH_UNDONE, BATCH_ACCEPTED {name, count},
 * BATCH_HAS_TASKS {name, count} (S1).
 */
export async function undoBatch(
  writer: Writer,
  context: Pick<ServiceContext, 'clock'>,
  actor: Actor,
  id: string,
): Promise<number> {
  const batch = await demandBatch(writer, actor, id)
  if (batch.undone_at !== null) throw new Refusal('BATCH_UNDONE')
  const accepted = await acceptedOf(writer, id)
  if (accepted.count > 0) throw new Refusal('BATCH_ACCEPTED', accepted)
  const waiting = await demandNobodyIsIn(writer, actor, id)
  const at = context.clock.now()
  for await (const members of chunksOf(waiting, REMOVED)) {
    await remove(writer, members, at)
    await setImmediate()
    await recordAudits(
      writer,
      at,
      members.map(({ address, id: personId, name }) => ({
        actor,
        origin: 'console',
        action: 'person.deleted',
        subject: { id: personId, name },
        details: { address, batch: batch.name },
      })),
    )
  }
  await markUndone(writer, id, at)
  await recordAudit(writer, at, {
    actor,
    origin: 'console',
    action: 'batch.undone',
    subject: { id, name: batch.name },
    details: { people: waiting.length },
  })
  return waiting.length
}

/** A batch that the operator may see: their own, or anybody's for who sees all people (A2). Throws NOT_FOUND. */
export async function demandBatch(reader: Reader, actor: Actor, id: string) {
  const batch = await findBatch(reader, id)
  if (!batch || (batch.created_by !== actor.personId && !can(actor, 'people.see-all'))) throw new Refusal('NOT_FOUND')
  return batch
}

/** Everybody of the batch who still waits; throws where somebody does no more, or must stay (S1). */
async function demandNobodyIsIn(reader: Reader, actor: Actor, batchId: string): Promise<readonly Member[]> {
  const waiting: Member[] = []
  const joined: string[] = []
  const busy: string[] = []
  let after: BatchPlace | null = null
  for (;;) {
    const members = await peopleOfBatch(reader, batchId, { after, limit: LOOKED_AT })
    const invited = members.filter((member) => member.status === 'invited')
    const withTasks = await withOwnTasks(
      reader,
      invited.map((member) => member.id),
    )
    for (const member of members) {
      if (member.joined_at !== null || member.status === 'active' || member.status === 'pending')
        joined.push(member.name)
    }
    for (const member of invited) {
      demand(actor, 'people.delete', { id: member.id, status: member.status, invitedBy: member.invited_by })
      if (withTasks.has(member.id)) busy.push(member.name)
      waiting.push(member)
    }
    const last = members.at(-1)
    if (!last || members.length < LOOKED_AT) break
    after = { state: last.state, invitationId: last.invitation_id }
    await setImmediate()
  }
  refuseFirst('BATCH_ACCEPTED', joined)
  refuseFirst('BATCH_HAS_TASKS', busy)
  return waiting
}

function refuseFirst(code: 'BATCH_ACCEPTED' | 'BATCH_HAS_TASKS', names: readonly string[]): void {
  const [name] = names
  if (name !== undefined) throw new Refusal(code, { name, count: names.length })
}

/** Messages first: once their people are gone they would belong to nobody and go out. */
async function remove(writer: Writer, members: readonly Member[], at: number): Promise<void> {
  const invitationIds = members.map((member) => member.invitation_id)
  await cancelAllWaiting(writer, invitationIds, at)
  for (const invitationId of await draftedOf(writer, invitationIds)) await removeFromDrafts(writer, invitationId)
  const removed = await deleteInvited(
    writer,
    members.map((member) => member.id),
  )
  if (removed !== members.length) throw new Error('somebody of a batch changed inside its transaction')
}
