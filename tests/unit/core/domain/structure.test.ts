import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headCount, inTreeOrder, placedAmong, type TreeNode } from '../../../../electron/core/domain/structure'

/** A tree of up to 12 departments, each below one before it, and people each in some of them. */
const company = fc
  .array(fc.nat(1_000), { minLength: 1, maxLength: 11 })
  .map((parents): readonly TreeNode[] => [
    { id: '0', parentId: null },
    ...parents.map((parent, index) => ({ id: String(index + 1), parentId: String(parent % (index + 1)) })),
  ])
  .chain((nodes) =>
    fc.record({
      nodes: fc.constant(nodes),
      people: fc.array(
        fc.subarray(
          nodes.map((node) => node.id),
          { minLength: 1 },
        ),
        { maxLength: 15 },
      ),
    }),
  )

describe('structure', () => {
  it('D1: parents come before their children and nobody is lost', () => {
    fc.assert(
      fc.property(company, ({ nodes }) => {
        const ordered = inTreeOrder(nodes.toReversed())
        expect(ordered.map((node) => node.id).toSorted()).toEqual(nodes.map((node) => node.id).toSorted())
        for (const [place, node] of ordered.entries()) {
          expect(node.parentId === null || ordered.slice(0, place).some((each) => each.id === node.parentId)).toBe(true)
        }
      }),
    )
  })

  it('D1: head counts with sub-departments count each person once', () => {
    fc.assert(
      fc.property(company, ({ nodes, people }) => {
        const own = new Map(nodes.map((node) => [node.id, people.filter((each) => each.includes(node.id)).length]))
        const ordered = inTreeOrder(nodes)
        const count = headCount(ordered, own)
        for (const departments of people) if (departments.length > 1) count.once(departments)
        const below = count.below()
        const isBelow = (id: string, above: string): boolean => {
          if (id === above) return true
          const parent = nodes.find((node) => node.id === id)?.parentId ?? null
          return parent !== null && isBelow(parent, above)
        }
        for (const [place, node] of ordered.entries()) {
          const counted = people.filter((each) => each.some((department) => isBelow(department, node.id))).length
          expect(below[place]).toBe(counted)
        }
      }),
    )
  })

  it('D1: a department moves to its place among the others, or to the end', () => {
    expect(placedAmong(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
    expect(placedAmong(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(placedAmong(['a', 'b'], 'x', null)).toEqual(['a', 'b', 'x'])
    expect(placedAmong(['a', 'b'], 'x', 99)).toEqual(['a', 'b', 'x'])
  })
})
