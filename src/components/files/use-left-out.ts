import { computed } from 'vue'

/** Of the store whose file was taken in. */
interface TakenIn {
  readonly preview: { readonly fates: { readonly invalid: number } } | null
  readonly outcome: { readonly leftOut: number } | null
}

/** Rows of a file that made nobody: refused ones, and those left out for another reason (D4). */
export function useLeftOut(store: TakenIn) {
  const refused = computed(() => store.preview?.fates.invalid ?? 0)
  const leftOut = computed(() => Math.max(0, (store.outcome?.leftOut ?? 0) - refused.value))
  return { refused, leftOut }
}
