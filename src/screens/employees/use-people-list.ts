import { computed, ref, shallowRef } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import type { PeoplePage, PersonRow } from '../../../electron/contract/people'
import type { RowRange } from '../../composables/use-row-window'

/** People asked for at once. */
export const PAGE_SIZE = 100
/** How near to the end of what is loaded the next page is asked for, in rows. */
const NEAR_END = 40

/** One page as it was given: the rows after `cursor` up to `next`. */
interface Slice {
  readonly cursor: string | null
  readonly rows: readonly PersonRow[]
  readonly next: string | null
  /** Something changed since; asked for again when it comes into view. */
  readonly stale: boolean
}

export interface PeopleSource {
  page(cursor: string | null, limit: number): Promise<PeoplePage>
  refusalOf(error: unknown): RefusalData
}

/**
 * The Employees list in pages by cursor. Pages are added at the end while one scrolls; a change elsewhere renews only
 * the pages in view, so that neither place nor selection is lost and no more is asked for than is seen.
 * @param source asks for a page under the present filter, search and order
 * @param onShift told by how many rows the content in view moved because people came or went above it
 */
export function usePeopleList(source: PeopleSource, onShift: (rows: number) => void) {
  const slices = shallowRef<readonly Slice[]>([])
  const total = ref<number | null>(null)
  const loaded = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const rows = computed(() => slices.value.flatMap((slice) => slice.rows))
  const complete = computed(() => loaded.value && slices.value.at(-1)?.next == null)

  let seen: RowRange = { first: 0, end: 0 }
  /** Counts the filters so far: an answer for an older one is thrown away. */
  let age = 0
  let queue: Promise<void> = Promise.resolve()
  let renewalWaiting = false
  let moreWaiting = false

  async function fetchSlice(cursor: string | null): Promise<Slice> {
    const page = await source.page(cursor, PAGE_SIZE)
    total.value = page.total
    return { cursor, rows: page.rows, next: page.nextCursor, stale: false }
  }

  /** One thing after the other, so that pages never interleave. */
  function enqueue(task: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const mine = age
    queue = queue.then(async () => {
      if (mine !== age) return
      try {
        await task(() => mine === age)
        if (mine === age) refusal.value = null
      } catch (error) {
        if (mine === age) refusal.value = source.refusalOf(error)
      }
    })
    return queue
  }

  /** Starts again from the first page; what is shown stays until the answer is there. */
  function restart(): Promise<void> {
    age += 1
    renewalWaiting = false
    moreWaiting = false
    seen = { first: 0, end: 0 }
    queue = Promise.resolve()
    return enqueue(async (isCurrent) => {
      const slice = await fetchSlice(null)
      if (!isCurrent()) return
      slices.value = [slice]
      loaded.value = true
    })
  }

  function loadMore(): Promise<void> {
    if (moreWaiting || complete.value) return queue
    moreWaiting = true
    return enqueue(async (isCurrent) => {
      moreWaiting = false
      const last = slices.value.at(-1)
      if (!last || last.next === null) return
      const slice = await fetchSlice(last.next)
      if (isCurrent()) slices.value = [...slices.value, slice]
    })
  }

  /** Index of the slice that holds a row, and the index of the slice's first row. */
  function sliceAt(row: number): { index: number; start: number } {
    let start = 0
    for (const [index, slice] of slices.value.entries()) {
      if (row < start + slice.rows.length) return { index, start }
      start += slice.rows.length
    }
    return { index: Math.max(0, slices.value.length - 1), start: start - (slices.value.at(-1)?.rows.length ?? 0) }
  }

  /** Asks again for the pages in view; those above are renewed when scrolled to, those below are asked for anew. */
  function renew(): Promise<void> {
    if (renewalWaiting || !loaded.value) return queue
    renewalWaiting = true
    return enqueue(async (isCurrent) => {
      renewalWaiting = false
      const before = rows.value
      const { index, start } = sliceAt(seen.first)
      const wanted = Math.max(seen.end - start, 1)
      const fresh: Slice[] = []
      let cursor = slices.value[index]?.cursor ?? null
      let count = 0
      do {
        const slice = await fetchSlice(cursor)
        if (!isCurrent()) return
        fresh.push(slice)
        count += slice.rows.length
        cursor = slice.next
      } while (cursor !== null && count < wanted + NEAR_END)

      const kept = slices.value.slice(0, index).map((slice) => ({ ...slice, stale: true }))
      slices.value = [...kept, ...fresh]
      if (seen.first > 0) onShift(movedBy(before, rows.value, seen.first))
    })
  }

  /** Told what is seen: asks for the next page near the end, and renews what went stale. */
  function look(range: RowRange): void {
    seen = range
    if (!loaded.value) return
    const first = sliceAt(range.first)
    if (slices.value[first.index]?.stale) void renew()
    else if (range.end > rows.value.length - NEAR_END) void loadMore()
  }

  return { rows, total, loaded, complete, refusal, restart, loadMore, renew, look }
}

/** How far the first row in view that is still there moved, in rows. */
function movedBy(before: readonly PersonRow[], after: readonly PersonRow[], first: number): number {
  const places = new Map(after.map((row, index) => [row.id, index]))
  for (const [offset, row] of before.slice(first, first + NEAR_END).entries()) {
    const place = places.get(row.id)
    if (place !== undefined) return place - (first + offset)
  }
  return 0
}
