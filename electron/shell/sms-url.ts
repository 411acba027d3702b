/** Longer links are taken by no known system. */
const LONGEST = 2_000

/**
 * The link that opens a new message to one number (RFC 5724): `sms:+49…?body=…`; on macOS the text is said after an
 * ampersand. The number in E.164; the text percent-encoded as UTF-8.
 */
export function smsUrl(phone: string, text: string, platform: NodeJS.Platform): string {
  const body = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `sms:${phone}${platform === 'darwin' ? '&' : '?'}body=${body}`
}

/** Whether a text is an sms link to one number with one encoded text, and may go to the system. */
export function isSmsUrl(text: string): boolean {
  return text.length <= LONGEST && /^sms:\+\d{7,15}[?&]body=(?:[\w.~-]|%[0-9A-F]{2})*$/.test(text)
}
