import { shallowRef, type ShallowRef } from 'vue'
import { refusalOf } from '../portal'
import type { RefusalData } from '../../electron/contract/base'
import type { Topic } from '../../electron/contract/vocabulary'
import { useLive } from './use-live'

/**
 * What a screen shows, loaded at once and again when one of `topics` changes: `data` stays until the new is there, so
 * nothing flashes. An answer that was overtaken by a later request is dropped.
 */
export function useLoaded<Data>(load: () => Promise<Data>, topics: readonly Topic[] = []) {
  const data: ShallowRef<Data | null> = shallowRef(null)
  const refusal = shallowRef<RefusalData | null>(null)
  let latest = 0

  async function reload(): Promise<void> {
    const mine = ++latest
    try {
      const loaded = await load()
      if (mine !== latest) return
      data.value = loaded
      refusal.value = null
    } catch (error) {
      if (mine === latest) refusal.value = refusalOf(error)
    }
  }

  void reload()
  if (topics.length > 0) useLive(topics, reload)
  return { data, refusal, reload }
}
