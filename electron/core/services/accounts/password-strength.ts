import {
  normalizePassword,
  type PasswordEstimate,
  passwordLengthProblem,
  type PasswordProblem,
  passwordProblem,
  type PasswordScore,
} from '../../domain/passwords'
import { fieldRefusal } from '../../domain/refusal'

/** `score` 0 (worst) to 4; `problem` is null when the password is accepted. */
export interface PasswordVerdict {
  readonly score: PasswordScore
  readonly problem: PasswordProblem | null
}

/** The estimator's work grows with the square of the length; what is strong in its first part is strong as a whole. */
const ESTIMATED_CHARACTERS = 32

type Estimator = (password: string, words: readonly string[]) => PasswordEstimate
let loading: Promise<Estimator> | null = null

/** The word lists are large, so that they are read when the first password is judged and not when the program starts. */
async function loadEstimator(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return (password, words) => {
    const { score, sequence } = factory.check([...password].slice(0, ESTIMATED_CHARACTERS).join(''), [...words])
    const known = sequence
      .filter((match) => match.pattern === 'dictionary')
      .reduce((length, match) => length + match.token.length, 0)
    return { score, common: known * 2 >= password.length }
  }
}

/** How strong a password is, given what others know of the person: name, address, portal. */
export async function passwordStrength(password: string, words: readonly string[]): Promise<PasswordVerdict> {
  const tooLong = passwordLengthProblem(password) === 'TOO_LONG'
  if (password === '' || tooLong) return { score: 0, problem: tooLong ? 'TOO_LONG' : 'PASSWORD_TOO_SHORT' }
  loading ??= loadEstimator()
  const estimate = (await loading)(normalizePassword(password), words)
  return { score: estimate.score, problem: passwordProblem(password, words, estimate) }
}

/** Throws INVALID_INPUT for `field` when the password is not accepted. */
export async function demandPassword(password: string, words: readonly string[], field: string): Promise<void> {
  const { problem } = await passwordStrength(password, words)
  if (problem) throw fieldRefusal(field, problem)
}
