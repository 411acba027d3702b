import { expect, it } from 'vitest'
import { indentOf } from '../../../../src/components/indent'

it('D1: each level stands further in, deep ones by less', () => {
  const steps = [1, 2, 3, 4, 5, 6].map((depth) => indentOf(depth) - indentOf(depth - 1))
  expect(steps).toEqual([16, 16, 16, 16, 6, 6])
})
