import { type Benchmark, compare } from './support/benchmark'
import { inviteInBulk, openEmptyPortal, peopleFile } from './support/bulk-inviting'
import { watchStalls } from './support/stalls'

const PEOPLE = 100_000
/** Milliseconds. */
const WORST = 50
const USUAL = 16

/** P8: how long the process that invites keeps others waiting; the baselines are the bars themselves. */
export const benchmark: Benchmark = {
  id: 'P8',
  work: 'stalls while inviting 100,000 people in bulk',
  run: async ({ folder, rounds, say }) => {
    const file = peopleFile(PEOPLE)
    const worst: number[] = []
    const usual: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const portal = await openEmptyPortal(folder)
      const watch = watchStalls()
      await inviteInBulk(portal, file)
      const stalls = watch.stop()
      await portal.close()
      say(`worst ${stalls.worst.toFixed(0)} ms, p99 ${stalls.p99.toFixed(1)} ms`)
      worst.push(stalls.worst)
      usual.push(stalls.p99)
    }
    return [
      compare(
        'longest stall, ms',
        1,
        worst,
        worst.map(() => WORST),
      ),
      compare(
        'stalls, p99, ms',
        1,
        usual,
        usual.map(() => USUAL),
      ),
    ]
  },
}
