import type { MailText } from '../../domain/mail-templates'
import { insertMessages, insertText } from '../../store/messages'
import type { Writer } from '../../store/store'
import { newId } from '../ids'
import { messageRow } from './invitation-life'
import type { NewInvitation } from './new-invitation'
import { demandServices, readSender } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

/**
 * Puts a message for each new invitation into the outbox (M4, SM1), by mail or SMS as its address says. Belongs in the
 * transaction that keeps them. Throws what demandServices throws.
 */
export async function queueInvitations(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  created: readonly NewInvitation[],
  text: MailText | null,
): Promise<void> {
  if (created.length === 0) return
  const textId = text === null ? null : await keepText(writer, context, text)
  await queueUnderText(writer, context, actor, created, textId)
}

/** Keeps the wording that messages of a batch share (M5); returns its id. */
export async function keepText(writer: Writer, context: ServiceContext, text: MailText): Promise<string> {
  const id = newId(context)
  await insertText(writer, id, text)
  return id
}

/** The same with a wording that is kept already, or with the standard text; an SMS has no wording of its own (SM3). */
export async function queueUnderText(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  created: readonly NewInvitation[],
  textId: string | null,
): Promise<void> {
  if (created.length === 0) return
  await demandServices(
    writer,
    context.vault,
    created.map(({ person }) => person.address),
  )
  const sender = await readSender(writer)
  const at = context.clock.now()
  for await (const chunk of chunksOf(created, 100)) {
    const rows = chunk.map(({ invitation, person }) =>
      messageRow(
        context,
        invitation,
        {
          toName: person.name,
          toAddress: person.address,
          createdBy: actor.personId,
          textId: person.email === null ? null : textId,
          at,
        },
        sender,
      ),
    )
    await insertMessages(writer, rows)
  }
}
