import { computed, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import { portal, refusalOf } from '../portal'
import type { AppState } from '../../electron/contract/app'
import type { RefusalData } from '../../electron/contract/base'

/** What the window shows first: the phase, the operator, the language. Main owns the truth; `refresh` asks for it. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<AppState | null>(null)
  /** Why the state itself could not be had. */
  const refusal = shallowRef<RefusalData | null>(null)
  let newest: Promise<void> = Promise.resolve()

  const operator = computed(() => state.value?.operator ?? null)
  /** Administrators and partners run the portal (B1); the core checks every right again (A2). */
  const runsPortal = computed(() => operator.value?.role === 'administrator' || operator.value?.role === 'partner')
  const isAdministrator = computed(() => operator.value?.role === 'administrator')
  const mayInvite = computed(() => operator.value?.mayInvite ?? false)
  /** A1: for whom the company structure is open. */
  const seesStructure = computed(() => (operator.value?.structure ?? 'none') !== 'none')
  const editsStructure = computed(() => operator.value?.structure === 'edit')

  /** Resolves when the newest answer is in, be it to a question asked since. */
  async function refresh(): Promise<void> {
    const own = ask(() => own === newest)
    newest = own
    let waitedFor: Promise<void>
    do {
      waitedFor = newest
      await waitedFor
    } while (waitedFor !== newest)
  }

  /** An answer that is not the newest any more is thrown away. */
  async function ask(isNewest: () => boolean): Promise<void> {
    try {
      const next = await portal.app.state()
      if (!isNewest()) return
      state.value = next
      refusal.value = null
    } catch (error) {
      if (isNewest()) refusal.value = refusalOf(error)
    }
  }

  return {
    state,
    refusal,
    operator,
    runsPortal,
    isAdministrator,
    mayInvite,
    seesStructure,
    editsStructure,
    refresh,
  }
})
