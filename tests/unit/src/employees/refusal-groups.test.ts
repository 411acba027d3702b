import { expect, it } from 'vitest'
import type { RefusalData } from '../../../../electron/contract/base'
import { refusalGroups } from '../../../../src/screens/employees/refusal-groups'

const refusal = (code: RefusalData['code'], status = ''): RefusalData => ({ code, params: { status }, fields: [] })
const titleOf = (each: RefusalData): string => each.code
const textOf = (each: RefusalData): string => String(each.params['status'])

it('S1, N1: whoever was refused for the same reason stands together, in the order of the first of each', () => {
  const refused = [
    { id: '1', name: 'Ann', refusal: refusal('NO_SEAT') },
    { id: '2', name: 'Bob', refusal: refusal('STATE_NOT_ALLOWED', 'active') },
    { id: '3', name: 'Cleo', refusal: refusal('NO_SEAT') },
    { id: '4', name: 'Dan', refusal: refusal('STATE_NOT_ALLOWED', 'dismissed') },
    { id: '5', name: 'Eve', refusal: refusal('STATE_NOT_ALLOWED', 'active') },
  ]
  const groups = refusalGroups(refused, titleOf, textOf)
  expect(groups.map(({ code, people }) => [code, people.map((person) => person.name)])).toEqual([
    ['NO_SEAT', ['Ann', 'Cleo']],
    ['STATE_NOT_ALLOWED', ['Bob', 'Eve']],
    ['STATE_NOT_ALLOWED', ['Dan']],
  ])
  expect(refusalGroups([], titleOf, textOf)).toEqual([])
})
