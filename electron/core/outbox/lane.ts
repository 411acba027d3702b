import { setTimeout as pause } from 'node:timers/promises'
import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { pausedSince } from '../store/outbox-channels'
import type { Carrier, OpenCarrier } from './carrier'
import type { Journal } from './journal'
import type { MessageKinds } from './kinds'
import { createPace, WRITE_EVERY } from './pace'
import { claim, putBack } from './queue'
import { renew } from './recovery'
import { LONGEST_REST, roomFor } from './room'
import type { Scheduler } from './scheduler'
import { isTrouble, type Result, settleAll } from './settling'
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
/** In milliseconds: as long as a fast server takes for a message or two, and nothing beside what others take. */
const MOMENT = 5

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
  const underWay = new Map<string, Promise<void>>()
  /** Taken out of the queue, and not begun; the next one first. */
  let ready: Letter[] = []
  /** Taken, and not known to be so on the disk: nothing may be said to a server about them. */
  let unsure: readonly Letter[] = []
  let results: Result[] = []
  /** One of the results is trouble. Told apart: for each message they would all be looked through. */
  let trouble = false
  let running = false
  let closed = false
  let asked = false
  let connections = 0
  let lastTurn = -Infinity
  let rouse = (): void => {}
  let turning: Promise<void> | null = null
  let cancelTimer = (): void => {}

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
        await gather()
        await turn()
      } catch (error) {
        // What came back is kept and written down at the next turn.
        log.error('The outbox could not go on', error)
        lookAgain(AFTER_TROUBLE)
        return
      }
    }
  }

  /** While messages go out fast, what comes back is gathered: a write for each would hold the others up. */
  async function gather(): Promise<void> {
    const since = performance.now() - lastTurn
    if (since < WRITE_EVERY && !hasNothingToDo()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, WRITE_EVERY - since)
        rouse = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
    // The other connections of a fast server come free in a moment too, and one write serves them all.
    if (underWay.size > 0 && results.length > 0 && !trouble) await pause(MOMENT)
  }

  /** A connection is free and nothing taken is left for it, or nothing more may be begun. */
  function hasNothingToDo(): boolean {
    return (ready.length === 0 && underWay.size < connections) || trouble
  }

  /** One transaction: what came back is written down, and as much as there is room for is taken. */
  async function turn(): Promise<void> {
    const left = ready.length
    const held = !running || (await pausedSince(store.reader, channel)) !== null || !(await canNote())
    const open = held ? null : await carrier.current()
    connections = open?.concurrency ?? 0
    const going = open ? await sendableKinds(kinds, links) : []
    const finished = [...results]
    // Nothing more is begun on an account in trouble, or against the operator's will.
    const unwanted = !open || trouble ? ready : []
    if (unwanted.length > 0) ready = []
    const back = [...unsure, ...unwanted]
    const { limit, lookAgainIn } = open
      ? await roomFor(context, channel, { open, kinds: going, taken: underWay.size + ready.length - pace.ahead() })
      : { limit: 0, lookAgainIn: LONGEST_REST }
    if (finished.length + back.length === 0 && limit <= 0) {
      lookAgain(lookAgainIn)
      return
    }
    keep(results.slice(finished.length))
    try {
      unsure = await store.writeStep(async (writer) => {
        const at = clock.now()
        await putBack(
          writer,
          at,
          back.map(({ message }) => message),
        )
        await settleAll(writer, at, channel, finished)
        const claimed = limit > 0 ? await claim(writer, at, kinds, { channel, kinds: going, limit }) : []
        if (claimed.length > 0) journal.take(claimed.map((message) => message.id))
        return fillTexts(kinds, writer, claimed)
      })
    } catch (error) {
      keep([...finished, ...results])
      ready = [...unwanted, ...ready]
      throw error
    }
    await store.onDisk()
    ready = [...ready, ...unsure]
    unsure = []
    const now = performance.now()
    const sent = finished.filter(({ outcome }) => outcome.kind === 'sent').length
    if (finished.length > 0) pace.note({ sent, left, took: now - lastTurn })
    lastTurn = now
    if (open && running) begin(open)
    if (finished.length > 0) changes.announce('messages', 'people', 'activity')
    else changes.announce('messages')
    asked = true
  }

  /** Whether what is begun can be noted; a journal that is long or torn is renewed as soon as nothing depends on it. */
  async function canNote(): Promise<boolean> {
    const idle = underWay.size + ready.length + unsure.length + results.length === 0
    if (idle && journal.isWorn()) await renew(context, { channel, journal })
    return journal.isWhole()
  }

  function keep(now: Result[]): void {
    results = now
    trouble = now.some(isTrouble)
  }

  /** Begins as many of the messages taken as the account has connections free. */
  function begin(open: OpenCarrier): void {
    while (underWay.size < open.concurrency && journal.isWhole() && !trouble) {
      const [letter] = ready
      if (!letter || !noted(letter)) return
      ready.shift()
      underWay.set(letter.message.id, send(open, letter))
    }
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

  async function send(open: OpenCarrier, { message, text }: Letter): Promise<void> {
    const result = { outcome: await open.send(message, text), canLook: open.look !== null }
    const { outcome } = result
    underWay.delete(message.id)
    journal.end(message.id, result)
    if (outcome.kind === 'stop') {
      log.warn('The account of the outbox was refused', { channel, reason: outcome.reason, answer: outcome.answer })
    }
    results.push({ message, ...result })
    trouble ||= isTrouble(result)
    if (running) begin(open)
    if (hasNothingToDo()) rouse()
    go()
  }

  function lookAgain(milliseconds: number): void {
    cancelTimer()
    if (running) cancelTimer = scheduler.after(Math.min(Math.max(milliseconds, 0), LONGEST_REST), go)
  }

  return {
    wake() {
      if (running) go()
    },

    start() {
      running = true
      closed = false
      go()
    },

    rest() {
      running = false
      cancelTimer()
      go()
    },

    async settled() {
      while (turning || underWay.size > 0) {
        await Promise.all(underWay.values())
        await turning
      }
    },

    close() {
      closed = true
      carrier.close()
    },
  }
}
