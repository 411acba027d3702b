import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../electron/contract/base'
import type { Draft } from '../../../electron/contract/invitations'
import { onOtherOperator } from '../../composables/on-other-operator'
import { portal, refusalOf } from '../../portal'

/** The draft to go to after `id`: the next one nobody has answered for, from there on, then from the start. */
export function nextUnanswered(drafts: readonly Draft[], id: string): Draft | null {
  const from = drafts.findIndex((each) => each.id === id) + 1
  const ahead = [...drafts.slice(from), ...drafts.slice(0, from)]
  return ahead.find((each) => each.state !== 'not-sent' && each.id !== id) ?? null
}

/**
 * Drafts that are not known to be sent (M2): those that wait for an answer, and those answered *Not sent*, which can
 * still be opened and sent. They live in the store of the portal, so they outlast the panel and the program; here only
 * what was sent since the queue was last empty is counted.
 */
export const useDraftQueue = defineStore('draft-queue', () => {
  const drafts = shallowRef<readonly Draft[] | null>(null)
  const sentCount = ref(0)
  const currentId = ref<string | null>(null)
  /** The system has no mail program: copying is then the way. */
  const noMailApp = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const busy = ref(false)

  const waiting = computed(() => drafts.value ?? [])
  const unanswered = computed(() => waiting.value.filter((each) => each.state !== 'not-sent'))
  const total = computed(() => sentCount.value + waiting.value.length)
  const current = computed(
    () => waiting.value.find((each) => each.id === currentId.value) ?? unanswered.value[0] ?? waiting.value[0] ?? null,
  )
  /** Which one of all is current, from 1. */
  const position = computed(() => sentCount.value + 1 + waiting.value.findIndex((each) => each === current.value))

  async function load(): Promise<void> {
    try {
      const next = await portal.invitations.drafts()
      if (next.length === 0) sentCount.value = 0
      drafts.value = next
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
      if (problem.code === 'MAIL_APP_MISSING') noMailApp.value = true
      else refusal.value = problem
      return false
    } finally {
      busy.value = false
      await load()
    }
  }

  /** Opens a draft in the mail app; true when the mail app took it. */
  async function open(id: string): Promise<boolean> {
    currentId.value = id
    noMailApp.value = false
    return act(() => portal.invitations.openDraft({ id }))
  }

  /** Says what happened to a draft and moves on to the next one. */
  async function answer(id: string, sent: boolean): Promise<boolean> {
    const next = nextUnanswered(waiting.value, id)
    return act(async () => {
      await portal.invitations.markDraft({ id, sent })
      if (sent) sentCount.value += 1
      currentId.value = next?.id ?? null
    })
  }

  function choose(id: string): void {
    currentId.value = id
    refusal.value = null
  }

  function reset(): void {
    drafts.value = null
    sentCount.value = 0
    currentId.value = null
    noMailApp.value = false
    refusal.value = null
  }

  onOtherOperator(reset)
  return {
    drafts,
    waiting,
    unanswered,
    current,
    position,
    total,
    busy,
    noMailApp,
    refusal,
    load,
    open,
    answer,
    choose,
    reset,
  }
})
