import { readPhone } from './phones'

/** Letters, digits and spaces of an alphanumeric sender; networks show no more than eleven. */
const NAME = /^[A-Za-z0-9 ]{1,11}$/u

/**
 * Reads whom an SMS says it is from: a number in E.164, or an alphanumeric sender of at most eleven characters that are
 * not all digits. Null where it is neither.
 */
export function readSmsSender(text: string, country: string): string | null {
  const typed = text.trim()
  if (NAME.test(typed) && /[A-Za-z]/u.test(typed)) return typed
  return readPhone(typed, country)
}
