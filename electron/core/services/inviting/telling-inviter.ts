import { findInviterToTell } from '../../store/inviters'
import type { Writer } from '../../store/store'
import { demandMailService, queueMessage } from '../messages/outgoing-messages'
import type { ServiceContext } from '../service-context'
import { works } from '../works'

/**
 * Z12: puts word to the inviter into the outbox that this person is in. Nothing is sent to an inviter who sees it happen,
 * because they brought the person in themselves (`by`) or sit at the console; nor without a mail service. Belongs in the
 * transaction that brings the person in.
 */
export async function tellInviter(
  writer: Writer,
  context: ServiceContext,
  personId: string,
  by: string | null,
): Promise<void> {
  const inviter = await findInviterToTell(writer, personId)
  if (!inviter || inviter.id === by || inviter.id === context.presence.current()) return
  if (!(await works(() => demandMailService(writer, context.vault)))) return
  await queueMessage(writer, context, {
    kind: 'invitee-joined',
    about: personId,
    personId: inviter.id,
    toName: inviter.name,
    toAddress: inviter.email,
    locale: inviter.locale,
    generation: null,
    createdBy: null,
    at: context.clock.now(),
  })
}
