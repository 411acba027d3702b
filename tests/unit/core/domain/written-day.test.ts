import { describe, expect, it } from 'vitest'
import { writtenDay } from '../../../../electron/core/domain/written-day'

const noon = new Date(2026, 11, 7, 12).getTime()

describe('a day in a message or on paper', () => {
  it('M5: is written out in its language; the Russian one ends a sentence once', () => {
    expect(writtenDay(noon, 'en')).toBe('7 December 2026')
    expect(writtenDay(noon, 'ru')).toBe('7 декабря 2026')
  })

  it('H4: is empty for what never expires', () => {
    expect(writtenDay(null, 'ru')).toBe('')
  })
})
