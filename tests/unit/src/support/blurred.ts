/** As Chromium does with a button that can be pressed no more: here only what can have the keyboard is blurred. */
export function blurDisabled(): void {
  const { activeElement: button } = document
  if (!(button instanceof HTMLButtonElement && button.disabled)) return
  button.disabled = false
  button.blur()
  button.disabled = true
}
