import { daysAfter } from './days'

/** Z8: the last day after a renewal by so many days: counted from the present last day, or from today where that is past. */
export function renewedLastDay(endsOn: string, today: string, days: number): string {
  return daysAfter(endsOn > today ? endsOn : today, days)
}

/** Z8: whether the guest's time is over: the last day itself still counts. */
export function isOver(endsOn: string | null, today: string): boolean {
  return endsOn !== null && endsOn < today
}
