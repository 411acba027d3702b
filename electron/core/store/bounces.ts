import type { MessageTable, PersonTable } from './schema'
import type { Reader } from './store'

/** A message that may have come back, with whom it went to. */
export interface SentMessage extends Pick<MessageTable, 'id' | 'state' | 'to_name' | 'to_address' | 'created_by'> {
  readonly person: Pick<PersonTable, 'id' | 'name' | 'address' | 'email' | 'delivery_failed'> | null
}

/** States in which a mail has left: only such a one can come back. */
const LEFT = ['sent', 'delivered', 'handed-over', 'unknown', 'bounced'] as const
type Left = (typeof LEFT)[number]

/** Mails that left with one of these Message-IDs; `createdBy`: only that person's. */
export async function sentByMessageId(
  reader: Reader,
  messageIds: readonly string[],
  createdBy: string | null,
): Promise<readonly SentMessage[]> {
  if (messageIds.length === 0) return []
  const rows = await sent(reader, createdBy).where('message.message_id', 'in', messageIds).execute()
  return rows.map(messageOf)
}

/** The latest mail that left for an address; `createdBy`: only that person's. */
export async function lastSentTo(
  reader: Reader,
  address: string,
  createdBy: string | null,
): Promise<SentMessage | null> {
  const row = await sent(reader, createdBy)
    .where('message.to_address', '=', address)
    .orderBy('message.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? messageOf(row) : null
}

function sent(reader: Reader, createdBy: string | null) {
  const query = reader
    .selectFrom('message')
    .leftJoin('person', 'person.id', 'message.person_id')
    .select(['message.id', 'message.state', 'message.to_name', 'message.to_address', 'message.created_by'])
    .select(['person.id as person_id', 'person.name', 'person.address', 'person.email', 'person.delivery_failed'])
    .where('message.channel', '=', 'mail')
    .where('message.state', 'in', [...LEFT])
    .$narrowType<{ state: Left }>()
  return createdBy === null ? query : query.where('message.created_by', '=', createdBy)
}

type Row = Awaited<ReturnType<ReturnType<typeof sent>['execute']>>[number]

function messageOf({ address, delivery_failed, email, name, person_id, ...message }: Row): SentMessage {
  const known = person_id !== null && name !== null && address !== null && delivery_failed !== null
  return { ...message, person: known ? { id: person_id, name, address, email, delivery_failed } : null }
}
