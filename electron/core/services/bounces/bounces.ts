import type { BouncedRecipient, BounceMatch } from '../../../contract/bounces'
import { can } from '../../domain/access'
import type { ReportedRecipient } from '../../domain/bounces'
import { Refusal } from '../../domain/refusal'
import { lastSentTo, sentByMessageId, type SentMessage } from '../../store/bounces'
import { markDelivery } from '../../store/deliveries'
import { findPerson } from '../../store/people'
import type { Reader, Writer } from '../../store/store'
import { markBounced } from '../messages/message-marks'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

/** M9: a bounce message that the operator hands over is read, matched and marked; employees see their own only (A2). */
export function createBouncesService(context: ServiceContext): ServiceOf<'bounces'> {
  const { changes, clock, store } = context

  return {
    async read(actor, { data }) {
      // Read when the first bounce comes in: the library is large.
      const { readBounceMessage } = await import('./bounce-message')
      const { messageIds, recipients } = await readBounceMessage(Buffer.from(data, 'base64'))
      if (recipients.length === 0) throw new Refusal('BOUNCE_UNREADABLE')
      const createdBy = can(actor, 'messages.see-all') ? null : actor.personId
      const byId = await sentByMessageId(store.reader, messageIds, createdBy)
      const read: BouncedRecipient[] = []
      for (const recipient of recipients) {
        const message =
          sentWith(byId, recipient, recipients.length) ?? (await sentTo(store.reader, recipient, createdBy))
        const match = message && (await store.write((writer) => mark(writer, actor, message, recipient)))
        read.push({ ...shown(recipient), match })
      }
      if (read.some(({ match }) => match?.marked === 'now')) changes.announce('messages', 'people', 'activity')
      return { recipients: read }
    },
  }

  async function mark(
    writer: Writer,
    actor: Actor,
    message: SentMessage,
    recipient: ReportedRecipient,
  ): Promise<BounceMatch> {
    const { person } = message
    const isFinal = recipient.fate === 'failed'
    const answer = [recipient.status, recipient.reason].filter(Boolean).join(' ') || 'bounced'
    const now = isFinal && (await markBounced(writer, message.id, answer, clock.now(), actor))
    const corrected = person !== null && person.email !== message.to_address
    // A mail to an address that was corrected since says nothing about the new one.
    if (now && corrected) await markDelivery(writer, person.id, person.delivery_failed === 1)
    return {
      personId: person?.id ?? null,
      name: person?.name ?? (message.to_name || message.to_address),
      sentTo: message.to_address,
      address: person?.address ?? null,
      marked: now ? 'now' : isFinal ? 'before' : 'no',
      mayCorrect: person !== null && !corrected && (await mayEdit(writer, actor, person.id)),
    }
  }
}

/** The message of a Message-ID in the report: of several recipients, the one it went to. */
function sentWith(
  messages: readonly SentMessage[],
  { address, original }: ReportedRecipient,
  recipients: number,
): SentMessage | null {
  const named = messages.find((each) => each.to_address === original || each.to_address === address)
  // A mailbox that passes its mail on is reported under the address it was passed on to.
  return named ?? (recipients === 1 ? (messages[0] ?? null) : null)
}

async function sentTo(
  reader: Reader,
  { address, original }: ReportedRecipient,
  createdBy: string | null,
): Promise<SentMessage | null> {
  const byOriginal = original === null ? null : await lastSentTo(reader, original, createdBy)
  return byOriginal ?? lastSentTo(reader, address, createdBy)
}

async function mayEdit(reader: Reader, actor: Actor, personId: string): Promise<boolean> {
  const person = await findPerson(reader, personId)
  return person !== null && can(actor, 'people.edit', person)
}

function shown({ address, fate, reason, status }: ReportedRecipient): Omit<BouncedRecipient, 'match'> {
  return { address, fate, reason, status }
}
