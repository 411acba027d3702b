import { z } from 'zod'
import { idSchema, output, passwordSchema, procedure } from './base'
import { LOCALES } from './vocabulary'

/** As typed: reading it is the domain's business (any case, with dashes or without). */
const codeSchema = z.string({ error: 'REQUIRED' }).max(500, 'TOO_LONG')
/** A field of the form as typed; what is wrong with it is said by the service, all at once. */
const typedSchema = z.string({ error: 'REQUIRED' }).max(1_000, 'TOO_LONG')

/** What the kiosk shows of a working code: nothing of anybody else, and the address masked (J4). */
export interface KioskInvitation {
  readonly kind: 'invitation' | 'open-link'
  readonly locale: (typeof LOCALES)[number]
  /** L6: plain text with line breaks, or empty. */
  readonly greeting: string
  readonly firstName: string
  readonly lastName: string
  /** Masked; null for the open link, where it is typed. */
  readonly address: string | null
}

/** What became of somebody at the kiosk; `proof`: the address is to be proved with the code mailed to it (L5). */
export interface KioskOutcome {
  readonly status: 'active' | 'pending'
  readonly reason: 'approval' | 'no-seat' | null
  readonly proof: string | null
}

/** Where a proof stands; `left`: tries there are still after a wrong one. */
export type KioskProof =
  | { readonly kind: 'open' | 'over'; readonly address: string }
  | { readonly kind: 'wrong'; readonly address: string; readonly left: number }
  | { readonly kind: 'settled'; readonly status: 'active' | 'pending'; readonly seatFree: boolean }

/**
 * J3: the page at the desk on which a newcomer registers on this computer. From `enter` to `leave` the core answers
 * these procedures and hardly any other (procedures/kiosk-gate.ts).
 */
export const kiosk = {
  /**
   * Begins it, with the invitation of a person opened already or with none. Throws NOT_ALLOWED, NOT_FOUND,
   * STATE_NOT_ALLOWED.
   */
  enter: procedure.input(z.object({ personId: idSchema.nullable() })),
  /** What the operator opened for the newcomer, once; null where the code is to be typed. */
  begin: procedure.output(output<{ readonly code: string; readonly invitation: KioskInvitation } | null>()),
  /** Opens a code. Throws INVALID_INPUT on `code`, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  open: procedure.input(z.object({ code: codeSchema })).output(output<KioskInvitation>()),
  /** Registers. Throws INVALID_INPUT with the fields, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  join: procedure
    .input(
      z.object({
        code: codeSchema,
        firstName: typedSchema,
        lastName: typedSchema,
        address: typedSchema,
        password: z.string().max(1_000, 'TOO_LONG'),
        passwordAgain: z.string().max(1_000, 'TOO_LONG'),
        locale: z.enum(LOCALES),
      }),
    )
    .output(output<KioskOutcome>()),
  /** L5: takes the code mailed to the address. Throws INVALID_INPUT on `code`, LINK_DEAD, LINK_TRY_LATER {seconds}. */
  prove: procedure.input(z.object({ proof: z.string().max(100), code: typedSchema })).output(output<KioskProof>()),
  /**
   * Ends it with the password of the operator who began it; null in the sample company alone, where nobody has one. Throws
   * INVALID_INPUT on `password`, WRONG_CREDENTIALS, WAIT_BEFORE_NEXT_TRY {seconds}.
   */
  leave: procedure.input(z.object({ password: passwordSchema.nullable() })),
}
