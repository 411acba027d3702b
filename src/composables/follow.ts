const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/**
 * Listens to an event iterator of the contract until `signal` is aborted. A lost one is taken up again after a pause
 * that grows to ten seconds; `resumed` is called then, for what was missed in between. Never throws.
 */
export async function follow<Value>(
  open: () => Promise<AsyncIterable<Value>>,
  take: (value: Value) => void,
  signal: AbortSignal,
  resumed: () => void = () => {},
): Promise<void> {
  let wait = FIRST_PAUSE
  let lost = false
  while (!signal.aborted) {
    try {
      const values = await open()
      if (lost) resumed()
      for await (const value of values) {
        wait = FIRST_PAUSE
        take(value)
      }
    } catch {
      // The next turn opens it again; why it was lost stands in the log of the main process.
    }
    if (signal.aborted) return
    lost = true
    await pause(wait, signal)
    wait = Math.min(wait * 2, LONGEST_PAUSE)
  }
}
