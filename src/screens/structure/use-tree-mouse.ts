import { type Ref, shallowRef } from 'vue'
import type { Departments } from './use-departments'
import { useTreeDrag } from './use-tree-drag'

/** The row an event happened in. */
function rowAt(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
}

function partAt(event: Event): string | undefined {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-part]')?.dataset['part'] : undefined
}

/**
 * The mouse in the tree, listened for in one place for all rows: a click chooses, opens a row or its menu, a double click
 * opens, dragging moves (D1).
 */
export function useTreeMouse(departments: Departments, container: Readonly<Ref<HTMLElement | null>>) {
  const drag = useTreeDrag(departments, container)
  /** The row that was asked for its menu. */
  const menuOf = shallowRef<string | null>(null)

  function toggle(rowId: string): void {
    departments.setExpanded(rowId, !departments.expanded.value.has(rowId))
  }

  function onClick(event: MouseEvent): void {
    const rowId = rowAt(event)?.dataset['row']
    if (rowId === undefined) return
    const part = partAt(event)
    if (part === 'chevron') toggle(rowId)
    else if (part === 'menu') menuOf.value = rowId
    else departments.choose(rowId)
  }

  function onDoubleClick(event: MouseEvent): void {
    const rowId = rowAt(event)?.dataset['row']
    if (rowId !== undefined && partAt(event) !== 'menu') toggle(rowId)
  }

  /** The menu key and Shift+F10 open the chosen row's menu, a right click that of the row under it. */
  function onContextMenu(event: MouseEvent): void {
    const row = rowAt(event) ?? container.value?.querySelector('[role=treeitem][aria-selected=true]')
    row?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click()
  }

  function onDragStart(event: DragEvent): void {
    const row = rowAt(event)
    // Text dragged out of the name's field is no department.
    if (row?.dataset['row'] !== undefined && row === event.target) drag.start(event, row.dataset['row'])
  }

  function onDragOver(event: DragEvent): void {
    const row = rowAt(event)
    if (row?.dataset['row'] !== undefined) drag.over(event, row.dataset['row'], row)
  }

  function onDrop(event: DragEvent): void {
    const rowId = rowAt(event)?.dataset['row']
    if (rowId !== undefined) void drag.drop(event, rowId)
  }

  return { drag, menuOf, onClick, onDoubleClick, onContextMenu, onDragStart, onDragOver, onDrop }
}
