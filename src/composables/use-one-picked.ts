import { computed, type WritableComputedRef } from 'vue'

/**
 * Makes a picker of many pick one: what is picked last takes the place of the one before. `get` and `set` are of the id,
 * null for none; returns the model for the picker.
 */
export function useOnePicked(
  get: () => string | null,
  set: (id: string | null) => void,
): WritableComputedRef<string[]> {
  return computed({
    get: () => {
      const id = get()
      return id === null ? [] : [id]
    },
    set: (ids) => set(ids.at(-1) ?? null),
  })
}
