import { describe, expect, it } from 'vitest'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import { drawChart, shortened } from '../../../../src/screens/structure/chart/chart-drawing'
import { BOX, layoutChart, visibleBoxes, visibleLinks } from '../../../../src/screens/structure/chart/chart-layout'
import { buildTree } from '../../../../src/screens/structure/department-tree'

const node = (id: string, parentId: string | null, position = 0, name = id): DepartmentNode => ({
  id,
  parentId,
  name,
  position,
  people: 3,
  peopleBelow: 9,
})
const tree = buildTree([
  node('root', null),
  node('a', 'root', 0),
  node('b', 'root', 1),
  node('a1', 'a', 0),
  node('a2', 'a', 1),
])
/** No two boxes over each other, and none outside. */
function expectApart(layout: ReturnType<typeof layoutChart>): void {
  for (const one of layout.boxes) {
    for (const other of layout.boxes) {
      const apart = one === other || Math.abs(one.x - other.x) >= BOX.width || Math.abs(one.y - other.y) >= BOX.height
      expect([one.node.id, other.node.id, apart]).toEqual([one.node.id, other.node.id, true])
    }
    expect(one.x + BOX.width).toBeLessThanOrEqual(layout.width)
    expect(one.y + BOX.height).toBeLessThanOrEqual(layout.height)
  }
}

const texts = { heads: () => 'Vera Stone', people: () => '3 people' }

describe('D1: the org chart', () => {
  it('draws what is unfolded only, parents centred above their children, no two boxes over each other', () => {
    expect(layoutChart(tree, new Set()).boxes.map((box) => box.node.id)).toEqual(['root'])
    const layout = layoutChart(tree, new Set(['root', 'a']))
    expect(layout.boxes).toHaveLength(5)
    const [a, a1, a2] = ['a', 'a1', 'a2'].map((id) => layout.byId.get(id))
    // Nothing is drawn below these two: they stand in a stack.
    expect([a1?.x, a2?.x]).toEqual([(a?.x ?? 0) + 20, (a?.x ?? 0) + 20])
    const [root, b] = ['root', 'b'].map((id) => layout.byId.get(id))
    expect(root?.x).toBe(((a?.x ?? 0) + (b?.x ?? 0)) / 2)
    expectApart(layout)
  })

  it('keeps the column below a stack free, whatever stands beside it', () => {
    // The children of one stand in a row just where the stack of its neighbour goes down.
    const nodes = [node('root', null), node('one', 'root', 0), node('two', 'root', 1), node('three', 'root', 2)]
    for (let each = 0; each < 6; each += 1) {
      nodes.push(node(`one${each}`, 'one', each), node(`two${each}`, 'two', each), node(`three${each}`, 'three', each))
      nodes.push(node(`below${each}`, `one${each}`), node(`beneath${each}`, `three${each}`))
    }
    const layout = layoutChart(buildTree(nodes), new Set(nodes.map(({ id }) => id)))
    expect(layout.boxes).toHaveLength(nodes.length)
    expect(layout.byId.get('two3')).toMatchObject({ stacked: true, level: 3 })
    expect(layout.byId.get('one3')).toMatchObject({ stacked: false, level: 3 })
    expectApart(layout)
  })

  it('puts into the window only the boxes and lines that are in sight, however many there are', () => {
    const many = [node('root', null)]
    for (let each = 0; each < 5_000; each += 1) many.push(node(`d${each}`, 'root', each), node(`e${each}`, `d${each}`))
    const layout = layoutChart(buildTree(many), new Set(many.map(({ id }) => id)))
    const view = { x: layout.width / 2, y: 0, width: 1_000, height: 700 }
    expect(layout.boxes).toHaveLength(10_001)
    expect(visibleBoxes(layout, view).length).toBeLessThan(20)
    expect(visibleLinks(layout, { ...view, y: layout.height })).toEqual([])
  })

  it('is saved as a drawing that stands by itself, names in it being text and never markup', () => {
    const wild = buildTree([node('root', null, 0, '</text><script>&"\u0000')])
    const svg = drawChart(layoutChart(wild, new Set()), texts)
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
    expect(parsed.querySelector('parsererror')).toBeNull()
    expect(parsed.querySelectorAll('script')).toHaveLength(0)
    expect(parsed.querySelector('text.name')?.textContent).toBe('</text><script>&" ')
    expect(shortened('Я'.repeat(40))).toBe(`${'Я'.repeat(24)}…`)
  })
})
