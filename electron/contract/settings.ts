import { z } from 'zod'
import {
  ADDRESS_SEPARATORS,
  type AddressSeparator,
  DRAFT_FORMATS,
  type DraftFormat,
  JOIN_SITE_MODES,
  type JoinSiteMode,
  LOCALES,
  type Locale,
  PLANS,
  type Plan,
} from '../core/domain/vocabulary'
import { idSchema, lineSchema, nameSchema, output, procedure, type RefusalData, wholeNumberSchema } from './base'

export interface PortalSettings {
  readonly portal: { readonly name: string; readonly locale: Locale; readonly country: string }
  readonly invitations: {
    /** Whether people who accept a personal invitation wait for an administrator, unless the inviter says otherwise. */
    readonly requireConfirmation: boolean
    /** Days until an invitation expires; null: never (H4). */
    readonly expiryDays: number | null
    readonly addressSeparator: AddressSeparator
    /** How a draft reaches the mail app (M1, M3). */
    readonly draftFormat: DraftFormat
    /** Days after which an invitation nobody has accepted is sent again; null: never (H3). */
    readonly reminderDays: number | null
    /** At most so many reminders (H3). */
    readonly reminderTimes: number
    /** Z12: whether the inviter is told by mail when their invitee is in. */
    readonly tellInviter: boolean
  }
  readonly plan: {
    readonly plan: Plan
    /** Seats of the plan; null: without limit (N1). */
    readonly seatLimit: number | null
    readonly seatsUsed: number
    /** Seats of every plan (N2). */
    readonly limits: Readonly<Record<Plan, number | null>>
  }
  /** Days by which a guest's end date is renewed, and how many days before it notice is given (Z8). */
  readonly guests: { readonly days: number; readonly noticeDays: number }
  readonly security: {
    /** Minutes without input after which the console locks; 0: never (A4). */
    readonly idleLockMinutes: number
    /** Days a temporary password lives (R2). */
    readonly temporaryPasswordDays: number
  }
  /** For how many days the daily copies of the data are kept. */
  readonly backups: { readonly days: number }
}

export const settings = {
  get: procedure.output(output<PortalSettings>()),
  updatePortal: procedure.input(
    z.object({ name: nameSchema, locale: z.enum(LOCALES), country: z.string().regex(/^[A-Z]{2}$/, 'INVALID') }),
  ),
  updateInvitations: procedure.input(
    z.object({
      requireConfirmation: z.boolean(),
      expiryDays: wholeNumberSchema(1, 365).nullable(),
      addressSeparator: z.enum(ADDRESS_SEPARATORS),
      draftFormat: z.enum(DRAFT_FORMATS),
      reminderDays: wholeNumberSchema(1, 90).nullable(),
      reminderTimes: wholeNumberSchema(1, 10),
      tellInviter: z.boolean(),
    }),
  ),
  updateGuests: procedure.input(
    z.object({
      days: wholeNumberSchema(1, 3_650),
      noticeDays: wholeNumberSchema(0, 365),
    }),
  ),
  /** N2: chooses the plan and sets the seats of that plan. */
  updatePlan: procedure.input(
    z.object({
      plan: z.enum(PLANS),
      seatLimit: wholeNumberSchema(1, 10_000_000).nullable(),
    }),
  ),
  updateSecurity: procedure.input(z.object({ idleLockMinutes: wholeNumberSchema(0, 480) })),
  /** R2: days a temporary password lives; those given already keep theirs. */
  updateTemporaryPasswords: procedure.input(z.object({ days: wholeNumberSchema(1, 90) })),
  updateBackups: procedure.input(z.object({ days: wholeNumberSchema(1, 365) })),
}

export interface NetworkInterface {
  readonly name: string
  readonly address: string
}
export interface JoinSiteState {
  readonly mode: JoinSiteMode
  readonly port: number
  /** IPv4 address of the chosen interface in mode `local-network`. */
  readonly interfaceAddress: string | null
  /** The address people reach it by, in mode `proxy`, without a slash at the end. */
  readonly publicAddress: string | null
  readonly running: boolean
  /** What links start with now; null while links cannot work. */
  readonly address: string | null
  readonly interfaces: readonly NetworkInterface[]
  /** Why it does not run although it should. */
  readonly problem: RefusalData | null
}

export const joinSite = {
  get: procedure.output(output<JoinSiteState>()),
  configure: procedure
    .input(
      z.object({
        mode: z.enum(JOIN_SITE_MODES),
        /** 0: any free port, which is then kept. */
        port: wholeNumberSchema(0, 65_535),
        interfaceAddress: lineSchema(45, 'optional').nullable().default(null),
        publicAddress: lineSchema(300, 'optional').nullable().default(null),
      }),
    )
    .output(output<JoinSiteState>()),
}

/** Z6: what becomes of the seats when all who are asked in come in. */
export interface SeatForecast {
  readonly limit: number | null
  readonly used: number
  /** Kept free for departments and not taken yet. */
  readonly held: number
  /** Employees who accepted and wait, and of them those who wait for a seat. */
  readonly pending: number
  readonly waitingForSeat: number
  readonly invited: number
  /** `used` and everyone pending and invited. */
  readonly ifAllAccept: number
  /** Seats short then; 0: enough. */
  readonly short: number
  /** Day the limit would be reached at the pace of the last 30 days; ISO date; null: not within a year. */
  readonly reachedOn: string | null
  readonly reservations: readonly {
    readonly department: { readonly id: string; readonly name: string }
    readonly seats: number
    readonly used: number
    readonly invited: number
  }[]
}

export const seats = {
  forecast: procedure.output(output<SeatForecast>()),
  /** Z6: keeps seats free for a department's own people; null: no longer. Throws SEATS_RESERVED_TOO_MANY. */
  reserve: procedure.input(
    z.object({
      departmentId: idSchema,
      seats: wholeNumberSchema(1, 10_000_000).nullable(),
    }),
  ),
}
