import { setImmediate } from 'node:timers/promises'
import type { Page } from '../../../contract/base'
import type { SlipPerson } from '../../../contract/desk'
import { can, demand } from '../../domain/access'
import { foldName } from '../../domain/names'
import type { SlipFilter } from '../../domain/vocabulary'
import { nextSlipCandidates, type SlipCandidate, type SlipKey } from '../../store/slip-people'
import { departmentNamesOf } from '../../store/welcomes'
import { packCursor, unpackCursor } from '../cursors'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

export interface SlipSearch {
  readonly cursor: string | null
  readonly limit: number
  readonly filter: SlipFilter
  readonly departmentId: string | null
  readonly search: string
}

const CURSOR = ['slips']
/** People looked through at a stretch. */
const STEP = 500
/** People looked through for one page: where few are left to choose, a page may come out short and still have a next one. */
const MOST = 20_000

/**
 * Z4: who may be given a temporary password on paper by this operator, by name; `without-own`: who has not chosen a password
 * yet. Looked through in slices, so that nothing else waits. Throws NOT_ALLOWED for who may not see everyone.
 */
export async function listSlipPeople(
  { store }: ServiceContext,
  actor: Actor,
  { cursor, departmentId, filter, limit, search }: SlipSearch,
): Promise<Page<SlipPerson>> {
  demand(actor, 'people.see-all')
  const words = foldName(search)
    .split(/\s+/u)
    .filter((word) => word !== '')
  const fits = (person: SlipCandidate): boolean =>
    person.id !== actor.personId &&
    can(actor, 'people.edit', { ...person, invitedBy: null }) &&
    (filter === 'all' || person.password !== 'own') &&
    words.every((word) => person.sortName.includes(word) || foldName(person.login).includes(word))

  const rows: SlipCandidate[] = []
  let key = cursor === null ? null : readKey(cursor)
  for (let seen = 0; ; seen += STEP) {
    const found = await nextSlipCandidates(store.reader, key, departmentId, STEP)
    for (const person of found) {
      if (rows.length === limit) return pageOf(store.reader, rows, key)
      key = [person.sortName, person.id]
      if (fits(person)) rows.push(person)
    }
    if (found.length < STEP) return pageOf(store.reader, rows, null)
    if (seen + STEP >= MOST) return pageOf(store.reader, rows, key)
    await setImmediate()
  }
}

function readKey(cursor: string): SlipKey {
  const [name = '', id = ''] = unpackCursor(cursor, CURSOR, 2)
  return [String(name), String(id)]
}

async function pageOf(
  reader: ServiceContext['store']['reader'],
  people: readonly SlipCandidate[],
  next: SlipKey | null,
): Promise<Page<SlipPerson>> {
  const departments = await departmentNamesOf(
    reader,
    people.map((person) => person.id),
  )
  return {
    rows: people.map(({ id, login, name, password, status }) => ({
      id,
      name,
      login,
      status,
      departments: departments.get(id) ?? [],
      password: password ?? 'none',
    })),
    nextCursor: next ? packCursor([...CURSOR, ...next]) : null,
  }
}
