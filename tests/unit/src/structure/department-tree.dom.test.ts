import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import {
  ancestorsOf,
  buildTree,
  canMoveBelow,
  dropPlacement,
  findTyped,
  isWithin,
  stepPlacement,
  targetsFor,
  visibleRows,
} from '../../../../src/screens/structure/department-tree'
import { edgePace } from '../../../../src/screens/structure/use-edge-scroll'
import { zoneAt } from '../../../../src/screens/structure/use-tree-drag'

function node(id: string, parentId: string | null, position: number, name = id): DepartmentNode {
  return { id, parentId, name, position, people: 0, peopleBelow: 0 }
}

/** company ─ sales ─ (north, south), ─ it ─ support ─ night */
const tree = buildTree([
  node('company', null, 0, 'Company'),
  node('sales', 'company', 0, 'Sales'),
  node('it', 'company', 1, 'IT'),
  node('north', 'sales', 0, 'North'),
  node('south', 'sales', 1, 'South'),
  node('support', 'it', 0, 'Support'),
  node('night', 'support', 0, 'Ёлка'),
])

describe('the tree of departments', () => {
  it('D1: shows what stands below open departments, with level and place', () => {
    const rows = visibleRows(tree, new Set(['company', 'it']))
    expect(rows.map((row) => `${row.level} ${row.node.id} ${row.place}/${row.siblings}`)).toEqual([
      '1 company 1/1',
      '2 sales 1/2',
      '2 it 2/2',
      '3 support 1/1',
    ])
    expect(rows.map((row) => row.expanded)).toEqual([true, false, true, false])
  })

  it('D1: a department never goes below itself, and the root goes nowhere', () => {
    expect(canMoveBelow(tree, 'it', 'night')).toBe(false)
    expect(canMoveBelow(tree, 'it', 'it')).toBe(false)
    expect(canMoveBelow(tree, 'company', 'sales')).toBe(false)
    expect(canMoveBelow(tree, 'it', 'sales')).toBe(true)
    expect(dropPlacement(tree, 'it', 'night', 'inside')).toBeNull()
    expect(dropPlacement(tree, 'it', 'support', 'before')).toBeNull()
  })

  it('D1: a drop goes into a department, before it or after it', () => {
    expect(dropPlacement(tree, 'support', 'sales', 'inside')).toEqual({ parentId: 'sales', position: null })
    expect(dropPlacement(tree, 'support', 'south', 'before')).toEqual({ parentId: 'sales', position: 1 })
    expect(dropPlacement(tree, 'support', 'south', 'after')).toEqual({ parentId: 'sales', position: 2 })
    expect(dropPlacement(tree, 'it', 'sales', 'before')).toEqual({ parentId: 'company', position: 0 })
    // Nothing stands beside the root: the edge of its row means into it.
    expect(dropPlacement(tree, 'north', 'company', 'before')).toEqual({ parentId: 'company', position: null })
    // Where it is already, nothing happens.
    expect(dropPlacement(tree, 'north', 'south', 'before')).toBeNull()
    expect(dropPlacement(tree, 'north', 'sales', 'inside')).toBeNull()
  })

  it('D1: the edges of a row mean beside it, its middle into it', () => {
    expect([2, 18, 34].map((y) => zoneAt(y, 36))).toEqual(['before', 'inside', 'after'])
  })

  it('D1: a step moves among the siblings and stops at the edge', () => {
    expect(stepPlacement(tree, 'sales', 1)).toEqual({ parentId: 'company', position: 1 })
    expect(stepPlacement(tree, 'sales', -1)).toBeNull()
    expect(stepPlacement(tree, 'it', 1)).toBeNull()
    expect(stepPlacement(tree, 'company', 1)).toBeNull()
  })

  it('D1: typing finds departments anywhere, in order, round the end, whatever the case', () => {
    expect(findTyped(tree, 's', 'company', true)?.id).toBe('sales')
    expect(findTyped(tree, 's', 'sales', true)?.id).toBe('south')
    expect(findTyped(tree, 'su', 'sales', false)?.id).toBe('support')
    expect(findTyped(tree, 's', 'support', true)?.id).toBe('sales')
    expect(findTyped(tree, 'елк', null, false)?.id).toBe('night')
    expect(findTyped(tree, 'ort', null, false)).toBeNull()
    expect(findTyped(tree, 'ort', null, false, 'anywhere')?.id).toBe('north')
  })

  it('D1: to move and to merge into, every department but itself, what is below it and, to move, its parent', () => {
    const ids = (act: 'move' | 'merge', text = '', limit = 100) =>
      targetsFor(tree, 'sales', act, text, limit, () => true).map((each) => each.id)
    const lawful = tree.all.map((each) => each.id).filter((id) => !isWithin(tree, id, 'sales'))
    expect(ids('merge')).toEqual(lawful)
    expect(ids('move')).toEqual(lawful.filter((id) => id !== tree.byId.get('sales')?.parentId))
    expect(ids('merge', 'SOUTH')).toEqual([])
    expect(ids('merge', 'SUPP')).toEqual(['support'])
    expect(ids('merge', '', 1)).toHaveLength(1)
    expect(targetsFor(tree, 'company', 'merge', '', 100, () => true)).toEqual([])
  })

  it('D1: held near an edge, the tree scrolls the quicker the nearer', () => {
    expect(edgePace(200, 400)).toBe(0)
    expect(edgePace(39, 400)).toBeLessThanOrEqual(0)
    expect(edgePace(0, 400)).toBeLessThan(edgePace(20, 400))
    expect(edgePace(400, 400)).toBe(-edgePace(0, 400))
    expect(edgePace(4_000, 400)).toBe(edgePace(400, 400))
  })

  it('D1: no drop ever makes a circle, whatever the tree', () => {
    const trees = fc
      .array(fc.nat(), { minLength: 1, maxLength: 30 })
      .map((parents) => [
        node('d0', null, 0),
        ...parents.map((parent, index) => node(`d${index + 1}`, `d${parent % (index + 1)}`, index)),
      ])
    const zones = fc.constantFrom('before', 'inside', 'after')
    fc.assert(
      fc.property(trees, fc.nat(), fc.nat(), zones, (nodes, a, b, zone) => {
        const built = buildTree(nodes)
        const id = `d${a % nodes.length}`
        const placement = dropPlacement(built, id, `d${b % nodes.length}`, zone)
        if (placement) expect(isWithin(built, placement.parentId, id)).toBe(false)
        expect(built.all).toHaveLength(nodes.length)
        expect(ancestorsOf(built, id).every((above) => isWithin(built, id, above.id))).toBe(true)
      }),
    )
  })
})
