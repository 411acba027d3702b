import { describe, expect, it } from 'vitest'
import type { WorkProgress } from '../../../../../electron/contract/file-sessions'
import { followWork, isUnderWay, roundedTime, shareOf } from '../../../../../src/components/work/work'

const at = (state: WorkProgress['state'], done = 0): WorkProgress => ({
  state,
  done,
  total: 10,
  left: null,
  refusal: null,
})

describe('long work', () => {
  it('D4: is looked at until it has ended, and every report is taken', async () => {
    const reports = [at('waiting'), at('running', 4), at('done', 10), at('running')]
    const taken: WorkProgress[] = []
    await followWork(
      async () => reports.shift() ?? at('failed'),
      (report) => report,
      (report) => taken.push(report),
      () => true,
      async () => {},
    )
    expect(taken.map((report) => report.state)).toEqual(['waiting', 'running', 'done'])
  })

  it('D4: is left alone once nobody waits for it; the last answer is not taken', async () => {
    let wanted = true
    const taken: WorkProgress[] = []
    let asked = 0
    await followWork(
      async () => {
        asked += 1
        if (asked === 2) wanted = false
        return at('running')
      },
      (report) => report,
      (report) => taken.push(report),
      () => wanted,
      async () => {},
    )
    expect([asked, taken.length]).toEqual([2, 1])
  })

  it('says how far it is only where that can be told', () => {
    expect(shareOf({ done: 3, total: 0 })).toBeNull()
    expect(shareOf({ done: 3, total: 4 })).toBe(0.75)
    expect(shareOf({ done: 9, total: 4 })).toBe(1)
    expect([isUnderWay(null), isUnderWay(at('done')), isUnderWay(at('waiting'))]).toEqual([false, false, true])
  })

  it.each([
    [0, 'seconds', 5],
    [12_000, 'seconds', 15],
    [56_900, 'seconds', 60],
    [58_000, 'minutes', 1],
    [130_000, 'minutes', 2],
  ] as const)('says %i ms as %s %i', (milliseconds, unit, count) => {
    expect(roundedTime(milliseconds)).toEqual({ unit, count })
  })
})
