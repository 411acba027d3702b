import { join } from 'node:path'
import type { Topic } from '../domain/vocabulary'
import type { OpenMailGateway } from '../gateways/mail/mail-gateway'
import type { OpenSmsGateway } from '../gateways/sms/sms-gateway'
import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { messageKinds } from './kinds'
import { createJournal } from './journal'
import { createLane } from './lane'
import { createLooker } from './looker'
import { createMailCarrier } from './mail-carrier'
import { recover } from './recovery'
import { type Scheduler, systemScheduler } from './scheduler'
import { createSmsCarrier } from './sms-carrier'

export interface OutboxOptions {
  readonly openGateway: OpenMailGateway
  readonly openSmsGateway: OpenSmsGateway
  readonly links: JoinLinks
  /** Where its notes of what was begun are kept: the folder of the data file. */
  readonly folder: string
  readonly scheduler?: Scheduler
}

/**
 * Durable delivery: every message is written down before anybody hears of it, and what became of it afterwards. Mail and
 * SMS have a worker each, so that trouble with one account never holds up the other.
 */
export interface Outbox {
  /** Settles what an earlier run left half done, then sends whatever is due, now and later. */
  start(): Promise<void>
  /** Takes nothing new and waits a moment for what is under way; what is left is settled at the next start. */
  stop(): Promise<void>
  /** Looks at once whether something is due. Called by itself when messages, settings or the join site change. */
  wake(): void
  /** Resolves when nothing is under way and nothing is due. */
  settled(): Promise<void>
}

/**
 * How long `stop` waits for messages under way, in milliseconds. A server that stalls takes all of it, and what is closed after
 * the outbox comes only then: LONGEST_CLOSING of the shell must stay well above it.
 */
export const OUTBOX_GRACE = 5_000
const WAKING: readonly Topic[] = ['messages', 'settings', 'join-site']

export function createOutbox(context: ServiceContext, options: OutboxOptions): Outbox {
  const { changes } = context
  const { folder, links, scheduler = systemScheduler } = options
  const kinds = messageKinds({ context, links })
  const sms = createSmsCarrier(context, options.openSmsGateway)
  const ways = [createMailCarrier(context, options.openGateway), sms].map((carrier) => {
    const journal = createJournal(join(folder, `outbox-${carrier.channel}.journal`))
    return {
      channel: carrier.channel,
      journal,
      lane: createLane(context, { carrier, journal, kinds, links, scheduler }),
    }
  })
  const lanes = ways.map(({ lane }) => lane)
  const looker = createLooker(context, sms, scheduler)
  let stopListening = (): void => {}

  function wake(): void {
    for (const each of [...lanes, looker]) each.wake()
  }

  async function settled(): Promise<void> {
    await Promise.all([...lanes, looker].map((each) => each.settled()))
  }

  return {
    wake,
    settled,

    async start() {
      let interrupted = 0
      for (const { channel, journal } of ways) interrupted += await recover(context, { channel, journal })
      if (interrupted > 0) changes.announce('messages', 'people', 'activity')
      stopListening = changes.listen((topics) => {
        if (topics.some((topic) => WAKING.includes(topic))) wake()
      })
      for (const each of [...lanes, looker]) each.start()
    },

    async stop() {
      stopListening()
      for (const lane of lanes) lane.rest()
      const done = Promise.all([settled(), looker.stop()])
      let cancelGrace = (): void => {}
      const grace = new Promise<void>((resolve) => {
        cancelGrace = scheduler.after(OUTBOX_GRACE, resolve)
      })
      await Promise.race([done, grace])
      cancelGrace()
      for (const { journal, lane } of ways) {
        lane.close()
        journal.close()
      }
    },
  }
}
