import { hierarchy, type HierarchyPointNode, tree as tidyTree } from 'd3-hierarchy'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import { childrenOf, type DepartmentTree } from '../department-tree'

/** Size of a box and the room between boxes, in CSS pixels. */
export const BOX = { width: 184, height: 76 } as const
const GAP = { across: 16, down: 44 } as const
/** A stack stands a little to the right of the box above it, each below the other. */
const STACK = { indent: 20, gap: 16 } as const
export const MARGIN = 24

/** A department of the org chart. `x` and `y`: left upper corner in the drawing, in CSS pixels. */
export interface ChartBox {
  readonly node: DepartmentNode
  readonly x: number
  readonly y: number
  readonly level: number
  /** Its sub-departments, and whether they are drawn. */
  readonly children: number
  readonly open: boolean
  /** Stands in a stack below its parent rather than beside its siblings. */
  readonly stacked: boolean
}

export interface ChartLayout {
  readonly boxes: readonly ChartBox[]
  readonly byId: ReadonlyMap<string, ChartBox>
  readonly width: number
  readonly height: number
}

const EMPTY: ChartLayout = { boxes: [], byId: new Map(), width: 0, height: 0 }

/**
 * Places the root and whatever stands below unfolded departments (D1): parents centred above their children; children
 * below which nothing is drawn stand in a stack, as side by side they would make the chart wider than any screen.
 */
export function layoutChart(tree: DepartmentTree, unfolded: ReadonlySet<string>): ChartLayout {
  const root = childrenOf(tree, null)[0]
  if (!root) return EMPTY
  const drawn = (id: string): readonly DepartmentNode[] => (unfolded.has(id) ? childrenOf(tree, id) : [])
  const isStack = (children: readonly DepartmentNode[]): boolean =>
    children.length > 1 && children.every((child) => drawn(child.id).length === 0)
  const beside = hierarchy(root, (node) => {
    const children = drawn(node.id)
    return isStack(children) ? undefined : children
  })
  const points = tidyTree<DepartmentNode>()
    .nodeSize([BOX.width + STACK.indent + GAP.across, BOX.height + GAP.down])
    .separation(() => 1)(beside)
    .descendants()
  const left = points.reduce((least, point) => Math.min(least, point.x), 0)
  const boxes = points.flatMap((point) => {
    const place = { x: Math.round(point.x - left + MARGIN), y: point.y + MARGIN }
    const children = drawn(point.data.id)
    return [
      boxAt(tree, unfolded, point.data, place, point.depth + 1, false),
      ...(isStack(children) ? stackBelow(tree, unfolded, point, place, children) : []),
    ]
  })
  return {
    boxes,
    byId: new Map(boxes.map((box) => [box.node.id, box])),
    width: boxes.reduce((most, box) => Math.max(most, box.x), 0) + BOX.width + MARGIN,
    height: boxes.reduce((most, box) => Math.max(most, box.y), 0) + BOX.height + MARGIN,
  }
}

interface Place {
  readonly x: number
  readonly y: number
}

function stackBelow(
  tree: DepartmentTree,
  unfolded: ReadonlySet<string>,
  parent: HierarchyPointNode<DepartmentNode>,
  place: Place,
  children: readonly DepartmentNode[],
): readonly ChartBox[] {
  return children.map((child, order) => {
    const y = place.y + (order + 1) * (BOX.height + STACK.gap)
    return boxAt(tree, unfolded, child, { x: place.x + STACK.indent, y }, parent.depth + 2, true)
  })
}

function boxAt(
  tree: DepartmentTree,
  unfolded: ReadonlySet<string>,
  node: DepartmentNode,
  place: Place,
  level: number,
  stacked: boolean,
): ChartBox {
  const children = childrenOf(tree, node.id).length
  return { node, ...place, level, children, open: children > 0 && unfolded.has(node.id), stacked }
}

/** The line from a box to the one above it: down, across, down; into a stack down along its side. */
export function linkPath(parent: ChartBox, child: ChartBox): string {
  if (child.stacked) {
    return `M${parent.x + STACK.indent / 2} ${parent.y + BOX.height}V${child.y + BOX.height / 2}H${child.x}`
  }
  const from = { x: parent.x + BOX.width / 2, y: parent.y + BOX.height }
  const to = { x: child.x + BOX.width / 2, y: child.y }
  return `M${from.x} ${from.y}V${from.y + GAP.down / 2}H${to.x}V${to.y}`
}

/** A part of the drawing, in its own coordinates. */
export interface ChartView {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The boxes of which something can be seen. */
export function visibleBoxes(layout: ChartLayout, view: ChartView): readonly ChartBox[] {
  return layout.boxes.filter(
    (box) =>
      box.x < view.x + view.width &&
      box.x + BOX.width > view.x &&
      box.y < view.y + view.height &&
      box.y + BOX.height > view.y,
  )
}

/** The lines that may cross what is seen: each lies within its two boxes and the room between them. */
export function visibleLinks(
  layout: ChartLayout,
  view: ChartView,
): readonly { readonly id: string; readonly path: string }[] {
  const links: { id: string; path: string }[] = []
  for (const box of layout.boxes) {
    const parent = box.node.parentId === null ? undefined : layout.byId.get(box.node.parentId)
    if (!parent) continue
    const left = Math.min(box.x, parent.x)
    const right = Math.max(box.x, parent.x) + BOX.width
    const seen = left < view.x + view.width && right > view.x && parent.y < view.y + view.height
    if (seen && box.y + BOX.height > view.y) links.push({ id: box.node.id, path: linkPath(parent, box) })
  }
  return links
}
