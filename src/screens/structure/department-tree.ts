import type { DepartmentNode } from '../../../electron/contract/structure'

/** The departments by id and by parent; `all` holds them as they are drawn when everything is open. */
export interface DepartmentTree {
  readonly all: readonly DepartmentNode[]
  readonly byId: ReadonlyMap<string, DepartmentNode>
  readonly children: ReadonlyMap<string | null, readonly DepartmentNode[]>
}

/** A department as a row of the tree drawn. */
export interface TreeRow {
  readonly node: DepartmentNode
  /** 1 for the root. */
  readonly level: number
  readonly hasChildren: boolean
  readonly expanded: boolean
  readonly siblings: number
  /** Place among the siblings, from 1. */
  readonly place: number
}

/** Where a department goes: below a parent, at a place among its children without itself (null: last). */
export interface Placement {
  readonly parentId: string
  readonly position: number | null
}

/** Part of a row something is dropped on. */
export type DropZone = 'before' | 'inside' | 'after'

const NONE: readonly DepartmentNode[] = []

/** Before the departments are read. */
export const NO_TREE: DepartmentTree = { all: NONE, byId: new Map(), children: new Map() }

export function buildTree(nodes: readonly DepartmentNode[]): DepartmentTree {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const children = new Map<string | null, DepartmentNode[]>()
  for (const node of nodes) {
    const siblings = children.get(node.parentId)
    if (siblings) siblings.push(node)
    else children.set(node.parentId, [node])
  }
  for (const siblings of children.values()) siblings.sort((a, b) => a.position - b.position)
  const all: DepartmentNode[] = []
  addBelow(children, null, all)
  return { all, byId, children }
}

function addBelow(
  children: ReadonlyMap<string | null, readonly DepartmentNode[]>,
  parentId: string | null,
  all: DepartmentNode[],
): void {
  for (const node of children.get(parentId) ?? NONE) {
    all.push(node)
    addBelow(children, node.id, all)
  }
}

export function childrenOf(tree: DepartmentTree, id: string | null): readonly DepartmentNode[] {
  return tree.children.get(id) ?? NONE
}

/** The rows drawn: the root and whatever stands below expanded departments. */
export function visibleRows(tree: DepartmentTree, expanded: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = []
  function add(parentId: string | null, level: number): void {
    const siblings = childrenOf(tree, parentId)
    let place = 0
    for (const node of siblings) {
      place += 1
      const hasChildren = tree.children.has(node.id)
      const open = hasChildren && expanded.has(node.id)
      rows.push({ node, level, hasChildren, expanded: open, siblings: siblings.length, place })
      if (open) add(node.id, level + 1)
    }
  }
  add(null, 1)
  return rows
}

/** The departments above one, from the root down, without itself. */
export function ancestorsOf(tree: DepartmentTree, id: string): readonly DepartmentNode[] {
  const above: DepartmentNode[] = []
  let parentId = tree.byId.get(id)?.parentId ?? null
  while (parentId !== null) {
    const parent = tree.byId.get(parentId)
    if (!parent) break
    above.unshift(parent)
    parentId = parent.parentId
  }
  return above
}

/** Whether `id` is `aboveId` itself or stands somewhere below it. */
export function isWithin(tree: DepartmentTree, id: string, aboveId: string): boolean {
  return id === aboveId || ancestorsOf(tree, id).some((node) => node.id === aboveId)
}

/** D1: a department goes anywhere but below itself, and the root goes nowhere. */
export function canMoveBelow(tree: DepartmentTree, id: string, parentId: string): boolean {
  const node = tree.byId.get(id)
  return node !== undefined && node.parentId !== null && tree.byId.has(parentId) && !isWithin(tree, parentId, id)
}

/** Where a drop puts the department, or null when it is refused (D1) or would change nothing. */
export function dropPlacement(tree: DepartmentTree, id: string, targetId: string, zone: DropZone): Placement | null {
  const target = tree.byId.get(targetId)
  const moved = tree.byId.get(id)
  if (!target || !moved || id === targetId) return null
  // Nothing stands beside the root, so its whole row means: into it.
  const parentId = zone === 'inside' ? target.id : (target.parentId ?? target.id)
  if (!canMoveBelow(tree, id, parentId)) return null
  if (parentId === target.id) return moved.parentId === parentId ? null : { parentId, position: null }
  const others = childrenOf(tree, parentId).filter((each) => each.id !== id)
  const position = others.findIndex((each) => each.id === targetId) + (zone === 'after' ? 1 : 0)
  if (moved.parentId === parentId && placeOf(tree, moved) === position) return null
  return { parentId, position }
}

/** One place up (-1) or down (1) among the siblings; null at the edge. */
export function stepPlacement(tree: DepartmentTree, id: string, step: -1 | 1): Placement | null {
  const node = tree.byId.get(id)
  if (!node || node.parentId === null) return null
  const position = placeOf(tree, node) + step
  if (position < 0 || position >= childrenOf(tree, node.parentId).length) return null
  return { parentId: node.parentId, position }
}

function placeOf(tree: DepartmentTree, node: DepartmentNode): number {
  return childrenOf(tree, node.parentId).findIndex((each) => each.id === node.id)
}

/** Text as compared when typing to find: case and ё make no difference. */
export function folded(text: string): string {
  return text.toLocaleLowerCase().replaceAll('ё', 'е')
}

/**
 * The next department whose name fits what was typed, anywhere in the tree, going round at the end.
 * @param fromId where to start
 * @param again whether to look beyond `fromId` first (the same search once more), or to let it fit too (more typed)
 * @param match `start`: the name starts with it; `anywhere`: the name holds it
 */
export function findTyped(
  tree: DepartmentTree,
  typed: string,
  fromId: string | null,
  again: boolean,
  match: 'start' | 'anywhere' = 'start',
): DepartmentNode | null {
  const wanted = folded(typed.trim())
  if (!wanted) return null
  const order = tree.all
  const start =
    Math.max(
      0,
      order.findIndex((node) => node.id === fromId),
    ) + (again ? 1 : 0)
  for (let offset = 0; offset < order.length; offset += 1) {
    const node = order[(start + offset) % order.length]
    if (!node) continue
    const name = folded(node.name)
    if (match === 'start' ? name.startsWith(wanted) : name.includes(wanted)) return node
  }
  return null
}

/**
 * Where a department may go (D1), in the tree's order, at most `limit`: to be moved below it, anything but where it is
 * and what is below it; to be merged into it, anything but itself and what is below it.
 * @param may whether it may go there, as far as the rights of the operator decide it (A1, Z11)
 */
export function targetsFor(
  tree: DepartmentTree,
  id: string,
  act: 'move' | 'merge',
  text: string,
  limit: number,
  may: (toId: string) => boolean,
): readonly DepartmentNode[] {
  const wanted = folded(text.trim())
  const node = tree.byId.get(id)
  const found: DepartmentNode[] = []
  for (const each of tree.all) {
    if (found.length === limit) break
    if (wanted && !folded(each.name).includes(wanted)) continue
    if (act === 'move' && each.id === node?.parentId) continue
    if (may(each.id) && canMoveBelow(tree, id, each.id)) found.push(each)
  }
  return found
}
