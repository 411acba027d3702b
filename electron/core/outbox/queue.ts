import type { AuditAction } from '../domain/audit-actions'
import type { Outcome } from '../gateways/mail/mail-gateway'
import { recordAudit } from '../store/audit'
import { moveMessage } from '../store/messages'
import { type DueMessage, dueMessages, holdBack, interruptedMessages, markDelivery, noteSent } from '../store/outgoing'
import type { Writer } from '../store/store'
import { ACCOUNT_PAUSE, CONNECTION_PAUSE, nextTry } from './retry-policy'

/** A message taken out of the queue to be sent now; the transaction that took it must commit before anything is said to a server. */
export interface ClaimedMessage extends DueMessage {
  readonly invitation_id: string
  readonly generation: number
  readonly handle: string
}

/**
 * Takes up to `limit` due messages and marks them `sending`. One whose link has died meanwhile (accepted, revoked,
 * replaced, expired) is cancelled instead (M8).
 */
export async function claim(writer: Writer, at: number, limit: number): Promise<readonly ClaimedMessage[]> {
  const claimed: ClaimedMessage[] = []
  while (claimed.length < limit) {
    const due = await dueMessages(writer, at, limit - claimed.length)
    if (due.length === 0) break
    for (const message of due) {
      if (isAlive(message, at)) {
        const tries = message.tries + 1
        await moveMessage(writer, message.id, ['queued'], {
          state: 'sending',
          tries,
          next_try_at: null,
          updated_at: at,
        })
        claimed.push({ ...message, tries })
      } else {
        await moveMessage(writer, message.id, ['queued'], { state: 'cancelled', next_try_at: null, updated_at: at })
        await record(writer, at, message, 'message.cancelled')
      }
    }
  }
  return claimed
}

/** Writes down what became of a try (M9), with one audit entry for everything that is final (S5). */
export async function settle(writer: Writer, at: number, message: ClaimedMessage, outcome: Outcome): Promise<void> {
  const { answer } = outcome
  switch (outcome.kind) {
    case 'sent':
      await moveMessage(writer, message.id, ['sending'], { state: 'sent', answer, sent_at: at, updated_at: at })
      await noteSent(writer, message.invitation_id, message.generation, at)
      if (message.person_id !== null) await markDelivery(writer, message.person_id, false)
      await record(writer, at, message, 'message.sent')
      return
    case 'refused':
      await fail(writer, at, message, answer)
      return
    case 'unknown':
      await moveMessage(writer, message.id, ['sending'], { state: 'unknown', answer, updated_at: at })
      await record(writer, at, message, 'message.unknown', answer)
      return
    case 'retry': {
      const next = nextTry({ tries: message.tries, createdAt: message.created_at }, outcome.reason, at)
      if (next === null) await fail(writer, at, message, answer)
      else await requeue(writer, at, message, next, answer)
      // Where the server cannot be reached, the others need not find that out one by one. They wait shortly only: it
      // may be this one message that the server hangs up on.
      if (outcome.reason === 'connection') await holdBack(writer, at + CONNECTION_PAUSE, answer)
      return
    }
    case 'stop': {
      const until = at + ACCOUNT_PAUSE
      await requeue(writer, at, message, until, answer)
      await holdBack(writer, until, answer)
    }
  }
}

/** Messages that were being sent when the program ended become `unknown`: resending them is for a person to decide. */
export async function recover(writer: Writer, at: number): Promise<number> {
  const interrupted = await interruptedMessages(writer)
  for (const message of interrupted) {
    await moveMessage(writer, message.id, ['sending'], { state: 'unknown', updated_at: at })
    await record(writer, at, message, 'message.unknown')
  }
  return interrupted.length
}

function isAlive(message: DueMessage, at: number): message is ClaimedMessage {
  const { expires_at, generation, handle, invitation_id, link_generation, link_state, person_status } = message
  const linked = invitation_id !== null && handle !== null && generation !== null && generation === link_generation
  return linked && link_state === 'live' && person_status === 'invited' && (expires_at === null || expires_at > at)
}

async function requeue(
  writer: Writer,
  at: number,
  message: ClaimedMessage,
  next: number,
  answer: string,
): Promise<void> {
  const change = { state: 'queued' as const, next_try_at: next, answer, updated_at: at }
  await moveMessage(writer, message.id, ['sending'], change)
}

async function fail(writer: Writer, at: number, message: ClaimedMessage, answer: string): Promise<void> {
  await moveMessage(writer, message.id, ['sending'], { state: 'failed', answer, next_try_at: null, updated_at: at })
  if (message.person_id !== null) await markDelivery(writer, message.person_id, true)
  await record(writer, at, message, 'message.failed', answer)
}

async function record(
  writer: Writer,
  at: number,
  message: Pick<DueMessage, 'person_id' | 'to_name' | 'to_address'>,
  action: AuditAction,
  answer?: string,
): Promise<void> {
  const { person_id, to_address, to_name } = message
  await recordAudit(writer, at, {
    actor: null,
    origin: 'system',
    action,
    subject: person_id === null ? null : { id: person_id, name: to_name || to_address },
    details: answer === undefined ? { to: to_address } : { to: to_address, answer },
  })
}
