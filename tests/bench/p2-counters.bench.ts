import type { Actor } from '../../electron/core/services/ports'
import { readCounters } from '../../electron/core/services/people/people-list'
import { type Benchmark, compare, type Comparison } from './support/benchmark'
import { openGenerated, SIZES } from './support/generated-portals'
import { inTurns } from './support/in-turns'

const TIMES = 5_000
const ACTOR: Actor = { personId: '', name: 'Alice Keller', role: 'administrator' }

/** P2: both counters against a prepared read of one row, and at a million people against ten thousand in turns. */
export const benchmark: Benchmark = {
  id: 'P2',
  work: 'both counters',
  run: async (context) => {
    const found: Comparison[] = []
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
      found.push(compare(`${people} people: a read, ms`, 2, samples.ours, samples.baseline))
    }
    const small = await openGenerated(context, SIZES[0])
    const large = await openGenerated(context, SIZES[2])
    const samples = await inTurns(
      context.rounds,
      TIMES,
      () => readCounters(large.store.reader, ACTOR),
      () => readCounters(small.store.reader, ACTOR),
    )
    await small.close()
    await large.close()
    return [...found, compare('1,000,000 : 10,000 people, ms', 1.5, samples.ours, samples.baseline)]
  },
}
