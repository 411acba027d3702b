import { z } from 'zod'
import { DELIVERIES, type Fate, LOCALES, type PersonKind } from '../core/domain/vocabulary'
import { addressSchema, idSchema, nameSchema, optionalNameSchema, output, procedure } from './base'

const dateSchema = z.iso.date({ error: 'DATE_INVALID' })

/** X3: what the dialog shows beside the rows. */
export interface ExtranetState {
  /** Seats of the plan, which externals do not take; null: without limit (N2). */
  readonly seatLimit: number | null
  readonly seatsUsed: number
  /** External people who are active, and those invited or pending. */
  readonly externals: number
  readonly externalsInvited: number
  /** Groups this operator may invite external users into: those that allow them (X2). */
  readonly workgroups: readonly { readonly id: string; readonly name: string }[]
  /** Groups that would, were external users allowed (X2). */
  readonly closedWorkgroups: readonly { readonly id: string; readonly name: string }[]
  /** Whether an account is set up and can send: mails to addresses, SMS to phone numbers. */
  readonly mailService: boolean
  readonly smsService: boolean
  readonly mayCreateWorkgroup: boolean
}

export interface ExtranetInviteResult {
  /** One for each row asked for, in order. */
  readonly rows: readonly {
    readonly address: string
    readonly fate: Fate
    readonly personId: string | null
    readonly name: string
    /** What a person who is here already is, as far as the operator may see: an employee cannot become external (X5). */
    readonly kind: PersonKind | null
    /** How the invitation goes out: to a phone number by SMS where the portal has an account, else its link is handed over. */
    readonly delivery: (typeof DELIVERIES)[number] | 'sms'
  }[]
  readonly invited: number
  readonly workgroupId: string
  readonly draftIds: readonly string[]
}

/** One address or number as it was read, with what will happen to it (S6). */
export interface ExternalFate {
  /** As it was typed. */
  readonly text: string
  /** An e-mail address, or a number as E.164; null where it is neither. */
  readonly address: string | null
  readonly fate: Fate
  /** Whom it belongs to already, as far as the operator may see: an employee cannot become external (X5). */
  readonly person: { readonly id: string; readonly name: string; readonly kind: PersonKind } | null
}

export const guestTermsSchema = {
  /** Who answers for the guest (Z8). */
  sponsorId: idSchema.nullable().default(null),
  /** The guest's last day (Z8); the portal dismisses them after it. */
  endsOn: dateSchema.nullable().default(null),
}

export const extranet = {
  get: procedure.output(output<ExtranetState>()),
  /** X1: how each address or number of the form is read, with its fate (S6); one for each, in order. */
  check: procedure
    .input(z.object({ addresses: z.array(z.string().max(640, 'TOO_LONG')).max(1_000, 'TOO_LONG') }))
    .output(output<{ readonly entries: readonly ExternalFate[] }>()),
  /** X1: invites into a workgroup that allows external users, or into a new one that is made extranet. */
  invite: procedure
    .input(
      z.object({
        workgroupId: idSchema.nullable().default(null),
        /** Instead of `workgroupId`. */
        newWorkgroup: nameSchema.nullable().default(null),
        people: z
          .array(
            z.object({
              /** E-mail or phone. */
              address: addressSchema,
              firstName: optionalNameSchema.default(''),
              lastName: optionalNameSchema.default(''),
            }),
          )
          .min(1, 'REQUIRED')
          .max(1_000, 'TOO_LONG'),
        locale: z.enum(LOCALES),
        delivery: z.enum(DELIVERIES),
        ...guestTermsSchema,
      }),
    )
    .output(output<ExtranetInviteResult>()),
}
