import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortedInSlices } from '../../../../electron/core/services/slices'

test('many items are sorted as one sort would, those with equal keys in the order they had', async () => {
  const numbers = fc.array(fc.nat({ max: 99 }), { maxLength: 3_500, size: 'max' })
  await fc.assert(
    fc.asyncProperty(numbers, async (keys) => {
      const items = keys.map((key, at) => ({ key: String(key).padStart(2, '0'), at }))
      const sorted = await sortedInSlices(items, ({ key }) => key)
      expect(sorted).toEqual(items.toSorted((one, other) => Number(one.key) - Number(other.key)))
    }),
    { numRuns: 30 },
  )
})
