import { hierarchy, tree as tidyTree } from 'd3-hierarchy'
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

/** Down from one row of boxes to the next, and from one of a stack to the next. */
const ROW = BOX.height + GAP.down
const STEP = BOX.height + STACK.gap

/** A place in the layout. Of a stack each stands below the one before, so that its column is kept free of others. */
interface Spot {
  readonly node: DepartmentNode
  /** Place in its stack, from 1; 0: in none. */
  readonly order: number
  readonly rest: readonly DepartmentNode[]
}

/**
 * Places the root and whatever stands below unfolded departments (D1): parents centred above their children; children
 * below which nothing is drawn stand in a stack, as side by side they would make the chart wider than any screen.
 */
export function layoutChart(tree: DepartmentTree, unfolded: ReadonlySet<string>): ChartLayout {
  const root = childrenOf(tree, null)[0]
  if (!root) return EMPTY
  const points = tidyTree<Spot>()
    .nodeSize([BOX.width + STACK.indent + GAP.across, ROW])
    .separation(() => 1)(
      hierarchy<Spot>({ node: root, order: 0, rest: [] }, (spot) => spotsBelow(tree, unfolded, spot)),
    )
    .descendants()
  const left = points.reduce((least, point) => Math.min(least, point.x), 0)
  const boxes = points.map(({ data: { node, order }, depth, x }): ChartBox => {
    const children = childrenOf(tree, node.id).length
    const above = depth - order
    return {
      node,
      x: Math.round(x - left) + MARGIN + (order > 0 ? STACK.indent : 0),
      y: above * ROW + order * STEP + MARGIN,
      level: order > 0 ? above + 2 : depth + 1,
      children,
      open: children > 0 && unfolded.has(node.id),
      stacked: order > 0,
    }
  })
  return {
    boxes,
    byId: new Map(boxes.map((box) => [box.node.id, box])),
    width: boxes.reduce((most, box) => Math.max(most, box.x), 0) + BOX.width + MARGIN,
    height: boxes.reduce((most, box) => Math.max(most, box.y), 0) + BOX.height + MARGIN,
  }
}

function spotsBelow(tree: DepartmentTree, unfolded: ReadonlySet<string>, spot: Spot): readonly Spot[] {
  if (spot.order > 0) return firstOf(spot.rest, spot.order + 1)
  const drawn = (id: string): readonly DepartmentNode[] => (unfolded.has(id) ? childrenOf(tree, id) : [])
  const children = drawn(spot.node.id)
  const isStack = children.length > 1 && children.every((child) => drawn(child.id).length === 0)
  return isStack ? firstOf(children, 1) : children.map((node) => ({ node, order: 0, rest: [] }))
}

function firstOf(stack: readonly DepartmentNode[], order: number): readonly Spot[] {
  const [node, ...rest] = stack
  return node ? [{ node, order, rest }] : []
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
