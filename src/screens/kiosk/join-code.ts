/** Characters of a short code, and how they are grouped where it is printed. */
const LENGTH = 16
const GROUP = 4

/** A code as it is printed, from whatever was typed of it so far: capitals in groups of four with dashes. */
export function asPrinted(typed: string): string {
  const characters = typed.toUpperCase().replace(/[^0-9A-Z]/gu, '')
  // A link that was pasted or scanned is longer; it is read as it is.
  if (characters.length > LENGTH) return typed
  return characters.match(new RegExp(`.{1,${GROUP}}`, 'gu'))?.join('-') ?? ''
}
