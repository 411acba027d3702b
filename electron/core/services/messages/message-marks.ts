import { type AuditEntry, recordAudit, recordAudits } from '../../store/audit'
import type { DraftRecipient, StoredDraft } from '../../store/drafts'
import { findMessage, insertMessages, moveMessage } from '../../store/messages'
import { markDelivery } from '../../store/deliveries'
import type { MessageTable } from '../../store/schema'
import type { Writer } from '../../store/store'
import { outgoingRow } from './outgoing-messages'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'

const HANDED_OVER = 'handed-over.invalid'
/** Another program has given the message an id that nobody here knows. */
const ANOTHER_PROGRAM = `someone@${HANDED_OVER}`

/**
 * M2: keeps a message for each recipient of a draft the operator has sent, so that everything that went out is in one place.
 * Belongs in the transaction that marks the draft.
 */
export async function recordHandedOver(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  draft: StoredDraft,
  at: number,
): Promise<void> {
  for await (const recipients of chunksOf(draft.recipients, 100)) {
    await insertMessages(
      writer,
      recipients.map((recipient) => handedOverRow(context, draft, recipient, actor.personId, at)),
    )
    const entries = recipients.map((recipient): AuditEntry => ({
      actor,
      origin: 'console',
      action: 'message.handed-over',
      subject: { id: recipient.person_id, name: recipient.name },
      details: { to: addressOf(draft, recipient) },
    }))
    await recordAudits(writer, at, entries)
    for (const recipient of recipients) await markDelivery(writer, recipient.person_id, false)
  }
}

/** Where the draft went: an SMS to the phone, also where the person has got an e-mail address since. */
function addressOf(draft: StoredDraft, { email, phone }: DraftRecipient): string {
  return draft.channel === 'sms' ? (phone ?? email) : email
}

function handedOverRow(
  context: ServiceContext,
  draft: StoredDraft,
  recipient: DraftRecipient,
  createdBy: string,
  at: number,
): MessageTable {
  const order = {
    kind: 'invitation' as const,
    about: null,
    personId: recipient.person_id,
    toName: recipient.name,
    toAddress: addressOf(draft, recipient),
    locale: draft.locale,
    // A draft for several people carries the open link, not theirs (L11).
    generation: draft.variant_id === null ? recipient.generation : null,
    createdBy,
    at,
  }
  return {
    ...outgoingRow(context, order, ANOTHER_PROGRAM),
    channel: draft.channel,
    invitation_id: recipient.invitation_id,
    text_id: draft.text_id,
    state: 'handed-over',
    next_try_at: null,
    sent_at: at,
  }
}

/** Whether another program sent this mail, so that it is written down and cannot be sent from here (M2). */
export function wentByHand({ message_id }: Pick<MessageTable, 'message_id'>): boolean {
  return message_id.endsWith(`@${HANDED_OVER}>`)
}

/**
 * M9: a message that went out has come back with this answer; its person is marked. False where no message of this id
 * went out, or it is marked already. `actor`: who handed the bounce over. Belongs in one transaction with what read it.
 */
export async function markBounced(
  writer: Writer,
  messageId: string,
  answer: string,
  at: number,
  actor: Actor | null = null,
): Promise<boolean> {
  const message = await findMessage(writer, messageId)
  if (!message) return false
  const change = { state: 'bounced' as const, answer, next_look_at: null, updated_at: at }
  if (!(await moveMessage(writer, messageId, ['sent', 'delivered', 'handed-over', 'unknown'], change))) return false
  const { person_id, to_address, to_name } = message
  if (person_id !== null) await markDelivery(writer, person_id, true)
  await recordAudit(writer, at, {
    actor,
    origin: actor === null ? 'system' : 'console',
    action: 'message.bounced',
    subject: person_id === null ? null : { id: person_id, name: to_name || to_address },
    details: { to: to_address, answer },
  })
  return true
}
