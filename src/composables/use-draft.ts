import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

/** The drafts with unsaved changes; the router asks before leaving any (router.ts). */
const unsaved = new Set<Readonly<Ref<boolean>>>()

/** Whether something on the screen has changes that are not saved. */
export function hasUnsavedChanges(): boolean {
  return [...unsaved].some((each) => each.value)
}

/** Forgets that there are unsaved changes, after the operator chose to leave. */
export function forgetUnsavedChanges(): void {
  unsaved.clear()
}

/**
 * An editable copy of saved settings. `changed` is true while it differs; a new saved value replaces the copy only
 * while nothing was changed in it, so that a live reload never wipes what is being typed.
 */
export function useDraft<Value extends object>(saved: () => Value) {
  // What crosses the contract is plain data; structuredClone would refuse the proxies around a draft.
  const copy = (value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
  const draft = ref(copy(saved())) as Ref<Value>
  const base = ref(copy(saved())) as Ref<Value>
  const changed = computed(() => JSON.stringify(draft.value) !== JSON.stringify(base.value))

  watch(saved, (value) => {
    const untouched = !changed.value
    base.value = copy(value)
    if (untouched) draft.value = copy(value)
  })

  /** Goes back to what is saved. */
  function reset(): void {
    draft.value = copy(base.value)
  }

  /** Takes the draft as saved, after the request was done. */
  function settle(): void {
    base.value = copy(draft.value)
  }

  unsaved.add(changed)
  onScopeDispose(() => unsaved.delete(changed))
  return { draft, changed, reset, settle }
}
