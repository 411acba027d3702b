import { type RawBuilder, sql } from 'kysely'
import type { PeopleFilter } from '../domain/vocabulary'
import { keptRows } from './dialects/kept-queries'
import { planSearch, type SearchPlan, type SearchWay } from './dialects/search'
import type { Text } from './people-key'
import type { Reader } from './store'

/** Whom a list shows, in whatever order (D2). */
export interface PeopleSelection {
  readonly filter: PeopleFilter
  /** Folded words, all of which must be found; empty: no search. */
  readonly words: readonly string[]
  readonly departmentId: string | null
  /** A2: only this person and whom they invited; null: everyone. */
  readonly seenBy: string | null
}

/** Counts what a selection holds. For sets that are small by nature; the portal's own sums stand in `counter`. */
export async function countPeople(reader: Reader, selection: PeopleSelection): Promise<number> {
  const plan = planSelection(reader, selection, await planSearch(reader, selection.words), 'look-up')
  const counted = await keptRows(reader, `count ${plan.shape}`, plan.values, (blank) =>
    plan.from(blank).select((select) => select.fn.countAll<number>().as('people')),
  )
  return counted[0]?.people ?? 0
}

/** The conditions of a selection: the shape of the statement, its values, and its beginning. */
export function planSelection(
  reader: Reader,
  { filter, departmentId, seenBy }: PeopleSelection,
  search: SearchPlan | null,
  way: SearchWay,
) {
  const among = search === null ? '' : `${way} ${search.shape}`
  return {
    shape: `${filter} ${departmentId === null ? '' : 'department'} ${seenBy === null ? '' : 'own'} ${among}`,
    values: { ...search?.values, departmentId, seenBy },
    from: (text: Text) => {
      let statement = reader.selectFrom('person')
      // Written out: SQLite takes a partial index only for values it can read in the statement.
      if (filter === 'extranet' || filter === 'partners') {
        const kind = filter === 'extranet' ? 'external' : 'partner'
        statement = statement.where('person.kind', '=', sql.lit(kind)).where('person.kind', '<>', sql.lit('employee'))
      } else if (filter !== 'all') statement = statement.where('person.status', '=', sql.lit(filter))
      if (departmentId !== null) statement = statement.where(inDepartment(text('departmentId')))
      if (seenBy !== null) statement = statement.where(seenByPerson(text('seenBy')))
      for (const condition of search?.conditions(text, way) ?? []) statement = statement.where(condition)
      return statement
    },
  }
}

/** Its members, and those invited into it who have not accepted (M6). */
function inDepartment(departmentId: string): RawBuilder<boolean> {
  return sql<boolean>`person.id IN (
    SELECT person_id FROM department_member WHERE department_id = ${departmentId}
    UNION ALL
    SELECT invitation.person_id FROM invitation_department
      JOIN invitation ON invitation.id = invitation_department.invitation_id AND invitation.state = 'live'
      WHERE invitation_department.department_id = ${departmentId}
  )`
}

function seenByPerson(personId: string): RawBuilder<boolean> {
  return sql<boolean>`person.id IN (
    SELECT own.id FROM person AS own WHERE own.invited_by = ${personId} UNION ALL SELECT ${personId}
  )`
}
