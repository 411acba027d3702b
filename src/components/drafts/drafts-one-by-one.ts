import { computed, ref, shallowRef } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import type { Draft, DraftRow } from '../../../electron/contract/invitations'
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
export function preparedSince(drafts: readonly DraftRow[], since?: number): readonly DraftRow[] {
  return since === undefined ? drafts : drafts.filter((each) => each.createdAt >= since)
}

/** Whether somebody is still to say of one of those if it was sent (M2). */
export function isAnyUnanswered(drafts: readonly DraftRow[], since?: number): boolean {
  return preparedSince(drafts, since).some((each) => each.state !== 'not-sent')
}

/** The drafts as a component sees them. */
export interface DraftsOneByOne<Each extends AnyDraft> {
  readonly waiting: readonly DraftRow[]
  readonly current: Each | null
  readonly busy: boolean
  readonly noProgram: boolean
  readonly refusal: RefusalData | null
  open(id: string): Promise<boolean>
  answer(id: string, sent: boolean): Promise<boolean>
  discard(id: string): Promise<boolean>
  choose(id: string): Promise<void>
}

/** The draft to go to after `id`: the next one nobody has answered for, from there on, then from the start. */
export function nextUnanswered<Each extends Pick<DraftRow, 'id' | 'state'>>(
  drafts: readonly Each[],
  id: string,
): Each | null {
  const from = drafts.findIndex((each) => each.id === id) + 1
  const ahead = [...drafts.slice(from), ...drafts.slice(0, from)]
  return ahead.find((each) => each.state !== 'not-sent' && each.id !== id) ?? null
}

/**
 * Drafts of one program of the system that are not known to be sent (M2, SM6): those that wait for an answer, and those
 * answered *Not sent*, which can still be opened and sent. They live in the store of the portal, each with its place among those
 * prepared together, so they outlast the panel and the program. There can be thousands: only the one shown comes with its text.
 * `missing`: what the core says where there is no such program.
 */
export function draftsOneByOne<Each extends AnyDraft>(program: {
  readonly list: () => Promise<readonly DraftRow[]>
  readonly show: (id: string) => Promise<Each>
  readonly open: (id: string) => Promise<unknown>
  readonly missing: RefusalData['code']
}) {
  const rows = shallowRef<readonly DraftRow[] | null>(null)
  const chosenId = ref<string | null>(null)
  const current = shallowRef<Each | null>(null)
  /** The system has no such program: copying is then the way. */
  const noProgram = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  const busy = ref(false)
  /** What was asked for an operator before is not shown to this one. */
  let operator = 0
  let reading: Promise<void> = Promise.resolve()
  let following: Promise<void> | null = null

  const waiting = computed(() => rows.value ?? [])
  const unanswered = computed(() => waiting.value.filter((each) => each.state !== 'not-sent'))
  const toShow = computed(
    () => waiting.value.find((each) => each.id === chosenId.value) ?? unanswered.value[0] ?? waiting.value[0] ?? null,
  )

  /** One list under way and one after it do for all who ask meanwhile. */
  function load(): Promise<void> {
    following ??= reading.then(() => {
      following = null
      reading = read()
      return reading
    })
    return following
  }

  async function read(): Promise<void> {
    const mine = operator
    try {
      const listed = await program.list()
      if (mine !== operator) return
      rows.value = listed
      await show()
    } catch (error) {
      if (mine !== operator) return
      rows.value ??= []
      refusal.value = refusalOf(error)
    }
  }

  /** Fetches the draft to show; one that does not wait any more makes room for the next. */
  async function show(): Promise<void> {
    const mine = operator
    for (let row = toShow.value; row; row = toShow.value) {
      const { id } = row
      const draft = await program.show(id).catch(nullWhereGone)
      if (mine !== operator) return
      if (draft === null) rows.value = waiting.value.filter((each) => each.id !== id)
      else if (id === toShow.value?.id) {
        current.value = draft
        return
      }
    }
    current.value = null
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
      await load()
      busy.value = false
    }
  }

  /** Opens a draft in its program; true when the program took it. */
  async function open(id: string): Promise<boolean> {
    chosenId.value = id
    noProgram.value = false
    return act(() => program.open(id))
  }

  /** Shows a draft that was just prepared, and opens it where `opens`. */
  async function startWith(id: string, opens: boolean): Promise<void> {
    chosenId.value = id
    refusal.value = null
    await load()
    if (opens) await open(id)
  }

  /** Opens the first of the drafts just prepared, where there is one. */
  async function openFirst([first]: readonly string[]): Promise<void> {
    if (first !== undefined) await startWith(first, true)
  }

  async function moveOn(id: string, work: () => Promise<unknown>): Promise<boolean> {
    const next = nextUnanswered(waiting.value, id)
    return act(async () => {
      await work()
      chosenId.value = next?.id ?? null
    })
  }

  /** Says what happened to a draft and moves on to the next one. */
  const answer = (id: string, sent: boolean): Promise<boolean> =>
    moveOn(id, () => portal.invitations.markDraft({ id, sent }))

  /** Takes a draft off the list for good and moves on to the next one; its people stay invited. */
  const discard = (id: string): Promise<boolean> => moveOn(id, () => portal.invitations.discardDraft({ id }))

  async function choose(id: string): Promise<void> {
    chosenId.value = id
    refusal.value = null
    try {
      await show()
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }

  function reset(): void {
    operator += 1
    rows.value = null
    chosenId.value = null
    current.value = null
    noProgram.value = false
    refusal.value = null
  }

  onOtherOperator(reset)
  return {
    waiting,
    unanswered,
    current,
    busy,
    noProgram,
    refusal,
    load,
    open,
    startWith,
    openFirst,
    answer,
    discard,
    choose,
    reset,
  }
}

function nullWhereGone(error: unknown): null {
  const { code } = refusalOf(error)
  if (code === 'NOT_FOUND' || code === 'STATE_NOT_ALLOWED') return null
  throw error
}
