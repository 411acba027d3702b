import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Topic } from '../../../../electron/contract/vocabulary'

/** One subscription of the window, as the main process would see it. */
interface Subscription {
  announce(...topics: Topic[]): void
  lose(): void
  readonly signal: AbortSignal
}
const subscriptions: Subscription[] = []

vi.mock('../../../../src/portal', () => ({
  portal: {
    live: {
      changes: (_input: undefined, { signal }: { signal: AbortSignal }) => {
        const waiting: ({ topics: Topic[] } | 'lost')[] = []
        let wake = (): void => {}
        const add = (item: { topics: Topic[] } | 'lost'): void => {
          waiting.push(item)
          wake()
        }
        subscriptions.push({ signal, announce: (...topics) => add({ topics }), lose: () => add('lost') })
        async function* changes(): AsyncGenerator<{ topics: Topic[] }> {
          for (;;) {
            const item = waiting.shift()
            if (item === 'lost') throw new Error('the port was closed')
            if (item) yield item
            else await new Promise<void>((resolve) => (wake = resolve))
          }
        }
        return Promise.resolve(changes())
      },
    },
  },
  refusalOf: () => ({ code: 'INTERNAL', params: {}, fields: [] }),
}))

const { startLive, stopLive } = await import('../../../../src/composables/live-hub')
const { useLive } = await import('../../../../src/composables/use-live')

/** Lets everything that is ready happen. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
const latest = (): Subscription => subscriptions.at(-1) ?? expect.fail('nobody subscribed')

beforeEach(() => {
  vi.useFakeTimers()
  subscriptions.length = 0
  startLive()
})
afterEach(() => {
  stopLive()
  vi.useRealTimers()
})

function listenTo(topics: readonly Topic[], reload: () => Promise<unknown> | void): () => void {
  const scope = effectScope()
  scope.run(() => useLive(topics, reload))
  return () => scope.stop()
}

describe('useLive (C4)', () => {
  it('C4: reloads for its topics and for no others', async () => {
    const reload = vi.fn()
    const stop = listenTo(['people'], reload)
    await settled()
    latest().announce('structure')
    await settled()
    expect(reload).toHaveBeenCalledTimes(0)
    latest().announce('counters', 'people')
    await settled()
    expect(reload).toHaveBeenCalledTimes(1)
    stop()
  })

  it('C4: one subscription serves everybody who listens', async () => {
    const stops = [listenTo(['people'], vi.fn()), listenTo(['messages'], vi.fn())]
    startLive()
    await settled()
    expect(subscriptions).toHaveLength(1)
    for (const stop of stops) stop()
  })

  it('C4: a burst costs one reload under way and one after it', async () => {
    const ends: (() => void)[] = []
    const reload = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)))
    const stop = listenTo(['people'], reload)
    await settled()
    for (let index = 0; index < 20; index += 1) {
      latest().announce('people')
      await settled()
    }
    expect(reload).toHaveBeenCalledTimes(1)
    ends.shift()?.()
    await settled()
    expect(reload).toHaveBeenCalledTimes(2)
    ends.shift()?.()
    await settled()
    expect(reload).toHaveBeenCalledTimes(2)
    stop()
  })

  it('C4: hears nothing once the component is gone', async () => {
    const reload = vi.fn()
    listenTo(['people'], reload)()
    await settled()
    latest().announce('people')
    await settled()
    expect(reload).not.toHaveBeenCalled()
  })

  it('C4: takes up a lost subscription again and reloads for what was missed', async () => {
    const reload = vi.fn()
    const stop = listenTo(['people'], reload)
    await settled()
    latest().lose()
    await settled()
    expect(subscriptions).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(500)
    expect(subscriptions).toHaveLength(2)
    expect(reload).toHaveBeenCalledTimes(1)
    latest().announce('people')
    await settled()
    expect(reload).toHaveBeenCalledTimes(2)
    stop()
  })

  it('C4: ends the subscription in the main process when stopped', async () => {
    await settled()
    stopLive()
    expect(latest().signal.aborted).toBe(true)
  })
})
