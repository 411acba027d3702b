import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { readPortal } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { type CopyFacts, readCopy, UNFINISHED } from '../../store/copies'
import { storeError } from '../../store/store-errors'
import { exportTexts, suggestedName } from '../saving/export-texts'
import type { Actor } from '../ports'
import { saveExport } from '../saving/save-file'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { backupFolder, backupName, findBackup, listBackups } from './backup-folder'
import type { BackupKeeper, BackupPlace } from './backup-keeper'
import { demandSamePortal } from './same-portal'

/** Copies of the portal's data: administrators only. */
export function createBackupsService(
  context: ServiceContext,
  { folder, nativeBinding }: BackupPlace,
  keeper: BackupKeeper,
): ServiceOf<'backups'> {
  const { changes, clock, files, store } = context
  const path = (id: string): string => join(backupFolder(folder), id)

  /** What a file of the folder holds, where it is a sound copy of this portal. */
  async function look(file: string): Promise<CopyFacts> {
    const facts = await readCopy(file, nativeBinding ? { nativeBinding } : {})
    await demandSamePortal(store.reader, facts)
    return facts
  }

  async function record(actor: Actor, action: AuditAction, id: string): Promise<void> {
    await store.write((writer) =>
      recordAudit(writer, clock.now(), { actor, origin: 'console', action, subject: null, details: { file: id } }),
    )
    changes.announce('activity', 'backups')
  }

  /** The name under which it is there. Copied first: what is looked at must not change, and the operator's file stays as it is. */
  async function copiedIn(source: string): Promise<string> {
    const unfinished = `${path(backupName('taken', clock.now()))}${UNFINISHED}`
    try {
      await mkdir(backupFolder(folder), { recursive: true, mode: 0o700 })
      await copyFile(source, unfinished)
      const id = backupName('taken', (await look(unfinished)).lastAt)
      await rename(unfinished, path(id))
      return id
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {})
      throw storeError(error)
    }
  }

  return {
    async list(actor) {
      demand(actor, 'backups.edit')
      const { sample } = await readPortal(store.reader)
      return { copies: listBackups(folder), sample: sample === 1, failure: keeper.failure() }
    },

    async make(actor) {
      demand(actor, 'backups.edit')
      const made = await keeper.make('asked')
      await record(actor, 'backup.made', made.id)
      return made
    },

    async look(actor, { id }) {
      demand(actor, 'backups.edit')
      const { rootId: _root, ...contents } = await look(path(findBackup(folder, id).id))
      return contents
    },

    async saveAs(actor, { id }) {
      demand(actor, 'backups.edit')
      const { at } = findBackup(folder, id)
      const { locale, name } = await readPortal(store.reader)
      const suggestion = { name: suggestedName(exportTexts(locale).backup, name, at), extension: 'usher' }
      const audited = { action: 'backup.saved', details: () => ({ file: id }) } as const
      const file = await saveExport(context, actor, suggestion, () => createReadStream(path(id)), audited)
      return file === null ? null : { file }
    },

    async takeIn(actor) {
      demand(actor, 'backups.edit')
      const source = await files.choose('usher')
      if (source === null) return null
      const id = await copiedIn(source)
      await record(actor, 'backup.taken-in', id)
      return findBackup(folder, id)
    },

    async remove(actor, { id }) {
      demand(actor, 'backups.edit')
      await rm(path(findBackup(folder, id).id)).catch((error: unknown) => {
        throw storeError(error)
      })
      await record(actor, 'backup.removed', id)
    },
  }
}
