import { z } from 'zod'
import { HTTP_BODY_TYPES, HTTP_METHODS, SMS_CONTACTS_MAXIMUM, type SmsEncoding } from '../core/domain/sms-words'
import { type DraftState, type Fate, LOCALES } from '../core/domain/vocabulary'
import {
  addressSchema,
  idSchema,
  lineSchema,
  optionalNameSchema,
  output,
  procedure,
  someIdsSchema,
  textSchema,
  wholeNumberSchema,
} from './base'
import type { DraftRow } from './invitations'
import { INVITED_TOGETHER } from './vocabulary'

const headerSchema = z.object({ name: lineSchema(100), value: lineSchema(2_000, 'optional') })
const statusSchema = wholeNumberSchema(100, 599)
const perMinuteSchema = wholeNumberSchema(1, 10_000).nullable()

const twilioSchema = z.object({
  kind: z.literal('twilio'),
  baseUrl: lineSchema(300),
  accountSid: lineSchema(64),
  /** Empty: the account signs in with its auth token. */
  apiKey: lineSchema(64, 'optional'),
  /** Number, alphanumeric sender or messaging service. */
  sender: lineSchema(64),
  validityMinutes: wholeNumberSchema(1, 600).nullable(),
  perMinute: perMinuteSchema,
})

const httpSchema = z.object({
  kind: z.literal('http'),
  method: z.enum(HTTP_METHODS),
  /** Placeholders stand in its path and query. */
  url: lineSchema(2_000),
  headers: z.array(headerSchema).max(20, 'TOO_LONG'),
  bodyType: z.enum(HTTP_BODY_TYPES),
  body: textSchema(10_000),
  sender: lineSchema(64, 'optional'),
  success: z.object({
    statusFrom: statusSchema,
    statusTo: statusSchema,
    path: lineSchema(200, 'optional'),
    equals: lineSchema(200, 'optional'),
    contains: lineSchema(200, 'optional'),
  }),
  /** Dot path of the provider's id in a JSON answer. */
  idPath: lineSchema(200, 'optional'),
  perMinute: perMinuteSchema,
})

/** Null: keep the secret that is in the vault. */
const secretSchema = z.string().max(2_048, 'TOO_LONG').nullable().default(null)

export const smsAccountSchema = z.discriminatedUnion('kind', [
  twilioSchema.extend({ secret: secretSchema }),
  httpSchema.extend({ secret: secretSchema }),
])
export type SmsAccountInput = z.infer<typeof smsAccountSchema>

/** The portal's SMS account as the window may know it: the secret never leaves the vault. */
export type SmsAccount = (z.infer<typeof twilioSchema> | z.infer<typeof httpSchema>) & { readonly hasSecret: boolean }

/** What the provider really answered to a test. */
export interface SmsTestResult {
  readonly accepted: boolean
  /** The number it went to, in E.164. */
  readonly to: string
  readonly answer: string
}

/** What the tab needs to know before anybody is asked in. */
export interface SmsState {
  /** Whether an SMS account is set up and can send. */
  readonly smsService: boolean
  /** Whether the system knows a program for sms: links. */
  readonly smsApp: boolean
}

/** SM3: what the fixed text takes, for the name that takes most. */
export interface SmsPreview {
  readonly text: string
  readonly characters: number
  readonly encoding: SmsEncoding
  readonly segments: number
  /** Segments of all the messages together. */
  readonly total: number
  /** Characters of the text that GSM-7 does not have and that make it longer; at most ten. */
  readonly costly: readonly string[]
}

/** One number as it was read, with what will happen to it (S6). */
export interface PhoneFate {
  /** As it was typed. */
  readonly text: string
  /** E.164; null where it is no number. */
  readonly phone: string | null
  readonly fate: Fate
  /** Whom it belongs to already, as far as the operator may see. */
  readonly person: { readonly id: string; readonly name: string } | null
}

/** SM4: somebody of an address book. */
export interface SmsContact {
  /** Number of the row or card in the file, from 1. */
  readonly row: number
  readonly firstName: string
  readonly lastName: string
  /** Whom to show: the name, else an e-mail address, else nothing. */
  readonly label: string
  /** Empty: there is no number to write to. */
  readonly phones: readonly PhoneFate[]
  /** The file holds more of them than was read: more numbers than one person has, or a cell that is too long. */
  readonly cut: boolean
}

const orderSchema = z.object({
  people: z
    .array(
      z.object({
        phone: addressSchema,
        firstName: optionalNameSchema.default(''),
        lastName: optionalNameSchema.default(''),
      }),
    )
    .min(1, 'REQUIRED')
    .max(INVITED_TOGETHER, 'TOO_LONG'),
  departmentIds: someIdsSchema.default([]),
  workgroupIds: someIdsSchema.default([]),
  locale: z.enum(LOCALES),
  /** Null: as the portal is set. Only who may confirm may switch it off. */
  requireConfirmation: z.boolean().nullable().default(null),
})
export type SmsOrder = z.infer<typeof orderSchema>

export interface SmsInviteResult {
  /** One for each number asked for, in order. */
  readonly rows: readonly {
    readonly phone: string
    readonly fate: Fate
    readonly personId: string | null
    readonly name: string
  }[]
  readonly invited: number
}

/** One SMS that the operator sends with the system's own messaging (SM6). */
export interface SmsDraft {
  readonly id: string
  readonly state: DraftState
  readonly personId: string
  readonly name: string
  readonly phone: string
  readonly text: string
  readonly createdAt: number
  readonly openedAt: number | null
  readonly batch: { readonly position: number; readonly total: number }
}

export const sms = {
  get: procedure.output(output<SmsState>()),
  account: procedure.output(output<SmsAccount | null>()),
  saveAccount: procedure.input(smsAccountSchema),
  removeAccount: procedure,
  /** Sends one SMS to `to` with what the form holds; nothing is stored. */
  testAccount: procedure
    .input(z.object({ account: smsAccountSchema, to: addressSchema }))
    .output(output<SmsTestResult>()),
  preview: procedure
    .input(
      z.object({ locale: z.enum(LOCALES), firstNames: z.array(optionalNameSchema).max(INVITED_TOGETHER, 'TOO_LONG') }),
    )
    .output(output<SmsPreview>()),
  /** SM2: reads a pasted list of numbers with the portal's country (SM5). */
  read: procedure
    .input(z.object({ text: textSchema(500_000) }))
    .output(output<{ readonly entries: readonly PhoneFate[] }>()),
  /** SM5: how each number of the form is read, with its fate (S6); one for each, in order. */
  check: procedure
    .input(z.object({ phones: z.array(z.string().max(640, 'TOO_LONG')).max(INVITED_TOGETHER, 'TOO_LONG') }))
    .output(output<{ readonly entries: readonly PhoneFate[] }>()),
  /** SM4: reads an address book; `data` is base64. Throws IMPORT_UNREADABLE, IMPORT_EMPTY, IMPORT_TOO_LARGE. */
  readContacts: procedure
    .input(z.object({ fileName: lineSchema(255), data: z.base64({ error: 'INVALID' }).max(SMS_CONTACTS_MAXIMUM * 2) }))
    .output(output<{ readonly contacts: readonly SmsContact[] }>()),
  /** SM1: invites each number through the SMS account. */
  invite: procedure.input(orderSchema).output(output<SmsInviteResult>()),
  /** SM6: invites each number, with a draft each for the system's own messaging. */
  prepareDrafts: procedure
    .input(orderSchema)
    .output(output<SmsInviteResult & { readonly draftIds: readonly string[] }>()),
  /** Drafts that wait for *Sent* or *Not sent*, oldest first; answered and discarded as those of the mail app are. */
  drafts: procedure.output(output<readonly DraftRow[]>()),
  /** One of them in full. Refused with STATE_NOT_ALLOWED where it does not wait any more. */
  draft: procedure.input(z.object({ id: idSchema })).output(output<SmsDraft>()),
  /** Opens the draft in the system's messaging. Refused with SMS_APP_MISSING where there is none. */
  openDraft: procedure.input(z.object({ id: idSchema })),
}
