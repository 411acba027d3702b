import { hierarchy, tree as tidyTree } from 'd3-hierarchy'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import { childrenOf, type DepartmentTree } from '../department-tree'

/** Size of a box and the room between boxes, in CSS pixels. */
export const BOX = { width: 184, height: 76 } as const
const GAP = { across: 16, down: 44 } as const
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
}

export interface ChartLayout {
  readonly boxes: readonly ChartBox[]
  readonly byId: ReadonlyMap<string, ChartBox>
  readonly width: number
  readonly height: number
}

const EMPTY: ChartLayout = { boxes: [], byId: new Map(), width: 0, height: 0 }

/** Places the root and whatever stands below unfolded departments, parents centred above their children (D1). */
export function layoutChart(tree: DepartmentTree, unfolded: ReadonlySet<string>): ChartLayout {
  const root = childrenOf(tree, null)[0]
  if (!root) return EMPTY
  const shown = hierarchy(root, (node) => (unfolded.has(node.id) ? childrenOf(tree, node.id) : undefined))
  const placed = tidyTree<DepartmentNode>()
    .nodeSize([BOX.width + GAP.across, BOX.height + GAP.down])
    .separation(() => 1)(shown)
  const points = placed.descendants()
  const left = points.reduce((least, point) => Math.min(least, point.x), 0)
  const right = points.reduce((most, point) => Math.max(most, point.x), 0)
  const lowest = points.reduce((most, point) => Math.max(most, point.y), 0)
  const boxes = points.map((point) => {
    const children = childrenOf(tree, point.data.id).length
    return {
      node: point.data,
      x: Math.round(point.x - left + MARGIN),
      y: point.y + MARGIN,
      level: point.depth + 1,
      children,
      open: children > 0 && unfolded.has(point.data.id),
    }
  })
  return {
    boxes,
    byId: new Map(boxes.map((box) => [box.node.id, box])),
    width: Math.ceil(right - left) + BOX.width + 2 * MARGIN,
    height: lowest + BOX.height + 2 * MARGIN,
  }
}

/** The line from a box to the one above it: down, across, down. */
export function linkPath(parent: ChartBox, child: ChartBox): string {
  const from = { x: parent.x + BOX.width / 2, y: parent.y + BOX.height }
  const to = { x: child.x + BOX.width / 2, y: child.y }
  const middle = from.y + GAP.down / 2
  return `M${from.x} ${from.y}V${middle}H${to.x}V${to.y}`
}

/** A part of the drawing, in its own coordinates. */
export interface ChartView {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The boxes of which something can be seen, and those at the other end of a line that can. */
export function visibleBoxes(layout: ChartLayout, view: ChartView): readonly ChartBox[] {
  return layout.boxes.filter(
    (box) =>
      box.x < view.x + view.width &&
      box.x + BOX.width > view.x &&
      box.y < view.y + view.height &&
      box.y + BOX.height > view.y,
  )
}

/** The lines that may cross what is seen: between two rows they are as wide as the parent's children stand apart. */
export function visibleLinks(layout: ChartLayout, view: ChartView): readonly { readonly id: string; path: string }[] {
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
