import { z } from 'zod'
import {
  type Fate,
  FATES,
  IMPORT_DELIMITERS,
  type ImportDelimiter,
  IMPORT_ENCODINGS,
  type ImportEncoding,
  IMPORT_FIELDS,
  type ImportField,
  type ImportFormat,
  type Likeness,
  type RowProblem,
  type Standing,
  STANDINGS,
  type WorkState,
} from '../core/domain/vocabulary'
import { idSchema, lineSchema, pageSchema, type RefusalData } from './base'
import { IMPORT_PIECE } from './vocabulary'

// What an import and a bulk invitation share: a file that is handed over, understood, checked row by row and shown.

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
  /** What the file says of them, where it speaks against taking them in: left out unless chosen. */
  readonly standing?: Standing
}

export interface ImportPreview {
  readonly progress: WorkProgress
  /** How many rows meet each fate; look-alikes are counted apart and within `new`. */
  readonly fates: Readonly<Record<Fate, number>>
  readonly lookAlikes: number
  /** Rows of each standing within `new`: left out unless chosen. */
  readonly standings: Readonly<Record<Standing, number>>
  /** Rows that will be imported as things are chosen now. */
  readonly included: number
  readonly newDepartments: readonly string[]
  /** Seats that would be taken beyond the plan (N1): at once by people who become active, else if all accept. */
  readonly overSeats: number
}

/** Rows among those of fate `new` that are looked at by themselves: left out unless chosen. */
export const AMONG_NEW = ['look-alike', ...STANDINGS] as const
export type AmongNew = (typeof AMONG_NEW)[number]

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
/** Rows whose e-mail addresses were probably meant otherwise. */
export const correctionSchema = sessionSchema.extend({ rows: z.array(z.number().int().min(1)).max(200, 'TOO_LONG') })
/** A page of rows, of one fate or of those that are looked at by themselves. */
export const rowsSchema = pageSchema.extend({
  id: idSchema,
  fate: z
    .enum([...FATES, ...AMONG_NEW])
    .nullable()
    .default(null),
})
