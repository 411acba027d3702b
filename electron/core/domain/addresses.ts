import { domainToASCII } from 'node:url'

/** Longest address in bytes of UTF-8 (RFC 5321: a path of 256 with its angle brackets). */
const LONGEST_ADDRESS = 254
const LONGEST_LOCAL_PART = 64

export type AddressProblem = 'EMAIL_INVALID' | 'TOO_LONG' | 'CONTROL_CHARACTERS'
export type AddressReading =
  | { readonly email: string; readonly problem: null }
  | { readonly email: null; readonly problem: AddressProblem }

/** Controls and what turns or hides text: an address with one of these is not what it looks like. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const DOMAIN_AS_TYPED = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u
/** A domain that is in its comparable form already: most are. What looks like a number or like punycode is read. */
const PLAIN_DOMAIN = /^(?!.*xn--)(?:[a-z0-9-]+\.)+[a-z]+$/
const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads one e-mail address into the form that is stored and compared (S6, M4): trimmed, NFC, lower case, the domain in
 * punycode. Refuses controls, commas, semicolons, quoted and bracketed forms, addresses over 254 bytes and domains
 * without a dot, so that what comes out can stand in a header, an envelope or a mailto link as it is.
 */
export function readAddress(text: string): AddressReading {
  const typed = text.trim().normalize('NFC')
  if (HIDDEN.test(typed)) return refused('CONTROL_CHARACTERS')
  const at = typed.lastIndexOf('@')
  if (at < 1 || at !== typed.indexOf('@')) return refused('EMAIL_INVALID')
  if (typed.length > LONGEST_ADDRESS * 2) return refused('TOO_LONG')
  const local = typed.slice(0, at).toLowerCase().normalize('NFC')
  const domain = readDomain(typed.slice(at + 1))
  if (domain === null || !LOCAL_PART.test(local)) return refused('EMAIL_INVALID')
  const email = `${local}@${domain}`
  if (Buffer.byteLength(email) > LONGEST_ADDRESS || Buffer.byteLength(local) > LONGEST_LOCAL_PART) {
    return refused('TOO_LONG')
  }
  return { email, problem: null }
}

/** The comparable form of a domain name (lower case, punycode), or null where it is none (L5, M4). */
export function readDomain(text: string): string | null {
  const typed = text.trim().normalize('NFC')
  if (typed.length > LONGEST_ADDRESS || !DOMAIN_AS_TYPED.test(typed)) return null
  const domain = PLAIN_DOMAIN.test(typed) ? typed : domainToASCII(typed).toLowerCase()
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  if (domain.length > 253 || labels.length < 2 || /^\d+$/.test(last)) return null
  return labels.every((label) => DOMAIN_LABEL.test(label)) ? domain : null
}

/** The domain of a stored address, in punycode. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

function refused(problem: AddressProblem): AddressReading {
  return { email: null, problem }
}
