import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import { useLive } from '../../composables/use-live'
import { refusalOf } from '../../portal'
import { useEmailInvitation } from './email/email-invitation'

/** Milliseconds after the last change until the drafts are counted again. */
const COUNT_DELAY = 300

/**
 * How many drafts the invitation being written would make (M2), as the core would split it, or why it cannot be made.
 * Null while there is nobody new in the list, or nothing is known yet.
 */
export function useDraftCount() {
  const store = useEmailInvitation()
  const count = ref<number | null>(null)
  const refusal = shallowRef<RefusalData | null>(null)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(drafts: number | null, why: RefusalData | null): void {
    count.value = drafts
    refusal.value = why
  }

  /** An answer that a newer question has overtaken is dropped. */
  async function ask(): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    if (store.people.length === 0) return show(null, null)
    try {
      const drafts = await store.countDrafts()
      if (mine === turn) show(drafts, null)
    } catch (error) {
      if (mine === turn) show(null, refusalOf(error))
    }
  }

  watch(
    () => [store.people, store.departmentIds.join(), store.locale, store.ownText?.subject, store.ownText?.body],
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), COUNT_DELAY)
    },
  )
  watch(
    () => store.mode,
    () => {
      // The number of the other way would be wrong for this one.
      show(null, null)
      return ask()
    },
    { immediate: true },
  )
  useLive(['settings', 'structure', 'join-site', 'people'], ask)
  onScopeDispose(() => {
    clearTimeout(timer)
    turn += 1
  })
  return { count, refusal }
}
