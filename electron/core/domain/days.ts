/** Days as ISO dates (YYYY-MM-DD), which sort as text and know no time zone of their own. */

/** In milliseconds; a day on the calendar can be an hour longer or shorter. */
export const DAY = 86_400_000

/** The day of a moment (milliseconds UTC) on this computer's calendar. */
export function dayOf(moment: number): string {
  const day = new Date(moment)
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** So many days after an ISO date, or before it where `days` is negative. */
export function daysAfter(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** The Mondays of so many weeks, the first one first, as ISO dates; the last week is that of `day`. */
export function mondaysUntil(day: string, weeks: number): readonly string[] {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: weeks }, (_, week) => daysAfter(day, 7 * (week - weeks + 1) - sinceMonday))
}

/** When an ISO date begins on this computer's calendar, in milliseconds UTC. */
export function startOfDay(day: string): number {
  return new Date(`${day}T00:00:00`).getTime()
}
