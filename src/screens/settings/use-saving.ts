import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { type OverLock, useDraft } from '../../composables/use-draft'
import { type FieldProblems, useRequest } from '../../composables/use-request'
import { useToast } from '../../composables/use-toast'

/** A draft of saved settings, which outlasts a lock (A4), with the request that saves it and says so. */
export function useSaving<Value extends object>(
  saved: () => Value,
  request: (value: Value) => Promise<unknown>,
  overLock: OverLock<Value>,
) {
  const { t } = useI18n()
  const toast = useToast()
  const { draft, changed, reset, settle } = useDraft(saved, overLock)
  const { run, busy, general, fields, clear } = useRequest(() => request(draft.value))

  /** What a trial of the draft found wrong with its fields. */
  const tried = shallowRef<FieldProblems>({})
  const marked = computed<FieldProblems>(() => ({ ...tried.value, ...fields.value }))

  async function save(): Promise<void> {
    const outcome = await run()
    if (!outcome.done) return
    settle()
    toast.say(t('common.saved'))
  }

  function discard(): void {
    reset()
    clear()
  }

  function mark(problems: FieldProblems): void {
    tried.value = problems
  }

  return { draft, changed, reset: discard, save, busy, general, fields: marked, mark }
}
