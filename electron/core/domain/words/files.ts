// Files with people: what is read in them, what becomes of each row, and the long work that takes them in.

/** What happens to one address in a batch (S6). */
export const FATES = ['new', 'active', 'dismissed', 'invited', 'pending', 'duplicate', 'invalid'] as const
export type Fate = (typeof FATES)[number]

/** Why two entries may be one person (Z7). `domain`: the address looks like a mistyped one of a known domain. */
export const LIKENESSES = ['name', 'email', 'phone', 'domain'] as const
export type Likeness = (typeof LIKENESSES)[number]

/** Known sources of a file with people, recognised by its header row (D4). */
export const IMPORT_FORMATS = [
  'google-workspace',
  'entra',
  'entra-bulk-create',
  'entra-bulk-invite',
  'microsoft-365',
  'outlook',
  'google-contacts',
  'orangehrm',
  'discourse',
  'vcard',
  'address-list',
  'table',
] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** What a column of a file may hold; several columns may hold the same, and the first that is filled counts (D4). */
export const IMPORT_FIELDS = [
  'firstName',
  'middleName',
  'lastName',
  'fullName',
  'email',
  'phone',
  'position',
  'department',
  'departmentPath',
  'workgroups',
  'status',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** Encodings a text file may be read with (D4). */
export const IMPORT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number]

/** What may separate the cells of a row (D4). */
export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number]

/** What keeps a row from being imported; it is shown, kept and can be saved with its reason (D4). */
export const ROW_PROBLEMS = [
  'TOO_MANY_CELLS',
  'TOO_FEW_CELLS',
  'ADDRESS_REQUIRED',
  'EMAIL_INVALID',
  'PHONE_INVALID',
  'ADDRESS_TAKEN',
  'TOO_LONG',
  'CONTROL_CHARACTERS',
  'DEPARTMENT_UNKNOWN',
  'WORKGROUP_UNKNOWN',
] as const
export type RowProblem = (typeof ROW_PROBLEMS)[number]

/** What imported people become: asked in, or at once part of the directory because they work here already (S3). */
export const IMPORT_AS = ['invited', 'active'] as const
export type ImportAs = (typeof IMPORT_AS)[number]

/**
 * What can be decided together about the rows of a bulk invitation who are here already (S6): `resend` for the invited,
 * `confirm` for the pending, `rehire` for the dismissed, `add` the active to the departments and workgroups chosen.
 */
export const BULK_DECISIONS = ['resend', 'confirm', 'rehire', 'add'] as const
export type BulkDecision = (typeof BULK_DECISIONS)[number]

/** Where a piece of long work stands. */
export const WORK_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
export type WorkState = (typeof WORK_STATES)[number]

/** How a row of the real directory's export differs from what Usher knows (Z5). */
export const DIFFERENCES = ['missing-here', 'missing-there', 'is-in', 'is-out', 'changed', 'same'] as const
export type Difference = (typeof DIFFERENCES)[number]

/**
 * Who the file says does not work there: a suspended account, or somebody who is only invited or waits there, which tells
 * only against those who are to be active at once.
 */
export const STANDINGS = ['suspended', 'not-in-yet'] as const
export type Standing = (typeof STANDINGS)[number]

export function isStanding(text: string): text is Standing {
  return STANDINGS.some((each) => each === text)
}
