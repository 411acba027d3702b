import type { LookAlike } from '../../contract/file-sessions'
import { can } from '../domain/access'
import { emailKey, mistypedDomain, nameKey } from '../domain/likeness'
import type { Likeness } from '../domain/vocabulary'
import {
  type AlikePerson,
  fillLikeness,
  findAlikeByPhones,
  findByEmailKeys,
  findByNameKeys,
  usualDomains,
} from '../store/likeness'
import { paced } from '../store/slice-clock'
import type { Reader } from '../store/store'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import { chunksOf, inSlices } from './slices'

/** Somebody about to become a person: nobody has this e-mail address, or where there is none, this phone number. */
export interface RadarEntry {
  readonly firstName: string
  readonly lastName: string
  /** Comparable form. */
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  /** Number of its row; null: later entries are not compared with this one. */
  readonly row: number | null
}

/** Z7: finds who an entry may be already, in the directory and among the entries it has seen before. */
export interface Radar {
  /** The look-alikes of each entry, the surest first; a few hundred entries at once, in order. */
  look(entries: readonly RadarEntry[]): Promise<readonly (readonly LookAlike[])[]>
  /** Later entries are compared with this one, which itself is not looked at. */
  remember(entry: RadarEntry): void
}

/** Look-alikes shown of one entry. */
const MOST = 5

interface OwnKeys {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
}

interface Keys extends OwnKeys {
  readonly suggestion: string | null
}

function ownKeysOf({ email, firstName, lastName, phone }: RadarEntry): OwnKeys {
  return { name: nameKey(firstName, lastName), email: email === null ? null : emailKey(email), phone }
}

/** People the operator may not see are no look-alikes for them (A2). */
export async function openRadar(reader: Reader, actor: Actor): Promise<Radar> {
  const domains = await usualDomains(reader)
  const earlier = {
    name: new Map<string, number>(),
    email: new Map<string, number>(),
    phone: new Map<string, number>(),
  }

  function keysOf(entry: RadarEntry): Keys {
    return { ...ownKeysOf(entry), suggestion: entry.email === null ? null : mistypedDomain(entry.email, domains) }
  }

  function earlierRows(keys: Keys): readonly LookAlike[] {
    const found: LookAlike[] = []
    const add = (why: Likeness, row: number | undefined): void => {
      if (row === undefined || found.some((each) => each.row === row)) return
      found.push({ why, person: null, row, suggestion: why === 'domain' ? keys.suggestion : null })
    }
    if (keys.email !== null) add('email', earlier.email.get(keys.email))
    if (keys.phone !== null) add('phone', earlier.phone.get(keys.phone))
    if (keys.suggestion !== null) add('domain', earlier.email.get(emailKey(keys.suggestion)))
    if (keys.name !== null) add('name', earlier.name.get(keys.name))
    return found
  }

  function remember(row: number | null, keys: OwnKeys): void {
    if (row === null) return
    for (const kind of ['name', 'email', 'phone'] as const) {
      const key = keys[kind]
      if (key !== null && !earlier[kind].has(key)) earlier[kind].set(key, row)
    }
  }

  return {
    remember: (entry) => remember(entry.row, ownKeysOf(entry)),
    async look(entries) {
      const keys: Keys[] = []
      await inSlices(entries, (entry) => void keys.push(keysOf(entry)))
      const directory = await findInDirectory(reader, actor, keys)
      await paced()
      return keys.map((each, index) => {
        const found = [...directory(each), ...earlierRows(each)]
        remember(entries[index]?.row ?? null, each)
        // Nobody has the address it was probably meant as: still a slip, and worth saying.
        const untold = each.suggestion !== null && !found.some((alike) => alike.why === 'domain')
        const slip: LookAlike = { why: 'domain', person: null, row: null, suggestion: each.suggestion }
        return (untold ? [...found, slip] : found).slice(0, MOST)
      })
    },
  }
}

/** Entries looked at together. */
const TOGETHER = 100

/** Z7: whom of the directory each of these addresses, which nobody has yet, may belong to already. */
export async function findLookAlikes<Entry extends Pick<RadarEntry, 'firstName' | 'lastName' | 'email'>>(
  reader: Reader,
  actor: Actor,
  entries: readonly Entry[],
): Promise<ReadonlyMap<Entry, readonly LookAlike[]>> {
  const found = new Map<Entry, readonly LookAlike[]>()
  if (entries.length === 0) return found
  const radar = await openRadar(reader, actor)
  for await (const chunk of chunksOf(entries, TOGETHER)) {
    const alike = await radar.look(chunk.map((entry) => ({ ...entry, phone: null, row: null })))
    chunk.forEach((entry, index) => found.set(entry, alike[index] ?? []))
  }
  return found
}

/** Everybody these keys may lead to, read at once; the function then answers for one entry. */
async function findInDirectory(reader: Reader, actor: Actor, all: readonly Keys[]) {
  const visible = (person: AlikePerson): boolean =>
    can(actor, 'people.see', { id: person.id, status: person.status, invitedBy: person.invited_by })
  const asked = (keys: readonly (string | null)[]): readonly string[] => [...new Set(keys.flatMap((key) => key ?? []))]
  const suggested = all.map((keys) => (keys.suggestion === null ? null : emailKey(keys.suggestion)))
  const byEmail = grouped(
    await findByEmailKeys(reader, asked([...all.map((keys) => keys.email), ...suggested])),
    (person) => (person.email === null ? null : emailKey(person.email)),
  )
  const phones = await findAlikeByPhones(reader, asked(all.map((keys) => keys.phone)))
  const byPhone = grouped(phones, (person) => person.phone)
  const names = await findByNameKeys(reader, asked(all.map((keys) => keys.name)))
  const byName = grouped(names, (person) => person.name_key)

  return (keys: Keys): readonly LookAlike[] => {
    const found: LookAlike[] = []
    const add = (why: Likeness, people: readonly AlikePerson[] | undefined): void => {
      for (const person of people ?? []) {
        if (found.length === MOST || !visible(person) || found.some((each) => each.person?.id === person.id)) continue
        const { address, id, name } = person
        found.push({
          why,
          person: { id, name, address },
          row: null,
          suggestion: why === 'domain' ? keys.suggestion : null,
        })
      }
    }
    if (keys.email !== null) add('email', byEmail.get(keys.email))
    if (keys.phone !== null) add('phone', byPhone.get(keys.phone))
    if (keys.suggestion !== null) add('domain', byEmail.get(emailKey(keys.suggestion)))
    if (keys.name !== null) add('name', byName.get(keys.name))
    return found
  }
}

function grouped(people: readonly AlikePerson[], keyOf: (person: AlikePerson) => string | null) {
  const groups = new Map<string, AlikePerson[]>()
  for (const person of people) {
    const key = keyOf(person)
    if (key === null || key === '') continue
    const group = groups.get(key)
    if (group) group.push(person)
    else groups.set(key, [person])
  }
  return groups
}

/** People of one transaction, and the breath after it in milliseconds: nobody waits for this. */
const AT_ONCE = 50
const BREATH = 20

/**
 * Makes the keys of people who were written before there were any, in the background. Returns what stops it; failing, it
 * leaves the rest for the next start.
 */
export function startFillingLikeness(context: Pick<ServiceContext, 'store' | 'log'>): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let wake: (() => void) | null = null
  const breathe = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
      timer = setTimeout(resolve, BREATH)
      timer.unref()
    })
  const filling = (async () => {
    while (!stopped) {
      const missing = await context.store.reader
        .selectFrom('person')
        .select('number')
        .where('name_key', 'is', null)
        .limit(1)
        .executeTakeFirst()
      if (!missing) return
      await context.store.write((writer) => fillLikeness(writer, AT_ONCE))
      await breathe()
    }
  })().catch((error: unknown) => context.log.error('the keys of look-alikes could not be made', error))
  return async () => {
    stopped = true
    if (timer) clearTimeout(timer)
    wake?.()
    await filling
  }
}
