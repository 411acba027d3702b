import { shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { portal } from '../portal'
import { useLive } from '../composables/use-live'
import { useSession } from './session'
import type { Counters } from '../../electron/contract/people'

/** The counters *Invited* and *Pending confirmation* (C1, C2), live (C4); null until first known. */
export const useCounters = defineStore('counters', () => {
  const session = useSession()
  const counters = shallowRef<Counters | null>(null)

  async function refresh(): Promise<void> {
    if (session.state?.phase !== 'open') return
    try {
      counters.value = await portal.people.counters()
    } catch {
      // The old figures stay until the next announcement; a lock or a sign-out changes the whole window anyway.
    }
  }

  /** Another operator's figures are not to be seen, not even for a moment. */
  function forget(): void {
    counters.value = null
  }

  useLive(['counters', 'people'], refresh)
  return { counters, refresh, forget }
})
