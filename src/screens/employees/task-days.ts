import type { PersonTask } from '../../../electron/contract/people'

/** The calendar day of a moment on this computer, as an ISO date. */
export function localDay(moment: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

/** A task is overdue from the day after it is due, until it is done (T1). `today` is an ISO date. */
export function isOverdue(task: Pick<PersonTask, 'dueOn' | 'doneAt'>, today: string): boolean {
  return task.doneAt === null && task.dueOn !== null && task.dueOn < today
}

/** An ISO date in words of the language; a date has no time zone, so none is applied. */
export function shownDay(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${day}T00:00:00Z`))
}
