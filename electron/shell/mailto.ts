/** Longer links are taken by no known system; the drafts themselves stay far below. */
const LONGEST = 8_000

/** Whether a text is a mailto link of plain, encoded characters and may go to the system. */
export function isMailtoUrl(text: string): boolean {
  return text.length <= LONGEST && /^mailto:[\w.~%@?&=,;-]*$/.test(text) && URL.canParse(text)
}
