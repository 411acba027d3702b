import { setImmediate } from 'node:timers/promises'

/** Longest stretch of work without letting anything else through, in milliseconds. */
const SLICE = 8

/** Whether the slice that began at `start` (performance.now) is used up. */
export function sliceIsOver(start: number): boolean {
  return performance.now() - start > SLICE
}

/** Does `work` for each item, letting other work of the process through between slices. */
export async function inSlices<Item>(items: Iterable<Item>, work: (item: Item) => void): Promise<void> {
  let start = performance.now()
  for (const item of items) {
    work(item)
    if (!sliceIsOver(start)) continue
    await setImmediate()
    start = performance.now()
  }
}

/** All items of a generator that computes, gathered in slices. */
export async function gathered<Item>(items: Iterable<Item>): Promise<Item[]> {
  const result: Item[] = []
  await inSlices(items, (item) => void result.push(item))
  return result
}

/** Runs of at most `size` items; between them other work of the process gets through. */
export async function* chunksOf<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) {
    if (start > 0) await setImmediate()
    yield items.slice(start, start + size)
  }
}

/** Runs a generator that computes step by step, letting other work of the process through between slices; what it returns. */
export async function finished<Result>(steps: Generator<unknown, Result>): Promise<Result> {
  let start = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (!sliceIsOver(start)) continue
    await setImmediate()
    start = performance.now()
  }
}
