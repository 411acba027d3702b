import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { countForFilters, listPeople, readCounters } from './people-list'
import { exportPeople } from './people-export'
import { personDismissals } from './person-dismissals'
import { personEdits } from './person-edits'
import { personGuests } from './person-guests'
import { personPlaces } from './person-places'
import { readProfile } from './person-profile'
import { personTransitions } from './person-transitions'

/** The directory: who is there (D2), and what becomes of them (S1–S6, C1–C6, D3). */
export function createPeopleService(context: ServiceContext): ServiceOf<'people'> {
  const { reader } = context.store
  return {
    list: (actor, input) => listPeople(reader, actor, input, context.clock.now()),
    export: (actor, input) => exportPeople(context, actor, input),
    counts: (actor) => countForFilters(reader, actor),
    counters: async (actor) => await readCounters(reader, actor),
    get: (actor, { id }) => readProfile(reader, actor, id, context.clock.now()),
    ...personTransitions(context),
    ...personDismissals(context),
    ...personEdits(context),
    ...personPlaces(context),
    ...personGuests(context),
  }
}
