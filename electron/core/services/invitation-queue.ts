import type { MailText } from '../domain/mail-templates'
import { insertMessages, insertText } from '../store/messages'
import type { Writer } from '../store/store'
import { newId } from './ids'
import { demandMailService, messageRow } from './invitation-life'
import type { NewInvitation } from './inviting'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import { chunksOf } from './slices'

/**
 * Puts a message for each new invitation into the outbox (M4); every one of them must have an e-mail address. Belongs in the
 * transaction that keeps them. Throws MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING.
 */
export async function queueInvitations(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  created: readonly NewInvitation[],
  text: MailText | null,
): Promise<void> {
  if (created.length === 0) return
  const fromAddress = await demandMailService(writer, context.vault)
  const textId = text === null ? null : newId(context)
  if (text !== null && textId !== null) await insertText(writer, textId, text)
  const at = context.clock.now()
  for await (const chunk of chunksOf(created, 100)) {
    const rows = chunk.map(({ invitation, person }) =>
      messageRow(
        context,
        invitation,
        { toName: person.name, toAddress: person.address, createdBy: actor.personId, textId, at },
        fromAddress,
      ),
    )
    await insertMessages(writer, rows)
  }
}
