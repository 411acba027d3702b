import { z } from 'zod'
import {
  MAIL_PRESETS,
  MAIL_SECURITIES,
  MAIL_SIGN_INS,
  type MailPreset,
  type MailSecurity,
  type MailSignIn,
} from '../core/domain/vocabulary'
import { emailSchema, lineSchema, output, procedure, type RefusalData, wholeNumberSchema } from './base'

/** The portal's own mail account as the window may know it: no secret ever leaves the vault. */
export interface MailAccount {
  readonly preset: MailPreset
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  readonly signIn: MailSignIn
  readonly username: string
  readonly hasPassword: boolean
  /** Of sign-in `oauth`: the application the company has registered with the provider. Empty otherwise. */
  readonly clientId: string
  readonly tenant: string
  readonly hasClientSecret: boolean
  /** Of sign-in `oauth`: somebody has signed in with the provider, and it still holds. */
  readonly signedIn: boolean
  readonly fromName: string
  readonly fromAddress: string
  /** Connections at once and messages a minute; null: what the preset says. */
  readonly connections: number | null
  readonly perMinute: number | null
}

/** What is to be read of it the core reads, to tell of all that is wrong or missing at once. */
export const mailAccountSchema = z.object({
  preset: z.enum(MAIL_PRESETS).default('other'),
  host: lineSchema(253, 'optional'),
  port: wholeNumberSchema(1, 65_535),
  security: z.enum(MAIL_SECURITIES),
  /** Null: with a password where there is a user name, else without. */
  signIn: z.enum(MAIL_SIGN_INS).nullable().default(null),
  /** Empty: the server asks for no sign-in. */
  username: lineSchema(320, 'optional'),
  /** Null: keep the password that is in the vault. */
  password: z.string().max(1_024, 'TOO_LONG').nullable().default(null),
  clientId: lineSchema(300, 'optional').default(''),
  /** Microsoft 365: the directory's id or domain; empty: any organisation. */
  tenant: lineSchema(253, 'optional').default(''),
  /** Null: keep the one in the vault. */
  clientSecret: z.string().max(1_024, 'TOO_LONG').nullable().default(null),
  fromName: lineSchema(100, 'optional'),
  fromAddress: lineSchema(320, 'optional'),
  connections: wholeNumberSchema(1, 20).nullable().default(null),
  perMinute: wholeNumberSchema(1, 10_000).nullable().default(null),
})
export type MailAccountInput = z.infer<typeof mailAccountSchema>

/** What the server really answered to a test; an answer that begins with a code in brackets is no server's (mail-troubles.ts). */
export interface MailTestResult {
  readonly accepted: boolean
  readonly answer: string
  readonly refusal: RefusalData | null
}

/** A sign-in that waits for the operator at the provider's page. */
export interface StartedSignIn {
  /** What is typed in there; null: the page knows by itself and comes back to the console. */
  readonly userCode: string | null
  /** Where to sign in, in any browser where there is a code. */
  readonly verificationAddress: string
  /** Milliseconds UTC. */
  readonly expiresAt: number
}

/**
 * Where a sign-in stands. `refused`: somebody said no at the provider's page; `expired`: nobody came in time;
 * `failed`: the provider did not take it, and `answer` is what it said.
 */
export interface SignInState {
  readonly state: 'none' | 'waiting' | 'signed-in' | 'refused' | 'expired' | 'failed'
  readonly answer: string | null
}

export const mailAccount = {
  get: procedure.output(output<MailAccount | null>()),
  save: procedure.input(mailAccountSchema),
  remove: procedure,
  /** Connects, signs in and sends one message to `to`; nothing is stored. */
  test: procedure.input(mailAccountSchema.extend({ to: emailSchema })).output(output<MailTestResult>()),
  /**
   * Begins to sign in with the provider of the saved account. Throws MAIL_ACCOUNT_MISSING, STATE_NOT_ALLOWED (the account
   * signs in another way), SIGN_IN_UNREACHABLE, SIGN_IN_NOT_TAKEN {answer}.
   */
  beginSignIn: procedure.output(output<StartedSignIn>()),
  /** Opens the page of the sign-in that waits in the browser. Throws NOT_FOUND without one. */
  openSignInPage: procedure,
  /** Asks the provider, as often as it allows, whether the operator is through; to be called every second or so. */
  signInState: procedure.output(output<SignInState>()),
  cancelSignIn: procedure,
  /** Forgets the sign-in; nothing is sent until somebody signs in again. */
  signOut: procedure,
}
