import { z } from 'zod'
import { DELIVERIES, LOCALES, type PartnerStatus, type PersonStatus } from '../core/domain/vocabulary'
import { addressSchema, idSchema, lineSchema, optionalNameSchema, output, procedure, textSchema } from './base'
import type { RefusalData } from './procedure'

export interface PartnerSeat {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly status: PersonStatus
}

export interface PartnerRegistryState {
  /** Number of the list in force; rises with each list. */
  readonly serial: number
  readonly issuedAt: number
  readonly expiresAt: number
  readonly expired: boolean
  readonly receivedAt: number
  readonly origin: 'file' | 'https'
  readonly companies: number
  readonly addresses: number
}

export interface PartnersState {
  /** The one company whose people hold the seats (B3); null while nobody does. */
  readonly company: { readonly id: string; readonly name: string } | null
  /** Active partners, then invited and pending ones. */
  readonly seats: readonly PartnerSeat[]
  /** Three (B3). */
  readonly limit: number
  readonly registry: PartnerRegistryState | null
  /** Where lists come from and whose signature they must carry; administrators only, else null. */
  readonly source: {
    readonly address: string | null
    /** Ed25519 key, base64url. */
    readonly publicKey: string
    /** SHA-256 of the key in groups, to compare by eye. */
    readonly fingerprint: string
  } | null
}

export interface PartnerCheck {
  readonly email: string | null
  readonly company: { readonly id: string; readonly name: string; readonly status: PartnerStatus } | null
  /** Who has the address already (S6). */
  readonly person: {
    readonly id: string
    readonly name: string
    readonly status: PersonStatus
    readonly administrator: boolean
    /** Why they cannot be given access as they stand, whatever the registry says; null where they can (B1, B5). */
    readonly refusal: RefusalData | null
  } | null
  /**
   * Why the registry or the seats leave no access for this address; null where they do. PARTNER_SEATS_TAKEN: they do
   * once one of the three is dismissed for it (B4).
   */
  readonly refusal: RefusalData | null
}

/** B4: whom of the three to dismiss where all seats are taken; both happen in one transaction. */
const dismissing = { dismissId: idSchema.nullable().default(null) }

export const partners = {
  get: procedure.output(output<PartnersState>()),
  /** B2, B3: looks the address up in the registry in force. */
  check: procedure.input(z.object({ email: addressSchema })).output(output<PartnerCheck>()),
  /** B1–B4. */
  invite: procedure
    .input(
      z.object({
        email: addressSchema,
        firstName: optionalNameSchema.default(''),
        lastName: optionalNameSchema.default(''),
        locale: z.enum(LOCALES),
        delivery: z.enum(DELIVERIES),
        ...dismissing,
      }),
    )
    .output(output<{ readonly personId: string; readonly draftIds: readonly string[] }>()),
  /** B5: gives an existing person partner access under the same check. */
  giveAccess: procedure.input(z.object({ id: idSchema, ...dismissing })),
  /** Makes a partner an employee of these departments; an active one needs a seat (N1). */
  takeAccess: procedure.input(z.object({ id: idSchema, departmentIds: z.array(idSchema).max(1_000, 'TOO_LONG') })),
  /** B2: sets the key lists must be signed with and the HTTPS address they are fetched from. Administrators only. */
  setSource: procedure.input(
    z.object({
      address: lineSchema(300, 'optional').nullable().default(null),
      /** Ed25519: base64url of its 32 bytes, or PEM. */
      publicKey: textSchema(1_000),
    }),
  ),
  /** B2: takes a list over from the text of its file. */
  importRegistry: procedure
    .input(z.object({ text: z.string().max(20_000_000, 'TOO_LONG') }))
    .output(output<PartnerRegistryState>()),
  /** B2: fetches the list from the set address. */
  fetchRegistry: procedure.output(output<PartnerRegistryState>()),
}
