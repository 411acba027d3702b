import { recordAudits } from '../../store/audit'
import { insertInvitationPlaces } from '../../store/imports'
import { insertInvitations, insertPeople } from '../../store/invitations'
import type { Places } from '../../store/places-of-people'
import type { Writer } from '../../store/store'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'
import { prepareTaskGiving } from '../tasks/task-giving'
import type { InviteOrder } from './invite-order'
import type { NewInvitation } from './new-invitation'

/**
 * People kept together, and rows of one transaction of long work: three of the largest statements
 * (store/dialects/kept-inserts.ts). What writes them lets others through in between; the commit is one stretch that
 * does not.
 */
export const PEOPLE_TOGETHER = 96

/** Keeps people and invitations with their audit entries (S5, M6, M7); in slices, for a batch can be long. */
export async function keepInvitations(
  writer: Writer,
  context: ServiceContext,
  order: Pick<InviteOrder, 'actor' | 'departmentIds' | 'workgroupIds'>,
  created: readonly NewInvitation[],
): Promise<void> {
  const { actor } = order
  const everybody: Places = { departmentIds: unique(order.departmentIds), workgroupIds: unique(order.workgroupIds) }
  const at = context.clock.now()
  const giveTasks = await prepareTaskGiving(writer, context)
  for await (const chunk of chunksOf(created, PEOPLE_TOGETHER)) {
    await insertPeople(
      writer,
      chunk.map((each) => each.person),
    )
    await insertInvitations(
      writer,
      chunk.map((each) => each.invitation),
      [],
      [],
    )
    await insertInvitationPlaces(
      writer,
      chunk.map(({ invitation, places }) => ({ invitationId: invitation.id, ...(places ?? everybody) })),
    )
    await giveTasks(
      chunk.map(({ person, places }) => ({
        personId: person.id,
        kind: person.kind,
        departmentIds: (places ?? everybody).departmentIds,
        inviterId: actor.personId,
      })),
    )
    await recordAudits(
      writer,
      at,
      chunk.map(({ invitation, person }) => ({
        actor,
        origin: 'console',
        action: 'person.invited',
        subject: { id: person.id, name: person.name },
        details: { channel: invitation.channel, address: person.address },
      })),
    )
  }
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}
