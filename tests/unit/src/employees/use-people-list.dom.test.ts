import { describe, expect, it, vi } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import type { PeoplePage, PersonRow } from '../../../../electron/contract/people'
import { PAGE_SIZE, usePeopleList } from '../../../../src/screens/employees/use-people-list'
import { personRow, personRows } from './people'

const BUSY: RefusalData = { code: 'STORE_BUSY', params: {}, fields: [] }

/** Pages by key as the core does: the rows after the one the cursor names. */
function paged(all: () => readonly PersonRow[]) {
  return vi.fn((cursor: string | null, limit: number): Promise<PeoplePage> => {
    const sorted = [...all()].sort((a, b) => a.id.localeCompare(b.id))
    const after = sorted.filter((row) => cursor === null || row.id > cursor)
    const rows = after.slice(0, limit)
    return Promise.resolve({
      rows,
      nextCursor: after.length > limit ? (rows.at(-1)?.id ?? null) : null,
      total: sorted.length,
    })
  })
}

function listOf(page: ReturnType<typeof paged>) {
  const onShift = vi.fn()
  return { list: usePeopleList({ page, refusalOf: () => BUSY }, onShift), onShift }
}

describe('the Employees list by pages', () => {
  it('D2: asks for the next page only near the end, and once', async () => {
    const page = paged(() => personRows(1, 250))
    const { list } = listOf(page)
    await list.restart()
    expect(list.rows.value).toHaveLength(PAGE_SIZE)
    list.look({ first: 0, end: 20 })
    expect(page).toHaveBeenCalledTimes(1)
    list.look({ first: 50, end: 70 })
    list.look({ first: 60, end: 80 })
    await list.loadMore()
    expect(page).toHaveBeenCalledTimes(2)
    await list.loadMore()
    expect(list.complete.value).toBe(true)
    expect(list.rows.value.map((row) => row.id)).toEqual(personRows(1, 250).map((row) => row.id))
    await list.loadMore()
    expect(page).toHaveBeenCalledTimes(3)
  })

  it('C4: a change renews what is in view and tells how far it moved, so that the place is kept', async () => {
    let people = personRows(1, 500)
    const page = paged(() => people)
    const { list, onShift } = listOf(page)
    await list.restart()
    for (let more = 0; more < 4; more += 1) await list.loadMore()
    page.mockClear()

    list.look({ first: 310, end: 330 })
    people = people.filter((row) => row.id !== personRow(305).id && row.id !== personRow(2).id)
    await list.renew()

    // Two pages hold what is in view; those above are left as they are until one scrolls there.
    expect(page).toHaveBeenCalledTimes(1)
    expect(onShift).toHaveBeenCalledWith(-1)
    expect(list.rows.value.some((row) => row.id === personRow(305).id)).toBe(false)
    expect(list.rows.value.some((row) => row.id === personRow(2).id)).toBe(true)

    list.look({ first: 0, end: 20 })
    await list.loadMore()
    expect(list.rows.value.some((row) => row.id === personRow(2).id)).toBe(false)
    expect(new Set(list.rows.value.map((row) => row.id)).size).toBe(list.rows.value.length)
  })

  it('C4: at the top new people simply appear, without a shift', async () => {
    let people = personRows(10, 40)
    const { list, onShift } = listOf(paged(() => people))
    await list.restart()
    list.look({ first: 0, end: 20 })
    people = personRows(1, 40)
    await list.renew()
    expect(list.rows.value[0]?.name).toBe('Person 1')
    expect(onShift).not.toHaveBeenCalled()
  })

  it('D2: the answer for an older filter never replaces the newer one', async () => {
    const answers: ((page: PeoplePage) => void)[] = []
    const list = usePeopleList(
      { page: () => new Promise((resolve) => answers.push(resolve)), refusalOf: () => BUSY },
      () => undefined,
    )
    const first = list.restart()
    await Promise.resolve()
    const second = list.restart()
    await Promise.resolve()
    answers[1]?.({ rows: [personRow(2)], nextCursor: null, total: 1 })
    await second
    answers[0]?.({ rows: [personRow(1)], nextCursor: null, total: 1 })
    await first
    expect(list.rows.value.map((row) => row.name)).toEqual(['Person 2'])
  })

  it('D2: a refused page is said and what was there stays', async () => {
    let refuse = false
    const page = paged(() => personRows(1, 150))
    const list = usePeopleList(
      {
        page: (cursor, limit) => (refuse ? Promise.reject(new Error('busy')) : page(cursor, limit)),
        refusalOf: () => BUSY,
      },
      () => undefined,
    )
    await list.restart()
    refuse = true
    await list.loadMore()
    expect(list.refusal.value).toEqual(BUSY)
    expect(list.rows.value).toHaveLength(PAGE_SIZE)
    refuse = false
    await list.loadMore()
    expect(list.refusal.value).toBeNull()
    expect(list.rows.value).toHaveLength(150)
  })
})
