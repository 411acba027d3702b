import type { Overview } from '../../contract/activity'
import { can } from '../domain/access'
import { DAY, dayOf, mondaysUntil, startOfDay } from '../domain/days'
import { readIntake, type Weeks } from '../store/intake'
import { countGuestsEnding, readOutgoing, readSteps } from '../store/overview'
import { readSeats } from '../store/seats'
import { countDueBefore } from '../store/tasks'
import { readFeed } from './activity/activity'
import { readCounters } from './people/people-list'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

const FUNNEL_DAYS = 90
/** As many as begin within the days of the funnel. */
const WEEKS = 13
/** An invitation that ends within so many days is worth a word. */
const SOON_DAYS = 3
const RECENT = 10

/** What the operator sees first. An employee's figures are those of whom they invited themselves (A2). */
export function createOverviewService(context: ServiceContext): ServiceOf<'overview'> {
  const { reader } = context.store
  return {
    async get(actor): Promise<Overview> {
      const now = context.clock.now()
      const today = dayOf(now)
      const seesAll = can(actor, 'people.see-all')
      const createdBy = seesAll ? null : actor.personId
      const mondays = mondaysUntil(today, WEEKS)
      const since = now - FUNNEL_DAYS * DAY
      const intake = await readIntake(reader, { createdBy, since, weeks: mondays.map(startOfDay) })
      const outgoing = await readOutgoing(reader, { createdBy, now, soon: now + SOON_DAYS * DAY })
      const seats = seesAll ? await readSeats(reader) : { limit: null, used: 0 }
      return {
        counters: await readCounters(reader, actor),
        // The first steps are those of who runs the portal; of others they would tell whether there are departments (X6).
        steps: seesAll ? await readSteps(reader) : { structure: false, mail: false, invited: false },
        funnel: intake.funnel,
        weeks: { mondays, channels: byPeople(intake.weeks) },
        attention: {
          ...outgoing,
          seatsUsed: seats.used,
          seatLimit: seats.limit,
          // An employee's own: tasks they own, guests they answer for.
          overdueTasks: await countDueBefore(reader, today, createdBy),
          guestsEnding: await countGuestsEnding(reader, today, createdBy),
        },
        recent: (await readFeed(reader, actor, { cursor: null, limit: RECENT })).rows,
      }
    },
  }
}

/** The channel that brought most people first. */
function byPeople(weeks: Weeks): Overview['weeks']['channels'] {
  const total = (people: readonly number[]): number => people.reduce((sum, each) => sum + each, 0)
  return [...weeks]
    .map(([channel, people]) => ({ channel, people }))
    .toSorted((one, other) => total(other.people) - total(one.people))
}
