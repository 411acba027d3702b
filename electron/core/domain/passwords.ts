import { foldName } from './names'

/** Shortest and longest password, in characters as a person counts them (code points). */
const PASSWORD_MINIMUM = 10
const PASSWORD_MAXIMUM = 128

/** A guess counter of 2 or more (of 0 to 4) is accepted: some hundred million tries offline, years of tries online. */
const PASSWORD_SCORE_MINIMUM = 2

/** Words shorter than this may stand in a password: "an" or "Lee" would refuse far too much. */
const WORD_MINIMUM = 4

export type PasswordScore = 0 | 1 | 2 | 3 | 4
export type PasswordProblem = 'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_COMMON' | 'PASSWORD_TOO_WEAK' | 'TOO_LONG'

/** What an estimator found: how hard the password is to guess, and whether a list of known passwords gave it away. */
export interface PasswordEstimate {
  readonly score: PasswordScore
  readonly common: boolean
}

/** The form in which passwords are hashed and compared: however a keyboard composed the letters, the same password. */
export function normalizePassword(password: string): string {
  return password.normalize('NFC')
}

/** What is wrong with the length, or null. Asked before anything costly looks at the password. */
export function passwordLengthProblem(password: string): PasswordProblem | null {
  const length = [...normalizePassword(password)].length
  if (length < PASSWORD_MINIMUM) return 'PASSWORD_TOO_SHORT'
  if (length > PASSWORD_MAXIMUM) return 'TOO_LONG'
  return null
}

/**
 * What keeps a password from being accepted, or null. `words` are what others know of the person: name, address,
 * portal; a password may not contain any of their parts of four letters or more.
 */
export function passwordProblem(
  password: string,
  words: readonly string[],
  estimate: PasswordEstimate,
): PasswordProblem | null {
  const length = passwordLengthProblem(password)
  if (length) return length
  const folded = foldName(password)
  if (personalWords(words).some((word) => folded.includes(word))) return 'PASSWORD_TOO_COMMON'
  if (estimate.score >= PASSWORD_SCORE_MINIMUM) return null
  return estimate.common ? 'PASSWORD_TOO_COMMON' : 'PASSWORD_TOO_WEAK'
}

/** The parts of names and addresses that a password may not contain, folded, each once. */
export function personalWords(words: readonly string[]): readonly string[] {
  const parts = words.flatMap((word) => foldName(word).split(/[^\p{L}\p{N}]+/u))
  return [...new Set(parts)].filter((part) => [...part].length >= WORD_MINIMUM && !DOMAIN_ENDINGS.has(part))
}

/** Ends of addresses say nothing of a person. */
const DOMAIN_ENDINGS: ReadonlySet<string> = new Set(['info', 'name', 'mail', 'online', 'site'])
