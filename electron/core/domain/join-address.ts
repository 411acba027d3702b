/** Longest public address, in characters: it stands in every link and QR code. */
const LONGEST = 200

/**
 * Reads the address under which the company's own web server shows the join site: http or https, a host, perhaps a
 * port, nothing behind it. Returned without a slash at the end; null where it is none (J1).
 */
export function readPublicAddress(text: string): string | null {
  const typed = text.trim()
  if (typed.length > LONGEST || !/^https?:\/\/[^\s/?#@\\]+\/?$/iu.test(typed) || !URL.canParse(typed)) return null
  const url = new URL(typed)
  return url.hostname === '' ? null : url.origin
}
