import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { PEOPLE_FILTERS, type PeopleFilter, PEOPLE_SORTS, type PeopleSort } from '../../../electron/contract/vocabulary'

/** What the Employees list shows; it lives in the route, so that Back, links and counters lead to the same list. */
export interface PeopleQuery {
  readonly filter: PeopleFilter
  readonly departmentId: string | null
  readonly search: string
  readonly sort: PeopleSort
  readonly descending: boolean
}

/** Longest search text the contract takes. */
const SEARCH_LIMIT = 200

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

function text(value: LocationQuery[string] | undefined): string {
  const one = Array.isArray(value) ? value[0] : value
  return one ?? ''
}

/** An id of the route, or null when it is missing or no id at all. */
export function idOf(value: LocationQuery[string] | undefined): string | null {
  const candidate = text(value)
  return UUID.test(candidate) ? candidate : null
}

/** Reads the route; whatever is unknown falls back to the plain list. */
export function readPeopleQuery(query: LocationQuery): PeopleQuery {
  const sortText = text(query.sort)
  const descending = sortText.startsWith('-')
  const sortName = descending ? sortText.slice(1) : sortText
  const sort = PEOPLE_SORTS.find((each) => each === sortName)
  return {
    filter: PEOPLE_FILTERS.find((each) => each === text(query.filter)) ?? 'all',
    departmentId: idOf(query.department),
    search: text(query.search).slice(0, SEARCH_LIMIT),
    sort: sort ?? 'name',
    descending: sort ? descending : false,
  }
}

/** The route's query for a list; what is as usual is left out. */
export function writePeopleQuery(query: PeopleQuery): LocationQueryRaw {
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  return {
    ...(query.filter === 'all' ? {} : { filter: query.filter }),
    ...(query.departmentId ? { department: query.departmentId } : {}),
    ...(query.search ? { search: query.search.slice(0, SEARCH_LIMIT) } : {}),
    ...(sort === 'name' ? {} : { sort }),
  }
}

/** A press on a column's header: sorts by it, and turns the order round when it is sorted by already. */
export function sortedBy(query: PeopleQuery, sort: PeopleSort): PeopleQuery {
  return { ...query, sort, descending: query.sort === sort ? !query.descending : false }
}
