import { describe, expect, it } from 'vitest'
import { relativeTime } from '../../../../src/components/relative-time'

/** Local time, as people read it. */
const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()
const NOW = at(23, 6)

describe('a time told by its distance', () => {
  it.each([
    [at(23, 5), '1 hour ago'],
    [at(22, 20), '10 hours ago'],
    [at(22, 5), 'yesterday'],
    // Three days by the calendar, though not three times 24 hours.
    [at(20, 23), '3 days ago'],
    [at(21, 4), '2 days ago'],
    [at(24, 20), 'tomorrow'],
    [at(16, 5), null],
  ])('counts days by the calendar: %d', (then, words) => {
    expect(relativeTime(then, NOW, 'en')).toBe(words)
  })

  it('says it in Russian too', () => {
    expect(relativeTime(at(20, 23), NOW, 'ru')).toBe('3 дня назад')
    expect(relativeTime(at(21, 4), NOW, 'ru')).toBe('позавчера')
  })
})
