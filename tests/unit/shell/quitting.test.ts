import { app } from 'electron'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { OUTBOX_GRACE } from '../../../electron/core/outbox/outbox'
import { LONGEST_CLOSING, quitCleanly } from '../../../electron/shell/quitting'
import { silentLog } from '../../support/core-context'

vi.mock('electron', async () => ({ app: new (await import('node:events')).EventEmitter() }))

beforeEach(() => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
})

/** Quits a program that closes so; returns what it logged, and with which code it ended, as far as it has. */
function quit(close: () => Promise<void>) {
  const exits: (number | 'anew')[] = []
  const log = silentLog()
  app.removeAllListeners()
  app.exit = (code) => void exits.push(code ?? 0)
  app.relaunch = () => void exits.push('anew')
  quitCleanly(close, log)
  app.emit('will-quit', { preventDefault: () => undefined })
  return { exits, said: () => log.lines.map(({ message }) => message) }
}

it('a mail server that stalls leaves time to close what comes after the outbox', async () => {
  // What remains for the join site, the audit anchor and the store.
  expect(LONGEST_CLOSING - OUTBOX_GRACE).toBeGreaterThanOrEqual(5_000)
  const { exits, said } = quit(() => new Promise((resolve) => setTimeout(resolve, OUTBOX_GRACE + 2_000)))
  await vi.advanceTimersByTimeAsync(OUTBOX_GRACE + 1_000)
  expect(exits).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(exits).toEqual([0])
  expect(said()).toEqual(['closed'])
})

it('closing that never comes to an end is cut off', async () => {
  const { exits, said } = quit(() => new Promise(() => undefined))
  await vi.advanceTimersByTimeAsync(LONGEST_CLOSING)
  expect(exits).toEqual([0])
  expect(said()).toEqual(['closing took too long'])
})

it.each([
  ['closing comes to its end', () => new Promise<void>((resolve) => setTimeout(resolve, 1_000))],
  ['closing is cut off', () => new Promise<void>(() => undefined)],
])('who starts the program while it closes gets it anew, once: %s', async (_title, close) => {
  const { exits } = quit(close)
  app.emit('second-instance')
  app.emit('second-instance')
  expect(exits).toEqual([])
  await vi.advanceTimersByTimeAsync(LONGEST_CLOSING)
  expect(exits).toEqual(['anew', 0])
})
