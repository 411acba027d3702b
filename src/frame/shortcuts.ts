import { onUnmounted } from 'vue'
import { useSession } from '../stores/session'

/** How a shortcut is written on this system: ⌘K on macOS, Ctrl K elsewhere. */
export function shortcutText(key: string): string {
  return useSession().state?.platform === 'mac' ? `⌘${key}` : `Ctrl ${key}`
}

export interface Shortcut {
  /** The physical key, as in KeyboardEvent.code: works in every keyboard layout. */
  readonly code: string
  run(): void
}

/** Runs `shortcuts` with Ctrl (Cmd on macOS) held, in any keyboard layout, while the component lives. */
export function useShortcuts(shortcuts: () => readonly Shortcut[]): void {
  const session = useSession()

  function onKey(event: KeyboardEvent): void {
    const held = session.state?.platform === 'mac' ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
    if (!held || event.altKey || event.shiftKey || event.defaultPrevented) return
    const found = shortcuts().find((each) => each.code === event.code)
    if (!found) return
    event.preventDefault()
    found.run()
  }

  window.addEventListener('keydown', onKey)
  onUnmounted(() => window.removeEventListener('keydown', onKey))
}
