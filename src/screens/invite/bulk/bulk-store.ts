import { computed, ref, shallowRef } from 'vue'
import { defineStore } from 'pinia'
import type { RefusalData } from '../../../../electron/contract/base'
import type { BulkDecided, BulkOutcome } from '../../../../electron/contract/bulk'
import type { BulkDecision, BulkDelivery, Locale } from '../../../../electron/contract/vocabulary'
import { fileCheck } from '../../../components/files/file-check'
import { fileSession } from '../../../components/files/file-session'
import { longWork } from '../../../components/files/long-work'
import { followWork, isUnderWay } from '../../../components/work/work'
import { onOtherOperator } from '../../../composables/on-other-operator'
import { portal, refusalOf } from '../../../portal'
import { MOST_CORRECTED, refusedText } from './bulk-refused'

/**
 * A bulk invitation (S6, Z1): from a file or a pasted list to what came of it. It outlives the panel and a reloaded window;
 * what was typed and chosen stays until somebody else signs in.
 */
export const useBulk = defineStore('bulk', () => {
  const departmentIds = ref<string[]>([])
  const workgroupIds = ref<string[]>([])
  const locale = ref<Locale | null>(null)
  /** Null: as the portal is set. */
  const requireConfirmation = ref<boolean | null>(null)
  const ownText = ref<{ subject: string; body: string } | null>(null)
  const delivery = ref<BulkDelivery>('send')

  const decided = shallowRef<BulkDecided | null>(null)
  /** Decisions that have been carried out since the check: they are not offered again. */
  const settled = ref<BulkDecision[]>([])
  const decisionRefusal = shallowRef<RefusalData | null>(null)
  const outcome = shallowRef<BulkOutcome | null>(null)
  /** Asked to run here: one that is taken up may have ended long ago. */
  const begun = ref(false)

  const file = fileSession(portal.bulk, 'bulk', () => {
    preview.value = null
    decided.value = null
    settled.value = []
    decisionRefusal.value = null
    outcome.value = null
    begun.value = false
  })
  const work = longWork(portal.bulk, file)
  const { preview, checks, checking, follow: followCheck, choose, correct } = fileCheck(portal.bulk, file, 'columns')
  const deciding = computed(() => decided.value?.decision != null && isUnderWay(decided.value))
  const running = computed(
    () => file.stage.value === 'run' && (outcome.value === null ? begun.value : isUnderWay(outcome.value)),
  )

  /** Takes the pasted list; `name` is what its batch is called. */
  const takePasted = (name: string): Promise<void> =>
    file.takeRead(name, () => portal.bulk.paste({ text: file.pasted.value, name }))

  /** Every row against the directory, changing nothing (S6). */
  async function check(): Promise<void> {
    await work.begin(async (id, isWanted) => {
      await portal.bulk.check({
        id,
        departmentIds: departmentIds.value,
        workgroupIds: workgroupIds.value,
        fromWorkgroupId: null,
        requireConfirmation: requireConfirmation.value,
      })
      file.refusal.value = null
      preview.value = null
      decided.value = null
      settled.value = []
      decisionRefusal.value = null
      file.stage.value = 'review'
      await followCheck(id, isWanted)
    })
  }

  async function followDecision(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<BulkDecided> => portal.bulk.decided({ id })
    await followWork(
      look,
      (each) => each,
      (each) => (decided.value = each),
      isWanted,
    )
    if (!isWanted()) return
    const { decision, refusal, state } = decided.value ?? { decision: null, refusal: null, state: null }
    decisionRefusal.value = refusal
    if (decision !== null && state === 'done') settled.value = [...settled.value, decision]
    preview.value = await portal.bulk.preview({ id })
    checks.value += 1
  }

  /** S6: does it for all rows that it fits. */
  async function decide(decision: BulkDecision): Promise<void> {
    await work.begin(async (id, isWanted) => {
      decisionRefusal.value = null
      try {
        await portal.bulk.decide({ id, decision, rows: null })
      } catch (error) {
        decisionRefusal.value = refusalOf(error)
        return
      }
      await followDecision(id, isWanted)
    })
  }

  async function followRun(id: string, isWanted: () => boolean): Promise<void> {
    const look = (): Promise<BulkOutcome> => portal.bulk.outcome({ id })
    await followWork(
      look,
      (each) => each,
      (each) => (outcome.value = each),
      isWanted,
    )
    if (!isWanted()) return
    if (outcome.value?.state === 'done') file.pasted.value = ''
    // Rows that somebody was quicker with are refused only now: they can be saved and corrected like those before (S6, D4).
    preview.value = await portal.bulk.preview({ id })
  }

  /** Invites the included rows. `usual`: language of the messages where none was chosen. */
  async function run(usual: Locale): Promise<void> {
    await work.begin(async (id, isWanted) => {
      await portal.bulk.run({
        id,
        locale: locale.value ?? usual,
        delivery: delivery.value,
        text: delivery.value === 'send' ? ownText.value : null,
      })
      file.refusal.value = null
      outcome.value = null
      begun.value = true
      file.stage.value = 'run'
      await followRun(id, isWanted)
    })
  }

  /** Begins anew with the refused rows as a list to be corrected. Returns whether it was done. */
  async function correctRefused(): Promise<boolean> {
    const id = file.id.value
    if (id === null) return false
    try {
      const page = (cursor: string | null) =>
        portal.bulk.rows({ id, fate: 'invalid', cursor, limit: Math.min(200, MOST_CORRECTED) })
      const text = await refusedText(page, file.reading.value)
      file.forget()
      file.pasted.value = text
      return true
    } catch (error) {
      file.refusal.value = refusalOf(error)
      return false
    }
  }

  const takeUp = (): Promise<void> =>
    work.takeUp({
      async review(id, isWanted) {
        await followCheck(id, isWanted)
        const last = await portal.bulk.decided({ id })
        if (last.decision !== null && isWanted()) await followDecision(id, isWanted)
      },
      run: followRun,
    })

  onOtherOperator(() => {
    departmentIds.value = []
    workgroupIds.value = []
    locale.value = null
    requireConfirmation.value = null
    ownText.value = null
    delivery.value = 'send'
  })

  return {
    ...file,
    departmentIds,
    workgroupIds,
    locale,
    requireConfirmation,
    ownText,
    delivery,
    preview,
    decided,
    settled,
    decisionRefusal,
    outcome,
    checks,
    checking,
    deciding,
    running,
    takePasted,
    check,
    choose,
    correct,
    decide,
    run,
    correctRefused,
    cancel: work.cancel,
    takeUp,
  }
})
