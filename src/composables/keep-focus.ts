import { nextTick } from 'vue'

/**
 * After an act on what is listed: where the button that was pressed is gone, slides out with its bar, closes with the
 * question before the act, or may go from its row with the next answer, the keyboard goes on in the list, or at the filter
 * of the screen where nothing is listed any more.
 */
export async function keepFocus(
  screen: HTMLElement | null,
  list: { readonly focus: () => void } | null,
): Promise<void> {
  await nextTick()
  const { activeElement } = document
  if (activeElement !== document.body && !activeElement?.closest('.slide-leave-active, [role=row], [role=alertdialog]'))
    return
  if (list) list.focus()
  else screen?.querySelector<HTMLElement>('[role=radiogroup] input:checked')?.focus()
}
