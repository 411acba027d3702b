import type { Reader } from './store'

/** Ids of one IN list: well below what SQLite binds. */
const SLICE = 500

/** What a file of people tells of each (D2), by id; who is gone meanwhile is missing. At most a few hundred ids. */
export async function readFileRows(reader: Reader, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await reader
    .selectFrom('person')
    .where('person.id', 'in', ids)
    .select([
      'person.id',
      'person.first_name',
      'person.last_name',
      'person.email',
      'person.phone',
      'person.position',
      'person.status',
      'person.kind',
      'person.invited_at',
      'person.joined_at',
    ])
    .select((select) =>
      select
        .selectFrom('person as inviter')
        .whereRef('inviter.id', '=', 'person.invited_by')
        .select('inviter.name')
        .as('inviter'),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those of the ids that are people, in the order of their names; a few thousand at most. */
export async function inOrderOfNames(reader: Reader, ids: readonly string[]): Promise<readonly string[]> {
  const found: { readonly id: string; readonly sort_name: string }[] = []
  const once = [...new Set(ids)]
  for (let start = 0; start < once.length; start += SLICE) {
    const rows = await reader
      .selectFrom('person')
      .select(['id', 'sort_name'])
      .where('id', 'in', once.slice(start, start + SLICE))
      .execute()
    found.push(...rows)
  }
  return found.toSorted((a, b) => compared(a.sort_name, b.sort_name)).map(({ id }) => id)
}

function compared(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
