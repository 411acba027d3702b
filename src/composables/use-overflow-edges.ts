import { type Ref, ref } from 'vue'
import { useResizeObserver } from '@vueuse/core'

/** Part of a pixel that scrolling may leave over. */
const SLACK = 1

/** Whether something that scrolls sideways has more before and after what is seen; `measure` belongs to its scroll event. */
export function useOverflowEdges(container: Ref<HTMLElement | null>) {
  const before = ref(false)
  const after = ref(false)

  function measure(): void {
    const element = container.value
    if (!element) return
    before.value = element.scrollLeft > SLACK
    after.value = element.scrollLeft + element.clientWidth < element.scrollWidth - SLACK
  }
  useResizeObserver(container, measure)

  return { before, after, measure }
}
