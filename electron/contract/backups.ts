import { z } from 'zod'
import type { BackupKind } from '../core/domain/vocabulary'
import { lineSchema, output, passwordSchema, procedure, type RefusalData } from './base'

/** A copy of the portal's data in the backup folder. */
export interface Backup {
  /** Its file name. */
  readonly id: string
  readonly kind: BackupKind
  /** When it was made, or of one taken in, when something was last done in it; milliseconds UTC. */
  readonly at: number
  /** Bytes. */
  readonly size: number
}

/** What a copy holds, found out by looking through all of it. */
export interface BackupContents {
  readonly portalName: string
  readonly people: number
  readonly invited: number
  readonly pending: number
  /** When something was last done in it; milliseconds UTC. */
  readonly lastAt: number
}

export interface Backups {
  /** The newest first. */
  readonly copies: readonly Backup[]
  /** The sample company is not backed up by itself, and nothing is restored into it. */
  readonly sample: boolean
  /** Why the last daily copy could not be made. */
  readonly failure: RefusalData | null
}

/** Names of copies, and nothing that leads out of their folder. */
export const backupIdSchema = z
  .string()
  .max(60, 'TOO_LONG')
  .regex(/^(?:daily|asked|taken|replaced|before-\d{1,6})-\d{1,16}\.usher$/, 'INVALID')
const oneBackup = z.object({ id: backupIdSchema })

export const backups = {
  list: procedure.output(output<Backups>()),
  /** Makes a copy now. Throws DISK_FULL, STORE_READ_ONLY, STORE_DAMAGED. */
  make: procedure.output(output<Backup>()),
  /** Looks through a copy. Throws NOT_FOUND, BACKUP_DAMAGED, BACKUP_OF_ANOTHER_PORTAL, STORE_NEWER. */
  look: procedure.input(oneBackup).output(output<BackupContents>()),
  /** Saves a copy where the operator chooses; null: nowhere. Throws NOT_FOUND, FILE_NOT_WRITTEN. */
  saveAs: procedure.input(oneBackup).output(output<{ readonly file: string } | null>()),
  /**
   * Takes a copy in from a file the operator chooses, once it is found sound; null: they chose none. Throws as `look`
   * and `make` do.
   */
  takeIn: procedure.output(output<Backup | null>()),
  remove: procedure.input(oneBackup),
}

const keysSchema = z.object({
  login: lineSchema(320),
  password: passwordSchema,
  /** Of the new vault; null where the system's keychain protects it. */
  passphrase: passwordSchema.nullable().default(null),
})
export type KeysInput = z.infer<typeof keysSchema>

/** What closes the portal and opens it again, and what begins with data from elsewhere. */
export const restoring = {
  /**
   * Puts a copy in the place of the data, which is kept as a copy itself; everybody signs in anew. Throws as
   * `backups.look` does.
   */
  restore: procedure.input(oneBackup),
  /** The same with the newest sound copy, where the data file is damaged. Throws BACKUP_MISSING. */
  restoreNewest: procedure,
  /**
   * At set-up: looks through a copy the operator chooses, from another computer or an earlier installation; null: they
   * chose none. Throws PORTAL_EXISTS, BACKUP_DAMAGED, STORE_NEWER, DISK_FULL.
   */
  chooseCopy: procedure.output(output<BackupContents | null>()),
  /**
   * At set-up: begins with that copy, under new keys (decision 053), and signs in the administrator of it who proves
   * themselves. Throws NOT_FOUND where none was chosen, WRONG_CREDENTIALS, NOT_ALLOWED, PASSPHRASE_REQUIRED.
   */
  startFromCopy: procedure.input(keysSchema),
  /**
   * Where the vault cannot be opened any more: goes on under new keys. Every link, code and temporary password from
   * before is dead then. Throws NOT_ALLOWED in any other state, else as `startFromCopy`.
   */
  renewKeys: procedure.input(keysSchema),
}
