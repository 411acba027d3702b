import type { Actor } from '../../electron/core/services/ports'
import { listPeople } from '../../electron/core/services/people/people-list'
import { type Benchmark, compare, type Comparison } from './support/benchmark'
import { openGenerated, type OpenedPortal } from './support/generated-portals'
import { inTurns } from './support/in-turns'

const PEOPLE = 1_000_000
const ACTOR: Actor = { personId: '', name: 'Alice Keller', role: 'administrator' }
const ROW = `SELECT id, name, kind, status, administrator, email, phone, position, pending_reason, invited_by, invited_at,
  delivery_failed, (SELECT inviter.name FROM person AS inviter WHERE inviter.id = person.invited_by),
  (SELECT json_group_array(json_array(department.id, department.name)) FROM department_member
    JOIN department ON department.id = department_id WHERE person_id = person.id),
  EXISTS (SELECT 1 FROM task WHERE person_id = person.id) FROM person`

/** The two ways there are to find fifty by name: look the hits up and sort them, or walk the names and ask of each. */
function bareWays({ bare }: OpenedPortal, match: string) {
  const hits = 'SELECT rowid FROM person_search WHERE person_search MATCH ?'
  const looked = bare.prepare(`${ROW} WHERE number IN (${hits}) ORDER BY sort_name, id LIMIT 51`)
  const walked = bare.prepare(`${ROW} WHERE +number IN (${hits}) ORDER BY sort_name, id LIMIT 51`)
  return [() => looked.all(match), () => walked.all(match)] as const
}

/** What people type: part of a rare name, of a common one, Cyrillic, two words, an address, something that is nowhere. */
function wordsOf({ bare }: OpenedPortal): readonly (readonly [string, string])[] {
  const name = (offset: number): string =>
    String(bare.prepare(`SELECT sort_name FROM person ORDER BY sort_name LIMIT 1 OFFSET ${offset}`).pluck().get())
  const cyrillic = String(
    bare
      .prepare("SELECT sort_name FROM person WHERE sort_name > 'а' ORDER BY sort_name LIMIT 1 OFFSET 1000")
      .pluck()
      .get(),
  )
  const one = name(Math.trunc(PEOPLE / 3))
  return [
    ['inside a name', one.slice(1, 5)],
    ['two words', one],
    ['Cyrillic', cyrillic.slice(1, 6)],
    ['Cyrillic in capitals', cyrillic.slice(0, 5).toUpperCase()],
    ['an address', String(bare.prepare('SELECT address FROM person LIMIT 1 OFFSET 70000').pluck().get()).slice(0, 12)],
    ['nowhere', 'zzqxj'],
  ]
}

/** P4: search by any part of a name, against the better of the two bare statements over the same index. */
export const benchmark: Benchmark = {
  id: 'P4',
  work: 'search by any part of a name',
  run: async (context) => {
    const portal = await openGenerated(context, PEOPLE)
    const found: Comparison[] = []
    for (const [name, text] of wordsOf(portal)) {
      const match = text
        .toLowerCase()
        .split(' ')
        .filter((word) => word.length >= 3)
        .map((word) => `"${word}"`)
        .join(' AND ')
      const input = {
        cursor: null,
        limit: 50,
        filter: 'all',
        departmentId: null,
        sort: 'name',
        descending: false,
      } as const
      const ours = (): unknown => listPeople(portal.store.reader, ACTOR, { ...input, search: text }, Date.now())
      const ways: Comparison[] = []
      for (const way of bareWays(portal, match)) {
        const samples = await inTurns(context.rounds, 1, ours, way)
        ways.push(compare(`${name} (${text}), ms`, 2, samples.ours, samples.baseline))
      }
      const best = ways.toSorted((one, other) => one.baseline - other.baseline)[0]
      if (best) found.push(best)
    }
    await portal.close()
    return found
  },
}
