import { describe, expect, it } from 'vitest'
import { departmentChoices, filterChoices } from '../../../../src/components/choice-filter'

const tree = [
  { id: 'root', parentId: null, name: 'Northwind' },
  { id: 'sales', parentId: 'root', name: 'Sales' },
  { id: 'it', parentId: 'root', name: 'Development' },
  { id: 'export', parentId: 'sales', name: 'Export Élan' },
]

describe('choices of departments', () => {
  it('D1: stand below their parents, in order, with their depth and path', () => {
    expect(departmentChoices(tree).map(({ id, depth, detail }) => [id, depth, detail])).toEqual([
      ['root', 0, ''],
      ['sales', 1, 'Northwind'],
      ['export', 2, 'Northwind › Sales'],
      ['it', 1, 'Northwind'],
    ])
  })

  it('D1: a department whose parent may not be seen is not lost', () => {
    expect(departmentChoices([{ id: 'x', parentId: 'hidden', name: 'X' }])).toEqual([
      { id: 'x', name: 'X', depth: 0, detail: '' },
    ])
  })

  it('D2: a search ignores case and accents, wants every word, and looks into the path', () => {
    const choices = departmentChoices(tree)
    expect(filterChoices(choices, 'elan sal').map((each) => [each.id, each.depth])).toEqual([['export', 0]])
    expect(filterChoices(choices, ' ')).toBe(choices)
    expect(filterChoices(choices, 'nothing')).toEqual([])
  })
})
