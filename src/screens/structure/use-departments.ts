import { computed, ref, shallowRef, watch } from 'vue'
import { nextFrame } from './next-frame'
import { useLoaded } from '../../composables/use-loaded'
import type { DepartmentNode } from '../../../electron/contract/structure'
import { portal } from '../../portal'
import {
  ancestorsOf,
  buildTree,
  childrenOf,
  type DepartmentTree,
  findTyped,
  isWithin,
  NO_TREE,
  visibleRows,
} from './department-tree'
import { actsOf, type DepartmentLimits, lookedUp, mayGo, UNTOLD } from './department-limits'
import { useCarrying } from './use-carrying'
import { useDepartmentActs } from './use-department-acts'
import { useStructureUndo } from './use-structure-undo'

/** Which departments are open when the screen is first shown: as many levels as fit a glance. */
const OPEN_AT_FIRST = 60

/** Thousands of departments are read, put in order and drawn in a frame of their own each, so that none is long. */
async function readStructure(): Promise<{ readonly tree: DepartmentTree; readonly limits: DepartmentLimits }> {
  const [nodes, told] = await Promise.all([portal.structure.tree(), portal.structure.limits()])
  await nextFrame()
  const tree = buildTree(nodes)
  await nextFrame()
  return { tree, limits: lookedUp(told) }
}

/**
 * The company structure on the screen: what is open, which department is chosen, and what may be done with it (D1). The
 * core checks every right and every move again; a refusal is said with its reason.
 */
export function useDepartments() {
  const { data, refusal, reload } = useLoaded(readStructure, ['structure', 'people'])
  const tree = computed(() => data.value?.tree ?? NO_TREE)
  const limits = computed(() => data.value?.limits ?? UNTOLD)
  const root = computed(() => childrenOf(tree.value, null)[0] ?? null)
  const expanded = shallowRef<ReadonlySet<string>>(new Set())
  const rows = computed(() => visibleRows(tree.value, expanded.value))
  const chosenId = ref<string | null>(null)
  const chosen = computed(() => (chosenId.value === null ? null : (tree.value.byId.get(chosenId.value) ?? null)))
  /** The one last brought into view without being chosen. */
  const shownId = ref<string | null>(null)
  const undoing = useStructureUndo(() => reload())
  const carrying = useCarrying()
  let opened = false

  watch(tree, (now, before) => {
    if (now.all.length === 0) return
    if (!opened) openFirstLevels()
    const { value: shown } = shownId
    if (shown !== null && now.byId.has(shown) && !before.byId.has(shown)) open(shown)
    const id = chosenId.value
    const node = id === null ? undefined : now.byId.get(id)
    if (!node) {
      const parentId = id === null ? null : (before.byId.get(id)?.parentId ?? null)
      chosenId.value = parentId !== null && now.byId.has(parentId) ? parentId : (root.value?.id ?? null)
    }
    // It has come or moved: whatever stands above it now is opened.
    else if (before.byId.get(node.id)?.parentId !== node.parentId) choose(node.id)
  })

  function openFirstLevels(): void {
    opened = true
    const open = new Set<string>()
    let level = childrenOf(tree.value, null)
    let shown = level.length
    while (level.length > 0) {
      const next = level.flatMap((node) => childrenOf(tree.value, node.id))
      shown += next.length
      if (shown > OPEN_AT_FIRST && open.size > 0) break
      for (const node of level) open.add(node.id)
      level = next
    }
    expanded.value = open
  }

  function setExpanded(id: string, open: boolean): void {
    if (expanded.value.has(id) === open) return
    // What is chosen can always be seen.
    const { value } = chosenId
    if (!open && value !== null && value !== id && isWithin(tree.value, value, id)) chosenId.value = id
    const next = new Set(expanded.value)
    if (open) next.add(id)
    else next.delete(id)
    expanded.value = next
  }

  function expandAll(): void {
    expanded.value = new Set([...tree.value.children.keys()].filter((id) => id !== null))
  }

  /** Closes everything below the root, which is then the one chosen. */
  function collapseAll(): void {
    expanded.value = new Set(root.value ? [root.value.id] : [])
    const above = chosen.value ? ancestorsOf(tree.value, chosen.value.id) : []
    if (above.length > 1) chosenId.value = above[1]?.id ?? null
  }

  /** Chooses a department and opens whatever stands above it, so that it can be seen. */
  function choose(id: string): void {
    chosenId.value = id
    open(id)
  }

  /** Brings a department into view without choosing it. */
  function show(id: string): void {
    open(id)
    shownId.value = id
  }

  function open(id: string): void {
    const closed = ancestorsOf(tree.value, id).filter((node) => !expanded.value.has(node.id))
    if (closed.length > 0) expanded.value = new Set([...expanded.value, ...closed.map((node) => node.id)])
  }

  /** Chooses the next department that fits what was typed; false when there is none. */
  function find(typed: string, again: boolean, match: 'start' | 'anywhere'): boolean {
    const found = findTyped(tree.value, typed, chosenId.value, again, match)
    if (found) choose(found.id)
    return found !== null
  }

  const acts = useDepartmentActs({ tree, chosenId, choose, show, reload, say: undoing.say })

  return {
    data,
    refusal,
    reload,
    tree,
    root,
    rows,
    expanded,
    chosenId,
    chosen,
    shownId,
    setExpanded,
    expandAll,
    collapseAll,
    choose,
    find,
    undoing,
    carrying,
    /** What the operator is offered to do with a department (D1, A1, Z11). */
    actsOf: (node: DepartmentNode) => actsOf(tree.value, limits.value, node),
    /** Whether the operator's rights let a department go there (A1, Z11). */
    mayGo: (act: 'move' | 'merge', id: string, toId: string) => mayGo(limits.value, act, id, toId),
    ...acts,
  }
}

export type Departments = ReturnType<typeof useDepartments>
