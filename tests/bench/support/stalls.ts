/** Stretches during which the process let nothing else through, in milliseconds. */
export interface Stalls {
  readonly worst: number
  /** Of all stretches between two turns of a timer that is always due. */
  readonly p99: number
}

/** Watches the event loop of this process until it is told to stop. */
export function watchStalls(): { stop(): Stalls } {
  const stretches: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    stretches.push(now - last)
    last = now
  }, 1)
  return {
    stop() {
      clearInterval(timer)
      stretches.sort((one, other) => one - other)
      const at = Math.floor(stretches.length * 0.99)
      return { worst: stretches.at(-1) ?? 0, p99: stretches[at] ?? 0 }
    },
  }
}
