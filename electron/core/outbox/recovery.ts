import type { MessageChannel } from '../domain/vocabulary'
import { moveMessage } from '../store/messages'
import { keepRun, readRun } from '../store/outbox-channels'
import { interruptedMessages } from '../store/outgoing'
import type { Writer } from '../store/store'
import type { ClaimedMessage } from './kinds/kind'
import type { Journal } from './journal'
import { putBack, recordSystem } from './queue'
import { type Result, settleAll } from './settling'

/**
 * Settles what the last run of a channel has left half done (M9). By its journal a message that was never begun is put
 * back, and one whose end is known is written down; of any other nobody knows whether it arrived: it becomes `unknown`, and resending it
 * is for a person to decide. `run` is what the store calls the run that begins; the journal is to be renewed for it once
 * this is committed. Returns how many there were.
 */
export async function recover(
  writer: Writer,
  at: number,
  { channel, journal, run }: { readonly channel: MessageChannel; readonly journal: Journal; readonly run: string },
): Promise<number> {
  const begun = journal.begunBy(await readRun(writer, channel))
  const interrupted = await interruptedMessages(writer, channel)
  const untouched: ClaimedMessage[] = []
  const results: Result[] = []
  for (const message of interrupted) {
    const result = begun === null ? null : begun.get(message.id)
    if (result === undefined) untouched.push(message)
    else if (result !== null) results.push({ message, ...result })
    else {
      await moveMessage(writer, message.id, ['sending'], { state: 'unknown', updated_at: at })
      await recordSystem(writer, at, message, 'message.unknown')
    }
  }
  await putBack(writer, at, untouched)
  await settleAll(writer, at, channel, results)
  await keepRun(writer, channel, run)
  return interrupted.length
}
