import { z } from 'zod'
import { type Paper, PAPERS } from '../core/domain/paper'
import { CORRECTIONS } from '../core/domain/printed-codes'
import { LARGEST_SHIFT } from '../core/domain/sheet-layouts'
import {
  LOCALES,
  MOST_SHEETS,
  SHEET_LANGUAGES,
  SHEET_LAYOUTS,
  type LeftOutReason,
  type SheetStage,
} from '../core/domain/vocabulary'
import { idSchema, idsSchema, lineSchema, output, procedure, someIdsSchema, wholeNumberSchema } from './base'

/** For whom sheets are made (Q2): personal ones for invited people, or copies with the open link (L11). */
const whomSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('people'), ids: idsSchema }),
  z.object({ kind: z.literal('department'), departmentId: idSchema, below: z.boolean() }),
  /** Everybody invited whose sheet has not been handed over (Z3). */
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('batch'), batchId: idSchema }),
  z.object({
    kind: z.literal('open-link'),
    departmentIds: someIdsSchema,
    copies: wholeNumberSchema(1, 500),
  }),
])
/** Millimetres that everything is moved by. */
const shiftSchema = z
  .number({ error: 'OUT_OF_RANGE' })
  .min(-LARGEST_SHIFT, 'OUT_OF_RANGE')
  .max(LARGEST_SHIFT, 'OUT_OF_RANGE')
const paperSchema = z.object({
  layout: z.enum(SHEET_LAYOUTS),
  /** Labels have their own. */
  paper: z.enum(PAPERS),
  /** `own`: each in the language of its invitation. */
  language: z.enum(SHEET_LANGUAGES),
  correction: z.enum(CORRECTIONS),
  shiftX: shiftSchema,
  shiftY: shiftSchema,
  /** The first free label of the first page, from 1. */
  start: wholeNumberSchema(1, 30),
  /** Whether each department begins on a page of its own. */
  apart: z.boolean(),
  /** Whom to ask; empty: nobody is named. */
  contact: lineSchema(120, 'optional'),
  /** Of the window: for what is not in the language of a sheet. */
  locale: z.enum(LOCALES),
})
const orderSchema = z.object({ whom: whomSchema, paper: paperSchema })
export type SheetOrder = z.output<typeof orderSchema>
export type SheetWhom = z.output<typeof whomSchema>
export type SheetPaper = z.output<typeof paperSchema>

/** One page exactly as it is printed: a document of its own that runs no scripts and reaches nothing. */
export interface PreviewedPage {
  readonly styles: string
  readonly body: string
  /** Millimetres. */
  readonly width: number
  readonly height: number
}

export interface SheetPreview {
  readonly sheets: number
  readonly pages: number
  /** Who gets no sheet and why; at most the first two hundred of `leftOutTotal`. */
  readonly leftOut: readonly { readonly id: string; readonly name: string; readonly reason: LeftOutReason }[]
  readonly leftOutTotal: number
  /** Whether the link leads nowhere but to this very computer. */
  readonly onlyHere: boolean
  /** The page asked for, or the last one; null: there is nothing to print. */
  readonly page: (PreviewedPage & { readonly number: number }) | null
}

/** Sheets that are being made now. `pages` has no count: the system lays them out as one document. */
export interface SheetProgress {
  readonly stage: SheetStage
  readonly done: number
  readonly total: number
}

/**
 * Invitation sheets on paper (Q2–Q4), for whoever may invite and for the invited people they may see (A2). At most MOST_SHEETS at
 * once. All throw NOT_ALLOWED, NOT_FOUND, JOIN_ADDRESS_MISSING, SHEETS_TOO_MANY {limit}, SHEET_CODE_TOO_FINE {size, smallest}
 * (Q4) and for the open link what `openLink.variant` throws.
 */
export const sheets = {
  /** What to begin with: the paper of the portal's country, and the operator as whom to ask. */
  defaults: procedure.output(output<{ readonly paper: Paper; readonly contact: string }>()),
  /** One page of what would be printed, from 1, and who would be left out. */
  preview: procedure
    .input(orderSchema.extend({ page: z.number().int().min(1).max(MOST_SHEETS) }))
    .output(output<SheetPreview>()),
  /**
   * Opens the system's print dialog. What was printed is kept as printed (Z3). Throws SHEETS_NOBODY, PRINT_FAILED,
   * SHEETS_CANCELLED.
   */
  print: procedure.input(orderSchema).output(output<{ readonly printed: boolean; readonly sheets: number }>()),
  /** The same as PDF; null: the operator chose no place. Throws SHEETS_NOBODY, FILE_NOT_WRITTEN, SHEETS_CANCELLED. */
  savePdf: procedure.input(orderSchema).output(output<{ readonly file: string; readonly sheets: number } | null>()),
  /** The frames of a layout with rulers, to set the offset by. */
  printRuler: procedure.input(z.object({ paper: paperSchema })).output(output<{ readonly printed: boolean }>()),
  saveRuler: procedure.input(z.object({ paper: paperSchema })).output(output<{ readonly file: string } | null>()),
  /** The operator's own; null: none are being made. */
  progress: procedure.output(output<SheetProgress | null>()),
  /** Stops the operator's own. */
  cancel: procedure,
}
