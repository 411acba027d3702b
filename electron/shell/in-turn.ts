/**
 * Runs works one after another in the order they came, each also after one that failed: opening and closing portals
 * must not overlap, however fast somebody clicks.
 */
export function inTurn(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}
