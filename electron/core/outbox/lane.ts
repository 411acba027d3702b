import { setTimeout as pause } from 'node:timers/promises'
import type { MessageKind } from '../domain/vocabulary'
import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { pausedSince, readStop } from '../store/outbox-channels'
import { nextDue, triedSince } from '../store/outgoing'
import type { Carrier, OpenCarrier } from './carrier'
import type { MessageKinds } from './kinds'
import { createPace, WRITE_EVERY } from './pace'
import { claim, putBack } from './queue'
import { allowance } from './rate'
import { ACCOUNT_PAUSE } from './retry-policy'
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

/** Longest time between two looks, in milliseconds: clocks are set, computers sleep. */
const LONGEST_REST = 60_000
/** How long to wait after a failure of the store, in milliseconds. */
const AFTER_TROUBLE = 5_000
const MINUTE = 60_000
/** In milliseconds: as long as a fast server takes for a message or two, and nothing beside what others take. */
const MOMENT = 5

export function createLane(
  context: ServiceContext,
  carrier: Carrier,
  kinds: MessageKinds,
  links: JoinLinks,
  scheduler: Scheduler,
): Lane {
  const { changes, clock, log, store } = context
  const { channel } = carrier
  const pace = createPace()
  const underWay = new Map<string, Promise<void>>()
  /** Taken out of the queue, and not begun. */
  let ready: readonly Letter[] = []
  let results: readonly Result[] = []
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
    if (underWay.size > 0 && results.length > 0 && !results.some(isTrouble)) await pause(MOMENT)
  }

  /** A connection is free and nothing taken is left for it, or nothing more may be begun. */
  function hasNothingToDo(): boolean {
    return (ready.length === 0 && underWay.size < connections) || results.some(isTrouble)
  }

  /** One transaction: what came back is written down, and as much as there is room for is taken. */
  async function turn(): Promise<void> {
    const left = ready.length
    const paused = !running || (await pausedSince(store.reader, channel)) !== null
    const open = paused ? null : await carrier.current()
    connections = open?.concurrency ?? 0
    const going = open ? await sendableKinds(kinds, links) : []
    const finished = results
    // Nothing more is begun on an account in trouble, or against the operator's will.
    const back = !open || finished.some(isTrouble) ? ready : []
    if (back.length > 0) ready = []
    const { limit, lookAgainIn } = open ? await roomFor(open, going) : { limit: 0, lookAgainIn: LONGEST_REST }
    if (finished.length + back.length === 0 && limit <= 0) {
      lookAgain(lookAgainIn)
      return
    }
    results = results.slice(finished.length)
    try {
      const letters = await store.write(async (writer) => {
        const at = clock.now()
        await putBack(writer, at, back)
        await settleAll(writer, at, channel, finished)
        const claimed = limit > 0 ? await claim(writer, at, kinds, { channel, kinds: going, limit }) : []
        return fillTexts(kinds, writer, claimed)
      })
      ready = [...ready, ...letters]
    } catch (error) {
      results = [...finished, ...results]
      ready = [...back, ...ready]
      throw error
    }
    const now = performance.now()
    const sent = finished.filter(({ outcome }) => outcome.kind === 'sent').length
    if (finished.length > 0) pace.note({ sent, left, took: now - lastTurn })
    lastTurn = now
    if (open) begin(open)
    if (finished.length > 0) changes.announce('messages', 'people', 'activity')
    else changes.announce('messages')
    asked = true
  }

  /** With no room, the next message that comes back is what makes the next turn. */
  async function roomFor(
    open: OpenCarrier,
    going: readonly MessageKind[],
  ): Promise<{ readonly limit: number; readonly lookAgainIn: number }> {
    const now = clock.now()
    const due = await nextDue(store.reader, channel, going)
    if (due === null) return { limit: 0, lookAgainIn: LONGEST_REST }
    if (due > now) return { limit: 0, lookAgainIn: due - now }
    const refused = await stoppedFor(now)
    if (refused > 0) return { limit: 0, lookAgainIn: refused }
    const tried = open.perMinute === null ? [] : await triedSince(store.reader, channel, now - MINUTE)
    const { allowed, waitFor } = allowance(tried, open.perMinute, now)
    const taken = underWay.size + ready.length
    return { limit: Math.min(allowed, open.concurrency + pace.ahead() - taken), lookAgainIn: waitFor }
  }

  /** For how long a refused account is left alone, in milliseconds: signing in wrongly again and again would lock it. */
  async function stoppedFor(now: number): Promise<number> {
    const stop = await readStop(store.reader, channel)
    return stop ? Math.max(stop.stopped_at + ACCOUNT_PAUSE - now, 0) : 0
  }

  /** Begins as many of the messages taken as the account has connections free. */
  function begin(open: OpenCarrier): void {
    while (underWay.size < open.concurrency && !results.some(isTrouble)) {
      const [letter, ...others] = ready
      if (!letter) return
      ready = others
      underWay.set(letter.message.id, send(open, letter))
    }
  }

  async function send(open: OpenCarrier, { message, text }: Letter): Promise<void> {
    const outcome = await open.send(message, text)
    underWay.delete(message.id)
    if (outcome.kind === 'stop') {
      log.warn('The account of the outbox was refused', { channel, reason: outcome.reason, answer: outcome.answer })
    }
    results = [...results, { message, outcome, canLook: open.look !== null }]
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
