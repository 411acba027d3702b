/** The length that a field cuts what is pasted into it to; null where all of it fits. */
export function cutByPaste(event: ClipboardEvent): number | null {
  const field = event.target
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.maxLength < 0) return null
  const pasted = event.clipboardData?.getData('text/plain') ?? ''
  // Fields for an e-mail address do not tell what is selected in them: there, all of it is taken to stay.
  const replaced = (field.selectionEnd ?? 0) - (field.selectionStart ?? 0)
  return field.value.length - replaced + pasted.length > field.maxLength ? field.maxLength : null
}
