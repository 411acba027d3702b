import { describe, expect, it } from 'vitest'
import { isOverdue, localDay, shownDay } from '../../../../src/screens/employees/task-days'

describe('the days of tasks', () => {
  it('T1: a task is overdue from the day after it is due, until it is done', () => {
    expect(isOverdue({ dueOn: '2026-03-01', doneAt: null }, '2026-03-01')).toBe(false)
    expect(isOverdue({ dueOn: '2026-03-01', doneAt: null }, '2026-03-02')).toBe(true)
    expect(isOverdue({ dueOn: '2026-03-01', doneAt: 1 }, '2026-03-02')).toBe(false)
    expect(isOverdue({ dueOn: null, doneAt: null }, '2026-03-02')).toBe(false)
  })

  it('T1: a due day is the same day everywhere', () => {
    expect(shownDay('2026-03-01', 'en')).toBe('1 Mar 2026')
    expect(localDay(new Date(2026, 2, 1, 23, 59))).toBe('2026-03-01')
    expect(localDay(new Date(2026, 2, 1, 0, 0))).toBe('2026-03-01')
  })
})
