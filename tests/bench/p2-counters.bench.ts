import type { Actor } from '../../electron/core/services/ports'
import { readCounters } from '../../electron/core/services/people/people-list'
import { type Benchmark, compare, type Comparison, median } from './support/benchmark'
import { openGenerated, SIZES } from './support/generated-portals'
import { inTurns } from './support/in-turns'

const TIMES = 5_000
const ACTOR: Actor = { personId: '', name: 'Alice Keller', role: 'administrator' }

/** P2: both counters against a prepared read of one row, and at a million people against ten thousand. */
export const benchmark: Benchmark = {
  id: 'P2',
  work: 'both counters',
  run: async (context) => {
    const found: Comparison[] = []
    const ours: number[][] = []
    for (const people of SIZES) {
      const portal = await openGenerated(context, people)
      const one = portal.bare.prepare(
        "SELECT people FROM counter WHERE scope = '' AND kind = 'employee' AND status = 'invited'",
      )
      const samples = await inTurns(
        context.rounds,
        TIMES,
        () => readCounters(portal.store.reader, ACTOR),
        () => one.get(),
      )
      await portal.close()
      ours.push([...samples.ours])
      found.push(compare(`${people} people: a read, ms`, 2, samples.ours, samples.baseline))
    }
    const first = ours[0] ?? []
    const last = ours.at(-1) ?? []
    context.say(`${SIZES.at(-1)} : ${SIZES[0]} = ${(median(last) / median(first)).toFixed(2)}`)
    return [...found, compare('1,000,000 : 10,000 people, ms', 1.5, last, first)]
  },
}
