const DAY = 86_400_000

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Today on this computer, as an ISO date. */
export function todayHere(): string {
  const now = new Date()
  return isoDay(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))
}

/** The six weeks, from Monday, that hold the month of an ISO date, as ISO dates. */
export function monthGrid(day: string): readonly (readonly string[])[] {
  const first = Date.parse(`${day.slice(0, 7)}-01T00:00:00Z`)
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => isoDay(start + (week * 7 + weekday) * DAY)),
  )
}

/** An ISO date so many days or months on; the 31st becomes the last day of a shorter month. */
export function moveDay(day: string, by: { readonly days?: number; readonly months?: number }): string {
  const from = new Date(`${day}T00:00:00Z`)
  if (by.days) return isoDay(from.getTime() + by.days * DAY)
  const year = from.getUTCFullYear()
  const month = from.getUTCMonth() + (by.months ?? 0)
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return isoDay(Date.UTC(year, month, Math.min(from.getUTCDate(), last)))
}
