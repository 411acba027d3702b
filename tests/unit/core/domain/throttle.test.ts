import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  afterFailure,
  THROTTLE_MEMORY,
  type ThrottleState,
  waitAfter,
  waitLeft,
} from '../../../../electron/core/domain/throttle'

const NOW = Date.UTC(2026, 2, 2)
const SECONDS = 1_000

it('A4: three wrong tries are free, then 5 s, 15 s, 60 s, 5 min, 15 min and 15 min for ever', () => {
  const waits = Array.from({ length: 10 }, (_, failures) => waitAfter(failures) / SECONDS)
  expect(waits).toEqual([0, 0, 0, 0, 5, 15, 60, 300, 900, 900])
})

function afterFailures(count: number, now = NOW): ThrottleState {
  let state = afterFailure(null, now)
  for (let more = 1; more < count; more += 1) state = afterFailure(state, now)
  return state
}

it('A4: the waiting ends exactly when it is over', () => {
  const state = afterFailures(5)
  expect(waitLeft(state, NOW)).toBe(15 * SECONDS)
  expect(waitLeft(state, NOW + 14_999)).toBe(1)
  expect(waitLeft(state, NOW + 15_000)).toBe(0)
  expect(waitLeft(null, NOW)).toBe(0)
})

it('A4: wrong tries are forgotten after a day without another', () => {
  const state = afterFailures(8)
  expect(afterFailure(state, NOW + THROTTLE_MEMORY).failures).toBe(1)
  expect(afterFailure(state, NOW + THROTTLE_MEMORY - 1).failures).toBe(9)
})

it('A4: whatever the clock does, nobody waits longer than the rule says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -1e12, max: 1e12 }), (failures, drift) => {
      const left = waitLeft(afterFailures(failures), NOW + drift)
      expect(left).toBeGreaterThanOrEqual(0)
      expect(left).toBeLessThanOrEqual(waitAfter(failures))
    }),
  )
})
