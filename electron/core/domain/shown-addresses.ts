import punycode from 'punycode.js'

/** What a label of a domain may be made of; any other stays in punycode, so that nothing hidden is ever shown. */
const LETTERS = /^[\p{L}\p{M}\p{N}-]+$/u

/** A stored address as people read it: the domain in its own letters. A phone number stays as it is. */
export function addressForDisplay(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0 || !address.includes('xn--', at)) return address
  const labels = address.slice(at + 1).split('.')
  return `${address.slice(0, at)}@${labels.map(inLetters).join('.')}`
}

function inLetters(label: string): string {
  if (!label.startsWith('xn--')) return label
  try {
    const letters = punycode.decode(label.slice(4))
    return LETTERS.test(letters) ? letters : label
  } catch {
    return label
  }
}
