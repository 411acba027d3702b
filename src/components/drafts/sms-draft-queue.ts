import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../electron/contract/base'
import type { SmsDraft } from '../../../electron/contract/sms'
import { useLive } from '../../composables/use-live'
import { onOtherOperator } from '../../composables/on-other-operator'
import { portal, refusalOf } from '../../portal'

/**
 * SMS that the operator sends with the system's own messaging (SM6) and that are not known to be sent; one recipient each.
 * They live in the store of the portal, so they outlast the panel and the program.
 */
export const useSmsDraftQueue = defineStore('sms-draft-queue', () => {
  const drafts = shallowRef<readonly SmsDraft[] | null>(null)
  const currentId = ref<string | null>(null)
  /** The system has no messaging program: copying is then the way. */
  const noSmsApp = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const busy = ref(false)

  const waiting = computed(() => drafts.value ?? [])
  const unanswered = computed(() => waiting.value.filter((each) => each.state !== 'not-sent'))
  const current = computed(
    () => waiting.value.find((each) => each.id === currentId.value) ?? unanswered.value[0] ?? waiting.value[0] ?? null,
  )

  async function load(): Promise<void> {
    try {
      drafts.value = await portal.sms.drafts()
    } catch (error) {
      drafts.value ??= []
      refusal.value = refusalOf(error)
    }
  }

  async function act(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refusal.value = null
    try {
      await work()
      return true
    } catch (error) {
      const problem = refusalOf(error)
      if (problem.code === 'SMS_APP_MISSING') noSmsApp.value = true
      else refusal.value = problem
      return false
    } finally {
      busy.value = false
      await load()
    }
  }

  async function open(id: string): Promise<boolean> {
    currentId.value = id
    noSmsApp.value = false
    return act(() => portal.sms.openDraft({ id }))
  }

  /** Opens the first of the drafts just prepared, where there is one. */
  async function openFirst(id: string | null): Promise<void> {
    if (id === null) return
    await load()
    await open(id)
  }

  /** The draft to go to after `id`: the next one nobody has answered for, from there on, then from the start. */
  function after(id: string): string | null {
    const from = waiting.value.findIndex((each) => each.id === id) + 1
    const ahead = [...waiting.value.slice(from), ...waiting.value.slice(0, from)]
    return ahead.find((each) => each.state !== 'not-sent' && each.id !== id)?.id ?? null
  }

  /** Says what happened to a draft and moves on to the next one. */
  async function answer(id: string, sent: boolean): Promise<boolean> {
    const next = after(id)
    return act(async () => {
      await portal.invitations.markDraft({ id, sent })
      currentId.value = next
    })
  }

  /** Takes a draft off the list for good; the person stays invited. */
  async function discard(id: string): Promise<boolean> {
    const next = after(id)
    return act(async () => {
      await portal.invitations.discardDraft({ id })
      currentId.value = next
    })
  }

  function choose(id: string): void {
    currentId.value = id
    refusal.value = null
  }

  function reset(): void {
    drafts.value = null
    currentId.value = null
    noSmsApp.value = false
    refusal.value = null
  }

  onOtherOperator(reset)
  return {
    waiting,
    unanswered,
    current,
    busy,
    noSmsApp,
    refusal,
    load,
    open,
    openFirst,
    answer,
    discard,
    choose,
    reset,
  }
})

/** The drafts that wait, loaded with the component and again whenever they change. */
export function useSmsDrafts() {
  const queue = useSmsDraftQueue()
  void queue.load()
  useLive(['drafts'], () => queue.load())
  return queue
}
