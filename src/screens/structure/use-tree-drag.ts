import { computed, onScopeDispose, type Ref, shallowRef } from 'vue'
import { type DropZone, dropPlacement, isWithin } from './department-tree'
import { useEdgeScroll } from './use-edge-scroll'
import type { Departments } from './use-departments'

interface Target {
  readonly id: string
  readonly zone: DropZone
  /** Why nothing may be dropped here; null: it may. */
  readonly refused: 'belowItself' | 'alreadyThere' | 'rights' | null
}

/** How long one holds something over a closed department until it opens, in milliseconds. */
const OPEN_AFTER = 600
/** The part of a row, from its edges, that means beside it and not into it. */
const EDGE = 0.28

/** The part of a row that a point stands for; `height` and `y` (from the row's top) in px. */
export function zoneAt(y: number, height: number): DropZone {
  if (y < height * EDGE) return 'before'
  return y > height * (1 - EDGE) ? 'after' : 'inside'
}

/**
 * Dragging with the mouse: departments within the tree, and people out of the pane into another department. Says where
 * a drop would go and what is refused (D1, A1, Z11); near the edges of `container` the tree scrolls.
 */
export function useTreeDrag(departments: Departments, container: Readonly<Ref<HTMLElement | null>>) {
  const dragged = shallowRef<string | null>(null)
  const target = shallowRef<Target | null>(null)
  const { carrying } = departments
  const edge = useEdgeScroll(container)
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(event: DragEvent, id: string): void {
    dragged.value = id
    if (!event.dataTransfer) return
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', departments.tree.value.byId.get(id)?.name ?? '')
  }

  /** Where a drop on this part of the row would go; null: it would change nothing. */
  function targetAt(id: string, zone: DropZone): Target | null {
    if (carrying.person.value) {
      const { fromId, person } = carrying.person.value
      const there = id === fromId || person.elsewhere.some((each) => each.id === id)
      return { id, zone: 'inside', refused: there ? 'alreadyThere' : null }
    }
    if (dragged.value === null) return null
    const tree = departments.tree.value
    const placement = dropPlacement(tree, dragged.value, id, zone)
    if (placement) {
      const may = departments.mayGo('move', dragged.value, placement.parentId)
      return { id, zone, refused: may ? null : 'rights' }
    }
    const belowItself = id !== dragged.value && isWithin(tree, id, dragged.value)
    return belowItself ? { id, zone, refused: 'belowItself' } : null
  }

  function over(event: DragEvent, id: string, row: HTMLElement): void {
    if (dragged.value === null && carrying.person.value === null) return
    edge.at(event.clientY)
    const box = row.getBoundingClientRect()
    const zone = zoneAt(event.clientY - box.top, box.height)
    if (target.value?.id !== id) openSoon(id)
    if (target.value?.id !== id || target.value.zone !== zone) target.value = targetAt(id, zone)
    if (!target.value || target.value.refused) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move'
  }

  function openSoon(id: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => departments.setExpanded(id, true), OPEN_AFTER)
  }

  async function drop(event: DragEvent, id: string): Promise<void> {
    const moved = dragged.value
    const person = carrying.person.value
    const to = target.value?.id === id && !target.value.refused ? target.value : null
    end()
    if (!to) return
    event.preventDefault()
    if (person) return await departments.movePerson(person, id)
    const placement = moved === null ? null : dropPlacement(departments.tree.value, moved, id, to.zone)
    if (moved !== null && placement) await departments.move(moved, placement)
  }

  /** The mouse left the tree with what it drags. */
  function leave(event: DragEvent): void {
    const into = event.relatedTarget
    if (into instanceof Node && container.value?.contains(into)) return
    clearTimeout(timer)
    edge.stop()
    target.value = null
  }

  function end(): void {
    clearTimeout(timer)
    edge.stop()
    dragged.value = null
    carrying.dropPerson()
    target.value = null
  }

  /** A drag that ends on a row no longer drawn tells nobody; while one lasts, the mouse sends no moves. */
  function onMove(): void {
    if (dragged.value !== null) end()
  }
  window.addEventListener('mousemove', onMove)
  onScopeDispose(() => {
    window.removeEventListener('mousemove', onMove)
    end()
  })

  const refused = computed(() => target.value?.refused ?? null)
  return { dragged, target, refused, start, over, leave, drop, end }
}
