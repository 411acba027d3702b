import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { BatchResult, RefusalData } from '../../../electron/contract/base'
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
 * still be opened and sent. They live in the store of the portal, each with its place among those prepared together, so
 * they outlast the panel and the program.
 */
export const useDraftQueue = defineStore('draft-queue', () => {
  const drafts = shallowRef<readonly Draft[] | null>(null)
  const currentId = ref<string | null>(null)
  /** The system has no mail program: copying is then the way. */
  const noMailApp = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const busy = ref(false)

  const waiting = computed(() => drafts.value ?? [])
  const unanswered = computed(() => waiting.value.filter((each) => each.state !== 'not-sent'))
  const current = computed(
    () => waiting.value.find((each) => each.id === currentId.value) ?? unanswered.value[0] ?? waiting.value[0] ?? null,
  )

  async function load(): Promise<void> {
    try {
      drafts.value = await portal.invitations.drafts()
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

  /** Opens the first of the drafts just prepared, where there is one. */
  async function openFirst([first]: readonly string[]): Promise<void> {
    if (first === undefined) return
    await load()
    await open(first)
  }

  /** Says what happened to a draft and moves on to the next one. */
  async function answer(id: string, sent: boolean): Promise<boolean> {
    const next = nextUnanswered(waiting.value, id)
    return act(async () => {
      await portal.invitations.markDraft({ id, sent })
      currentId.value = next?.id ?? null
    })
  }

  /** Takes a draft off the list for good and moves on to the next one; its people stay invited. */
  async function discard(id: string): Promise<boolean> {
    const next = nextUnanswered(waiting.value, id)
    return act(async () => {
      await portal.invitations.discardDraft({ id })
      currentId.value = next?.id ?? null
    })
  }

  /**
   * Prepares a draft with the personal link for each of these people who are already invited (M1, M8). The first one
   * opens at once, unless somebody was refused: then that is read first. Throws the refusal of the core.
   */
  async function resend(ids: readonly string[]): Promise<BatchResult> {
    const { done, drafts: prepared, refused } = await portal.invitations.resendByMailApp({ ids: [...ids] })
    await load()
    const [first] = prepared
    if (first && refused.length === 0) await open(first.id)
    else if (first) choose(first.id)
    return { done, refused }
  }

  function choose(id: string): void {
    currentId.value = id
    refusal.value = null
  }

  function reset(): void {
    drafts.value = null
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
    busy,
    noMailApp,
    refusal,
    load,
    open,
    openFirst,
    answer,
    discard,
    resend,
    choose,
    reset,
  }
})
