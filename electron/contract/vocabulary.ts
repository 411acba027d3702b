/**
 * Every closed list of the contract as values, and nothing else: the window imports its values from here and its types
 * from the other files, so that it carries neither the schemas nor the library they are written in.
 */
export * from '../core/domain/vocabulary'
export * from '../core/domain/sms-words'
export { AUDIT_ACTIONS, type AuditAction } from '../core/domain/audit-actions'
export { MAIL_SERVERS, isSignInProvider } from '../core/domain/mail-presets'
export { readAnswer, type MailTrouble } from '../core/domain/mail-troubles'
export { addressForDisplay } from '../core/domain/shown-addresses'
export { looksLikePhone } from '../core/domain/typed-addresses'
export { withoutYearWord } from '../core/domain/year-word'
export { NAME_MAXIMUM } from '../core/domain/lines'
export { PAPERS, type Paper, paperOf } from '../core/domain/paper'
export { CORRECTIONS, type Correction } from '../core/domain/printed-codes'
export { gridOf, isLabels, LARGEST_SHIFT, paperFor } from '../core/domain/sheet-layouts'
export { FIELD_CODES, REFUSAL_CODES, type FieldCode, type RefusalCode } from '../core/domain/refusal'

/** Light, dark, or as the system is. */
export const APPEARANCES = ['system', 'light', 'dark'] as const
export type Appearance = (typeof APPEARANCES)[number]

/**
 * What the window shows first. `setup`: no portal yet; `vault`: a passphrase is needed; `choose-password`:
 * the operator signed in with a temporary password (R2); `kiosk`: newcomers register here until the operator's password is
 * given (J3); `problem`: the portal cannot
 * be opened and says why.
 */
export const PHASES = ['setup', 'vault', 'sign-in', 'locked', 'choose-password', 'kiosk', 'open', 'problem'] as const
export type Phase = (typeof PHASES)[number]

/** Where secrets are kept: the system's keychain, under a passphrase, or in memory only (sample company). */
export const VAULT_KINDS = ['system', 'passphrase', 'memory'] as const
export type VaultKind = (typeof VAULT_KINDS)[number]

/** What the native menu asks of the window; what main can do itself (lock, language, appearance) never comes here. */
export const COMMANDS = [
  'invite',
  'search',
  'overview',
  'today',
  'employees',
  'structure',
  'workgroups',
  'messages',
  'sheets',
  'activity',
  'settings',
  'kiosk',
] as const
export type Command = (typeof COMMANDS)[number]

/** People of one invitation by e-mail or SMS; more are invited in bulk. */
export const INVITED_TOGETHER = 10_000
/** Largest bounce message that is read, in bytes (M9). */
export const BOUNCE_MAXIMUM = 5 * 1024 * 1024
/** Bytes of one piece of a file that is handed over for import, before base64. */
export const IMPORT_PIECE = 256 * 1024
/** Largest file that is taken for import, in bytes. */
export const IMPORT_MAXIMUM = 128 * 1024 * 1024
