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

/** Where 12/11/2026 is the 11th of December: the United States and those who write dates as they do. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'AS', 'FM', 'GU', 'MH', 'MP', 'PH', 'PR', 'PW', 'UM', 'VI'])

const isNumber = (word: string): boolean => /^\d+$/u.test(word)

/** A year of four digits, or of two in this century; null for any other number. */
function yearOf(word: string): number | null {
  if (/^\d{4}$/u.test(word)) return Number(word)
  return /^\d{2}$/u.test(word) ? 2000 + Number(word) : null
}

/**
 * Reads a day as people type it: `2027-01-31`, `31.01.2027`, `31/1/27`, `31 Jan 2027`, `Jan 31, 2027`,
 * `31 января 2027`. Of two numbers either of which may be the month the first is it where slashes are written in a
 * country that does so, else the second. `country`: ISO 3166-1 alpha-2. Returns an ISO date, or null for what is no
 * day, or none for certain.
 */
export function readDay(text: string, locale: string, country: string): string | null {
  const words = text.trim().match(/\d+|\p{L}+/gu) ?? []
  const [first, second, third] = words[3] === 'г' ? words.slice(0, 3) : words
  if (first === undefined || second === undefined || third === undefined) return null
  if (words.length > 3 && words[3] !== 'г') return null
  const numberOf = (word: string): number => (isNumber(word) ? Number(word) : monthOf(word, locale))
  if (/^\d{4}$/u.test(first)) return isoOf(Number(first), numberOf(second), Number(third))
  const year = yearOf(third)
  // 26-12-31 may begin with its year.
  if (year === null || (third.length === 2 && text.includes('-'))) return null
  if (!isNumber(second)) return isoOf(year, numberOf(second), Number(first))
  return isMonthFirst(first, Number(second), text.includes('/') && MONTH_FIRST.has(country))
    ? isoOf(year, numberOf(first), Number(second))
    : isoOf(year, Number(second), Number(first))
}

/** Whether the month comes first; `usual`: it does where either number may be it. */
function isMonthFirst(first: string, second: number, usual: boolean): boolean {
  if (!isNumber(first) || second > 12) return true
  return usual && Number(first) <= 12
}

/** Whether a value of the field is a day and not what was typed instead of one. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/u.test(value)
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
