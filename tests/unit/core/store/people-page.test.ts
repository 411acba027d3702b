import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { PEOPLE_FILTERS, PEOPLE_SORTS, type PeopleFilter } from '../../../../electron/core/domain/vocabulary'
import type { Actor } from '../../../../electron/core/services/ports'
import { toRows } from '../../../../electron/core/services/people/people-list'
import { peoplePage, type PeoplePageQuery, type PersonListRow } from '../../../../electron/core/store/people-page'
import { openTestPortal, type TestPortal } from '../../../support/core-context'
import { plansOf } from '../../../support/query-plans'

const query = (change: Partial<PeoplePageQuery> = {}): PeoplePageQuery => ({
  filter: 'all',
  words: [],
  departmentId: null,
  seenBy: null,
  sort: 'name',
  descending: false,
  after: null,
  limit: 50,
  ...change,
})

/** What SQLite says it will do, one line a step. */
async function planOf(portal: TestPortal, change: Partial<PeoplePageQuery>): Promise<string> {
  const compiled = (await peoplePage(portal.store.reader, query(change))).compile()
  const explained = await portal.store.reader.executeQuery<{ detail: string }>({
    ...compiled,
    sql: `EXPLAIN QUERY PLAN ${compiled.sql}`,
    query: sql`EXPLAIN`.toOperationNode(),
  })
  return explained.rows.map((row) => row.detail).join('\n')
}

const AFTER = {
  name: ['m', 'x'],
  address: ['m', 'x'],
  position: ['m', 'm', 'x'],
  status: ['active', 'm', 'x'],
  invitedOn: [5, 'x'],
}
const byStatus = (filter: PeopleFilter): boolean => filter !== 'extranet' && filter !== 'partners'

describe('plans of the Employees list', () => {
  it('D2: sorted by name, no filter sorts by itself or looks at every row, first page or later, up or down', async () => {
    const portal = await openTestPortal()
    for (const filter of PEOPLE_FILTERS) {
      for (const descending of [false, true]) {
        for (const after of [null, AFTER.name]) {
          const plan = await planOf(portal, { filter, descending, after })
          expect(plan, `${filter} ${descending}`).not.toMatch(/TEMP B-TREE/u)
          expect(plan, `${filter} ${descending}`).toMatch(/USING (COVERING )?INDEX person_by/u)
          if (filter !== 'all') expect(plan).toMatch(/SEARCH person USING INDEX person_by_\w+ \((status|kind)=\?/u)
          if (after !== null && filter === 'all') expect(plan).toMatch(/SEARCH person USING INDEX person_by_name/u)
        }
      }
    }
  })

  it('D2, A3: what goes with a page (departments, tasks, the last administrator) looks at no table whole', async () => {
    const portal = await openTestPortal()
    const plan = await plansOf(portal, () =>
      toRows(portal.store.reader, portal.administrator, [row(portal.administrator)], portal.clock.now()),
    )
    expect(plan).toMatch(/SEARCH person USING INDEX person_administrators/u)
    expect(plan).toMatch(/SEARCH task USING/u)
    expect(plan).toMatch(/SEARCH department_member USING/u)
    expect(plan).not.toMatch(/SCAN (person|task|department|department_member|invitation|invitation_department)\b/u)
  })

  it('D2: every other order walks an index too, with every filter by status', async () => {
    const portal = await openTestPortal()
    for (const sort of PEOPLE_SORTS) {
      for (const filter of PEOPLE_FILTERS.filter(byStatus)) {
        for (const after of [null, AFTER[sort]]) {
          const plan = await planOf(portal, { sort, filter, after })
          expect(plan, `${sort} ${filter}`).not.toMatch(/TEMP B-TREE/u)
          expect(plan, `${sort} ${filter}`).not.toMatch(/SCAN person(?! USING)/u)
        }
      }
    }
  })

  it('D2, A2: a department, an own list and a search look up the people they hold and no others', async () => {
    const portal = await openTestPortal()
    for (const change of [{ departmentId: 'd' }, { seenBy: 'p' }, { words: ['abc'] }]) {
      const plan = await planOf(portal, change)
      expect(plan, JSON.stringify(change)).toMatch(
        /SEARCH person USING (INDEX sqlite_autoindex_person_1|INTEGER PRIMARY KEY)/u,
      )
      expect(plan, JSON.stringify(change)).not.toMatch(/SCAN (person|own|department_member|invitation)\b/u)
    }
  })
})

const row = (actor: Actor): PersonListRow => ({
  id: actor.personId,
  name: actor.name,
  kind: 'employee',
  status: 'active',
  administrator: 1,
  email: null,
  phone: null,
  position: '',
  pending_reason: null,
  unproved: null,
  invited_by: null,
  invited_at: null,
  delivery_failed: 0,
  ends_on: null,
  inviter: null,
})
