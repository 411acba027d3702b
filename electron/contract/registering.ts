import { z } from 'zod'
import { type Fate, LOCALES, type PendingReason, WELCOMES } from '../core/domain/vocabulary'
import { emailSchema, idSchema, lineSchema, nameSchema, output, procedure, someIdsSchema } from './base'

/** What the tab *Add new user* shows before anybody is added. */
export interface RegisteringState {
  /** The portal has a mail account that can send (R1). */
  readonly mailService: boolean
  /** The system knows a program for mailto links (R4). */
  readonly mailApp: boolean
  /** R3: whether this operator may let people in without confirmation; null: nobody is asked for any. */
  readonly maySkipConfirmation: boolean | null
  /** Seats of the plan that are free; null: without limit (N1). */
  readonly seatsFree: number | null
  /** Days a temporary password lives (R2). */
  readonly temporaryDays: number
  /** Where people sign in on the join site; null while it has no address. */
  readonly signIn: string | null
}

/** A temporary password just given, shown once (R4): nothing in the store holds it. */
export interface GivenPassword {
  readonly personId: string
  readonly name: string
  readonly login: string
  /** Null where the mail service carries it. */
  readonly password: string | null
  /** Milliseconds UTC: refused from then on (R2). */
  readonly expiresAt: number
}

export type RegisterResult =
  | {
      readonly fate: 'new'
      readonly status: 'active' | 'pending'
      /** Why they wait (N1). */
      readonly pendingReason: PendingReason | null
      readonly given: GivenPassword
    }
  | {
      /** S6: somebody has the address already; nobody was added. */
      readonly fate: Exclude<Fate, 'new' | 'duplicate' | 'invalid'>
      /** Null where the operator may not see them (A2). */
      readonly personId: string | null
      readonly name: string
    }

export const registering = {
  get: procedure.output(output<RegisteringState>()),
  /** R1, R3: somebody who works here is in the directory at once, with a temporary password. */
  add: procedure
    .input(
      z.object({
        firstName: nameSchema,
        lastName: nameSchema,
        email: emailSchema,
        position: lineSchema(200, 'optional').default(''),
        departmentIds: someIdsSchema.default([]),
        workgroupIds: someIdsSchema.default([]),
        /** ISO date of the first day. */
        startsOn: z.iso.date({ error: 'DATE_INVALID' }).nullable().default(null),
        withoutConfirmation: z.boolean().default(false),
        locale: z.enum(LOCALES),
        welcome: z.enum(WELCOMES),
      }),
    )
    .output(output<RegisterResult>()),
  /** R2: a new temporary password in place of whatever password they have. */
  givePassword: procedure.input(z.object({ id: idSchema, welcome: z.enum(WELCOMES) })).output(output<GivenPassword>()),
  /** R4: opens the welcome in the mail app. Only for the password this operator has just given. */
  openMailApp: procedure.input(z.object({ id: idSchema })),
  /** R4: prints the welcome sheet; false where the operator printed nothing. The same condition. */
  printSheet: procedure.input(z.object({ id: idSchema })).output(output<{ readonly printed: boolean }>()),
  /** R4: saves the welcome sheet as PDF; null where the operator chose no place. The same condition. */
  saveSheet: procedure.input(z.object({ id: idSchema })).output(output<{ readonly file: string } | null>()),
}
