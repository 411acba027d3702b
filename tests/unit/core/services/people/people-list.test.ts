import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonRow } from '../../../../../electron/contract/people'
import { foldName } from '../../../../../electron/core/domain/names'
import { PEOPLE_FILTERS, PEOPLE_SORTS, PERSON_STATUSES } from '../../../../../electron/core/domain/vocabulary'
import type { Actor } from '../../../../../electron/core/services/ports'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import type { PeopleListInput } from '../../../../../electron/core/services/people/people-list'
import { DAY, openTestPortal } from '../../../../support/core-context'
import { expectRefusal, refusalOf } from '../../../../support/refusals'

const ASKED: PeopleListInput = {
  cursor: null,
  limit: 50,
  filter: 'all',
  search: '',
  departmentId: null,
  sort: 'name',
  descending: false,
}

async function setUp() {
  const context = await openTestPortal()
  const people = createPeopleService(context)
  const list = (actor: Actor, change: Partial<PeopleListInput> = {}) => people.list(actor, { ...ASKED, ...change })
  /** All pages, each `limit` long. */
  async function walk(actor: Actor, change: Partial<PeopleListInput>): Promise<readonly PersonRow[]> {
    const rows: PersonRow[] = []
    for (let cursor: string | null = null; ;) {
      const page = await list(actor, { ...change, cursor })
      rows.push(...page.rows)
      if (page.nextCursor === null) return rows
      expect(page.rows).toHaveLength(change.limit ?? ASKED.limit)
      cursor = page.nextCursor
    }
  }
  return { context, people, list, walk, vera: context.administrator }
}

describe('Employees list', () => {
  it('D2: the pages of every order and filter, put together, are the whole in that order, none twice', async () => {
    const { context, walk, vera } = await setUp()
    const people: { name: string; status: string; address: string; position: string }[] = []
    for (let place = 0; place < 26; place += 1) {
      const status = PERSON_STATUSES[place % 4] ?? 'active'
      const firstName = ['Ёж', 'ann', 'Ann', 'Zoë', 'Bob'][place % 5] ?? ''
      if (place % 3 === 0) context.clock.advance(DAY)
      const actor = await context.addPerson({ firstName, status, position: ['', 'Pilot', 'Cook'][place % 3] ?? '' })
      people.push({ name: actor.name, status, address: '', position: '' })
    }
    for (const sort of PEOPLE_SORTS) {
      for (const descending of [false, true]) {
        const rows = await walk(vera, { sort, descending, limit: 4 })
        expect(new Set(rows.map((row) => row.id)).size, sort).toBe(27)
        const keys = rows.map((row) => sortKey(row, sort))
        expect(keys, `${sort} ${descending}`).toEqual(descending ? keys.toSorted().toReversed() : keys.toSorted())
      }
    }
    for (const filter of ['active', 'invited', 'pending', 'dismissed'] as const) {
      const rows = await walk(vera, { filter, limit: 3 })
      expect(rows).toHaveLength(people.filter((each) => each.status === filter).length + (filter === 'active' ? 1 : 0))
      expect(rows.every((row) => row.status === filter)).toBe(true)
    }
  })

  it('D2: the numbers beside the filters are those of the lists', async () => {
    const { context, people, walk, list, vera } = await setUp()
    const eve = await context.addPerson()
    for (const status of PERSON_STATUSES) {
      await context.addPerson({ status, kind: 'external', invited_by: eve.personId })
      await context.addPerson({ status, kind: 'partner' })
      await context.addPerson({ status })
    }
    for (const actor of [vera, eve]) {
      const counts = await people.counts(actor)
      for (const filter of PEOPLE_FILTERS) {
        expect(counts[filter], `${actor.role} ${filter}`).toBe((await walk(actor, { filter, limit: 2 })).length)
        expect((await list(actor, { filter, limit: 1 })).total).toBe(counts[filter])
      }
    }
  })

  it('D2: a search finds any part of names, addresses, phones and positions, all words at once', async () => {
    const { context, list, vera } = await setUp()
    await context.addPerson({
      firstName: 'Фёдор',
      lastName: 'Пупкин',
      email: 'f.pupkin@aurora.example',
      position: 'Ведущий пилот',
    })
    await context.addPerson({ firstName: 'Zoë', lastName: 'O’Neil', email: null, phone: '+491701234567' })
    const found = async (search: string) => (await list(vera, { search })).rows.map((row) => row.name)
    for (const search of ['едо', 'ПУПК', 'pupkin@', 'пилот фед', 'фе', 'пу', 'ф', 'f.']) {
      expect(await found(search), search).toEqual(['Фёдор Пупкин'])
    }
    for (const search of ['zoe', 'ZOË', '0170 1234567', '+49 (170) 123-4567', '170123', 'neil']) {
      expect(await found(search), search).toEqual(['Zoë O’Neil'])
    }
    for (const search of ['nobody', 'фед zoe', '"', '%%', '__', 'a" OR "b', '*', 'text:fed', "'; DROP TABLE person"]) {
      expect(await found(search), search).toEqual([])
    }
  })

  it('D2: whatever is typed into the search finds what contains it and nothing else', async () => {
    const { context, list, vera } = await setUp()
    const names = ['Anna Ivanova', 'Ivan Annov', 'Ёлка Фёдорова', 'Jürgen Groß', '100% Cotton', 'Under_score', 'Quo"te']
    for (const firstName of names)
      await context.addPerson({ firstName, email: null, phone: `+4917000000${names.indexOf(firstName)}0` })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(12),
        fc.integer({ min: 3, max: 6 }),
        async (name, start, length) => {
          const search = name.slice(start, start + length)
          fc.pre(foldName(search).length >= 3 && !/\s/u.test(search.trim()))
          const rows = (await list(vera, { search })).rows.map((row) => row.name)
          const expected = [...names, vera.name].filter((each) => foldName(each).includes(foldName(search)))
          expect(rows.toSorted()).toEqual(expected.toSorted())
        },
      ),
      { numRuns: 60 },
    )
  })

  it('D2: a common word pages as well as a rare one', async () => {
    const { context, walk, vera } = await setUp()
    await context.store.write(async (writer) => {
      for (let start = 0; start < 5_200; start += 400) {
        const rows = Array.from({ length: 400 }, (_, index) => {
          const number = String(start + index).padStart(5, '0')
          return {
            id: `id-${number}`,
            kind: 'employee' as const,
            status: 'invited' as const,
            administrator: 0 as const,
            first_name: 'Common',
            last_name: number,
            name: `Common ${number}`,
            sort_name: `common ${number}`,
            email: `${number}@aurora.example`,
            phone: null,
            address: `${number}@aurora.example`,
            position: '',
            locale: 'en' as const,
            pending_reason: null,
            invited_by: null,
            invited_at: 0,
            joined_at: null,
            dismissed_at: null,
            delivery_failed: 0 as const,
            created_at: 0,
          }
        })
        await writer.insertInto('person').values(rows).execute()
      }
    })
    const rows = await walk(vera, { search: 'common', limit: 200 })
    expect(rows).toHaveLength(5_200)
    expect(rows.map((row) => row.name)).toEqual(rows.map((row) => row.name).toSorted())
    const few = await walk(vera, { search: 'common 051', limit: 200 })
    expect(few.map((row) => row.name)).toEqual(rows.map((row) => row.name).filter((name) => name.includes('051')))
  })

  it('D2: a department shows its members and those invited into it', async () => {
    const { context, list, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    await context.addPerson({ firstName: 'Ann', departmentIds: [sales] })
    const bob = await context.addPerson({ firstName: 'Bob', status: 'invited' })
    await context.addInvitation(bob.personId, [sales])
    const page = await list(vera, { departmentId: sales })
    expect(page.rows.map((row) => row.name)).toEqual(['Ann', 'Bob'])
    expect(page.rows.map((row) => row.departments)).toEqual([
      [{ id: sales, name: 'Sales' }],
      [{ id: sales, name: 'Sales' }],
    ])
    expect((await list(vera, { departmentId: sales, filter: 'invited', limit: 1 })).total).toBe(1)
  })

  it('D2: a cursor that this list did not give is refused at its field', async () => {
    const { list, vera } = await setUp()
    const other = Buffer.from(JSON.stringify(['address', 'asc', 'a', 'b'])).toString('base64url')
    const short = Buffer.from(JSON.stringify(['name', 'asc', 'a'])).toString('base64url')
    const strange = Buffer.from(JSON.stringify(['name', 'asc', { $ne: 1 }, 'b'])).toString('base64url')
    for (const cursor of ['', 'x', '%%%', other, short, strange]) {
      const refusal = await refusalOf(list(vera, { cursor }))
      expect(refusal.fields, cursor).toEqual([{ field: 'cursor', code: 'INVALID' }])
    }
  })
})

describe('what an operator sees', () => {
  it('A2: an employee’s list, search and counters hold themselves and whom they invited', async () => {
    const { context, people, list } = await setUp()
    const eve = await context.addPerson({ firstName: 'Eve' })
    await context.addPerson({ firstName: 'Own', status: 'invited', invited_by: eve.personId })
    await context.addPerson({ firstName: 'Foreign', status: 'invited', invited_by: context.administrator.personId })
    await context.addPerson({ firstName: 'Waiting', status: 'pending', invited_by: eve.personId })
    expect((await list(eve)).rows.map((row) => row.name)).toEqual(['Eve', 'Own', 'Waiting'])
    expect((await list(eve, { search: 'foreign' })).rows).toEqual([])
    expect((await list(eve, { search: 'person' })).rows).toHaveLength(3)
    expect((await list(eve, { departmentId: context.rootId })).rows.map((row) => row.name)).toEqual(['Eve', 'Waiting'])
    expect(await people.counters(eve)).toEqual({ invited: 1, pending: null })
  })

  it('C1, C2: an administrator’s and a partner’s counters count all', async () => {
    const { context, people, vera } = await setUp()
    const partner = await context.addPerson({ kind: 'partner' })
    await context.addPerson({ status: 'invited' })
    await context.addPerson({ status: 'invited', kind: 'external' })
    await context.addPerson({ status: 'pending' })
    expect(await people.counters(vera)).toEqual({ invited: 2, pending: 1 })
    expect(await people.counters(partner)).toEqual({ invited: 2, pending: 1 })
  })

  it('C5, C6, D3: a row offers what its state and the operator’s rights allow, and nothing else', async () => {
    const { context, list, people, vera } = await setUp()
    const eve = await context.addPerson({ firstName: 'Eve' })
    await context.addPerson({ firstName: 'Invited', status: 'invited', invited_by: eve.personId })
    await context.addPerson({ firstName: 'Pending', status: 'pending', invited_by: eve.personId })
    await context.addPerson({ firstName: 'Gone', status: 'dismissed' })
    const offered = async (actor: Actor, search: string) => (await list(actor, { search })).rows[0]?.actions
    const link = [
      'resend',
      'copy-link',
      'show-qr',
      'print-sheet',
      'register-here',
      'change-address',
      'change-departments',
      'delete',
    ]
    expect(await offered(vera, 'invited')).toEqual([...link, 'dismiss', 'edit', 'give-partner-access'])
    expect(await offered(eve, 'invited')).toEqual([...link, 'edit'])
    expect(await offered(vera, 'pending')).toEqual([
      'change-address',
      'change-departments',
      'confirm',
      'decline',
      'dismiss',
      'edit',
      'give-password',
      'give-partner-access',
    ])
    expect(await offered(eve, 'pending')).toEqual([])
    expect(await offered(vera, 'gone')).toEqual(['change-address', 'rehire', 'edit'])
    expect(await offered(vera, 'vera')).toEqual(['change-address', 'change-departments', 'edit'])
    expect(await offered(vera, 'eve')).toEqual([
      'change-address',
      'change-departments',
      'dismiss',
      'edit',
      'give-password',
      'make-administrator',
      'give-partner-access',
    ])
    expect(await offered(eve, 'eve')).toEqual([])
    expect((await people.get(vera, { id: eve.personId })).actions).toContain('dismiss')
  })

  it('A2: a profile of somebody who may not be seen is not found, as one that is not there', async () => {
    const { context, people } = await setUp()
    const eve = await context.addPerson()
    const own = await context.addPerson({ status: 'invited', invited_by: eve.personId })
    await expectRefusal(people.get(eve, { id: context.administrator.personId }), 'NOT_FOUND')
    await expectRefusal(people.get(eve, { id: '01900000-0000-7000-8000-000000000000' }), 'NOT_FOUND')
    expect(await people.get(eve, { id: own.personId })).toMatchObject({ id: own.personId, history: [], messages: [] })
  })

  it('J6, H4: a profile tells of the invitation, and whether it has expired', async () => {
    const { context, people, vera } = await setUp()
    const ann = await context.addPerson({ status: 'invited' })
    await context.addInvitation(ann.personId)
    await context.store.write((writer) =>
      writer
        .updateTable('invitation')
        .set({ expires_at: context.clock.now() + DAY, opened_at: 5 })
        .execute(),
    )
    expect((await people.get(vera, { id: ann.personId })).invitation).toMatchObject({ openedAt: 5, expired: false })
    context.clock.advance(DAY)
    expect((await people.get(vera, { id: ann.personId })).invitation).toMatchObject({ expired: true })
  })
})

/** What a row is sorted by, as a text that compares as SQLite compares: by code points. */
function sortKey(row: PersonRow, sort: PeopleListInput['sort']): string {
  const name = foldName(row.name)
  const keys = {
    name: `${name} ${row.id}`,
    address: row.email ?? row.phone ?? '',
    position: `${row.position}\u0001${name} ${row.id}`,
    status: `${row.status}\u0001${name} ${row.id}`,
    invitedOn: `${String(row.invitedOn ?? 0).padStart(15, '0')} ${row.id}`,
  }
  return keys[sort]
}
