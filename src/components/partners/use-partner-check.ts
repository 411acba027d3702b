import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import type { PartnerCheck } from '../../../electron/contract/partners'
import { useLive } from '../../composables/use-live'
import { portal, refusalOf } from '../../portal'

/** Milliseconds after the last keystroke until the registry is asked. */
const DELAY = 250

/** What the registry says of an address while it is typed (B2, B3); an answer that newer typing has overtaken is dropped. */
export function usePartnerCheck(email: Readonly<Ref<string>>) {
  const check = shallowRef<PartnerCheck | null>(null)
  const refusal = shallowRef<RefusalData | null>(null)
  /** The answer that stands there is of an older text. */
  const checking = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    const typed = email.value.trim()
    if (typed === '') {
      check.value = null
      refusal.value = null
      checking.value = false
      return
    }
    checking.value = true
    try {
      const answer = await portal.partners.check({ email: typed })
      if (mine !== turn) return
      check.value = answer
      refusal.value = null
    } catch (error) {
      if (mine !== turn) return
      // What was said of an earlier address is not said of this one.
      check.value = null
      refusal.value = refusalOf(error)
    } finally {
      if (mine === turn) checking.value = false
    }
  }

  watch(email, () => {
    turn += 1
    checking.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), DELAY)
  })
  onScopeDispose(() => {
    turn += 1
    clearTimeout(timer)
  })
  useLive(['partners', 'people'], ask)
  void ask()
  return { check, refusal, checking, ask }
}
