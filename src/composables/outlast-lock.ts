import { onScopeDispose, type Ref } from 'vue'

/** What is on the screen and outlasts a lock; each puts its value aside. */
const shown = new Set<() => void>()
/** By name: what a lock took off the screen, until it is there again. */
const kept = new Map<string, unknown>()

/** Puts aside what is on the screen, before a lock takes it away. */
export function keepWhatIsOpen(): void {
  for (const keep of shown) keep()
}

/** Forgets what a lock took off the screen. */
export function forgetWhatWasOpen(): void {
  kept.clear()
}

/**
 * Gives a state the value it had when the console was locked (A4), as which dialog is open and for whom; returns the state.
 * The same operator alone finds it again (forgetUnsavedChanges).
 * @param name names the state among all
 * @param mayKeep false for a value that must not be there again; all are kept when left out
 */
export function outlastLock<Value>(
  name: string,
  state: Ref<Value>,
  mayKeep: (value: Value) => boolean = () => true,
): Ref<Value> {
  const start = state.value
  if (kept.has(name)) state.value = kept.get(name) as Value
  kept.delete(name)

  function keep(): void {
    if (state.value !== start && mayKeep(state.value)) kept.set(name, state.value)
  }
  shown.add(keep)
  onScopeDispose(() => shown.delete(keep))
  return state
}
