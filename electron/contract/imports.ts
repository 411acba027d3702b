import { z } from 'zod'
import { type Difference, DIFFERENCES, IMPORT_AS, LOCALES, type Standing } from '../core/domain/vocabulary'
import { idSchema, output, type Page, pageSchema, procedure, type RefusalData, someIdsSchema } from './base'
import {
  choiceSchema,
  configurationSchema,
  correctionSchema,
  fileSchema,
  type ImportPreview,
  type ImportReading,
  type ImportRow,
  type LookAlike,
  pieceSchema,
  rowsSchema,
  sessionSchema,
  type WorkProgress,
} from './file-sessions'

export interface ImportOutcome extends WorkProgress {
  /** People made. */
  readonly made: number
  /** Of them, waiting for a seat (N1). */
  readonly waiting: number
  readonly departments: number
  /** Rows that were not imported: refused, already here, or left out. */
  readonly leftOut: number
}

export interface DifferenceRow {
  /** Person id, or row number of the file where nobody is known. */
  readonly key: string
  readonly difference: Difference
  readonly name: string
  readonly address: string
  readonly person: { readonly id: string; readonly status: string } | null
  /** What would change: field, before, after. */
  readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[]
  /** Z7, of `missing-here`. Whoever has one comes in only when chosen. */
  readonly lookAlikes: readonly LookAlike[]
  /** What the file says of them, where they do not work there; null: they do, or it does not say. */
  readonly standing: Standing | null
  readonly chosen: boolean
}

/** What differences are looked through and chosen by: their kind, or `missing-here` with look-alikes alone (Z7). */
export const DIFFERENCE_VIEWS = [...DIFFERENCES, 'look-alike'] as const
export type DifferenceView = (typeof DIFFERENCE_VIEWS)[number]

/**
 * D4, Z5, Z7: a file is handed over in pieces, understood, checked row by row, shown, and only then applied. A session
 * belongs to the operator who opened it, lives in main's memory and ends with `close` or with the console.
 */
export const imports = {
  /** Begins with a file of so many bytes. Throws IMPORT_TOO_LARGE. */
  open: procedure.input(fileSchema).output(output<{ readonly id: string }>()),
  /** The next piece, base64 of at most IMPORT_PIECE bytes, in order. */
  put: procedure.input(pieceSchema),
  /** Understands the file. Throws IMPORT_UNREADABLE {reason}, IMPORT_EMPTY. */
  read: procedure.input(sessionSchema).output(output<ImportReading>()),
  /** Understands it anew with what was set by hand; null: as recognised. */
  configure: procedure.input(configurationSchema).output(output<ImportReading>()),
  /** Checks every row against the directory, changing nothing: the dry run. Goes on by itself; look with `preview`. */
  check: procedure.input(
    sessionSchema.extend({
      as: z.enum(IMPORT_AS),
      /** Where everybody of the file goes, beside what the file says. */
      departmentIds: someIdsSchema.default([]),
      workgroupIds: someIdsSchema.default([]),
      /** Departments the file names and the portal has not: made, or a reason to refuse the row. */
      makeDepartments: z.boolean().default(true),
    }),
  ),
  preview: procedure.input(sessionSchema).output(output<ImportPreview>()),
  rows: procedure.input(rowsSchema).output(output<Page<ImportRow>>()),
  choose: procedure.input(choiceSchema).output(output<ImportPreview>()),
  /**
   * Z7: takes the addresses that mistyped ones were probably meant as; the rows are returned as they are judged now. Throws
   * NOT_FOUND, IMPORT_RUNNING.
   */
  correct: procedure.input(correctionSchema).output(output<readonly ImportRow[]>()),
  /** Imports the included rows, each with its audit entry, in transactions of about a hundred. */
  run: procedure.input(
    sessionSchema.extend({
      locale: z.enum(LOCALES),
      /** Of invited people: whether the portal's mail account sends their invitations now. */
      send: z.boolean().default(false),
    }),
  ),
  outcome: procedure.input(sessionSchema).output(output<ImportOutcome>()),
  /** Stops a check or a run after the slice under way; what is imported stays. */
  cancel: procedure.input(sessionSchema),
  /**
   * Saves the rows that the last check or comparison refused as the file had them, with their reasons; of a comparison also
   * those that repeat somebody. Null: the operator chose no place.
   */
  saveRefused: procedure.input(sessionSchema).output(output<{ readonly file: string; readonly rows: number } | null>()),

  /** Z5: compares the file with the directory; look with `differences`. */
  compare: procedure.input(sessionSchema),
  comparison: procedure.input(sessionSchema).output(
    output<{
      readonly progress: WorkProgress
      readonly counts: Readonly<Record<Difference, number>>
      /** Of each kind, how many are chosen: who confirms is told how many will be dismissed. */
      readonly chosenOf: Readonly<Record<Difference, number>>
      readonly chosen: number
      /** Within `missing-here` (Z7). */
      readonly lookAlikes: { readonly count: number; readonly chosen: number }
      /** Rows of the file that cannot be used: look with `refusedRows`. */
      readonly refused: number
    }>(),
  ),
  differences: procedure
    .input(pageSchema.extend({ id: idSchema, difference: z.enum(DIFFERENCE_VIEWS) }))
    .output(output<Page<DifferenceRow>>()),
  /** Rows of the compared file that say nothing of anybody: of fate `invalid`, with the reason, or `duplicate` (Z5). */
  refusedRows: procedure.input(pageSchema.extend({ id: idSchema })).output(output<Page<ImportRow>>()),
  chooseDifferences: procedure.input(
    sessionSchema.extend({
      difference: z.enum(DIFFERENCE_VIEWS),
      /** Null: all of that kind. */
      keys: z.array(z.string().max(64, 'TOO_LONG')).max(10_000, 'TOO_LONG').nullable(),
      chosen: z.boolean(),
    }),
  ),
  /** Applies the chosen differences, each person in a transaction of their own; look with `reconciled`. */
  reconcile: procedure.input(sessionSchema.extend({ locale: z.enum(LOCALES) })),
  reconciled: procedure.input(sessionSchema).output(
    output<
      WorkProgress & {
        readonly applied: number
        /** Whom it was refused for, with the reason; at most the first two hundred of `refusals`. */
        readonly refused: readonly { readonly name: string; readonly refusal: RefusalData }[]
        readonly refusals: number
      }
    >(),
  ),
  close: procedure.input(sessionSchema),
}
