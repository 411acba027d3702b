import { reactive, ref } from 'vue'
import { defineStore } from 'pinia'
import type { Approval } from '../../../electron/contract/vocabulary'
import { onOtherOperator } from '../../composables/on-other-operator'

/** What was entered about one line and not applied yet. */
export interface Entered {
  decision: Approval | null
  reason: string
}

/** Decisions read off a sheet, kept while other screens are open, for this operator (Z10). */
export const useApprovalStore = defineStore('approval-entry', () => {
  /** Of the sheet that is open; null: none. */
  const number = ref<number | null>(null)
  const entered = reactive(new Map<string, Entered>())

  /** Another sheet begins without what was entered for the one before. */
  function open(next: number): void {
    if (next !== number.value) entered.clear()
    number.value = next
  }

  function close(): void {
    number.value = null
    entered.clear()
  }

  function decide(personId: string, decision: Approval | null): void {
    entered.set(personId, { decision, reason: entered.get(personId)?.reason ?? '' })
  }

  function explain(personId: string, reason: string): void {
    entered.set(personId, { decision: entered.get(personId)?.decision ?? null, reason })
  }

  onOtherOperator(close)
  return { number, entered, open, close, decide, explain }
})
