import { daysAfter, startOfDay } from './days'
import type { DueTime } from './vocabulary'

/** Days after today that are looked ahead (Z9). */
const DAYS_AHEAD = 7

/** When something is due on `on`, seen from `today`; both ISO dates. Null: later than the week ahead. */
export function dueTime(on: string, today: string): DueTime | null {
  if (on < today) return 'overdue'
  if (on === today) return 'today'
  return on <= daysAfter(today, DAYS_AHEAD) ? 'week' : null
}

/** Where today begins and ends and where the week ahead ends, as ISO dates and as moments (milliseconds UTC). */
export function dueBounds(today: string) {
  const days = { today, tomorrow: daysAfter(today, 1), end: daysAfter(today, DAYS_AHEAD + 1) }
  const moments = {
    today: startOfDay(days.today),
    tomorrow: startOfDay(days.tomorrow),
    end: startOfDay(days.end),
  }
  return { days, moments }
}
