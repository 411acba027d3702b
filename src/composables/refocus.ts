import { nextTick } from 'vue'

/** After a row was taken out of `list`: the keyboard goes on in the row that took its place, else in the last one. */
export async function focusRow(list: HTMLElement | null, index: number): Promise<void> {
  await nextTick()
  const rows = [...(list?.querySelectorAll('li') ?? [])]
  ;(rows[index] ?? rows.at(-1))?.querySelector('input')?.focus()
}

/** After a refusal: the keyboard goes to the first wrong field of `form`; false where none is marked. */
export async function focusWrong(form: HTMLElement | null): Promise<boolean> {
  await nextTick()
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (!wrong) return false
  wrong.focus()
  return true
}

/** Where what had the keyboard is gone from the page, the keyboard goes on at `place`. */
export function takeUpFocus(place: HTMLElement | null): void {
  if (document.activeElement === document.body) place?.focus()
}

/**
 * Does what a button of `form` is for; `act` never throws. Where it is refused, the keyboard goes to the first wrong
 * field, else back to the button.
 */
export async function refocused<Done extends { readonly done: boolean }>(
  form: HTMLElement | null,
  act: () => Promise<Done>,
): Promise<Done> {
  const pressed = document.activeElement
  const outcome = await act()
  if (outcome.done) return outcome
  if (await focusWrong(form)) return outcome
  if (pressed instanceof HTMLElement) takeUpFocus(pressed)
  return outcome
}
