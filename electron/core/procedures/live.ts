import type { Change } from '../../contract/activity'
import type { Topic } from '../domain/vocabulary'
import type { ConsoleHost } from './console-host'

/**
 * C4: yields the topics that changed, for as long as the window listens. Announcements that come while the window is
 * busy are merged, so a bulk invitation wakes it once and not ten thousand times.
 */
export async function* changesOf(host: ConsoleHost, signal: AbortSignal | undefined): AsyncGenerator<Change> {
  const waiting = new Set<Topic>()
  let wake = (): void => {}
  const stop = host.listen((topics) => {
    for (const topic of topics) waiting.add(topic)
    wake()
  })
  const ended = (): void => wake()
  signal?.addEventListener('abort', ended)
  try {
    while (!signal?.aborted) {
      if (waiting.size === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      const topics = [...waiting]
      waiting.clear()
      yield { topics }
    }
  } finally {
    signal?.removeEventListener('abort', ended)
    stop()
  }
}
