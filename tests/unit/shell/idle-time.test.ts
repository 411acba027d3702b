import { describe, expect, it } from 'vitest'
import { idleSeconds, secondsToNextLook } from '../../../electron/shell/idle-time'

describe('automatic lock when idle (A4)', () => {
  it('A4: locks once the limit is reached', () => {
    expect(secondsToNextLook(599, 10)).toBe(1)
    expect(secondsToNextLook(600, 10)).toBe('lock')
    expect(secondsToNextLook(90_000, 10)).toBe('lock')
  })

  it('A4: looks again in time, and at least twice a minute', () => {
    expect(secondsToNextLook(0, 480)).toBe(30)
    expect(secondsToNextLook(580, 10)).toBe(20)
  })

  it('A4: never locks when switched off', () => {
    expect(secondsToNextLook(1_000_000, 0)).toBe(30)
  })

  it('A4: a console opened on a computer nobody has touched for long does not lock at once', () => {
    expect(idleSeconds({ systemIdle: 86_400, running: 2 })).toBe(2)
    expect(idleSeconds({ systemIdle: 90, running: 3_600 })).toBe(90)
  })
})
