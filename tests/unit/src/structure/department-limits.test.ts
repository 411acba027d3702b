import { expect, it } from 'vitest'
import type { DepartmentNode } from '../../../../electron/contract/structure'
import { actsOf, lookedUp, mayGo, UNTOLD } from '../../../../src/screens/structure/department-limits'
import { buildTree, targetsFor } from '../../../../src/screens/structure/department-tree'

const node = (id: string, parentId: string | null, position = 0): DepartmentNode => ({
  id,
  parentId,
  name: id,
  position,
  people: 0,
  peopleBelow: 0,
})
const [company, sales, north, design] = [
  node('company', null),
  node('sales', 'company'),
  node('north', 'sales'),
  node('design', 'company', 1),
]
const tree = buildTree([company, sales, north, design])

it('D1: of the root only adding and renaming is offered, and nothing goes where there is nowhere to go', () => {
  expect([...actsOf(tree, UNTOLD, company)]).toEqual(['add', 'rename'])
  expect([...actsOf(tree, UNTOLD, sales)]).toEqual(['add', 'rename', 'move', 'merge', 'remove'])
  const small = buildTree([company, sales])
  expect([...actsOf(small, UNTOLD, sales)]).toEqual(['add', 'rename', 'merge', 'remove'])
})

it('A1, Z11: what the core told that stays is not offered, and of targets only the lawful ones', () => {
  const limits = lookedUp({
    remove: ['sales'],
    move: [{ ids: ['design'], to: ['sales', 'north'] }],
    merge: [
      { ids: ['sales'], to: null },
      { ids: ['design'], to: ['north'] },
    ],
  })
  expect([...actsOf(tree, limits, sales)]).toEqual(['add', 'rename', 'move'])
  expect([...actsOf(tree, limits, design)]).toEqual(['add', 'rename', 'merge', 'remove'])
  expect([mayGo(limits, 'move', 'design', 'sales'), mayGo(limits, 'move', 'north', 'design')]).toEqual([false, true])
  const into = targetsFor(tree, 'design', 'merge', '', 9, (toId) => mayGo(limits, 'merge', 'design', toId))
  expect(into.map(({ id }) => id)).toEqual(['company', 'sales'])
  expect(lookedUp(null)).toBe(UNTOLD)
})
