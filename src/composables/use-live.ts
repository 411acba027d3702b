import { onScopeDispose } from 'vue'
import type { Topic } from '../../electron/contract/vocabulary'
import { onChange } from './live-hub'

/**
 * Calls `reload` whenever something of `topics` changed anywhere (C4), until the component is gone. A burst of
 * announcements costs one reload under way and one after it. `reload` handles its own refusals.
 */
export function useLive(topics: readonly Topic[], reload: () => Promise<unknown> | void): void {
  let underWay = false
  let again = false
  let gone = false

  async function ask(): Promise<void> {
    if (underWay) {
      again = true
      return
    }
    underWay = true
    try {
      await reload()
    } finally {
      underWay = false
      if (again && !gone) {
        again = false
        void ask()
      }
    }
  }

  const stop = onChange((changed) => {
    if (changed === 'all' || topics.some((topic) => changed.has(topic))) void ask()
  })
  onScopeDispose(() => {
    gone = true
    stop()
  })
}
