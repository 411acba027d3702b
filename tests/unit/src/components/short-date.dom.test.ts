import { describe, expect, it } from 'vitest'
import { shortDate, shortMoment, shownDay } from '../../../../src/components/short-date'

const NOW = new Date(2026, 10, 21, 12).getTime()

describe('days as they are written', () => {
  it('D2: are short in this year and unmistakable in others, in both languages', () => {
    expect(shortDate(new Date(2026, 2, 4).getTime(), NOW, 'en')).toBe('4 Mar')
    expect(shortDate(new Date(2026, 2, 4).getTime(), NOW, 'ru')).toBe('4 мар.')
    expect(shortDate(new Date(2025, 2, 4).getTime(), NOW, 'en')).toBe('4 Mar 2025')
    expect(shortDate(new Date(2025, 2, 4).getTime(), NOW, 'ru')).toBe('4 мар. 2025')
    expect(shortMoment(new Date(2025, 2, 4, 9, 5).getTime(), 'ru')).toBe('4 мар. 2025, 09:05')
    expect(shortMoment(new Date(2025, 2, 4, 9, 5).getTime(), 'en')).toBe('4 Mar 2025, 09:05')
  })
  it('T1: a due day is the same day everywhere, in words of the language', () => {
    expect(shownDay('2026-03-01', 'en')).toBe('1 Mar 2026')
    expect(shownDay('2026-12-31', 'ru')).toMatch(/^31 дек\.? 2026$/u)
  })
})
