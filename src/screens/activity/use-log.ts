import { computed, watch, type Ref } from 'vue'
import type { ActivityRow } from '../../../electron/contract/activity'
import type { Page } from '../../../electron/contract/base'
import { useLive } from '../../composables/use-live'
import { usePages } from '../../composables/use-pages'
import { useRowWindow } from '../../composables/use-row-window'

/** How many rows before the end the next page is asked for. */
const AHEAD = 20

/**
 * A log of rows of equal height that is drawn where it is seen and grows as it is scrolled. `arrange` turns the rows
 * into the lines to draw. New entries appear at once while the top is seen; further down they wait, so nothing jumps.
 */
export function useLog<Line>(
  load: (cursor: string | null, limit: number) => Promise<Page<ActivityRow>>,
  arrange: (rows: readonly ActivityRow[]) => readonly Line[],
) {
  const pages = usePages(load)
  const lines: Ref<readonly Line[]> = computed(() => arrange(pages.rows.value))
  const view = useRowWindow(computed(() => lines.value.length))
  const drawn = computed(() => lines.value.slice(view.range.value.first, view.range.value.end))

  watch(
    () => view.range.value.end,
    (end) => {
      if (end > lines.value.length - AHEAD) void pages.more()
    },
  )
  useLive(['activity'], async () => {
    if (view.seen.value.first === 0) await pages.restart(true)
  })
  void pages.restart()

  return { ...pages, ...view, lines, drawn }
}
