import { expect, it } from 'vitest'
import { createPace } from '../../../../electron/core/outbox/pace'

it('M9: at a server of the world nothing is taken ahead, so that a power cut leaves no more in doubt than is being sent', () => {
  const pace = createPace()
  for (let round = 0; round < 500; round += 1) pace.note({ sent: 1, left: 0, took: 300 })
  expect(pace.ahead()).toBe(0)
})

it('M9: while a fast server waits for the disk more is taken ahead, three hundred at most', () => {
  const pace = createPace()
  for (let round = 0; round < 3; round += 1) pace.note({ sent: 5, left: 0, took: 10 })
  expect(pace.ahead()).toBe(7)
  for (let round = 0; round < 100; round += 1) pace.note({ sent: 5, left: 0, took: 10 })
  const most = pace.ahead()
  expect(most).toBe(300)
  pace.note({ sent: 5, left: 290, took: 250 })
  expect(pace.ahead()).toBeLessThan(most)
})
