import { sql } from 'kysely'
import { listed } from './dialects/kept-queries'
import type { DueMessage } from './outgoing'
import type { MessageTable } from './schema'
import type { Reader, Writer } from './store'

export interface SentRow {
  readonly id: string
  readonly answer: string
  readonly provider_id: string | null
  readonly next_look_at: number | null
}

/** The server has taken these messages over, and the invitations they carry; also those cancelled while on their way (Z2). */
export async function noteAllSent(
  writer: Writer,
  at: number,
  rows: readonly SentRow[],
  messages: readonly Pick<DueMessage, 'invitation_id' | 'generation'>[],
): Promise<void> {
  const given = (column: keyof SentRow) => sql`json_extract(given.value, ${sql.lit(`$.${column}`)})`
  // The plus keeps the index of states out: each message is found by its id, not each of all that are being sent compared.
  await sql`UPDATE message SET state = 'sent', sent_at = ${at}, updated_at = ${at}, answer = ${given('answer')},
      provider_id = ${given('provider_id')}, next_look_at = ${given('next_look_at')}
    FROM json_each(${JSON.stringify(rows)}) AS given
    WHERE message.id = ${given('id')} AND +message.state IN ('sending', 'cancelled')`.execute(writer)
  const byGeneration = new Map<number, string[]>()
  for (const { generation, invitation_id } of messages) {
    if (generation === null || invitation_id === null) continue
    const alike = byGeneration.get(generation)
    if (alike) alike.push(invitation_id)
    else byGeneration.set(generation, [invitation_id])
  }
  for (const [generation, ids] of byGeneration) {
    await writer
      .updateTable('invitation')
      .set({ sent_at: at })
      .where('id', 'in', listed(JSON.stringify(ids)))
      .where('generation', '=', generation)
      .execute()
  }
}

/** M9: the last message to each of these people has gone out. */
export async function markAllDelivered(writer: Writer, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await writer
    .updateTable('person')
    .set({ delivery_failed: 0 })
    .where('id', 'in', listed(JSON.stringify(personIds)))
    .where('delivery_failed', '=', 1)
    .execute()
}

/** M9: whether the last message to a person could not be delivered. */
export async function markDelivery(writer: Writer, personId: string, failed: boolean): Promise<void> {
  await writer
    .updateTable('person')
    .set({ delivery_failed: failed ? 1 : 0 })
    .where('id', '=', personId)
    .where('delivery_failed', '=', failed ? 0 : 1)
    .execute()
}

/** SMS whose provider is to be asked by now what became of them. */
export async function messagesToLookAt(reader: Reader, at: number, limit: number) {
  return reader
    .selectFrom('message')
    .select(['id', 'provider_id', 'person_id', 'to_name', 'to_address', 'sent_at'])
    .where('next_look_at', '<=', at)
    .where('next_look_at', 'is not', null)
    .orderBy('next_look_at')
    .limit(limit)
    .execute()
}

export type LookedAtMessage = Awaited<ReturnType<typeof messagesToLookAt>>[number]

/** When the next provider is to be asked, in milliseconds UTC; null: never. */
export async function nextLookDue(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('message')
    .select('next_look_at')
    .where('next_look_at', 'is not', null)
    .orderBy('next_look_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_look_at ?? null
}

/**
 * What the provider said became of a message that was sent (SM6); false where it is not `sent` any more (S5). `updated_at`
 * stays: a look is no try, and should not count as one (triedSince).
 */
export async function noteLook(
  writer: Writer,
  id: string,
  change: Partial<Pick<MessageTable, 'state' | 'answer' | 'next_look_at'>>,
): Promise<boolean> {
  const result = await writer
    .updateTable('message')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
