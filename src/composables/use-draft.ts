import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { forgetWhatWasOpen, keepWhatIsOpen } from './outlast-lock'

/** How a form's unsaved changes outlast a lock of the console (A4). */
export interface OverLock<Value> {
  /** Names the form among all. */
  readonly form: string
  /** Fields that are not kept, since what is typed into them belongs in the vault alone. */
  readonly secrets?: readonly (keyof Value)[]
}

interface OpenDraft {
  readonly changed: Readonly<Ref<boolean>>
  readonly keep: () => void
}

/** The drafts of the forms on the screen; the router asks before leaving any with unsaved changes (router.ts). */
const open = new Set<OpenDraft>()
/** By form: the changes that a lock took off the screen, until the form is there again. */
const kept = new Map<string, object>()

/** Whether there are changes that are not saved. */
export function hasUnsavedChanges(): boolean {
  return kept.size > 0 || [...open].some((each) => each.changed.value)
}

/** Forgets that there are unsaved changes and where, after the operator chose to leave, or somebody else has come. */
export function forgetUnsavedChanges(): void {
  open.clear()
  kept.clear()
  forgetWhatWasOpen()
}

/**
 * Keeps the unsaved changes on the screen, and which dialogs are open, before a lock takes it away, for the same operator to
 * find again (A4).
 */
export function keepUnsavedChanges(): void {
  for (const each of open) each.keep()
  keepWhatIsOpen()
}

/** Whether unsaved changes of this form wait for it to be shown again. */
export function isKept(form: string): boolean {
  return kept.has(form)
}

/**
 * An editable copy of saved settings. `changed` is true while it differs; a new saved value replaces the copy only
 * while nothing was changed in it, so that a live reload never wipes what is being typed. It starts with what was typed before
 * a lock, where `overLock` names its form.
 */
export function useDraft<Value extends object>(saved: () => Value, overLock?: OverLock<Value>) {
  // What crosses the contract is plain data; structuredClone would refuse the proxies around a draft.
  const copy = (value: Value): Value => JSON.parse(JSON.stringify(value)) as Value
  const draft = ref(takenUp() ?? copy(saved())) as Ref<Value>
  const base = ref(copy(saved())) as Ref<Value>
  const differs = (value: Value): boolean => JSON.stringify(value) !== JSON.stringify(base.value)
  const changed = computed(() => differs(draft.value))

  watch(saved, (value) => {
    const untouched = !changed.value
    base.value = copy(value)
    if (untouched) draft.value = copy(value)
  })

  function takenUp(): Value | undefined {
    const mine = overLock && kept.get(overLock.form)
    if (overLock) kept.delete(overLock.form)
    return mine as Value | undefined
  }

  function keep(): void {
    if (!overLock) return
    const rest = copy(draft.value)
    for (const secret of overLock.secrets ?? []) rest[secret] = base.value[secret]
    if (differs(rest)) kept.set(overLock.form, rest)
  }

  /** Goes back to what is saved. */
  function reset(): void {
    draft.value = copy(base.value)
  }

  /** Takes the draft as saved, after the request was done. */
  function settle(): void {
    base.value = copy(draft.value)
  }

  const here = { changed, keep }
  open.add(here)
  onScopeDispose(() => open.delete(here))
  return { draft, changed, reset, settle }
}
