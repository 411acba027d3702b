import { describe, expect, it } from 'vitest'
import { shortDate } from '../../../../src/screens/employees/short-date'

const NOW = new Date(2026, 10, 21, 12).getTime()

describe('days in the list', () => {
  it('D2: are short in this year and unmistakable in others, in both languages', () => {
    expect(shortDate(new Date(2026, 2, 4).getTime(), NOW, 'en')).toBe('Mar 4')
    expect(shortDate(new Date(2026, 2, 4).getTime(), NOW, 'ru')).toBe('4 мар.')
    expect(shortDate(new Date(2025, 2, 4).getTime(), NOW, 'en')).toBe('2025-03-04')
    expect(shortDate(new Date(2025, 2, 4).getTime(), NOW, 'ru')).toBe('04.03.2025')
  })
})
