import { expect, it } from 'vitest'
import { mondaysUntil } from '../../../../electron/core/domain/days'

it('H1: weeks begin on Monday, and the last one is that of the day, be it Monday or Sunday', () => {
  expect(mondaysUntil('2026-03-02', 3)).toEqual(['2026-02-16', '2026-02-23', '2026-03-02'])
  expect(mondaysUntil('2026-03-08', 2)).toEqual(['2026-02-23', '2026-03-02'])
  expect(mondaysUntil('2025-01-01', 1)).toEqual(['2024-12-30'])
})
