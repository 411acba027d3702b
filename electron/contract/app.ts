import { z } from 'zod'
import { emailSchema, lineSchema, nameSchema, output, passwordSchema, procedure } from './base'
import { start } from './start'
import { APPEARANCES, LOCALES } from './vocabulary'

export type { AppState, Operator } from './start'

const setupSchema = z.object({
  locale: z.enum(LOCALES),
  portalName: nameSchema,
  firstName: nameSchema,
  lastName: nameSchema,
  email: emailSchema,
  password: passwordSchema,
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, 'INVALID'),
  /** Needed where the vault is of kind `passphrase`. */
  passphrase: passwordSchema.nullable().default(null),
})
export type SetupInput = z.infer<typeof setupSchema>

/** `score` 0 (worst) to 4; `problem` is null when the password is accepted. */
export interface PasswordStrength {
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly problem: 'PASSWORD_TOO_SHORT' | 'PASSWORD_TOO_COMMON' | 'PASSWORD_TOO_WEAK' | 'TOO_LONG' | null
}

export const app = {
  state: start.state,
  setLocale: procedure.input(z.object({ locale: z.enum(LOCALES) })),
  setAppearance: procedure.input(z.object({ appearance: z.enum(APPEARANCES) })),
  copyText: procedure.input(z.object({ text: z.string().max(100_000, 'TOO_LONG') })),
  commands: start.commands,
  /** Q1: puts a picture on the clipboard; base64 of a PNG. */
  copyPicture: procedure.input(z.object({ data: z.string().min(1, 'REQUIRED').max(5_000_000, 'TOO_LONG') })),
  /** Q1: lets the window fill the screen, or not any more. */
  setFullScreen: procedure.input(z.object({ on: z.boolean() })),
  /** Saves a drawing of the window where the operator chooses: SVG text, or the same as a PNG data URL or a PDF page. */
  saveDrawing: procedure
    .input(
      z.object({
        name: nameSchema,
        kind: z.enum(['svg', 'png', 'pdf']),
        /** SVG text for svg and pdf; base64 of the picture for png. */
        data: z.string().max(50_000_000, 'TOO_LONG'),
      }),
    )
    .output(output<{ readonly file: string } | null>()),
}

export const setup = {
  /** Creates the portal with its first administrator and signs them in. */
  create: procedure.input(setupSchema),
  /** Tries once more to open a portal that could not be opened; what hinders now is in the state. */
  tryAgain: procedure,
  /** Opens the sample company of 300 people, signed in as its administrator. */
  openSample: procedure,
  /** Closes the sample company and removes its files; goes back to the own portal or to set-up. */
  removeSample: procedure,
  /** Goes back from the sample company to the own portal or to set-up, keeping the sample. */
  leaveSample: procedure,
  /** How strong a password is, given words it should not be made of (name, e-mail, portal). */
  checkPassword: procedure
    .input(z.object({ password: z.string().max(1_000), words: z.array(z.string().max(320)).max(10).default([]) }))
    .output(output<PasswordStrength>()),
  /** Opens the vault that is kept under a passphrase. */
  unlockVault: procedure.input(z.object({ passphrase: passwordSchema })),
}

export const session = {
  signIn: procedure.input(z.object({ login: lineSchema(320), password: passwordSchema })),
  signOut: procedure,
  lock: procedure,
  unlock: procedure.input(z.object({ password: passwordSchema })),
  changePassword: procedure.input(z.object({ current: passwordSchema, next: passwordSchema })),
  /** R2: puts an own password in place of the temporary one; nothing else is answered before. */
  choosePassword: procedure.input(z.object({ next: passwordSchema })),
}
