import type { ImportDelimiter, ImportEncoding, ImportField, ImportFormat, RowProblem } from '../domain/vocabulary'

/** What the operator set by hand; null: as recognised (D4). */
export interface ReadOptions {
  readonly encoding: ImportEncoding | null
  readonly delimiter: ImportDelimiter | null
  readonly hasHeader: boolean | null
  readonly sheet: string | null
  /** Field of each column, in order; columns beyond its end are not imported. */
  readonly mapping: readonly (ImportField | null)[] | null
  /** ISO 3166-1 alpha-2: whose national numbers tell where one ends in a list of them; left out: international ones only. */
  readonly country?: string
}

export const AS_RECOGNISED: ReadOptions = {
  encoding: null,
  delimiter: null,
  hasHeader: null,
  sheet: null,
  mapping: null,
}

export interface ReadColumn {
  /** From 0. */
  readonly index: number
  /** Header cell as written; a letter (A, B, …) where the file has no header row. */
  readonly title: string
  readonly field: ImportField | null
}

export interface ReadRow {
  /** Number of the row as a spreadsheet counts, from 1; of a vCard file or an address list, the number of the card or entry. */
  readonly row: number
  /** As read; trailing empty cells may be missing. */
  readonly cells: readonly string[]
  readonly problem: 'TOO_MANY_CELLS' | 'TOO_FEW_CELLS' | null
}

/** A file as a table, whatever it was (D4). */
export interface ReadTable {
  readonly kind: 'text' | 'workbook' | 'vcard'
  readonly format: ImportFormat
  /** Of text files, else null. */
  readonly encoding: ImportEncoding | null
  /** Of text files, else null. */
  readonly delimiter: ImportDelimiter | null
  readonly hasHeader: boolean
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly columns: readonly ReadColumn[]
  /** The header cells as written; null: the file has none. */
  readonly header: readonly string[] | null
  /** Rows that hold something, without the header, version lines and the sample rows of templates. */
  readonly rows: readonly ReadRow[]
}

/** Why a file cannot be read: the param `reason` of IMPORT_UNREADABLE. */
export const UNREADABLE_REASONS = [
  /** The binary workbook of Excel before 2007. */
  'xls',
  /** An archive that is no workbook, or a damaged one. */
  'zip',
  /** A workbook (or a document) under a password. */
  'protected',
  /** No text: a picture, a program, a PDF. */
  'binary',
  /** A workbook of another kind: OpenDocument, XLSB, Numbers. */
  'workbook-kind',
  /** Unpacks to more than may be taken. */
  'too-large',
  'too-many-columns',
  'too-many-rows',
  /** The sheet that was asked for is not there. */
  'sheet',
  /** Parts of the workbook cannot be understood. */
  'damaged',
] as const
export type UnreadableReason = (typeof UNREADABLE_REASONS)[number]

/** What a row says of one person, checked and in comparable forms (D4, S6). */
export interface PersonDraft {
  readonly row: number
  readonly firstName: string
  readonly lastName: string
  /** Comparable form. */
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  readonly position: string
  /** Each from the top down, without the portal's root. */
  readonly departmentPaths: readonly (readonly string[])[]
  readonly workgroups: readonly string[]
  /** `invited`: on the way in there, and not in yet. Null: the file does not say. */
  readonly status: 'active' | 'suspended' | 'invited' | null
  /**
   * Empty: the row can be imported as far as it alone tells. ADDRESS_TAKEN, DEPARTMENT_UNKNOWN and WORKGROUP_UNKNOWN
   * are not told here.
   */
  readonly problems: readonly RowProblem[]
}
