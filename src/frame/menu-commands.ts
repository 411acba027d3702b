import { onUnmounted } from 'vue'
import type { Command } from '../../electron/contract/vocabulary'
import { follow } from '../composables/follow'
import { portal } from '../portal'

/** Runs `run` for each command chosen in the native menu, while the component lives. */
export function useMenuCommands(run: (command: Command) => void): void {
  const listening = new AbortController()
  void follow(
    () => portal.app.commands(undefined, { signal: listening.signal }),
    ({ command }) => run(command),
    listening.signal,
  )
  onUnmounted(() => listening.abort())
}
