import { z } from 'zod'
import {
  type Difference,
  DIFFERENCES,
  type Fate,
  FATES,
  IMPORT_AS,
  IMPORT_DELIMITERS,
  type ImportDelimiter,
  IMPORT_ENCODINGS,
  type ImportEncoding,
  IMPORT_FIELDS,
  type ImportField,
  type ImportFormat,
  type Likeness,
  LOCALES,
  type RowProblem,
  type WorkState,
} from '../core/domain/vocabulary'
import { idSchema, lineSchema, output, type Page, pageSchema, procedure, type RefusalData, someIdsSchema } from './base'
import { IMPORT_PIECE } from './vocabulary'

export interface ImportColumn {
  /** From 0. */
  readonly index: number
  /** Header cell as written; a letter (A, B, …) where the file has no header row. */
  readonly title: string
  /** What it is taken for; null: not imported. */
  readonly field: ImportField | null
  /** The first filled cells, shortened. */
  readonly samples: readonly string[]
}

/** How a file was understood; every part can be set by hand with `configure` (D4). */
export interface ImportReading {
  readonly id: string
  readonly fileName: string
  readonly kind: 'text' | 'workbook' | 'vcard'
  readonly format: ImportFormat
  /** Of text files, else null. */
  readonly encoding: ImportEncoding | null
  /** Of text files, else null. */
  readonly delimiter: ImportDelimiter | null
  readonly hasHeader: boolean
  /** Names of the sheets of a workbook, and which one is read. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly columns: readonly ImportColumn[]
  /** Rows with people, the header left out. */
  readonly rows: number
}

/** A long piece of work: what it has done, of how much, and how it ended. */
export interface WorkProgress {
  readonly state: WorkState
  readonly done: number
  readonly total: number
  /** Milliseconds left as far as can be told; null: not yet. */
  readonly left: number | null
  readonly refusal: RefusalData | null
}

export interface LookAlike {
  readonly why: Likeness
  /** Who is in the directory, or null for an earlier row of the same file. */
  readonly person: { readonly id: string; readonly name: string; readonly address: string } | null
  /** The earlier row, from 1. */
  readonly row: number | null
  /** For why `domain`: the address as it was probably meant. */
  readonly suggestion: string | null
}

/** One row with its fate (S6, D4). */
export interface ImportRow {
  /** Number of the row in the file, from 1, as a spreadsheet counts (the header is a row). */
  readonly row: number
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly position: string
  /** Departments it leads to, as paths from the root; those that would be made are in `newDepartments`. */
  readonly departments: readonly string[]
  readonly newDepartments: readonly string[]
  readonly fate: Fate
  /** Who it is already, for fates active, dismissed, invited and pending. */
  readonly person: { readonly id: string; readonly name: string } | null
  /** For fate `invalid`. */
  readonly problems: readonly RowProblem[]
  /** The cells as read, for fate `invalid`. */
  readonly cells: readonly string[]
  /** Z7. Rows with one are imported only when chosen. */
  readonly lookAlikes: readonly LookAlike[]
  /** Whether it will be imported as things are chosen now. */
  readonly included: boolean
  /** The file says that this account is suspended: left out unless chosen. */
  readonly suspended?: boolean
}

export interface ImportPreview {
  readonly progress: WorkProgress
  /** How many rows meet each fate; look-alikes are counted apart and within `new`. */
  readonly fates: Readonly<Record<Fate, number>>
  readonly lookAlikes: number
  /** Rows that the file calls suspended, within `new`: left out unless chosen. */
  readonly suspended: number
  /** Rows that will be imported as things are chosen now. */
  readonly included: number
  readonly newDepartments: readonly string[]
  /** Seats that would be taken beyond the plan (N1): at once by people who become active, else if all accept. */
  readonly overSeats: number
}

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
  readonly chosen: boolean
}

/** Rows among those of fate `new` that are looked at by themselves: left out unless chosen. */
export const AMONG_NEW = ['look-alike', 'suspended'] as const
export type AmongNew = (typeof AMONG_NEW)[number]

/** What differences are looked through and chosen by: their kind, or `missing-here` with look-alikes alone (Z7). */
export const DIFFERENCE_VIEWS = [...DIFFERENCES, 'look-alike'] as const
export type DifferenceView = (typeof DIFFERENCE_VIEWS)[number]

/** An open file, of an import or of a bulk invitation; of the operator who opened it. */
export const sessionSchema = z.object({ id: idSchema })
/** A file of so many bytes. */
export const fileSchema = z.object({
  fileName: lineSchema(300),
  size: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
})
/** The next piece of it, base64 of at most IMPORT_PIECE bytes, in order. */
export const pieceSchema = sessionSchema.extend({
  offset: z.number().int().min(0),
  data: z.base64().max((IMPORT_PIECE / 3) * 4 + 8, 'TOO_LONG'),
})
/** How it is to be understood; null: as recognised. */
export const configurationSchema = sessionSchema.extend({
  encoding: z.enum(IMPORT_ENCODINGS).nullable().default(null),
  delimiter: z.enum(IMPORT_DELIMITERS).nullable().default(null),
  hasHeader: z.boolean().nullable().default(null),
  sheet: z.string().max(200, 'TOO_LONG').nullable().default(null),
  /** Field of each column, in order. */
  mapping: z.array(z.enum(IMPORT_FIELDS).nullable()).max(500, 'TOO_LONG').nullable().default(null),
})
export const choiceSchema = sessionSchema.extend({
  /** Rows to take in or leave out, by number; at most what a page shows. */
  rows: z.array(z.number().int().min(1)).max(10_000, 'TOO_LONG'),
  included: z.boolean(),
})
/** A page of rows, of one fate or of those that are looked at by themselves. */
export const rowsSchema = pageSchema.extend({
  id: idSchema,
  fate: z
    .enum([...FATES, ...AMONG_NEW])
    .nullable()
    .default(null),
})

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
