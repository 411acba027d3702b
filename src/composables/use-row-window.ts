import { computed, onMounted, type Ref, ref, shallowRef } from 'vue'
import { useResizeObserver } from '@vueuse/core'

/** Height of one row of a table or tree, in CSS pixels (the same as --row in tokens.css). */
const ROW_HEIGHT = 36

/** Rows drawn beyond each edge of what is seen, so that quick scrolling shows no blank. */
const OVERSCAN = 8

export interface RowRange {
  /** First row, from 0. */
  readonly first: number
  /** The row after the last one. */
  readonly end: number
}

/**
 * The rows to draw for what a scroll container shows.
 * @param top where the container is scrolled to, px, below its header
 * @param height what it shows, px
 * @param count how many rows there are
 */
function rowRange(top: number, height: number, count: number): RowRange {
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN)
  const end = Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + OVERSCAN)
  return { first: Math.min(first, count), end: Math.max(Math.min(first, count), end) }
}

/**
 * Draws only the rows in view of a list of rows of equal height.
 * @param count how many rows there are
 * @param headerHeight px of a header that sticks to the top inside the container
 */
export function useRowWindow(count: Ref<number>, headerHeight = 0) {
  const container = shallowRef<HTMLElement | null>(null)
  const height = ref(0)
  const top = ref(0)

  function onScroll(): void {
    top.value = container.value?.scrollTop ?? 0
  }
  /** What is seen inside the container, without a scrollbar below. */
  function measure(): void {
    height.value = container.value?.clientHeight ?? 0
    onScroll()
  }
  onMounted(measure)
  useResizeObserver(container, measure)

  const range = computed(() => rowRange(top.value, Math.max(0, height.value - headerHeight), count.value))
  /** The rows wholly or partly seen, without the overscan. */
  const seen = computed<RowRange>(() => ({
    first: Math.min(count.value, Math.floor(top.value / ROW_HEIGHT)),
    end: Math.min(count.value, Math.ceil((top.value + Math.max(0, height.value - headerHeight)) / ROW_HEIGHT)),
  }))
  const total = computed(() => count.value * ROW_HEIGHT)
  const offset = computed(() => range.value.first * ROW_HEIGHT)

  /** Scrolls as little as needed for the row to be seen whole. */
  function reveal(index: number): void {
    const element = container.value
    if (!element) return
    const rowTop = index * ROW_HEIGHT
    const room = element.clientHeight - headerHeight
    if (rowTop < element.scrollTop) element.scrollTop = rowTop
    else if (rowTop + ROW_HEIGHT > element.scrollTop + room) element.scrollTop = rowTop + ROW_HEIGHT - room
    onScroll()
  }

  /** Moves the scroll place by a number of rows without anything seeming to move (rows came or went above). */
  function shift(rows: number): void {
    const element = container.value
    if (!element || rows === 0) return
    element.scrollTop += rows * ROW_HEIGHT
    onScroll()
  }

  function toTop(): void {
    if (container.value) container.value.scrollTop = 0
    onScroll()
  }

  /** For `:ref="bind"`, where the scroll container is needed by nothing else. */
  function bind(element: unknown): void {
    container.value = element instanceof HTMLElement ? element : null
  }

  return { container, bind, onScroll, range, seen, total, offset, reveal, shift, toTop }
}
