import { computed, ref, type Ref } from 'vue'
import type { usePeopleList } from './use-people-list'
import { SELECTION_LIMIT, type usePeopleSelection } from './use-people-selection'

/**
 * Ticks everybody that matches, once all that is loaded is ticked.
 * @param whom who is shown, in whatever order; changed while people are gathered, nobody is ticked
 */
export function useSelectAll(
  list: ReturnType<typeof usePeopleList>,
  selection: ReturnType<typeof usePeopleSelection>,
  whom: Readonly<Ref<string>>,
) {
  const gathering = ref(false)
  /** All that match, where all that is loaded is ticked and there is more; a search is not counted. */
  const remaining = computed(() => {
    if (list.complete.value || selection.people.value.length >= SELECTION_LIMIT) return null
    if (!list.rows.value.every((row) => selection.chosen.value.has(row.id))) return null
    return list.total.value ?? 'unknown'
  })

  async function selectAll(): Promise<void> {
    const asked = whom.value
    gathering.value = true
    try {
      while (!list.complete.value && list.refusal.value === null && list.rows.value.length < SELECTION_LIMIT) {
        await list.loadMore()
        // Others are shown by now than those who were asked for.
        if (whom.value !== asked) return
      }
      selection.set(list.rows.value, true)
    } finally {
      gathering.value = false
    }
  }

  return { gathering, remaining, selectAll }
}
