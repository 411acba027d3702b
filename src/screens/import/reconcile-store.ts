import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { DifferenceView } from '../../../electron/contract/imports'
import type { Difference, Locale } from '../../../electron/contract/vocabulary'
import { type Portal, portal, refusalOf } from '../../portal'
import { fileSession } from '../../components/files/file-session'
import { longWork } from '../../components/files/long-work'
import { followWork, isUnderWay } from '../../components/work/work'

export type Comparison = Awaited<ReturnType<Portal['imports']['comparison']>>
export type Reconciled = Awaited<ReturnType<Portal['imports']['reconciled']>>

/** Differences by which somebody leaves: who confirms is told how many. */
export const LEAVING = ['missing-there', 'is-out'] as const satisfies readonly Difference[]

/** Reconciling with the real directory's file (Z5): compared, looked through, applied. It outlives the screen. */
export const useReconcile = defineStore('reconcile', () => {
  const comparison = shallowRef<Comparison | null>(null)
  const outcome = shallowRef<Reconciled | null>(null)
  /** Counts the comparisons and choices of all: the rows shown belong to one. */
  const checks = ref(0)

  const file = fileSession(portal.imports, 'reconcile', () => {
    comparison.value = null
    outcome.value = null
  })
  const work = longWork(portal.imports, file)
  const checking = computed(() => isUnderWay(comparison.value?.progress ?? null))
  const running = computed(() => file.stage.value === 'run' && (outcome.value === null || isUnderWay(outcome.value)))
  /** How many people the chosen differences would dismiss. */
  const leaving = computed(() => LEAVING.reduce((sum, each) => sum + (comparison.value?.chosenOf[each] ?? 0), 0))

  async function followComparison(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<Comparison> => portal.imports.comparison({ id })
    await followWork(
      look,
      (each) => each.progress,
      (each) => (comparison.value = each),
      isWanted,
    )
    if (!isWanted()) return
    if (comparison.value?.progress.state === 'cancelled') file.stage.value = 'columns'
    else checks.value += 1
  }

  async function compare(): Promise<void> {
    await work.begin(async (id, isWanted) => {
      await portal.imports.compare({ id })
      file.refusal.value = null
      comparison.value = null
      file.stage.value = 'review'
      await followComparison(id, isWanted)
    })
  }

  /** Chooses differences of one kind by key; null: all of them. Returns whether it was done. */
  async function choose(difference: DifferenceView, keys: readonly string[] | null, chosen: boolean): Promise<boolean> {
    const id = file.id.value
    if (id === null) return false
    try {
      await portal.imports.chooseDifferences({ id, difference, keys: keys && [...keys], chosen })
      comparison.value = await portal.imports.comparison({ id })
      if (keys === null) checks.value += 1
      return true
    } catch (error) {
      file.refusal.value = refusalOf(error)
      return false
    }
  }

  async function followRun(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<Reconciled> => portal.imports.reconciled({ id })
    await followWork(
      look,
      (each) => each,
      (each) => (outcome.value = each),
      isWanted,
    )
    if (isWanted() && outcome.value?.state === 'done') file.pasted.value = ''
  }

  async function apply(locale: Locale): Promise<void> {
    await work.begin(async (id, isWanted) => {
      await portal.imports.reconcile({ id, locale })
      file.refusal.value = null
      outcome.value = null
      file.stage.value = 'run'
      await followRun(id, isWanted)
    })
  }

  const takeUp = (): Promise<void> => work.takeUp({ review: followComparison, run: followRun })

  return {
    ...file,
    comparison,
    outcome,
    checks,
    checking,
    running,
    leaving,
    compare,
    choose,
    apply,
    cancel: work.cancel,
    takeUp,
  }
})
