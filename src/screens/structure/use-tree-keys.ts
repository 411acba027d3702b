import type { Ref } from 'vue'
import type { DepartmentNode } from '../../../electron/contract/structure'
import { childrenOf } from './department-tree'
import type { Departments } from './use-departments'

/** Letters typed within this time belong together, in milliseconds. */
const TYPING_PAUSE = 700

interface KeyedTree {
  readonly departments: Departments
  readonly editable: () => boolean
  /** What has the focus while the tree is driven by keys. */
  readonly container: Readonly<Ref<HTMLElement | null>>
  readonly chosenIndex: Readonly<Ref<number>>
  /** How many rows are seen at once. */
  readonly page: () => number
  /** Does one of the acts of a department's menu. */
  act(key: string, node: DepartmentNode): void
  /** Says that the operator's rights stand in the way. */
  refuse(): void
}

/**
 * The keys of the tree, as the ARIA tree pattern asks: arrows move and open, letters find, the star opens everything;
 * F2 renames, Insert adds, Delete removes, Alt with Up or Down reorders, Ctrl+X and Ctrl+V carry (D1).
 */
export function useTreeKeys({ departments, editable, container, chosenIndex, page, act, refuse }: KeyedTree) {
  const { rows, tree, chosen, carrying } = departments
  let typed = ''
  let typedAt = 0

  function typeToFind(event: KeyboardEvent): boolean {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false
    const goesOn = event.timeStamp - typedAt < TYPING_PAUSE
    typedAt = event.timeStamp
    // The same letter again means the next one that starts with it.
    const same = goesOn && typed.length === 1 && typed === event.key
    typed = goesOn && !same ? typed + event.key : event.key
    departments.find(typed, !goesOn || same, 'start')
    return true
  }

  function chooseAt(index: number): void {
    const row = rows.value[Math.max(0, Math.min(rows.value.length - 1, index))]
    if (row) departments.choose(row.node.id)
  }

  function openOrEnter(node: DepartmentNode): void {
    const [child] = childrenOf(tree.value, node.id)
    if (!child) return
    if (rows.value[chosenIndex.value]?.expanded) departments.choose(child.id)
    else departments.setExpanded(node.id, true)
  }

  function closeOrLeave(node: DepartmentNode): void {
    if (rows.value[chosenIndex.value]?.expanded) departments.setExpanded(node.id, false)
    else if (node.parentId !== null) departments.choose(node.parentId)
  }

  function moveKey(event: KeyboardEvent, node: DepartmentNode): boolean {
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => chooseAt(chosenIndex.value + 1),
      ArrowUp: () => chooseAt(chosenIndex.value - 1),
      ArrowRight: () => openOrEnter(node),
      ArrowLeft: () => closeOrLeave(node),
      PageDown: () => chooseAt(chosenIndex.value + Math.max(1, page() - 1)),
      PageUp: () => chooseAt(chosenIndex.value - Math.max(1, page() - 1)),
      Home: () => chooseAt(0),
      End: () => chooseAt(rows.value.length - 1),
    }
    steps[event.key]?.()
    return event.key in steps
  }

  function editKey(event: KeyboardEvent, node: DepartmentNode): boolean {
    if (!editable()) return false
    const keys: Readonly<Record<string, string>> = { F2: 'rename', Insert: 'add', Delete: 'remove' }
    const key = keys[event.key]
    if (key) act(key, node)
    return key !== undefined
  }

  /** Ctrl+X takes a department along, Ctrl+V puts it below the chosen one, Escape leaves it where it is. */
  function carryKey(event: KeyboardEvent, node: DepartmentNode): boolean {
    const key = event.key.toLowerCase()
    if (key === 'escape' && carrying.cutId.value !== null) carrying.cutId.value = null
    else if (!editable() || !(event.ctrlKey || event.metaKey)) return false
    else if (key === 'x' && node.parentId !== null) carrying.cutId.value = node.id
    else if (key === 'v' && carrying.cutId.value !== null) void paste(carrying.cutId.value, node.id)
    else return false
    return true
  }

  async function paste(id: string, parentId: string): Promise<void> {
    if (!departments.mayGo('move', id, parentId)) refuse()
    else if (await departments.move(id, { parentId, position: null })) carrying.cutId.value = null
  }

  return function onKey(event: KeyboardEvent): void {
    const node = chosen.value
    if (!node || event.target !== container.value) return
    const reorders = event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')
    if (reorders && editable()) void departments.step(node.id, event.key === 'ArrowUp' ? -1 : 1)
    else if (event.altKey) return
    else if (event.key === '*') departments.expandAll()
    else if (!carryKey(event, node) && !moveKey(event, node) && !editKey(event, node) && !typeToFind(event)) return
    event.preventDefault()
  }
}
