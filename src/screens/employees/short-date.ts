type Shape = 'this-year' | 'other-year' | 'exact'

const SHAPES: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  'this-year': { day: 'numeric', month: 'short' },
  'other-year': { day: '2-digit', month: '2-digit', year: 'numeric' },
  exact: { dateStyle: 'long', timeStyle: 'short' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** Kept, because making a format costs far more than using it, and a table uses it for every row scrolled in. */
function formatOf(locale: string, shape: Shape): Intl.DateTimeFormat {
  const key = `${locale} ${shape}`
  const known = formats.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale, SHAPES[shape])
  formats.set(key, format)
  return format
}

/** A day short enough for a column: without the year in this year, in figures otherwise. Times in milliseconds UTC. */
export function shortDate(at: number, now: number, locale: string): string {
  const day = new Date(at)
  if (day.getFullYear() === new Date(now).getFullYear()) return formatOf(locale, 'this-year').format(day)
  // English dates in figures are read day first in most of the world and month first in some: ISO is read by all.
  return formatOf(locale === 'en' ? 'sv' : locale, 'other-year').format(day)
}

/** Day and time in full, for a tooltip. `at` in milliseconds UTC. */
export function exactDate(at: number, locale: string): string {
  return formatOf(locale, 'exact').format(at)
}
