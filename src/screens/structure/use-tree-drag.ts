import { computed, onScopeDispose, shallowRef } from 'vue'
import { type DropZone, dropPlacement, isWithin } from './department-tree'
import type { Departments } from './use-departments'

interface Target {
  readonly id: string
  readonly zone: DropZone
  /** The drop is refused: the department would stand below itself (D1). */
  readonly refused: boolean
}

/** How long one holds a department over a closed one until it opens, in milliseconds. */
const OPEN_AFTER = 600
/** The part of a row, from its edges, that means beside it and not into it. */
const EDGE = 0.28

/** The part of a row that a point stands for; `height` and `y` (from the row's top) in px. */
export function zoneAt(y: number, height: number): DropZone {
  if (y < height * EDGE) return 'before'
  return y > height * (1 - EDGE) ? 'after' : 'inside'
}

/** Dragging departments in the tree with the mouse: where a drop would go, and what is refused (D1). */
export function useTreeDrag(departments: Departments) {
  const dragged = shallowRef<string | null>(null)
  const target = shallowRef<Target | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(event: DragEvent, id: string): void {
    dragged.value = id
    if (!event.dataTransfer) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', departments.tree.value.byId.get(id)?.name ?? '')
  }

  function over(event: DragEvent, id: string): void {
    const row = event.currentTarget
    if (dragged.value === null || !(row instanceof HTMLElement)) return
    const box = row.getBoundingClientRect()
    const zone = zoneAt(event.clientY - box.top, box.height)
    const tree = departments.tree.value
    const placement = dropPlacement(tree, dragged.value, id, zone)
    const refused = placement === null && id !== dragged.value && isWithin(tree, id, dragged.value)
    if (target.value?.id !== id) openSoon(id)
    if (target.value?.id !== id || target.value.zone !== zone) {
      target.value = placement || refused ? { id, zone, refused } : null
    }
    if (!placement) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }

  function openSoon(id: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => departments.setExpanded(id, true), OPEN_AFTER)
  }

  async function drop(event: DragEvent, id: string): Promise<void> {
    const moved = dragged.value
    const zone = target.value?.id === id ? target.value.zone : null
    end()
    if (moved === null || zone === null) return
    event.preventDefault()
    const placement = dropPlacement(departments.tree.value, moved, id, zone)
    if (placement) await departments.move(moved, placement)
  }

  function end(): void {
    clearTimeout(timer)
    dragged.value = null
    target.value = null
  }
  onScopeDispose(end)

  const refused = computed(() => target.value?.refused ?? false)
  return { dragged, target, refused, start, over, drop, end }
}
