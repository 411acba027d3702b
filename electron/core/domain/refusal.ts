/**
 * Why something was refused. Each code has a message in both languages that says what happened and what to do;
 * `params` fill its blanks. A refusal is lawful: it never means that something broke.
 */
export const REFUSAL_CODES = [
  'INVALID_INPUT',
  'NOT_SIGNED_IN',
  'CONSOLE_LOCKED',
  'KIOSK_OPEN',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'STATE_NOT_ALLOWED',
  'HAS_TASKS',
  'LAST_ADMINISTRATOR',
  'YOURSELF',
  'NO_SEAT',
  'ADDRESS_TAKEN',
  'ADDRESS_MISSING',
  'NOBODY_TO_INVITE',
  'NOBODY_WAITS',
  'DEPARTMENT_BELOW_ITSELF',
  'DEPARTMENT_IS_ROOT',
  'DEPARTMENT_NAME_TAKEN',
  'WORKGROUP_NAME_TAKEN',
  'NOTHING_TO_UNDO',
  'UNDO_TOO_LATE',
  'PLACE_NOT_ALLOWED',
  'SEATS_RESERVED_TOO_MANY',
  'WORKGROUP_CLOSED_TO_EXTERNALS',
  'WORKGROUP_HAS_EXTERNALS',
  'EXTERNAL_STAYS_OUTSIDE',
  'ONLY_EXTERNALS',
  'OWNER_NOT_ALLOWED',
  'PARTNER_NOT_LISTED',
  'PARTNER_STATUS_TOO_LOW',
  'PARTNER_OTHER_COMPANY',
  'PARTNER_SEATS_TAKEN',
  'NO_PARTNER_SEAT',
  'REGISTRY_MISSING',
  'REGISTRY_KEY_MISSING',
  'REGISTRY_UNREADABLE',
  'REGISTRY_SIGNATURE_WRONG',
  'REGISTRY_EXPIRED',
  'REGISTRY_NOT_YET_VALID',
  'REGISTRY_OLDER',
  'REGISTRY_UNREACHABLE',
  'CHECKLIST_NAME_TAKEN',
  'IMPORT_GONE',
  'IMPORT_UNREADABLE',
  'IMPORT_EMPTY',
  'IMPORT_TOO_LARGE',
  'IMPORT_RUNNING',
  'BATCH_ACCEPTED',
  'BATCH_HAS_TASKS',
  'BATCH_UNDONE',
  'FILE_NOT_WRITTEN',
  'WRONG_CREDENTIALS',
  'WAIT_BEFORE_NEXT_TRY',
  'SIGN_IN_INVITED',
  'SIGN_IN_PENDING',
  'SIGN_IN_DISMISSED',
  'PASSWORD_CHANGE_REQUIRED',
  'PASSWORD_EXPIRED',
  'PASSWORD_SHOWN_BEFORE',
  'PASSWORD_TOO_WEAK',
  'MAIL_ACCOUNT_MISSING',
  'MAIL_PASSWORD_MISSING',
  'SMS_ACCOUNT_MISSING',
  'SMS_SECRET_MISSING',
  'SMS_APP_MISSING',
  'SMS_TOO_MANY',
  'EMAIL_TOO_MANY',
  'MAIL_SIGN_IN_MISSING',
  'SIGN_IN_UNREACHABLE',
  'SIGN_IN_NOT_TAKEN',
  'MAIL_APP_MISSING',
  'DRAFT_NOT_OPENED',
  'DRAFT_LINK_REPLACED',
  'APPLE_MAIL_NOT_ALLOWED',
  'BOUNCE_UNREADABLE',
  'MAIL_TEXT_FIXED',
  'PRINT_FAILED',
  'SHEETS_NOBODY',
  'SHEETS_TOO_MANY',
  'SHEETS_CANCELLED',
  'SHEET_CODE_TOO_FINE',
  'MAIL_TEXT_TOO_LONG',
  'UNKNOWN_PLACEHOLDER',
  'JOIN_ADDRESS_MISSING',
  'JOIN_PORT_IN_USE',
  'JOIN_INTERFACE_GONE',
  'JOIN_ADDRESS_INVALID',
  'LINK_DEAD',
  'LINK_TRY_LATER',
  'OPEN_LINK_OFF',
  'OPEN_LINK_FULL',
  'OPEN_LINK_EXPIRED',
  'VIBER_MISSING',
  'VAULT_LOCKED',
  'VAULT_WRONG_PASSPHRASE',
  'VAULT_UNREADABLE',
  'PASSPHRASE_REQUIRED',
  'PORTAL_EXISTS',
  'BACKUP_DAMAGED',
  'BACKUP_OF_ANOTHER_PORTAL',
  'BACKUP_MISSING',
  'STORE_NEWER',
  'STORE_DAMAGED',
  'STORE_READ_ONLY',
  'STORE_BUSY',
  'DISK_FULL',
  'INTERNAL',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** What is wrong with one field of a form; the window shows it beside the field. */
export const FIELD_CODES = [
  'REQUIRED',
  'TOO_LONG',
  'TOO_SHORT',
  'OUT_OF_RANGE',
  'EMAIL_INVALID',
  'EMAIL_LIST',
  'PHONE_INVALID',
  'ADDRESS_INVALID',
  'ADDRESS_TAKEN',
  'CONTROL_CHARACTERS',
  'DOMAIN_INVALID',
  'HOST_INVALID',
  'URL_INVALID',
  'PASSWORD_TOO_WEAK',
  'PASSWORD_TOO_SHORT',
  'PASSWORD_TOO_COMMON',
  'PASSWORDS_DIFFER',
  'PASSWORD_UNCHANGED',
  'DATE_INVALID',
  'DATE_PAST',
  'KEY_INVALID',
  'UNKNOWN_PLACEHOLDER',
  'LINK_PLACEHOLDER_MISSING',
  'SMS_PLACEHOLDER_MISSING',
  'SMS_SENDER_INVALID',
  'JSON_INVALID',
  'CODE_INCOMPLETE',
  'PASSWORD_PLACEHOLDER_MISSING',
  'INVALID',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]

export type RefusalParams = Readonly<Record<string, string | number>>
export interface FieldProblem {
  /** Path of the field in the input, joined with dots: `email`, `people.0.phone`. */
  readonly field: string
  readonly code: FieldCode
  readonly params?: RefusalParams
}

/**
 * Thrown by every use case that refuses. The caller gets code, params and fields; the message is for the log only.
 */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly params: RefusalParams = {},
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(`${code} ${JSON.stringify(params)}${fields.map((each) => ` ${each.field}:${each.code}`).join('')}`)
    this.name = 'Refusal'
  }
}

/** An INVALID_INPUT refusal for one field, for what a schema alone cannot see. */
export function fieldRefusal(field: string, code: FieldCode, params?: RefusalParams): Refusal {
  return new Refusal('INVALID_INPUT', {}, [params ? { field, code, params } : { field, code }])
}
