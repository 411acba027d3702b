import { readAddress } from '../../domain/addresses'
import { readPhone } from '../../domain/phones'
import { looksLikePhone } from '../../domain/typed-addresses'

/** What people sign in with, in the form the store compares. */
export type Login = { readonly email: string } | { readonly phone: string }

/**
 * Reads an e-mail address or a phone number; a national number with the portal's country (SM5, ISO 3166-1 alpha-2).
 * Null where it is neither.
 */
export function readLogin(text: string, country: string): Login | null {
  if (text.length > 1_000) return null
  if (looksLikePhone(text)) {
    const phone = readPhone(text, country)
    return phone === null ? null : { phone }
  }
  const { email } = readAddress(text)
  return email === null ? null : { email }
}
