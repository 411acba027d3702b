import { describe, expect, it } from 'vitest'
import { readDay, writeDay } from '../../../../src/components/date/day-text'
import { monthGrid, moveDay } from '../../../../src/components/date/month-grid'

describe('a day that is typed', () => {
  it('L7, T1: is read as people write it, the day before the month, in both languages', () => {
    for (const text of ['2027-01-31', '31.01.2027', '31/1/2027', '31 Jan 2027', '31 января 2027 г.']) {
      expect(readDay(text, 'ru', 'RU'), text).toBe('2027-01-31')
    }
    expect(readDay('14 September 2026', 'en', 'GB')).toBe('2026-09-14')
  })

  it('L7, T1: two digits are a year of this century, and a month may come first where no other reading is left', () => {
    for (const text of ['31.12.26', '31/12/26', '31 Dec 26', '12/31/2026', '12/31/26', 'Dec 31, 2026', '12-31-2026']) {
      for (const country of ['DE', 'US']) expect(readDay(text, 'en', country), text).toBe('2026-12-31')
    }
  })

  it('L7, T1: which of two small numbers is the month follows the country where slashes are written', () => {
    expect(readDay('12/11/2026', 'en', 'US')).toBe('2026-12-11')
    expect(readDay('12/11/2026', 'en', 'GB')).toBe('2026-11-12')
    expect(readDay('12.11.2026', 'en', 'US')).toBe('2026-11-12')
    expect(readDay('26-12-31', 'en', 'US')).toBeNull()
  })

  it('L7, T1: what is no day is none', () => {
    const none = ['', 'soon', '31.02.2027', '13/13/2027', '1.2', '1.2.270', 'Jan Feb 2027', '31 Jan 2027 noon']
    for (const text of [...none, '2/30/2027', 'foo 31 2027', '1.foo.2027']) {
      for (const country of ['GB', 'US']) expect(readDay(text, 'en', country), text).toBeNull()
    }
  })

  it('L7, T1: what is shown is read again', () => {
    for (const locale of ['en', 'ru']) {
      for (let month = 1; month <= 12; month += 1) {
        const day = `2026-${String(month).padStart(2, '0')}-09`
        for (const country of ['RU', 'US']) expect(readDay(writeDay(day, locale), locale, country)).toBe(day)
      }
    }
    expect(writeDay('2027-01-31', 'ru')).toBe('31.01.2027')
    expect(writeDay('2027-01-31', 'en')).toBe('31 Jan 2027')
  })
})

describe('the calendar', () => {
  it('L7, T1: weeks begin on Monday and hold the whole month', () => {
    const weeks = monthGrid('2026-02-15')
    expect(weeks[0]?.[0]).toBe('2026-01-26')
    expect(weeks.flat()).toContain('2026-02-28')
  })

  it('L7, T1: a month on from the 31st is the last day of a shorter one', () => {
    expect(moveDay('2027-01-31', { months: 1 })).toBe('2027-02-28')
    expect(moveDay('2027-01-01', { days: -1 })).toBe('2026-12-31')
    expect(moveDay('2026-12-15', { months: 1 })).toBe('2027-01-15')
  })
})
