import { useElementSize, useEventListener } from '@vueuse/core'
import { computed, reactive, type Ref, watch } from 'vue'
import type { ChartView } from './chart-layout'

const SMALLEST = 0.1
const LARGEST = 2
/** Below this no name can be read. */
const READABLE = 0.7
/** One press of a zoom button. */
const STEP = 1.25

/**
 * Moves and zooms a drawing in an element: the wheel scrolls, with Ctrl or a pinch it zooms at the pointer, dragging
 * moves. `view` is the part of the drawing that is seen, in its own coordinates. In an element that changes its size the
 * centre stays in the centre, and what was fitted is fitted again.
 */
export function usePanZoom(element: Ref<HTMLElement | null>, size: () => { width: number; height: number }) {
  const { width, height } = useElementSize(element)
  const place = reactive({ x: 0, y: 0, zoom: 1 })
  const view = computed<ChartView>(() => ({
    x: place.x,
    y: place.y,
    width: width.value / place.zoom,
    height: height.value / place.zoom,
  }))

  /** How small the drawing was fitted at most; null once it was moved or zoomed by hand. */
  let fitted: number | null = null

  /** Keeps a part of the drawing in sight, however far it is pushed. */
  function moveTo(x: number, y: number): void {
    fitted = null
    const drawn = size()
    const keep = 80 / place.zoom
    place.x = Math.min(Math.max(x, keep - view.value.width), drawn.width - keep)
    place.y = Math.min(Math.max(y, keep - view.value.height), drawn.height - keep)
  }

  /** Zooms so that the point (in pixels of the element) stays where it is. */
  function zoomTo(zoom: number, at = { x: width.value / 2, y: height.value / 2 }): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, zoom))
    const x = place.x + at.x / place.zoom - at.x / next
    const y = place.y + at.y / place.zoom - at.y / next
    place.zoom = next
    moveTo(x, y)
  }

  /** Shows the whole drawing, never larger than life and never smaller than `smallest`. */
  function fit(smallest = SMALLEST): void {
    const drawn = size()
    if (width.value === 0 || drawn.width === 0) return
    place.zoom = Math.max(smallest, Math.min(1, width.value / drawn.width, height.value / drawn.height))
    place.x = (drawn.width - width.value / place.zoom) / 2
    place.y = 0
    fitted = smallest
  }

  /** Moves as little as shows this part with some room around it. */
  function reveal(part: ChartView): void {
    const { x, y, width: across, height: down } = view.value
    const room = 24
    const left = Math.min(Math.max(x, part.x + part.width + room - across), part.x - room)
    const top = Math.min(Math.max(y, part.y + part.height + room - down), part.y - room)
    if (left !== x || top !== y) moveTo(left, top)
  }

  /** The size that the drawing stands in; one that is hidden has none and keeps the last. */
  let frame = { width: width.value, height: height.value }
  watch([width, height], ([across, down]) => {
    if (across === 0 || down === 0) return
    const before = frame
    frame = { width: across, height: down }
    if (fitted !== null) return fit(fitted)
    if (before.width === 0) return
    moveTo(place.x + (before.width - across) / 2 / place.zoom, place.y + (before.height - down) / 2 / place.zoom)
  })

  useEventListener(
    element,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault()
      const box = element.value?.getBoundingClientRect()
      if (event.ctrlKey || event.metaKey) {
        const at = { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
        zoomTo(place.zoom * Math.exp(-event.deltaY / 200), at)
      } else if (event.shiftKey) {
        moveTo(place.x + event.deltaY / place.zoom, place.y)
      } else {
        moveTo(place.x + event.deltaX / place.zoom, place.y + event.deltaY / place.zoom)
      }
    },
    { passive: false },
  )

  let held: { readonly pointer: number; readonly x: number; readonly y: number } | null = null
  useEventListener(element, 'pointerdown', (event: PointerEvent) => {
    const onControl = event.target instanceof Element && event.target.closest('[role="treeitem"]') !== null
    if (event.button !== 0 || onControl) return
    held = { pointer: event.pointerId, x: event.clientX, y: event.clientY }
    element.value?.setPointerCapture(event.pointerId)
  })
  useEventListener(element, 'pointermove', (event: PointerEvent) => {
    if (held?.pointer !== event.pointerId) return
    moveTo(place.x - (event.clientX - held.x) / place.zoom, place.y - (event.clientY - held.y) / place.zoom)
    held = { pointer: event.pointerId, x: event.clientX, y: event.clientY }
  })
  const release = (): void => void (held = null)
  useEventListener(element, 'pointerup', release)
  useEventListener(element, 'pointercancel', release)

  return {
    place,
    view,
    width,
    /** The top of the drawing in a size that can be read. */
    start: () => fit(READABLE),
    showAll: () => fit(),
    reveal,
    moveBy: (x: number, y: number) => moveTo(place.x + x, place.y + y),
    zoomIn: () => zoomTo(place.zoom * STEP),
    zoomOut: () => zoomTo(place.zoom / STEP),
  }
}
