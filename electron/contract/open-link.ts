import { z } from 'zod'
import { LOCALES, SHARE_APPS } from '../core/domain/vocabulary'
import { output, procedure, someIdsSchema, textSchema, wholeNumberSchema } from './base'
import type { JoinLink } from './invitations'

export interface OpenLink {
  readonly enabled: boolean
  readonly requireConfirmation: boolean
  readonly greeting: string
  /** Milliseconds UTC; null: no end (L7). */
  readonly validUntil: number | null
  readonly maximumRegistrations: number | null
  readonly registrations: number
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  /** L5: domains whose proved addresses need no confirmation, in their own letters; `*.` before one: its sub-domains. */
  readonly domains: readonly string[]
  /** L5: whether a code can be mailed, without which nobody skips the confirmation. */
  readonly canProve: boolean
  /** Null while the link is off or links cannot work. */
  readonly link: JoinLink | null
}

/** L11: the open link with departments of its own; the portal's switch and *New link* hold for it too. */
export interface OpenLinkVariant {
  readonly portal: string
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly link: JoinLink
}

/** An entry of a list of domains as it was typed; `domain` is null where it is none. */
export interface DomainEntry {
  readonly text: string
  readonly domain: string | null
}

const variantSchema = z.object({ departmentIds: someIdsSchema.default([]) })
const shareSchema = variantSchema.extend({ locale: z.enum(LOCALES) })

export const openLink = {
  get: procedure.output(output<OpenLink>()),
  /** L1–L7. */
  update: procedure
    .input(
      z.object({
        enabled: z.boolean(),
        requireConfirmation: z.boolean(),
        greeting: textSchema(2_000),
        validUntil: z.number().int().min(0).nullable(),
        maximumRegistrations: wholeNumberSchema(1, 1_000_000).nullable(),
        departmentIds: someIdsSchema,
        /** Left out: the list stays as it is. */
        domains: z.array(textSchema(300)).max(1_000, 'TOO_LONG').optional(),
      }),
    )
    .output(output<OpenLink>()),
  /** L3: replaces the link; every copy and variant already handed out stops working. */
  renew: procedure.output(output<OpenLink>()),
  /** L5: reads what was typed or pasted into the list of domains, several at once, and keeps nothing. */
  readDomains: procedure
    .input(z.object({ text: textSchema(20_000) }))
    .output(output<{ readonly entries: readonly DomainEntry[] }>()),
  /**
   * Q1, L11: the variant with these departments; the same departments give this operator the same one again. Refused with
   * OPEN_LINK_OFF, OPEN_LINK_EXPIRED, OPEN_LINK_FULL and JOIN_ADDRESS_MISSING where nobody could register through it.
   */
  variant: procedure.input(variantSchema).output(output<OpenLinkVariant>()),
  /** L8: the message a messenger gets, with the link of such a variant and its short code; refused as `variant` is. */
  shareText: procedure.input(shareSchema).output(output<{ readonly text: string; readonly onlyHere: boolean }>()),
  /** L8: hands that message to a messenger on this computer or in the browser. Refused with VIBER_MISSING. */
  share: procedure.input(shareSchema.extend({ app: z.enum(SHARE_APPS) })),
}
