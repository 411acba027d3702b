import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { pausedSince } from '../store/outbox-channels'
import { triedSince } from '../store/outgoing'
import { type Carrier, type OpenCarrier, sendSafely } from './carrier'
import { createGathering } from './gathering'
import type { Journal } from './journal'
import type { MessageKinds } from './kinds'
import type { ClaimedMessage } from './kinds/kind'
import { createPace } from './pace'
import { cancelDead, claim, putBack } from './queue'
import { createTries, MINUTE, type Tries } from './rate'
import { renew } from './recovery'
import { roomFor } from './room'
import { createRounds, LONGEST_REST } from './rounds'
import type { Scheduler } from './scheduler'
import { isTrouble, judged, settleAll, type Tried } from './settling'
import { createShelf } from './shelf'
import { fillTexts, type Letter, sendableKinds } from './texts'

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
  const underWay = new Map<string, Promise<void>>()
  const ready = createShelf(store, kinds)
  /** Taken, and found to have no purpose any more before they were begun. */
  let dead: readonly ClaimedMessage[] = []
  /** What may be begun on; null: nothing may be. */
  let account: OpenCarrier | null = null
  /** Taken, and not known to be so on the disk: nothing may be said to a server about them. */
  let unsure: readonly Letter[] = []
  let results: Tried[] = []
  /** One of the results is trouble. Told apart: for each message they would all be looked through. */
  let trouble = false
  let running = false
  let closed = false
  let connections = 0
  let tries: Tries | null = null
  let looking: Promise<void> | null = null
  /** The lane's own write is under way: it changes nothing of what is ready, and begins on it when it is done. */
  let writing = false
  const turns = createRounds({
    scheduler,
    mayGo: () => !closed,
    hasMore: () => results.length > 0,
    failed,
    async round() {
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
    if (underWay.size > 0 && results.length > 0 && !trouble) await gathering.moment()
  }

  /** A connection is free and nothing taken is left for it, or nothing more may be begun. */
  function hasNothingToDo(): boolean {
    return (ready.count() === 0 && underWay.size < connections) || trouble
  }

  /** One transaction: what came back is written down, and as much as there is room for is taken. */
  async function turn(): Promise<void> {
    const left = ready.count()
    const current = await currentAccount()
    const open = current && (await canNote()) ? current : null
    connections = open?.concurrency ?? 0
    const going = open ? await sendableKinds(kinds, links) : []
    const finished = [...results]
    const ended = dead
    // Nothing more is begun on an account in trouble, or against the operator's will.
    if (!open || trouble) unsure = [...unsure, ...ready.clear()]
    const back = unsure
    const counted = (tries ??= createTries(await triedSince(store.reader, channel, clock.now() - MINUTE)))
    const taken = underWay.size + ready.count() - pace.ahead()
    const { limit, lookAgainIn } = open
      ? await roomFor(context, channel, { open, kinds: going, taken, tries: counted })
      : { limit: 0, lookAgainIn: LONGEST_REST }
    if (finished.length + ended.length + back.length === 0 && limit <= 0) {
      lookAgain(lookAgainIn)
      return
    }
    keep(results.slice(finished.length))
    dead = []
    let kept = 0
    try {
      unsure = await store.writeStep(async (writer) => {
        const at = clock.now()
        writing = true
        kept = store.written()
        // As it is now: it may have been changed while this write waited for its turn.
        account = open && (await currentAccount())
        await cancelDead(writer, at, ended)
        await putBack(
          writer,
          at,
          back.map(({ message }) => message),
        )
        await settleAll(writer, at, channel, await judged(finished, carrier))
        const claimed = limit > 0 ? await claim(writer, at, kinds, { channel, kinds: going, limit }) : []
        if (claimed.length > 0) journal.take(claimed.map((message) => message.id))
        return fillTexts(kinds, writer, claimed)
      })
    } catch (error) {
      keep([...finished, ...results])
      dead = [...ended, ...dead]
      throw error
    } finally {
      writing = false
    }
    counted.takeBack(back.length + ended.length)
    counted.add(clock.now(), unsure.length)
    ready.passOver(kept)
    begin()
    await store.onDisk()
    ready.add(unsure, kept + 1)
    unsure = []
    const sent = finished.filter(({ outcome }) => outcome.kind === 'sent').length
    const took = gathering.note()
    if (finished.length > 0) pace.note({ sent, left, took })
    begin()
    if (finished.length + ended.length > 0) changes.announce('messages', 'people', 'activity')
    else changes.announce('messages')
    turns.ask()
  }

  /** Whether what is begun can be noted; a journal that is long or torn is renewed as soon as nothing depends on it. */
  async function canNote(): Promise<boolean> {
    const idle = underWay.size + ready.count() + unsure.length + results.length === 0
    if (idle && journal.isWorn()) await renew(context, { channel, journal })
    return journal.isWhole()
  }

  /** The account as it is set now; null while nothing may be begun. */
  async function currentAccount(): Promise<OpenCarrier | null> {
    const held = !running || (await pausedSince(store.reader, channel)) !== null
    return held ? null : carrier.current()
  }

  function keep(now: Tried[]): void {
    results = now
    trouble = now.some(isTrouble)
  }

  /** Begins as many of the messages taken as the account has connections free. */
  function begin(): void {
    while (running && account && underWay.size < account.concurrency && journal.isWhole() && !trouble) {
      const letter = ready.next()
      if (!letter && ready.isStale() && !writing) looking ??= look().finally(() => void (looking = null))
      if (!letter || !noted(letter)) return
      ready.shift()
      underWay.set(letter.message.id, send(account, letter))
    }
  }

  /** What was written since may have ended what a letter is for, or changed the account: both are looked at again. */
  async function look(): Promise<void> {
    try {
      do {
        const without = await ready.look(clock.now())
        dead = [...dead, ...without]
        account = await currentAccount()
      } while (ready.isStale() && !writing)
    } catch (error) {
      failed(error)
      return
    }
    begin()
    if (dead.length > 0 || !account) turns.ask()
    if (hasNothingToDo()) gathering.rouse()
  }

  function noted({ message }: Letter): boolean {
    try {
      journal.begin(message.id)
      return true
    } catch (error) {
      // The next turn puts back what was taken, and renews the journal when it can.
      log.error('The outbox cannot note what it sends', error)
      return false
    }
  }

  async function send(open: OpenCarrier, letter: Letter): Promise<void> {
    const { message } = letter
    const outcome = await sendSafely(open, letter, log)
    const result = { outcome, canLook: open.look !== null }
    underWay.delete(message.id)
    journal.end(message.id, result)
    if (outcome.kind === 'stop') {
      log.warn('The account of the outbox was refused', { channel, reason: outcome.reason, answer: outcome.answer })
    }
    results.push({ message, account: open.account, ...result })
    trouble ||= isTrouble(result)
    begin()
    if (hasNothingToDo()) gathering.rouse()
    turns.ask()
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
      while (turns.underWay() || looking || underWay.size > 0) {
        await Promise.all(underWay.values())
        await looking
        await turns.underWay()
      }
    },

    close() {
      closed = true
      carrier.close()
    },
  }
}
