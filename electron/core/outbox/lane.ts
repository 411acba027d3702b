import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { pausedSince } from '../store/outbox-channels'
import { triedSince } from '../store/outgoing'
import type { Carrier, OpenCarrier } from './carrier'
import { createGathering } from './gathering'
import type { Journal } from './journal'
import type { MessageKinds } from './kinds'
import { createPace } from './pace'
import { cancelDead, claim, putBack } from './queue'
import { createTries, MINUTE, type Tries } from './rate'
import { renew } from './recovery'
import { roomFor } from './room'
import type { Scheduler } from './scheduler'
import { createSending } from './sending'
import { judged, settleAll } from './settling'
import { createShelf } from './shelf'
import { fillTexts, type Letter, sendableKinds } from './texts'
import { createTurns, LONGEST_REST } from './turns'

/** The one worker of a channel: takes what is due, sends as many at once as the account takes, writes down what became of it. */
export interface Lane {
  start(): void
  /** Looks at once whether something is due. */
  wake(): void
  /** Takes nothing new; what is under way may end. */
  rest(): void
  /** Resolves when nothing is under way and nothing is due. */
  settled(): Promise<void>
  /** Nothing that comes back from now on is written down. */
  close(): void
}

/** How long to wait after a failure of the store, in milliseconds. */
const AFTER_TROUBLE = 5_000

/** What a lane is made of. */
export interface LaneParts {
  readonly carrier: Carrier
  readonly journal: Journal
  readonly kinds: MessageKinds
  readonly links: JoinLinks
  readonly scheduler: Scheduler
}

export function createLane(context: ServiceContext, parts: LaneParts): Lane {
  const { carrier, journal, kinds, links, scheduler } = parts
  const { changes, clock, log, store } = context
  const { channel } = carrier
  const pace = createPace()
  const gathering = createGathering()
  const ready = createShelf(store, kinds)
  /** Taken, and not known to be so on the disk: nothing may be said to a server about them. */
  let unsure: readonly Letter[] = []
  let running = false
  let closed = false
  let connections = 0
  let tries: Tries | null = null
  let writing = false
  const sending = createSending(context, {
    channel,
    journal,
    ready,
    mayBegin: () => running,
    isWriting: () => writing,
    currentAccount,
    failed,
    moved({ toWrite }) {
      if (hasNothingToDo()) gathering.rouse()
      if (toWrite) turns.ask()
    },
  })
  const turns = createTurns({
    scheduler,
    mayGo: () => !closed,
    hasMore: () => sending.cameBack() > 0,
    failed,
    async turn() {
      await gather()
      await turn()
    },
  })

  /** What came back is kept and written down at the next turn. */
  function failed(error: unknown): void {
    log.error('The outbox could not go on', error)
    lookAgain(AFTER_TROUBLE)
  }

  async function gather(): Promise<void> {
    if (!hasNothingToDo()) await gathering.wait()
    if (sending.count() > 0 && sending.cameBack() > 0 && !sending.isInTrouble()) await gathering.moment()
  }

  /** A connection is free and nothing taken is left for it, or nothing more may be begun. */
  function hasNothingToDo(): boolean {
    return (ready.count() === 0 && sending.count() < connections) || sending.isInTrouble()
  }

  /** One transaction: what came back is written down, and as much as there is room for is taken. */
  async function turn(): Promise<void> {
    const left = ready.count()
    const current = await currentAccount()
    const open = current && (await canNote()) ? current : null
    connections = open?.concurrency ?? 0
    const going = open ? await sendableKinds(kinds, links) : []
    const finished = sending.finished()
    const { dead, tried } = finished
    // Nothing more is begun on an account in trouble, or against the operator's will.
    if (!open || sending.isInTrouble()) unsure = [...unsure, ...ready.clear()]
    const back = unsure
    const counted = (tries ??= createTries(await triedSince(store.reader, channel, clock.now() - MINUTE)))
    const taken = sending.count() + ready.count() - pace.ahead()
    const { limit, lookAgainIn } = open
      ? await roomFor(context, channel, { open, kinds: going, taken, tries: counted })
      : { limit: 0, lookAgainIn: LONGEST_REST }
    const ended = tried.length + dead.length
    if (ended + back.length === 0 && limit <= 0) {
      lookAgain(lookAgainIn)
      return
    }
    sending.take(finished)
    let kept = 0
    try {
      unsure = await store.writeStep(async (writer) => {
        const at = clock.now()
        writing = true
        kept = store.written()
        // As it is now: it may have been changed while this write waited for its turn.
        sending.use(open && (await currentAccount()))
        await cancelDead(writer, at, dead)
        await putBack(
          writer,
          at,
          back.map(({ message }) => message),
        )
        await settleAll(writer, at, channel, await judged(tried, carrier))
        const claimed = limit > 0 ? await claim(writer, at, kinds, { channel, kinds: going, limit }) : []
        if (claimed.length > 0) journal.take(claimed.map((message) => message.id))
        return fillTexts(kinds, writer, claimed)
      })
    } catch (error) {
      sending.giveBack(finished)
      throw error
    } finally {
      writing = false
    }
    counted.takeBack(back.length + dead.length)
    counted.add(clock.now(), unsure.length)
    ready.passOver(kept)
    sending.begin()
    await store.onDisk()
    ready.add(unsure, kept + 1)
    unsure = []
    const sent = tried.filter(({ outcome }) => outcome.kind === 'sent').length
    const took = gathering.note()
    if (tried.length > 0) pace.note({ sent, left, took })
    sending.begin()
    if (ended > 0) changes.announce('messages', 'people', 'activity')
    else changes.announce('messages')
    turns.ask()
  }

  /** Whether what is begun can be noted; a journal that is long or torn is renewed as soon as nothing depends on it. */
  async function canNote(): Promise<boolean> {
    const depends = sending.count() + ready.count() + unsure.length + sending.cameBack()
    if (depends === 0 && journal.isWorn()) await renew(context, { channel, journal })
    return journal.isWhole()
  }

  /** The account as it is set now; null while nothing may be begun. */
  async function currentAccount(): Promise<OpenCarrier | null> {
    const held = !running || (await pausedSince(store.reader, channel)) !== null
    return held ? null : carrier.current()
  }

  function lookAgain(milliseconds: number): void {
    if (running) turns.askIn(milliseconds)
    else turns.callOff()
  }

  return {
    wake() {
      if (running) turns.ask()
    },

    start() {
      running = true
      closed = false
      tries = null
      turns.ask()
    },

    rest() {
      running = false
      turns.callOff()
      turns.ask()
    },

    async settled() {
      while (turns.underWay() || sending.underWay()) {
        await sending.underWay()
        await turns.underWay()
      }
    },

    close() {
      closed = true
      carrier.close()
    },
  }
}
