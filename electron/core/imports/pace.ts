/** Longest stretch of reading without letting anything else through, in milliseconds. */
const STRETCH = 6

/** A function to await between small pieces of work: it pauses only when a stretch is used up. */
export type Pace = () => Promise<void> | undefined

export function pacedBy(pause: () => Promise<void>): Pace {
  let start = performance.now()
  return () => {
    if (performance.now() - start < STRETCH) return undefined
    return pause().then(() => {
      start = performance.now()
    })
  }
}
