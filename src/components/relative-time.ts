const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.RelativeTimeFormat>()

function formatOf(locale: string): Intl.RelativeTimeFormat {
  let format = formats.get(locale)
  if (!format) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    formats.set(locale, format)
  }
  return format
}

/** “5 minutes ago”, “tomorrow”; null beyond a week, where a date says more. Times in milliseconds UTC. */
export function relativeTime(at: number, now: number, locale: string): string | null {
  const distance = at - now
  const size = Math.abs(distance)
  if (size >= 7 * DAY) return null
  if (size < MINUTE) return formatOf(locale).format(0, 'second')
  if (size < HOUR) return formatOf(locale).format(Math.trunc(distance / MINUTE), 'minute')
  if (size < DAY) return formatOf(locale).format(Math.trunc(distance / HOUR), 'hour')
  // “Yesterday” is the day before, whatever the hour.
  return formatOf(locale).format(Math.round((startOfDay(at) - startOfDay(now)) / DAY), 'day')
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
