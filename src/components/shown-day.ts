/** An ISO date in words of the language; a date has no time zone, so none is applied. */
export function shownDay(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  // The Russian “г.” says nothing beside a year.
  return format.format(new Date(`${day}T00:00:00Z`)).replace(/\sг\./u, '')
}
