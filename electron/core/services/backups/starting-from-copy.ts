import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupContents } from '../../../contract/backups'
import { takeInCopy } from '../../store/copies'
import type { Actor } from '../ports'
import { backupFolder, backupName } from './backup-folder'
import type { BackupPlace } from './backup-keeper'
import { contentsOf } from './contents'
import { decideNewKeys } from './new-keys'
import { decideRestore, type RestorePlace } from './restoring'

/** A copy taken in where there is no portal yet. */
export interface FirstCopy {
  /** Its name among the copies. */
  readonly id: string
  readonly contents: BackupContents
}

/**
 * Takes in the copy that a console without a portal is to start from. Throws BACKUP_DAMAGED, STORE_NEWER, DISK_FULL,
 * STORE_READ_ONLY.
 */
export async function takeFirstCopy({ folder, nativeBinding }: BackupPlace, source: string): Promise<FirstCopy> {
  const options = nativeBinding ? { nativeBinding } : {}
  const place = ({ lastAt }: { readonly lastAt: number }): string => backupName('taken', lastAt)
  const { facts, name: id } = await takeInCopy(source, backupFolder(folder), place, options)
  return { id, contents: contentsOf(facts) }
}

/** Forgets a copy that nothing was started from. */
export function dropFirstCopy(folder: string, { id }: FirstCopy): void {
  rmSync(join(backupFolder(folder), id), { force: true })
}

/**
 * Decides that the portal begins with this copy, and with the keys of `vault`, which is new (decision 053). `prove` says which
 * administrator of the copy asks for it, given the file to look them up in; what it throws leaves everything as it was.
 */
export async function decideStart(
  place: Omit<RestorePlace, 'log'>,
  { id }: FirstCopy,
  prove: (file: string) => Promise<Actor>,
): Promise<void> {
  await decideRestore(place, id, async ({ file }) => {
    const administrator = await prove(file)
    decideNewKeys(place, administrator)
    return administrator
  })
}
