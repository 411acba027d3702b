import { nextSlice, sliceIsOver } from '../store/slice-clock'

/** Does `work` for each item, letting other work of the process through between slices. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  for (const item of items) {
    work(item)
    if (sliceIsOver()) await nextSlice()
  }
}

/** All items of a generator that computes, gathered in slices. */
export async function gathered<Item>(items: Iterable<Item>): Promise<Item[]> {
  const result: Item[] = []
  await inSlices(items, (item) => void result.push(item))
  return result
}

/** Items that are sorted in one go; two sorted runs are put together step by step. */
const RUN = 1_000

/** The items in the order of their keys, those with equal keys as they were; sorted in slices. */
export async function sortedInSlices<Item>(items: readonly Item[], keyOf: (item: Item) => string): Promise<Item[]> {
  type Keyed = readonly [key: string, item: Item]
  let runs: Keyed[][] = []
  for await (const chunk of chunksOf(items, RUN)) {
    const keyed = chunk.map((item): Keyed => [keyOf(item), item])
    runs.push(keyed.sort(([one], [other]) => (one < other ? -1 : Number(one > other))))
  }
  while (runs.length > 1) {
    const merged: Keyed[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await gathered(merge(runs[at] ?? [], runs[at + 1] ?? [])))
    runs = merged
  }
  return (runs[0] ?? []).map(([, item]) => item)
}

function* merge<Keyed extends readonly [key: string, ...unknown[]]>(
  ones: readonly Keyed[],
  others: readonly Keyed[],
): Generator<Keyed> {
  let at = 0
  for (const one of ones) {
    for (let other = others[at]; other !== undefined && other[0] < one[0]; other = others[at]) {
      yield other
      at += 1
    }
    yield one
  }
  yield* others.slice(at)
}

/** Runs of at most `size` items; between them other work of the process gets through. */
export async function* chunksOf<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) {
    if (start > 0) await nextSlice()
    yield items.slice(start, start + size)
  }
}

/** Runs a generator that computes step by step, letting other work of the process through between slices; what it returns. */
export async function finished<Result>(steps: Generator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (sliceIsOver()) await nextSlice()
  }
}
