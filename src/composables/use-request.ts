import { computed, ref, shallowRef } from 'vue'
import { refusalOf, type FieldProblem } from '../portal'
import type { RefusalData } from '../../electron/contract/base'

export type Outcome<Result> =
  | { readonly done: true; readonly value: Result }
  | { readonly done: false; readonly refusal: RefusalData }

/** Problems by field path. */
export type FieldProblems = Readonly<Record<string, FieldProblem | undefined>>

/**
 * Wraps a request for a form or a button: `run(...)` never throws and says whether it was done; while one is under way
 * a second `run` joins it, so that a double click asks once (S5). `fields` holds the problems by field path, `refusal`
 * the whole refusal of the last run.
 */
export function useRequest<Args extends readonly unknown[], Result>(request: (...args: Args) => Promise<Result>) {
  const busy = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  let current: Promise<Outcome<Result>> | null = null

  async function attempt(args: Args): Promise<Outcome<Result>> {
    busy.value = true
    try {
      const value = await request(...args)
      refusal.value = null
      return { done: true, value }
    } catch (error) {
      refusal.value = refusalOf(error)
      return { done: false, refusal: refusal.value }
    } finally {
      busy.value = false
      current = null
    }
  }

  function run(...args: Args): Promise<Outcome<Result>> {
    current ??= attempt(args)
    return current
  }

  /** The problems by field path; the first of each field. */
  const fields = computed<FieldProblems>(() => {
    const found: Record<string, FieldProblem> = {}
    for (const problem of refusal.value?.fields ?? []) found[problem.field] ??= problem
    return found
  })

  /** The refusal, unless every word of it already stands beside a field. */
  const general = computed(() =>
    refusal.value?.code === 'INVALID_INPUT' && refusal.value.fields.length > 0 ? null : refusal.value,
  )

  function clear(): void {
    refusal.value = null
  }

  return { run, busy, refusal, general, fields, clear }
}
