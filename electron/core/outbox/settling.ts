import type { MessageChannel, MessageState } from '../domain/vocabulary'
import { recordAudits } from '../store/audit'
import { moveMessage } from '../store/messages'
import { clearStop, noteStop } from '../store/outbox-channels'
import { markAllDelivered, markDelivery, noteAllSent } from '../store/deliveries'
import { holdBack } from '../store/outgoing'
import type { Writer } from '../store/store'
import type { Carrier, OpenCarrier, SendOutcome } from './carrier'
import type { JournalResult } from './journal'
import type { ClaimedMessage } from './kinds/kind'
import { nextLook } from './look-times'
import { entryOf, recordSystem } from './queue'
import { accountPause, CONNECTION_PAUSE, nextTry } from './retry-policy'

/** What became of one try. */
export interface Result extends JournalResult {
  readonly message: ClaimedMessage
  /** The account it was tried on has been changed since: what is wrong with that one says nothing of this one. */
  readonly replaced?: boolean
}

/** What became of one try, and the account it was made on. */
export type Tried = Result & Pick<OpenCarrier, 'account'>

type Sent = Result & { readonly outcome: Extract<SendOutcome, { kind: 'sent' }> }
type NotSent = Exclude<SendOutcome, { kind: 'sent' }>

/**
 * A message may be cancelled while it is on its way (Z2): what became of it there is true all the same; it is not tried
 * again.
 */
export const TRIED: readonly MessageState[] = ['sending', 'cancelled']

/** Whether the account or the way to it failed, and not this one message: the others would only be told the same. */
export function isTrouble({ outcome }: Pick<JournalResult, 'outcome'>): boolean {
  return outcome.kind === 'stop' || (outcome.kind === 'retry' && outcome.reason === 'connection')
}

/** Tells of each try whether it was made on the account that is set now, where that matters (M4). */
export async function judged(tried: readonly Tried[], carrier: Carrier): Promise<readonly Result[]> {
  if (!tried.some(isTrouble)) return tried
  const set = await carrier.current()
  return tried.map((each) => ({ ...each, replaced: each.account !== set?.account }))
}

/** Writes down what became of tries (M9), with one audit entry for everything that is final (S5). */
export async function settleAll(
  writer: Writer,
  at: number,
  channel: MessageChannel,
  results: readonly Result[],
): Promise<void> {
  const sent = results.filter(isSent)
  if (sent.length > 0) {
    await settleSent(writer, at, sent)
    await clearStop(writer, channel)
  }
  for (const { message, outcome, replaced } of results) {
    if (outcome.kind === 'sent') continue
    if (replaced && isTrouble({ outcome })) await requeue(writer, message, at, { updated_at: at })
    else await settleOther(writer, at, message, outcome)
  }
}

/** Most messages go out without trouble, many at a time: they are written down in one statement a table. */
async function settleSent(writer: Writer, at: number, results: readonly Sent[]): Promise<void> {
  const rows = results.map(({ canLook, message, outcome }) => {
    const provider_id = outcome.providerId ?? null
    const next_look_at = provider_id !== null && canLook ? nextLook(at, at) : null
    return { id: message.id, answer: outcome.answer, provider_id, next_look_at }
  })
  const messages = results.map(({ message }) => message)
  await noteAllSent(writer, at, rows, messages)
  await markAllDelivered(
    writer,
    messages.flatMap((message) => message.person_id ?? []),
  )
  await recordAudits(
    writer,
    at,
    messages.map((message) => entryOf(message, 'message.sent')),
  )
}

async function settleOther(writer: Writer, at: number, message: ClaimedMessage, outcome: NotSent): Promise<void> {
  const { answer } = outcome
  switch (outcome.kind) {
    case 'refused':
      await fail(writer, at, message, answer)
      return
    case 'unknown':
      await moveMessage(writer, message.id, TRIED, { state: 'unknown', answer, updated_at: at })
      await recordSystem(writer, at, message, 'message.unknown', answer)
      return
    case 'retry': {
      const next = nextTry({ tries: message.tries, createdAt: message.created_at }, outcome.reason, at)
      if (next === null) await fail(writer, at, message, answer)
      else await requeue(writer, message, next, { answer, updated_at: at })
      // Where the server cannot be reached, the others need not find that out one by one. They wait shortly only: it
      // may be this one message that the server hangs up on.
      if (outcome.reason === 'connection') await holdBack(writer, message.channel, at + CONNECTION_PAUSE)
      return
    }
    case 'stop': {
      const until = at + accountPause(answer)
      // What is said of the account may name it, so it is kept for the channel and not for a message (A2).
      await requeue(writer, message, until, { updated_at: at })
      await holdBack(writer, message.channel, until)
      await noteStop(writer, { channel: message.channel, stopped_at: at, answer })
    }
  }
}

async function requeue(
  writer: Writer,
  message: ClaimedMessage,
  next: number,
  told: { readonly answer?: string; readonly updated_at: number },
): Promise<void> {
  await moveMessage(writer, message.id, ['sending'], { state: 'queued', next_try_at: next, ...told })
}

async function fail(writer: Writer, at: number, message: ClaimedMessage, answer: string): Promise<void> {
  await moveMessage(writer, message.id, TRIED, { state: 'failed', answer, next_try_at: null, updated_at: at })
  if (message.person_id !== null) await markDelivery(writer, message.person_id, true)
  await recordSystem(writer, at, message, 'message.failed', answer)
}

function isSent(result: Result): result is Sent {
  return result.outcome.kind === 'sent'
}
