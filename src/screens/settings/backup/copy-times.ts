import type { Backup } from '../../../../electron/contract/backups'
import { shortMoment, shortSecond } from '../../../components/short-date'

/** When each copy was made, by its id, as it is called in the list: to the second where the minute is that of another one too. */
export function copyTimes(copies: readonly Backup[], locale: string): ReadonlyMap<string, string> {
  const minutes = copies.map((copy) => shortMoment(copy.at, locale))
  const once = (minute: string): boolean => minutes.indexOf(minute) === minutes.lastIndexOf(minute)
  return new Map(
    copies.map((copy) => {
      const minute = shortMoment(copy.at, locale)
      return [copy.id, once(minute) ? minute : shortSecond(copy.at, locale)]
    }),
  )
}
