import { withoutYearWord } from '../../electron/contract/vocabulary'

const SHAPES = {
  'this-year': { day: 'numeric', month: 'short' },
  'other-year': { day: 'numeric', month: 'short', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  second: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
  clock: { hour: '2-digit', minute: '2-digit' },
  // A day without a time has no time zone, so none is applied.
  day: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  exact: { dateStyle: 'full', timeStyle: 'medium' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * Kept, because making a format costs far more than using it, and a table uses it for every row scrolled in. English is
 * written day first and with 24 hours, whatever the system: no reader takes 14 Aug for anything else.
 */
function formatOf(locale: string, shape: keyof typeof SHAPES): Intl.DateTimeFormat {
  const key = `${locale} ${shape}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, SHAPES[shape])
  formats.set(key, format)
  return format
}

/** A day short enough for a column: “15 Oct” in this year, “14 Aug 2024” otherwise. Times in milliseconds UTC. */
export function shortDate(at: number, now: number, locale: string): string {
  const day = new Date(at)
  const shape = day.getFullYear() === new Date(now).getFullYear() ? 'this-year' : 'other-year'
  return withoutYearWord(formatOf(locale, shape).format(day))
}

/** “14 Aug 2024”, the year always. `day` is an ISO date. */
export function shownDay(day: string, locale: string): string {
  return withoutYearWord(formatOf(locale, 'day').format(new Date(`${day}T00:00:00Z`)))
}

/** “14 Aug 2024, 09:30”. `at` in milliseconds UTC. */
export function shortMoment(at: number, locale: string): string {
  return withoutYearWord(formatOf(locale, 'moment').format(at))
}

/** “14 Aug 2024, 09:30:12”, where the minute does not tell two moments apart. `at` in milliseconds UTC. */
export function shortSecond(at: number, locale: string): string {
  return withoutYearWord(formatOf(locale, 'second').format(at))
}

/** “09:30”. `at` in milliseconds UTC. */
export function clock(at: number, locale: string): string {
  return formatOf(locale, 'clock').format(at)
}

/** Day and time in full, for a tooltip. `at` in milliseconds UTC. */
export function exactDate(at: number, locale: string): string {
  return formatOf(locale, 'exact').format(at)
}
