import type { MessageChannel } from '../domain/vocabulary'
import { newId } from '../services/ids'
import type { ServiceContext } from '../services/service-context'
import { moveMessage } from '../store/messages'
import { keepRun, readRun } from '../store/outbox-channels'
import { cancelledAmong, interruptedMessages } from '../store/outgoing'
import type { Writer } from '../store/store'
import type { SendOutcome } from './carrier'
import type { ClaimedMessage } from './kinds/kind'
import type { Begun, Journal } from './journal'
import { putBack, recordSystem } from './queue'
import { type Result, settleAll, TRIED } from './settling'

/** Ends after which somebody has the message, or may have. */
const ARRIVED: ReadonlySet<SendOutcome['kind']> = new Set(['sent', 'unknown'])

interface NotedChannel {
  readonly channel: MessageChannel
  readonly journal: Journal
}

/**
 * Settles what the last run of a channel has left half done (M9), and begins a run. By its journal a message that was
 * never begun is put back, and one whose end is known is written down; of any other nobody knows whether it arrived: it
 * becomes `unknown`, and resending it is for a person to decide. Returns how many there were.
 */
export async function recover(context: ServiceContext, noted: NotedChannel): Promise<number> {
  return beginRun(context, noted, (writer) => settleLeft(writer, context.clock.now(), noted))
}

/** Begins a run of the channel while nothing is under way: its journal starts anew, and the store knows it for this run's. */
export async function renew(context: ServiceContext, noted: NotedChannel): Promise<void> {
  await beginRun(context, noted, () => Promise.resolve())
}

/** Where the journal cannot be written, that is logged and it stays broken: nothing may be begun until it is renewed. */
async function beginRun<T>(
  context: ServiceContext,
  { channel, journal }: NotedChannel,
  settle: (writer: Writer) => Promise<T>,
): Promise<T> {
  const run = newId(context)
  const settled = await context.store.write(async (writer) => {
    const result = await settle(writer)
    await keepRun(writer, channel, run)
    return result
  })
  try {
    journal.renew(run)
  } catch (error) {
    context.log.error('The outbox cannot note what it sends', error)
  }
  return settled
}

async function settleLeft(writer: Writer, at: number, { channel, journal }: NotedChannel): Promise<number> {
  const begun = journal.begunBy(await readRun(writer, channel))
  const interrupted = await interruptedMessages(writer, channel)
  const stopped = begun === null ? [] : await cancelledOnTheWay(writer, begun)
  const untouched: ClaimedMessage[] = []
  const results: Result[] = []
  for (const message of [...interrupted, ...stopped]) {
    const result = begun === null ? null : begun.get(message.id)
    if (result === undefined) untouched.push(message)
    else if (result !== null) results.push({ message, ...result })
    else {
      await moveMessage(writer, message.id, TRIED, { state: 'unknown', updated_at: at })
      await recordSystem(writer, at, message, 'message.unknown')
    }
  }
  await putBack(writer, at, untouched)
  await settleAll(writer, at, channel, results)
  return interrupted.length + stopped.length
}

/** Z2: messages that were cancelled after they had been begun, and have arrived or may have. */
async function cancelledOnTheWay(writer: Writer, begun: Begun): Promise<readonly ClaimedMessage[]> {
  const out = [...begun].filter(([, result]) => result === null || ARRIVED.has(result.outcome.kind))
  return cancelledAmong(
    writer,
    out.map(([id]) => id),
  )
}
