/**
 * What stands between separators, without the blanks around it, which would be gone over again and again if the pattern
 * took them.
 */
export function partsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** `Ann <ann@…>`, `mailto:`, several with a semicolon between, and Entra's guests: `ann_example.com#EXT#@host`. */
export function addressesIn(value: string): string[] {
  const guest = value.slice(0, Math.max(0, value.search(/#EXT#@/iu)))
  const at = guest.lastIndexOf('_')
  const domain = guest.slice(at + 1)
  if (at > 0 && domain.includes('.') && !/[@\s]/u.test(domain)) return [`${guest.slice(0, at)}@${domain}`]
  const angled = value.endsWith('>') ? value.slice(value.lastIndexOf('<') + 1, -1) : ''
  if (angled.includes('@') && !/[<>\s]/u.test(angled)) return [angled]
  return partsOf(value.replace(/^mailto:/iu, ''), /[;,]/u)
}

/**
 * A number without the apostrophe before it, and without the `.0` of programs that count with it: read on, its zero
 * would be a digit.
 */
export function numberAlone(text: string): string {
  return text.replace(/^'/u, '').replace(/^(\+?\d{7,})\.0+$/u, '$1')
}

/** `/Sales/EMEA`, `Sales > EMEA`; a slash behind a backslash belongs to the name. */
export function pathSteps(text: string): string[] {
  return text
    .replaceAll(String.raw`\/`, '\u0001')
    .split(/[/>→\\]/u)
    .map((step) => step.replaceAll('\u0001', '/').trim())
    .filter((step) => step !== '')
}
