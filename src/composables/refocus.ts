import { nextTick } from 'vue'

/** After a row was taken out of `list`: the keyboard goes on in the row that took its place, else in the last one. */
export async function focusRow(list: HTMLElement | null, index: number): Promise<void> {
  await nextTick()
  const rows = [...(list?.querySelectorAll('li') ?? [])]
  ;(rows[index] ?? rows.at(-1))?.querySelector('input')?.focus()
}

/** After an act of `form` was refused: the keyboard goes to the first wrong field, else back to what was `pressed`. */
export async function focusWrong(form: HTMLElement | null, pressed: Element | null): Promise<void> {
  await nextTick()
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (wrong) wrong.focus()
  else if (document.activeElement === document.body && pressed instanceof HTMLElement) pressed.focus()
}
