import { expect, it } from 'vitest'
import { itemsOf, moved, newItem } from '../../../../src/screens/settings/checklists/checklist-items'

it('T1: tasks of a checklist are moved within it and nowhere else', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 2, 3)).toEqual(['a', 'b', 'c'])
})

it('T1: a checklist is edited as it was saved, each task a line of its own', () => {
  const items = itemsOf({
    id: '1',
    name: 'First days',
    department: null,
    items: [
      { id: 'x', title: 'Laptop', dueDays: 3, owner: 'person', ownerPerson: { id: 'v', name: 'Vera' } },
      { id: 'y', title: 'Contract', dueDays: null, owner: 'head', ownerPerson: null },
    ],
  })
  expect(items).toMatchObject([
    { id: 'x', title: 'Laptop', dueDays: 3, owner: 'person', ownerId: 'v', ownerName: 'Vera' },
    { id: 'y', title: 'Contract', dueDays: null, owner: 'head', ownerId: null },
  ])
  expect(new Set([...items, newItem()].map((item) => item.key)).size).toBe(3)
})
