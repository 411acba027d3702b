import { expect, it } from 'vitest'
import { shownDay } from '../../../../src/components/shown-day'

it('T1: a due day is the same day everywhere, in words of the language', () => {
  expect(shownDay('2026-03-01', 'en')).toBe('1 Mar 2026')
  expect(shownDay('2026-12-31', 'ru')).toMatch(/^31 дек\.? 2026$/u)
})
