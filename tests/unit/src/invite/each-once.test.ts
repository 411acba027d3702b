import { expect, it } from 'vitest'
import { eachOnce } from '../../../../src/screens/invite/each-once'

it('S6, A2: somebody met twice is one, the first time; those who are not shown cannot be told to be the same', () => {
  const ann = { id: 'ann', email: 'ann@x.example' }
  const bo = { id: 'bo', email: 'bo@x.example' }
  const hidden = { id: null, email: 'x@x.example' }
  expect(eachOnce([ann, hidden, { ...ann, email: '+491701234567' }, bo, hidden])).toEqual([ann, hidden, bo, hidden])
})
