import type { Topic } from '../domain/vocabulary'
import type { OpenMailGateway, Outcome, OutgoingMail } from '../gateways/mail/mail-gateway'
import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { nextDue } from '../store/outgoing'
import { claim, type ClaimedMessage, recover, settle } from './queue'
import { type Scheduler, systemScheduler } from './scheduler'
import { createSender } from './sender'

export interface OutboxOptions {
  readonly openGateway: OpenMailGateway
  readonly links: JoinLinks
  readonly scheduler?: Scheduler
}

/** Durable delivery: every message is written down before anybody hears of it, and what became of it afterwards. */
export interface Outbox {
  /** Marks what an earlier run left half done as `unknown`, then sends whatever is due, now and later. */
  start(): Promise<void>
  /** Takes nothing new and waits a moment for what is under way; what is left is `unknown` at the next start. */
  stop(): Promise<void>
  /** Looks at once whether something is due. Called by itself when messages, settings or the join site change. */
  wake(): void
  /** Resolves when nothing is under way and nothing is due. */
  settled(): Promise<void>
}

/** Longest time between two looks, in milliseconds: clocks are set, computers sleep. */
const LONGEST_REST = 60_000
/** How long to wait after a failure of the store, in milliseconds. */
const AFTER_TROUBLE = 5_000
/** How long `stop` waits for messages under way, in milliseconds. */
const GRACE = 5_000
const WAKING: readonly Topic[] = ['messages', 'settings', 'join-site']

interface Result {
  readonly message: ClaimedMessage
  readonly outcome: Outcome
}

export function createOutbox(context: ServiceContext, options: OutboxOptions): Outbox {
  const { changes, clock, log, store } = context
  const scheduler = options.scheduler ?? systemScheduler
  const sender = createSender(context, options.links, options.openGateway)
  const underWay = new Map<string, Promise<void>>()
  let results: Result[] = []
  let running = false
  let closed = false
  let asked = false
  let turning: Promise<void> | null = null
  let cancelTimer = (): void => {}
  let stopListening = (): void => {}

  function wake(): void {
    if (running) go()
  }

  function go(): void {
    if (closed) return
    asked = true
    turning ??= turns().finally(() => {
      turning = null
      if (asked) go()
    })
  }

  async function turns(): Promise<void> {
    while (asked || results.length > 0) {
      asked = false
      try {
        await turn()
      } catch (error) {
        // What came back is kept and written down at the next turn.
        log.error('The outbox could not go on', error)
        rest(AFTER_TROUBLE)
        return
      }
    }
  }

  /** One transaction: what came back is written down, and as much as there is room for is taken. */
  async function turn(): Promise<void> {
    const gateway = running ? await sender.current() : null
    const due = gateway ? await nextDue(store.reader) : null
    const room = due !== null && due <= clock.now() && gateway ? gateway.concurrency - underWay.size : 0
    const finished = results
    if (finished.length === 0 && room <= 0) {
      // With no room, the next message that comes back is what makes the next turn.
      if (due === null || due > clock.now()) rest(due === null ? LONGEST_REST : due - clock.now())
      return
    }
    results = []
    let batch: { message: ClaimedMessage; mail: OutgoingMail }[]
    try {
      batch = await store.write(async (writer) => {
        const at = clock.now()
        for (const { message, outcome } of finished) await settle(writer, at, message, outcome)
        const claimed = room > 0 ? await claim(writer, at, room) : []
        const mails = claimed.length > 0 ? await sender.render(writer, claimed) : []
        return claimed.flatMap((message, index) => {
          const mail = mails[index]
          return mail ? [{ message, mail }] : []
        })
      })
    } catch (error) {
      results = [...finished, ...results]
      throw error
    }
    for (const { mail, message } of batch) if (gateway) underWay.set(message.id, send(gateway.send(mail), message))
    if (finished.length > 0) changes.announce('messages', 'people', 'activity')
    else changes.announce('messages')
    asked = true
  }

  async function send(sending: Promise<Outcome>, message: ClaimedMessage): Promise<void> {
    const outcome = await sending
    underWay.delete(message.id)
    if (outcome.kind === 'stop')
      log.warn('The mail account was refused', { reason: outcome.reason, answer: outcome.answer })
    results.push({ message, outcome })
    go()
  }

  function rest(milliseconds: number): void {
    cancelTimer()
    if (!running) return
    cancelTimer = scheduler.after(Math.min(Math.max(milliseconds, 0), LONGEST_REST), wake)
  }

  async function settled(): Promise<void> {
    while (turning || underWay.size > 0) {
      await Promise.all(underWay.values())
      await turning
    }
  }

  return {
    wake,
    settled,

    async start() {
      const interrupted = await store.write((writer) => recover(writer, clock.now()))
      if (interrupted > 0) changes.announce('messages', 'activity')
      running = true
      closed = false
      stopListening = changes.listen((topics) => {
        if (topics.some((topic) => WAKING.includes(topic))) wake()
      })
      wake()
    },

    async stop() {
      running = false
      stopListening()
      cancelTimer()
      const done = settled()
      let cancelGrace = (): void => {}
      const grace = new Promise<void>((resolve) => {
        cancelGrace = scheduler.after(GRACE, resolve)
      })
      await Promise.race([done, grace])
      cancelGrace()
      closed = true
      sender.close()
    },
  }
}
