/** One side of a comparison: something done once. */
export type Work = () => unknown

const WARMING = 3

/**
 * Milliseconds that one doing of each side takes, a sample a round. The sides take turns within a round, so that a busy
 * moment of the machine meets both; some rounds before warm caches and the compiler and are not counted.
 */
export async function inTurns(
  rounds: number,
  times: number,
  ours: Work,
  baseline: Work,
): Promise<{ readonly ours: readonly number[]; readonly baseline: readonly number[] }> {
  const samples = { ours: [] as number[], baseline: [] as number[] }
  for (let round = -WARMING; round < rounds; round += 1) {
    const mine = await timeOf(times, ours)
    const bare = await timeOf(times, baseline)
    if (round < 0) continue
    samples.ours.push(mine)
    samples.baseline.push(bare)
  }
  return samples
}

async function timeOf(times: number, work: Work): Promise<number> {
  const began = performance.now()
  for (let each = 0; each < times; each += 1) {
    const result = work()
    // Only what is a promise is awaited: a bare statement answers at once, and waiting would be charged to it.
    if (result instanceof Promise) await result
  }
  return (performance.now() - began) / times
}
