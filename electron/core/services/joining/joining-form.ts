import { NAME_MAXIMUM, readLine } from '../../domain/lines'
import { type FieldProblem, Refusal } from '../../domain/refusal'
import type { Locale } from '../../domain/vocabulary'
import { type Login, readLogin } from '../accounts/logins'
import { hashPassword } from '../accounts/password-hashing'
import { passwordStrength } from '../accounts/password-strength'
import type { JoinTarget } from './joining-links'
import type { ServiceContext } from '../service-context'

/** The form of a join page as it was sent: nothing of it is checked yet. */
export interface JoinForm {
  readonly firstName: string
  readonly lastName: string
  /** E-mail or phone, asked for by the open link only; an invitation knows whom it is for. */
  readonly address: string
  readonly password: string
  readonly passwordAgain: string
  readonly locale: Locale
}

/** Somebody whose form is in order: names read, password hashed, address in the form the store compares. */
export interface Joiner {
  readonly firstName: string
  readonly lastName: string
  /** What was typed into the form of the open link; null where an invitation says whom it is for. */
  readonly login: Login | null
  /** The e-mail address or the phone number. */
  readonly address: string
  readonly locale: Locale
  readonly passwordHash: string
}

/**
 * Checks the form and hashes the password, which takes its time and therefore happens before any transaction.
 * Throws INVALID_INPUT with every field that is wrong.
 */
export async function prepareJoiner(
  context: ServiceContext,
  portal: { readonly name: string; readonly country: string },
  target: JoinTarget,
  form: JoinForm,
): Promise<Joiner> {
  const firstName = readLine(form.firstName, NAME_MAXIMUM, 'required')
  const lastName = readLine(form.lastName, NAME_MAXIMUM, 'optional')
  const invited = target.kind === 'invitation' ? target.invitation.address : null
  const login = invited === null ? readLogin(form.address, portal.country) : null
  const address = invited ?? addressOf(login)
  const password = await passwordStrength(form.password, [firstName.line, lastName.line, address, portal.name])

  const problems: FieldProblem[] = []
  if (firstName.problem) problems.push({ field: 'firstName', code: firstName.problem })
  if (lastName.problem) problems.push({ field: 'lastName', code: lastName.problem })
  if (address === '') {
    problems.push({ field: 'address', code: form.address.trim() === '' ? 'REQUIRED' : 'ADDRESS_INVALID' })
  }
  if (form.password === '') problems.push({ field: 'password', code: 'REQUIRED' })
  else if (password.problem) problems.push({ field: 'password', code: password.problem })
  else if (form.password !== form.passwordAgain) problems.push({ field: 'passwordAgain', code: 'PASSWORDS_DIFFER' })
  if (problems.length > 0) throw new Refusal('INVALID_INPUT', {}, problems)

  return {
    firstName: firstName.line,
    lastName: lastName.line,
    login,
    address,
    locale: form.locale,
    passwordHash: await hashPassword(form.password, context.randomness),
  }
}

function addressOf(login: Login | null): string {
  if (login === null) return ''
  return 'email' in login ? login.email : login.phone
}
