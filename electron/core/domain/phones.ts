import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/** The shortest whole numbers in use, country code and all; shorter ones are services or slips. */
const FEWEST_DIGITS = 7
/** From so many digits on, a number may be an international one that has lost its plus. */
const MAY_HAVE_CODE = 11
/** From so many digits on it is one: national numbers are shorter, but for those of Indonesia. */
const HAS_CODE = 12

/**
 * Reads a telephone number into E.164 (SM5). A number without `+` is read with the portal's country (ISO 3166-1
 * alpha-2), unless it is too long for one of a country or none of this one: spreadsheets take the plus away, and some
 * countries would take anything. Null where it is no number: letters around it, an extension, too short, too long. Only
 * the length is judged, not the range: countries open new ranges faster than programs learn of them.
 */
export function readPhone(text: string, country: string): string | null {
  const typed = text.normalize('NFKC').trim()
  if (!/^[+\d(][\d\s().\-/\u2010-\u2015]*$/u.test(typed) || typed.length > 40) return null
  const defaultCountry = isSupportedCountry(country) ? country : undefined
  const own = (): string | null => parsed(typed, defaultCountry)
  // Digit by digit, as a spreadsheet leaves it.
  if (!/^[1-9]\d*$/u.test(typed) || typed.length < MAY_HAVE_CODE) return own()
  const international = parsed(`+${typed}`)
  return hasCode(typed, defaultCountry) ? (international ?? own()) : (own() ?? international)
}

function parsed(text: string, defaultCountry?: CountryCode): string | null {
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false })
  if (number === undefined || number.ext !== undefined || !number.isPossible()) return null
  return number.number.length > FEWEST_DIGITS ? number.number : null
}

function hasCode(digits: string, country: CountryCode | undefined): boolean {
  if (country !== 'ID' || digits.length > HAS_CODE) return digits.length >= HAS_CODE
  return digits.length === HAS_CODE && digits.startsWith(getCountryCallingCode(country))
}
