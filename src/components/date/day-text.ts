/** The months of a language as it writes them beside a day, shortened: “jan”, “янв.”. */
function monthsOf(locale: string): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => {
    const part = format.formatToParts(new Date(Date.UTC(2026, month, 1))).find((each) => each.type === 'month')
    return part?.value.toLowerCase() ?? ''
  })
}

function isoOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : null
}

/** The month a word begins with, 1 to 12, in this language or in English; 0 for none. */
function monthOf(word: string, locale: string): number {
  const start = word.toLowerCase().slice(0, 3)
  for (const each of [locale, 'en']) {
    const at = monthsOf(each).findIndex((month) => month.slice(0, 3) === start)
    if (at >= 0) return at + 1
  }
  return 0
}

/**
 * Reads a day as people type it: `2027-01-31`, `31.01.2027`, `31/1/2027`, `31 Jan 2027`, `31 января 2027`; the day comes
 * before the month. Returns an ISO date, or null for what is no day.
 */
export function readDay(text: string, locale: string): string | null {
  const words = text.trim().match(/\d+|\p{L}+/gu) ?? []
  const [first, second, third] = words[3] === 'г' ? words.slice(0, 3) : words
  if (first === undefined || second === undefined || third === undefined) return null
  if (words.length > 3 && words[3] !== 'г') return null
  const month = /^\d+$/u.test(second) ? Number(second) : monthOf(second, locale)
  if (/^\d{4}$/u.test(first)) return isoOf(Number(first), month, Number(third))
  return /^\d{4}$/u.test(third) ? isoOf(Number(third), month, Number(first)) : null
}

/** An ISO date as the field shows it: `31.01.2027` in Russian, `31 Jan 2027` in English. */
export function writeDay(day: string, locale: string): string {
  const month = locale === 'ru' ? '2-digit' : 'short'
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${day}T00:00:00Z`))
}
