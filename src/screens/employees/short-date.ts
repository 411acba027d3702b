const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, thisYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${thisYear}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(
    locale,
    thisYear ? { day: 'numeric', month: 'short' } : { day: '2-digit', month: '2-digit', year: 'numeric' },
  )
  formats.set(key, format)
  return format
}

/** A day short enough for a column: without the year in this year, in figures otherwise. Times in milliseconds UTC. */
export function shortDate(at: number, now: number, locale: string): string {
  const day = new Date(at)
  // English dates in figures are read day first in most of the world and month first in some: ISO is read by all.
  if (day.getFullYear() !== new Date(now).getFullYear())
    return formatOf(locale === 'en' ? 'sv' : locale, false).format(day)
  return formatOf(locale, true).format(day)
}
