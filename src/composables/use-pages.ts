import { ref, shallowRef } from 'vue'
import { refusalOf } from '../portal'
import type { Page, RefusalData } from '../../electron/contract/base'

/**
 * A list that grows page by page as it is scrolled. `restart` begins anew and replaces the rows when the first page is
 * there (never before, so nothing flashes); `more` appends the next page.
 */
export function usePages<Row>(load: (cursor: string | null, limit: number) => Promise<Page<Row>>, limit = 50) {
  const rows = shallowRef<readonly Row[]>([])
  const nextCursor = shallowRef<string | null>(null)
  const loaded = ref(false)
  const busy = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  let latest = 0

  async function fetchPage(cursor: string | null, size: number, keep: readonly Row[]): Promise<void> {
    const mine = ++latest
    busy.value = true
    try {
      const page = await load(cursor, size)
      if (mine !== latest) return
      rows.value = [...keep, ...page.rows]
      nextCursor.value = page.nextCursor
      refusal.value = null
      loaded.value = true
    } catch (error) {
      if (mine === latest) refusal.value = refusalOf(error)
    } finally {
      if (mine === latest) busy.value = false
    }
  }

  /** `keepLength`: asks for as many rows as are shown (at most 200), so that a live reload does not jump to the top. */
  function restart(keepLength = false): Promise<void> {
    return fetchPage(null, keepLength ? Math.min(Math.max(rows.value.length, limit), 200) : limit, [])
  }

  async function more(): Promise<void> {
    if (busy.value || nextCursor.value === null) return
    await fetchPage(nextCursor.value, limit, rows.value)
  }

  return { rows, nextCursor, loaded, busy, refusal, restart, more }
}
