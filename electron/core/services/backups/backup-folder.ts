import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup } from '../../../contract/backups'
import { Refusal } from '../../domain/refusal'
import type { BackupKind } from '../../domain/vocabulary'
import { UNFINISHED } from '../../store/copies'

/** `before-3-…` is what a migration makes. */
const NAME = /^(?<kind>daily|asked|taken|replaced|before-\d+)-(?<at>\d+)\.usher$/u

/** Where the copies of a portal's data lie, given the portal's folder. */
export function backupFolder(portalFolder: string): string {
  return join(portalFolder, 'backups')
}

/** The copies of a portal, the newest first; none where there is no folder or it cannot be looked at. */
export function listBackups(portalFolder: string): readonly Backup[] {
  const folder = backupFolder(portalFolder)
  return namesIn(folder)
    .flatMap((id) => backupNamed(folder, id) ?? [])
    .toSorted((one, other) => other.at - one.at || (one.id < other.id ? 1 : -1))
}

/**
 * Which copies can take the place of damaged data, the best first: the newest. What a restore has put aside was left on
 * purpose and comes last.
 */
export function backupsForDamage(portalFolder: string): readonly Backup[] {
  const all = listBackups(portalFolder)
  return [...all.filter(({ kind }) => kind !== 'replaced'), ...all.filter(({ kind }) => kind === 'replaced')]
}

/** The copy of this name. Throws NOT_FOUND. */
export function findBackup(portalFolder: string, id: string): Backup {
  const backup = backupNamed(backupFolder(portalFolder), id)
  if (!backup) throw new Refusal('NOT_FOUND')
  return backup
}

/** What a copy of this kind is called; `at` in milliseconds UTC. */
export function backupName(kind: Exclude<BackupKind, 'update'>, at: number): string {
  return `${kind}-${at}.usher`
}

/** Removes what a copy leaves that was cut off. */
export function removeUnfinished(portalFolder: string): void {
  const folder = backupFolder(portalFolder)
  for (const name of namesIn(folder))
    if (name.includes(`.usher${UNFINISHED}`)) rmSync(join(folder, name), { force: true })
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function backupNamed(folder: string, id: string): Backup | null {
  const parts = NAME.exec(id)?.groups
  const file = parts && statSync(join(folder, id), { throwIfNoEntry: false })
  if (!file?.isFile()) return null
  const kind = parts?.['kind'] ?? ''
  return {
    id,
    kind: kind.startsWith('before') ? 'update' : (kind as BackupKind),
    at: Number(parts?.['at']),
    size: file.size,
  }
}
