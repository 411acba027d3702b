import ical, { ICalCalendarMethod } from 'ical-generator'
import { daysAfter } from '../../domain/days'
import type { Locale } from '../../domain/vocabulary'
import type { Due } from './due-lines'
import { DUE_TEXTS, sentenceOf } from './due-words'

/**
 * What is due as a calendar file (RFC 5545): one all-day event a line, on the day it is due. An event keeps its UID as long as
 * its line is due, so that a file imported again moves events instead of doubling them.
 */
export function calendarOf(due: Due, locale: Locale, now: number): string {
  const calendar = ical({
    name: DUE_TEXTS[locale].title,
    prodId: { company: 'Usher', product: 'Today', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  })
  const stamp = new Date(now)
  for (const line of due.lines) {
    calendar.createEvent({
      id: `${line.key.replace(' ', '-')}@usher.invalid`,
      stamp,
      allDay: true,
      start: midnight(line.on),
      end: midnight(daysAfter(line.on, 1)),
      summary: sentenceOf(line, locale),
      ...(line.whose === null ? {} : { description: line.whose }),
    })
  }
  return `${calendar.toString()}\r\n`
}

/** The library writes the day of an all-day event as UTC has it. */
function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
