import type { Command } from '../../contract/vocabulary'
import type { ConsoleHost } from './console-host'

/** Yields the commands of the native menu in the order they were chosen, for as long as the window listens. */
export async function* commandsOf(
  host: ConsoleHost,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ command: Command }> {
  const waiting: Command[] = []
  let wake = (): void => {}
  const stop = host.listenForCommands((command) => {
    waiting.push(command)
    wake()
  })
  const ended = (): void => wake()
  signal?.addEventListener('abort', ended)
  try {
    while (!signal?.aborted) {
      const command = waiting.shift()
      if (command) {
        yield { command }
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    signal?.removeEventListener('abort', ended)
    stop()
  }
}
