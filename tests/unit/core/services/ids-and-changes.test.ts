import { describe, expect, it, vi } from 'vitest'
import { version } from 'uuid'
import { createChanges } from '../../../../electron/core/services/changes'
import { newId } from '../../../../electron/core/services/ids'
import type { Topic } from '../../../../electron/core/domain/vocabulary'
import { fakeClock, seededRandomness, silentLog, START } from '../../../support/core-context'

describe('ids', () => {
  it('H1: ids are UUIDv7 of the clock’s time and rise also within a millisecond and when the clock is set back', () => {
    const source = { clock: fakeClock(), randomness: seededRandomness() }
    const ids = Array.from({ length: 500 }, () => newId(source))
    source.clock.set(START - 60_000)
    ids.push(newId(source))
    source.clock.set(START + 1)
    ids.push(newId(source))
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(502)
    expect(ids.every((id) => version(id) === 7)).toBe(true)
    expect(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16)).toBe(START)
  })
})

describe('changes', () => {
  it('C4: announcements of a moment arrive as one, each topic once, after it', () => {
    vi.useFakeTimers()
    try {
      const changes = createChanges({ log: silentLog() })
      const heard: (readonly Topic[])[] = []
      changes.listen((topics) => void heard.push(topics))
      changes.announce('people', 'counters')
      changes.announce('people', 'activity')
      changes.announce()
      expect(heard).toEqual([])
      vi.runAllTimers()
      changes.announce('settings')
      vi.runAllTimers()
      expect(heard).toEqual([['people', 'counters', 'activity'], ['settings']])
    } finally {
      vi.useRealTimers()
    }
  })

  it('C4: a listener that fails is logged and stops nobody; one that stopped hears nothing more', () => {
    const log = silentLog()
    const changes = createChanges({ log, schedule: (deliver) => deliver() })
    const heard: Topic[] = []
    changes.listen(() => {
      throw new Error('no')
    })
    const stop = changes.listen((topics) => void heard.push(...topics))
    changes.announce('people')
    stop()
    changes.announce('people')
    expect(heard).toEqual(['people'])
    expect(log.lines).toHaveLength(2)
  })
})
