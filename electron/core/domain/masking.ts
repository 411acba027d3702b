import { addressForDisplay } from './shown-addresses'

const HIDDEN_PART = '•••'

/**
 * An address that its owner recognises and a stranger cannot use: the first character and the domain of an e-mail
 * address, the ends of a phone number (J4).
 */
export function maskAddress(address: string): string {
  if (!address.includes('@')) return `${address.slice(0, 2)}${HIDDEN_PART}${address.slice(-2)}`
  const shown = addressForDisplay(address)
  const [first = ''] = shown
  return `${first}${HIDDEN_PART}${shown.slice(shown.lastIndexOf('@'))}`
}
