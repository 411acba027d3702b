import type { AuditAction } from '../domain/audit-actions'
import type { MessageChannel, MessageKind } from '../domain/vocabulary'
import { type AuditEntry, recordAudit, recordAudits } from '../store/audit'
import { moveMessage } from '../store/messages'
import { cancelTaken, type DueMessage, dueMessages, putMessagesBack, takeMessages } from '../store/outgoing'
import type { Reader, Writer } from '../store/store'
import type { MessageKinds } from './kinds'
import type { ClaimedMessage } from './kinds/kind'

/** What may be taken out of the queue now. */
export interface Taking {
  readonly channel: MessageChannel
  readonly kinds: readonly MessageKind[]
  readonly limit: number
}

/**
 * Takes due messages of a channel and marks them `sending`; the transaction must commit before anything is said to a
 * server. One whose purpose has died meanwhile (accepted, revoked, replaced, expired) is cancelled instead (M8).
 */
export async function claim(
  writer: Writer,
  at: number,
  kinds: MessageKinds,
  { channel, kinds: going, limit }: Taking,
): Promise<readonly ClaimedMessage[]> {
  const claimed: ClaimedMessage[] = []
  while (claimed.length < limit) {
    const due = await dueMessages(writer, channel, going, at, limit - claimed.length)
    if (due.length === 0) break
    const alive: DueMessage[] = []
    for (const message of due) {
      if (await stillAlive(kinds, message, at, writer)) {
        alive.push(message)
        continue
      }
      await moveMessage(writer, message.id, ['queued'], { state: 'cancelled', next_try_at: null, updated_at: at })
      await recordSystem(writer, at, message, 'message.cancelled')
    }
    const ids = alive.map((message) => message.id)
    await takeMessages(writer, ids, at)
    claimed.push(...alive.map((message) => ({ ...message, tries: message.tries + 1 })))
  }
  return claimed
}

/** Whether a message still has a purpose at `at` (milliseconds UTC), as `reader` sees it (M8). */
export async function stillAlive(
  kinds: MessageKinds,
  message: DueMessage,
  at: number,
  reader: Reader,
): Promise<boolean> {
  return kinds[message.kind].alive(message, at, reader)
}

/** Cancels messages whose purpose has died after they were taken and before anything was said to a server (M8). */
export async function cancelDead(writer: Writer, at: number, messages: readonly ClaimedMessage[]): Promise<void> {
  if (messages.length === 0) return
  const ids = messages.map((message) => message.id)
  const cancelled = new Set(await cancelTaken(writer, ids, at))
  const told = messages.filter((message) => cancelled.has(message.id))
  await recordAudits(
    writer,
    at,
    told.map((message) => entryOf(message, 'message.cancelled')),
  )
}

/** Puts messages back that were taken and not begun: nothing was said to a server about them. */
export async function putBack(writer: Writer, at: number, messages: readonly ClaimedMessage[]): Promise<void> {
  if (messages.length === 0) return
  const ids = messages.map((message) => message.id)
  await putMessagesBack(writer, ids, at)
}

type Told = Pick<DueMessage, 'person_id' | 'to_name' | 'to_address'>

/** Adds an entry of the outbox itself to the audit log (S5). */
export async function recordSystem(
  writer: Writer,
  at: number,
  message: Told,
  action: AuditAction,
  answer?: string,
): Promise<void> {
  await recordAudit(writer, at, entryOf(message, action, answer))
}

export function entryOf({ person_id, to_address, to_name }: Told, action: AuditAction, answer?: string): AuditEntry {
  return {
    actor: null,
    origin: 'system',
    action,
    subject: person_id === null ? null : { id: person_id, name: to_name || to_address },
    details: answer === undefined ? { to: to_address } : { to: to_address, answer },
  }
}
