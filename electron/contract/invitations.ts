import { z } from 'zod'
import {
  DRAFT_MODES,
  type DraftFormat,
  type DraftMode,
  type DraftState,
  type Fate,
  LOCALES,
} from '../core/domain/vocabulary'
import type { LookAlike } from './file-sessions'
import {
  addressSchema,
  type BatchResult,
  idSchema,
  idsSchema,
  lineSchema,
  optionalNameSchema,
  output,
  procedure,
  someIdsSchema,
  textSchema,
} from './base'
import { INVITED_TOGETHER } from './vocabulary'

/** One address of a pasted list, with what will happen to it (S6). */
export interface AddressFate {
  /** As it was typed. */
  readonly text: string
  readonly email: string | null
  readonly firstName: string
  readonly lastName: string
  readonly fate: Fate
  /** Whom it belongs to already, for fates active, dismissed, invited and pending. */
  readonly person: { readonly id: string; readonly name: string } | null
  /** For fate `invalid`. */
  readonly problem: 'EMAIL_INVALID' | 'TOO_LONG' | 'CONTROL_CHARACTERS' | null
  /** Z7: whom of the directory, as far as the operator may see them, this may be already. */
  readonly lookAlikes: readonly LookAlike[]
}

const inviteeSchema = z.object({
  email: addressSchema,
  firstName: optionalNameSchema.default(''),
  lastName: optionalNameSchema.default(''),
})

const presetSchema = z.object({
  departmentIds: someIdsSchema.default([]),
  workgroupIds: someIdsSchema.default([]),
  /** The workgroup whose Members page it is done from: its members may do so where the group allows it (W2). */
  fromWorkgroupId: idSchema.nullable().optional(),
  locale: z.enum(LOCALES),
  /** Null: as the portal is set. Only who may confirm may switch it off. */
  requireConfirmation: z.boolean().nullable().default(null),
})

/** Own wording (M5: commercial plans only); null: the standard text. */
export const mailTextSchema = z
  .object({ subject: lineSchema(200), body: textSchema(20_000) })
  .nullable()
  .default(null)

const draftOrderSchema = presetSchema.extend({
  people: z.array(inviteeSchema).max(INVITED_TOGETHER, 'TOO_LONG'),
  mode: z.enum(DRAFT_MODES),
  text: mailTextSchema,
})

export interface InviteResult {
  /** One for each address asked for, in order. */
  readonly rows: readonly {
    readonly email: string
    readonly fate: Fate
    readonly personId: string | null
    readonly name: string
  }[]
  readonly invited: number
}

/** One of the drafts that wait, as a line of their list. */
export interface DraftRow {
  readonly id: string
  readonly state: DraftState
  /** Milliseconds UTC. */
  readonly createdAt: number
  /** The first two of whom it goes to; empty for a draft without addresses. */
  readonly names: readonly string[]
  /** How many it goes to. */
  readonly people: number
}

/** A draft as it would open now. */
export interface Draft {
  readonly id: string
  readonly mode: DraftMode
  readonly state: DraftState
  /** How it opens, as it is set now. */
  readonly format: DraftFormat
  readonly subject: string
  /** Null while the open link it would carry does not work (L1, L7): there is nothing to hand over then. */
  readonly body: string | null
  readonly recipients: readonly { readonly personId: string; readonly name: string; readonly email: string }[]
  readonly createdAt: number
  readonly openedAt: number | null
  /** Length of the encoded mailto URL in characters. */
  readonly length: number
  /** Which one of the drafts prepared together this is, from 1; those sent or discarded since go on being counted. */
  readonly batch: { readonly position: number; readonly total: number }
}

/** A personal link with its short code (M8) and its QR code as one SVG path on a grid of `size` modules. */
export interface JoinLink {
  readonly url: string
  readonly code: string
  readonly expiresAt: number | null
  readonly qr: { readonly size: number; readonly path: string }
  /** It opens on this computer only: nobody else can follow it (L8). */
  readonly onlyHere: boolean
}

interface FilledText {
  readonly subject: string
  readonly body: string
}

/** What the text of an invitation will say, by the way it is sent. */
export interface InvitationTextPreview {
  /** As a draft opens, in the format that is set (M1, M3). */
  readonly mailApp: FilledText
  readonly mailService: FilledText
  /** The portal's wording with its placeholders, to start editing from. */
  readonly template: FilledText
  /** Whether that is the standard text, and not a template of the portal's own. */
  readonly standard: boolean
  /** Whether that is an own template too long for a link to the mail app, where the short standard text replaces it. */
  readonly tooLong: boolean
  readonly editable: boolean
}

export const invitations = {
  /** Reads a pasted list of addresses (M4) and says what each one's fate will be (S6). */
  read: procedure
    .input(z.object({ text: textSchema(1_000_000) }))
    .output(output<{ readonly entries: readonly AddressFate[] }>()),
  /** The message as it will look, filled in with an example (M5). */
  previewText: procedure
    .input(z.object({ locale: z.enum(LOCALES), text: mailTextSchema, departmentIds: someIdsSchema.default([]) }))
    .output(output<InvitationTextPreview>()),
  /** M4: invites each address through the portal's own mail account. */
  inviteByMailService: procedure
    .input(
      presetSchema.extend({
        people: z.array(inviteeSchema).min(1, 'REQUIRED').max(INVITED_TOGETHER, 'TOO_LONG'),
        text: mailTextSchema,
      }),
    )
    .output(output<InviteResult>()),
  /** M1, M2: invites each address and prepares the drafts; without addresses, one draft with the open link (L11). */
  prepareDrafts: procedure
    .input(draftOrderSchema)
    .output(output<InviteResult & { readonly draftIds: readonly string[] }>()),
  /** M2: how many drafts *prepareDrafts* would make of the same input; refused as it would be, and keeps nothing. */
  countDrafts: procedure.input(draftOrderSchema).output(output<{ readonly drafts: number }>()),
  /** Drafts that wait for *Sent* or *Not sent*, oldest first. */
  drafts: procedure.output(output<readonly DraftRow[]>()),
  /** One of them in full. Refused with STATE_NOT_ALLOWED where it does not wait any more. */
  draft: procedure.input(z.object({ id: idSchema })).output(output<Draft>()),
  /** Opens the draft in the system's mail app. Refused with MAIL_APP_MISSING where there is none. */
  openDraft: procedure.input(z.object({ id: idSchema })),
  /** M2: what the operator says happened to the draft. Throws DRAFT_LINK_REPLACED where its link has died since it was opened. */
  markDraft: procedure.input(z.object({ id: idSchema, sent: z.boolean() })),
  /** M2: takes a draft that was not sent off the list. Its people stay invited, and their links go on working. */
  discardDraft: procedure.input(z.object({ id: idSchema })),
  /** Sends again by mail service, renewing the expiry (M8). */
  resend: procedure.input(z.object({ ids: idsSchema })).output(output<BatchResult>()),
  /**
   * M1, M8: a draft with the personal link for each person who is already invited, renewing the expiry; who has only a phone
   * gets one for the system's messaging (SM6). A draft of the operator's own that still waits for the same person is replaced.
   */
  resendByMailApp: procedure
    .input(z.object({ ids: idsSchema }))
    .output(output<BatchResult & { readonly draftIds: readonly string[]; readonly smsDraftIds: readonly string[] }>()),
  /**
   * H4: gives these invitations as much time again as a new one has; null: all that have expired. With `sendAgain` each goes
   * out the way it did before; `sent` tells how many did.
   */
  renew: procedure
    .input(z.object({ ids: idsSchema.nullable(), sendAgain: z.boolean().default(false) }))
    .output(output<BatchResult & { readonly sent: number }>()),
  link: procedure.input(z.object({ personId: idSchema })).output(output<JoinLink>()),
}
