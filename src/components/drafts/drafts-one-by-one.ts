import { computed, ref, shallowRef } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import type { Draft } from '../../../electron/contract/invitations'
import { onOtherOperator } from '../../composables/on-other-operator'
import { portal, refusalOf } from '../../portal'

/** What every draft has, whichever program sends it. */
export interface AnyDraft {
  readonly id: string
  readonly state: Draft['state']
  /** Its place among those prepared together. */
  readonly batch: Draft['batch']
  readonly createdAt: number
  readonly openedAt: number | null
}

/** Those prepared at `since` or later (milliseconds UTC); all of them where it is left out. */
export function preparedSince<Each extends AnyDraft>(drafts: readonly Each[], since?: number): readonly Each[] {
  return since === undefined ? drafts : drafts.filter((each) => each.createdAt >= since)
}

/** The drafts as a component sees them. */
export interface DraftsOneByOne<Each extends AnyDraft> {
  readonly waiting: readonly Each[]
  readonly current: Each | null
  readonly busy: boolean
  readonly noProgram: boolean
  readonly refusal: RefusalData | null
  open(id: string): Promise<boolean>
  answer(id: string, sent: boolean): Promise<boolean>
  discard(id: string): Promise<boolean>
  choose(id: string): void
}

/** The draft to go to after `id`: the next one nobody has answered for, from there on, then from the start. */
export function nextUnanswered<Each extends AnyDraft>(drafts: readonly Each[], id: string): Each | null {
  const from = drafts.findIndex((each) => each.id === id) + 1
  const ahead = [...drafts.slice(from), ...drafts.slice(0, from)]
  return ahead.find((each) => each.state !== 'not-sent' && each.id !== id) ?? null
}

/**
 * Drafts of one program of the system that are not known to be sent (M2, SM6): those that wait for an answer, and those
 * answered *Not sent*, which can still be opened and sent. They live in the store of the portal, each with its place among those
 * prepared together, so they outlast the panel and the program. `missing`: what the core says where there is no such program.
 */
export function draftsOneByOne<Each extends AnyDraft>(program: {
  readonly list: () => Promise<readonly Each[]>
  readonly open: (id: string) => Promise<unknown>
  readonly missing: RefusalData['code']
}) {
  const drafts = shallowRef<readonly Each[] | null>(null)
  const currentId = ref<string | null>(null)
  /** The system has no such program: copying is then the way. */
  const noProgram = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const busy = ref(false)

  const waiting = computed(() => drafts.value ?? [])
  const unanswered = computed(() => waiting.value.filter((each) => each.state !== 'not-sent'))
  const current = computed(
    () => waiting.value.find((each) => each.id === currentId.value) ?? unanswered.value[0] ?? waiting.value[0] ?? null,
  )

  async function load(): Promise<void> {
    try {
      drafts.value = await program.list()
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
      if (problem.code === program.missing) noProgram.value = true
      else refusal.value = problem
      return false
    } finally {
      busy.value = false
      await load()
    }
  }

  /** Opens a draft in its program; true when the program took it. */
  async function open(id: string): Promise<boolean> {
    currentId.value = id
    noProgram.value = false
    return act(() => program.open(id))
  }

  /** Opens the first of the drafts just prepared, where there is one. */
  async function openFirst([first]: readonly string[]): Promise<void> {
    if (first === undefined) return
    await load()
    await open(first)
  }

  async function moveOn(id: string, work: () => Promise<unknown>): Promise<boolean> {
    const next = nextUnanswered(waiting.value, id)
    return act(async () => {
      await work()
      currentId.value = next?.id ?? null
    })
  }

  /** Says what happened to a draft and moves on to the next one. */
  const answer = (id: string, sent: boolean): Promise<boolean> =>
    moveOn(id, () => portal.invitations.markDraft({ id, sent }))

  /** Takes a draft off the list for good and moves on to the next one; its people stay invited. */
  const discard = (id: string): Promise<boolean> => moveOn(id, () => portal.invitations.discardDraft({ id }))

  function choose(id: string): void {
    currentId.value = id
    refusal.value = null
  }

  function reset(): void {
    drafts.value = null
    currentId.value = null
    noProgram.value = false
    refusal.value = null
  }

  onOtherOperator(reset)
  return {
    drafts,
    waiting,
    unanswered,
    current,
    busy,
    noProgram,
    refusal,
    load,
    open,
    openFirst,
    answer,
    discard,
    choose,
    reset,
  }
}
