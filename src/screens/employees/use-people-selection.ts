import { computed, shallowRef } from 'vue'
import type { PersonRow } from '../../../electron/contract/people'

/** As many people as one act takes (contract: idsSchema). */
export const SELECTION_LIMIT = 10_000

/** The people ticked in the list. They stay ticked while pages are renewed, with the acts allowed now. */
export function usePeopleSelection() {
  const chosen = shallowRef<ReadonlyMap<string, PersonRow>>(new Map())
  const people = computed(() => [...chosen.value.values()])
  /** Where a range with Shift starts. */
  let anchor: string | null = null

  function set(rows: readonly PersonRow[], selected: boolean): void {
    const next = new Map(chosen.value)
    for (const row of rows) {
      if (!selected) next.delete(row.id)
      else if (next.size < SELECTION_LIMIT || next.has(row.id)) next.set(row.id, row)
    }
    chosen.value = next
  }

  function toggle(row: PersonRow): void {
    anchor = row.id
    set([row], !chosen.value.has(row.id))
  }

  /** Ticks everything from the last ticked row to this one. */
  function extendTo(row: PersonRow, rows: readonly PersonRow[]): void {
    const from = rows.findIndex((each) => each.id === anchor)
    const to = rows.findIndex((each) => each.id === row.id)
    if (from < 0 || to < 0) return toggle(row)
    set(rows.slice(Math.min(from, to), Math.max(from, to) + 1), true)
  }

  function clear(): void {
    anchor = null
    chosen.value = new Map()
  }

  /** Takes over what is known of the ticked people now. */
  function refresh(rows: readonly PersonRow[]): void {
    if (chosen.value.size === 0) return
    const next = new Map(chosen.value)
    for (const row of rows) if (next.has(row.id)) next.set(row.id, row)
    chosen.value = next
  }

  /** Forgets people who are gone, or who no longer belong to what is shown. */
  function drop(ids: readonly string[]): void {
    const next = new Map(chosen.value)
    for (const id of ids) next.delete(id)
    chosen.value = next
  }

  return { chosen, people, set, toggle, extendTo, clear, refresh, drop }
}
