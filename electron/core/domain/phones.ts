import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/min'

/** The shortest whole numbers in use, country code and all; shorter ones are services or slips. */
const FEWEST_DIGITS = 7
/**
 * From so many digits on, a number is an international one that has lost its plus: national ones are shorter, but for
 * those of Indonesia.
 */
const WITH_CODE = 12

/**
 * Reads a telephone number into E.164 (SM5). A number without `+` is read with the portal's country (ISO 3166-1
 * alpha-2), unless it is too long for one of a country: spreadsheets take the plus away, and some countries would take
 * anything. Null where it is no number: letters around it, an extension, too short, too long. Only the length is
 * judged, not the range: countries open new ranges faster than programs learn of them.
 */
export function readPhone(text: string, country: string): string | null {
  const typed = text.normalize('NFKC').trim()
  if (!/^[+\d(][\d\s().\-/\u2010-\u2015]*$/u.test(typed) || typed.length > 40) return null
  const defaultCountry: CountryCode | undefined = isSupportedCountry(country) ? country : undefined
  const number =
    withoutPlus(typed, defaultCountry) ?? parsePhoneNumberFromString(typed, { defaultCountry, extract: false })
  if (number === undefined || number.ext !== undefined || !number.isPossible()) return null
  return number.number.length > FEWEST_DIGITS ? number.number : null
}

/**
 * An international number that has lost its plus, digit by digit as a spreadsheet leaves it; null where it may well be
 * a national one.
 */
function withoutPlus(digits: string, country: CountryCode | undefined): PhoneNumber | null {
  if (country === undefined || !/^[1-9]\d*$/u.test(digits) || digits.length < WITH_CODE) return null
  if (country === 'ID' && digits.length === WITH_CODE && !digits.startsWith(getCountryCallingCode(country))) return null
  const number = parsePhoneNumberFromString(`+${digits}`, { extract: false })
  return number?.isPossible() === true ? number : null
}

/** Whether what was typed into a field for either is meant as a telephone number rather than an e-mail address. */
export function looksLikePhone(text: string): boolean {
  return !text.includes('@') && /^[+\d(]/u.test(text.trim())
}
