import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, good, single, summary, total } from '../../../scripts/lib/results.mjs'

describe('what npm test counts', () => {
  it('counts passed, failed and skipped unit tests, and a file that could not be loaded', () => {
    const counted = countVitest({
      testResults: [
        {
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'a' },
            { status: 'failed', fullName: 'b' },
            { status: 'pending', fullName: 'c' },
          ],
        },
        { status: 'failed', assertionResults: [] },
      ],
    })
    expect(counted).toEqual({ passed: 1, failed: 2, skipped: 1, notes: ['skipped: c'] })
  })

  it('counts end-to-end tests in nested suites and tells the reason of a skip', () => {
    const test = (status: string, annotations: readonly { type: string; description?: string }[] = []) => ({
      title: status,
      tests: [{ status, annotations }],
    })
    const counted = countPlaywright({
      errors: [],
      suites: [
        { specs: [test('expected')], suites: [{ specs: [test('unexpected'), test('flaky')] }] },
        { specs: [test('skipped', [{ type: 'skip', description: 'no mail program here' }])] },
      ],
    })
    expect(counted).toEqual({ passed: 1, failed: 2, skipped: 1, notes: ['skipped: skipped: no mail program here'] })
  })

  it('closes with one line and calls a run good only when something ran and nothing failed', () => {
    const sum = total([single(true), single(true), single(false)])
    expect(summary(sum)).toBe('2 passed, 1 failed')
    expect(good(sum)).toBe(false)
    expect(good(total([]))).toBe(false)
    expect(good(total([single(true)]))).toBe(true)
    expect(summary({ ...single(true), skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped')
  })
})
