import { z } from 'zod'
import {
  BULK_DECISIONS,
  BULK_DELIVERIES,
  type BulkDecision,
  type Fate,
  LOCALES,
  type MessageChannel,
  type MessageState,
  type PersonStatus,
  type Standing,
} from '../core/domain/vocabulary'
import {
  idSchema,
  lineSchema,
  output,
  type Page,
  pageSchema,
  procedure,
  type RefusalData,
  someIdsSchema,
  textSchema,
} from './base'
import {
  choiceSchema,
  configurationSchema,
  correctionSchema,
  fileSchema,
  type ImportReading,
  type ImportRow,
  pieceSchema,
  rowsSchema,
  sessionSchema,
  type WorkProgress,
} from './file-sessions'
import { mailTextSchema } from './invitations'

/** One row with its fate (S6). `person` only where the operator may see them (A2); `newDepartments` is always empty. */
export type BulkRow = ImportRow

export interface BulkPreview {
  readonly progress: WorkProgress
  /** How many rows meet each fate; look-alikes are counted apart and within `new`. */
  readonly fates: Readonly<Record<Fate, number>>
  readonly lookAlikes: number
  /** Rows of each standing within `new`: left out unless chosen. */
  readonly standings: Readonly<Record<Standing, number>>
  /** Rows that will be invited as things are chosen now: the N of **Invite N people**. */
  readonly included: number
  /** The included rows by what their invitation travels by: an e-mail address first, else the phone. */
  readonly channels: Readonly<Record<MessageChannel, number>>
  /** N1, Z6: how many of them would find no seat if all accept. */
  readonly overSeats: number
  /** For how many rows each decision can be asked for (`decide`); those the operator may not see are not among them. */
  readonly decisions: Readonly<Record<BulkDecision, number>>
}

export interface BulkOutcome extends WorkProgress {
  /** The batch that was made (`undo`, `people`); null while nobody is invited yet. */
  readonly batchId: string | null
  readonly invited: number
  /** Of them, whose message waits in the outbox, by channel; the links of the others are to be handed over. */
  readonly queued: Readonly<Record<MessageChannel, number>>
  /** Rows that were not invited: refused, already here, or left out. */
  readonly leftOut: number
}

/** What a decision about many rows came to (S6). */
export interface BulkDecided extends WorkProgress {
  readonly decision: BulkDecision | null
  /** People it was done for. */
  readonly decided: number
  /** Whom it was refused for, with the reason; at most the first two hundred of `refusals`. */
  readonly refused: readonly { readonly id: string; readonly name: string; readonly refusal: RefusalData }[]
  readonly refusals: number
}

/** A bulk invitation as the list of recent ones shows it (Z1). */
export interface InviteBatch {
  readonly id: string
  /** The name of the file, or what the operator called it. */
  readonly name: string
  readonly createdAt: number
  /** Who invited; null: gone. */
  readonly by: { readonly id: string; readonly name: string } | null
  /** People it invited. */
  readonly people: number
  /** People it was to invite. */
  readonly planned: number
  /** It was cut off before all were invited, however that came, and nothing goes on with it. */
  readonly stopped: boolean
  readonly accepted: number
  /** Their last message could not be delivered (M9): look with `people`. */
  readonly failed: number
  readonly undoneAt: number | null
  /** Z1: why it cannot be undone: BATCH_ACCEPTED {name, count}, BATCH_UNDONE; null: it can, as far as a list tells. */
  readonly undoRefusal: RefusalData | null
}

/** Somebody of a batch. */
export interface BatchPerson {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly status: PersonStatus
  /** Of the latest message; null: none was sent. */
  readonly message: { readonly state: MessageState; readonly answer: string | null } | null
}

/**
 * Inviting many at once from a file or a paste, by e-mail or phone (M4, SM2, S6, Z7, Z1), for whoever may invite (A1, Z11, W2).
 * The file is handed over, understood and looked through as an import is (contract/imports.ts): open + put + read, or paste;
 * then check, preview/rows/choose, run, outcome. A session belongs to the operator who opened it and ends with `close`.
 * Progress is announced with the topic `imports` (sessions) and `batches` (the list).
 */
export const bulk = {
  /** Begins with a file of so many bytes. Throws NOT_ALLOWED, IMPORT_TOO_LARGE, IMPORT_RUNNING. */
  open: procedure.input(fileSchema).output(output<{ readonly id: string }>()),
  put: procedure.input(pieceSchema),
  /** Begins with pasted text: addresses or numbers separated by spaces, commas, semicolons or new lines, or rows of a table. */
  paste: procedure
    .input(z.object({ text: textSchema(10_000_000), name: lineSchema(100, 'optional').default('') }))
    .output(output<ImportReading>()),
  /** Understands the file. Throws IMPORT_UNREADABLE {reason}, IMPORT_EMPTY. */
  read: procedure.input(sessionSchema).output(output<ImportReading>()),
  configure: procedure.input(configurationSchema).output(output<ImportReading>()),
  /**
   * Checks every row, changing nothing; goes on by itself: look with `preview`. Departments that the file names and the
   * portal has not, or that the operator may not preset, make a row invalid. Throws NOT_ALLOWED, PLACE_NOT_ALLOWED (A1,
   * Z11, W2), NOT_FOUND, GROUP_NOT_EXTRANET and the like for places chosen.
   */
  check: procedure.input(
    sessionSchema.extend({
      departmentIds: someIdsSchema.default([]),
      workgroupIds: someIdsSchema.default([]),
      /** The workgroup whose Members page it is done from (W2). */
      fromWorkgroupId: idSchema.nullable().default(null),
      /** Null: as the portal is set. Only who may confirm may switch it off. */
      requireConfirmation: z.boolean().nullable().default(null),
    }),
  ),
  preview: procedure.input(sessionSchema).output(output<BulkPreview>()),
  rows: procedure.input(rowsSchema).output(output<Page<BulkRow>>()),
  choose: procedure.input(choiceSchema).output(output<BulkPreview>()),
  /**
   * Z7: takes the addresses that mistyped ones were probably meant as; the rows are returned as they are judged now. Throws
   * NOT_FOUND, IMPORT_RUNNING.
   */
  correct: procedure.input(correctionSchema).output(output<readonly BulkRow[]>()),
  /**
   * S6: does it for these rows, or for all that the decision fits (null), each with its own audit entry; look with `decided`.
   * Rows it was done for get their new fate (`rehire` and `confirm`: active). Throws what the single act throws for everybody:
   * MAIL_ACCOUNT_MISSING, SMS_ACCOUNT_MISSING and the like for `resend`, NOT_ALLOWED.
   */
  decide: procedure.input(
    sessionSchema.extend({
      decision: z.enum(BULK_DECISIONS),
      rows: z.array(z.number().int().min(1)).max(10_000, 'TOO_LONG').nullable().default(null),
    }),
  ),
  decided: procedure.input(sessionSchema).output(output<BulkDecided>()),
  /**
   * Invites the included rows as one batch, in transactions of about a hundred: people, invitations, messages and audit
   * entries. `text`: own wording of the mails (M5), commercial plans only; SMS have none (SM3). After `cancel` it goes
   * on with the rest, in the same batch. Where the portal has no SMS account that can send, `send` goes to the e-mail
   * addresses, and the links of those who have a phone number alone are handed over, as in Extranet (X1). Throws
   * NOT_ALLOWED, MAIL_TEXT_FIXED, NOBODY_TO_INVITE, IMPORT_RUNNING while another run goes on, and for `send`
   * MAIL_ACCOUNT_MISSING, MAIL_PASSWORD_MISSING, SMS_ACCOUNT_MISSING, SMS_SECRET_MISSING where nobody has an e-mail
   * address, LINKS_UNAVAILABLE and the like.
   */
  run: procedure.input(
    sessionSchema.extend({
      locale: z.enum(LOCALES),
      delivery: z.enum(BULK_DELIVERIES),
      text: mailTextSchema,
    }),
  ),
  outcome: procedure.input(sessionSchema).output(output<BulkOutcome>()),
  /** Stops a check, a decision or a run after the slice under way; what is done stays. */
  cancel: procedure.input(sessionSchema),
  /** Saves the rows that the check refused as the file had them, with their reasons. Null: the operator chose no place. */
  saveRefused: procedure.input(sessionSchema).output(output<{ readonly file: string; readonly rows: number } | null>()),
  close: procedure.input(sessionSchema),

  /** Recent batches, the latest first: the operator's own, for who sees all people everybody's. */
  list: procedure.input(pageSchema).output(output<Page<InviteBatch>>()),
  /** Who is in a batch: all, or those whose message failed, to be acted on together (M9). Throws NOT_FOUND. */
  people: procedure
    .input(pageSchema.extend({ id: idSchema, failed: z.boolean().default(false) }))
    .output(output<Page<BatchPerson>>()),
  /**
   * Z1: takes the whole batch back in one act: its people go with the tasks they were given by checklists, links die,
   * waiting messages are cancelled. All or nothing. Throws BATCH_ACCEPTED {name, count}, BATCH_HAS_TASKS {name, count}
   * (S1), BATCH_UNDONE, NOT_FOUND.
   */
  undo: procedure.input(z.object({ id: idSchema })).output(output<{ readonly people: number }>()),
}
