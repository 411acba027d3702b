import type { MessageChannel, MessageKind } from '../domain/vocabulary'
import type { ServiceContext } from '../services/service-context'
import { readStop } from '../store/outbox-channels'
import { nextDue } from '../store/outgoing'
import type { OpenCarrier } from './carrier'
import { LONGEST_REST } from './turns'
import { allowance, type Tries } from './rate'
import { accountPause } from './retry-policy'

/** What a lane has in hand. */
export interface InHand {
  readonly open: OpenCarrier
  readonly kinds: readonly MessageKind[]
  /** Messages taken and not settled, without those it may take ahead. */
  readonly taken: number
  readonly tries: Tries
}

/** How many messages may be taken now, and in how many milliseconds to look again where it is none. */
export interface Room {
  readonly limit: number
  readonly lookAgainIn: number
}

/** With no room, the next message that comes back is what makes the next turn. */
export async function roomFor(
  { clock, store: { reader } }: ServiceContext,
  channel: MessageChannel,
  { kinds, open, taken, tries }: InHand,
): Promise<Room> {
  const now = clock.now()
  const due = await nextDue(reader, channel, kinds)
  if (due === null) return { limit: 0, lookAgainIn: LONGEST_REST }
  if (due > now) return { limit: 0, lookAgainIn: due - now }
  // A refused account is left alone for a while: signing in wrongly again and again would lock it.
  const stop = await readStop(reader, channel)
  const refused = stop ? stop.stopped_at + accountPause(stop.answer) - now : 0
  if (refused > 0) return { limit: 0, lookAgainIn: refused }
  const { allowed, waitFor } = allowance(tries.lastMinute(now), open.perMinute, now)
  return { limit: Math.min(allowed, open.concurrency - taken), lookAgainIn: waitFor }
}
