import type { SmsLook } from '../gateways/sms/sms-gateway'
import type { ServiceContext } from '../services/service-context'
import { type LookedAtMessage, markDelivery, messagesToLookAt, nextLookDue, noteLook } from '../store/deliveries'
import type { Writer } from '../store/store'
import type { Carrier } from './carrier'
import { nextLook } from './look-times'
import { recordSystem } from './queue'
import { createTurns, LONGEST_REST } from './turns'
import type { Scheduler } from './scheduler'

/** Asks the provider what became of the messages it took, at growing intervals: no provider can call a console. */
export interface Looker {
  start(): void
  wake(): void
  /** Asks nothing more, and waits for what is being asked. */
  stop(): Promise<void>
  /** Resolves when nothing is being asked and nothing is to be asked now. */
  settled(): Promise<void>
}

/** How many are asked about at once. */
const AT_ONCE = 5

interface Seen {
  readonly message: LookedAtMessage
  readonly look: SmsLook
}

export function createLooker(context: ServiceContext, carrier: Carrier, scheduler: Scheduler): Looker {
  const { changes, clock, log, store } = context
  let running = false
  const turns = createTurns({
    scheduler,
    mayGo: () => running,
    hasMore: () => false,
    turn,
    failed(error) {
      log.error('The outbox could not ask what became of its messages', error)
      later(LONGEST_REST)
    },
  })

  async function turn(): Promise<void> {
    const due = await messagesToLookAt(store.reader, clock.now(), AT_ONCE)
    const open = due.length > 0 ? await carrier.current() : null
    const look = open?.look ?? null
    if (due.length === 0 || look === null) {
      const next = due.length === 0 ? await nextLookDue(store.reader) : null
      later(next === null ? LONGEST_REST : next - clock.now())
      return
    }
    const seen = await Promise.all(
      due.map(async (message): Promise<Seen> => ({ message, look: await look(message.provider_id ?? '') })),
    )
    await store.write(async (writer) => {
      const at = clock.now()
      for (const each of seen) await writeDown(writer, at, each)
    })
    if (seen.some((each) => each.look.state !== 'waiting')) changes.announce('messages', 'people', 'activity')
    turns.ask()
  }

  function later(milliseconds: number): void {
    if (running) turns.askIn(milliseconds)
  }

  async function settled(): Promise<void> {
    while (turns.underWay()) await turns.underWay()
  }

  return {
    wake: () => turns.ask(),
    settled,

    start() {
      running = true
      turns.ask()
    },

    async stop() {
      running = false
      turns.callOff()
      await settled()
    },
  }
}

async function writeDown(writer: Writer, at: number, { look, message }: Seen): Promise<void> {
  const { answer, state } = look
  if (state === 'waiting') {
    const next_look_at = nextLook(message.sent_at ?? at, at)
    await noteLook(writer, message.id, { next_look_at, ...(answer === '' ? {} : { answer }) })
    return
  }
  // Sent again or given up meanwhile: what becomes of that is another story.
  if (!(await noteLook(writer, message.id, { state, answer, next_look_at: null }))) return
  if (message.person_id !== null) await markDelivery(writer, message.person_id, state === 'failed')
  if (state === 'failed') await recordSystem(writer, at, message, 'message.failed', answer)
  else await recordSystem(writer, at, message, 'message.delivered')
}
