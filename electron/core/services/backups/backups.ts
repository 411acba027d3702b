import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { demand } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import { readPortal } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { readCopy, takeInCopy } from '../../store/copies'
import { storeError } from '../../store/store-errors'
import { exportTexts, suggestedName } from '../saving/export-texts'
import type { Actor } from '../ports'
import { saveExport } from '../saving/save-file'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { backupFolder, backupName, findBackup, listBackups } from './backup-folder'
import type { BackupKeeper, BackupPlace } from './backup-keeper'
import { contentsOf } from './contents'
import { demandSamePortal } from './same-portal'

/** Copies of the portal's data: administrators only. */
export function createBackupsService(
  context: ServiceContext,
  { folder, nativeBinding }: BackupPlace,
  keeper: BackupKeeper,
): ServiceOf<'backups'> {
  const { changes, clock, files, store } = context
  const path = (id: string): string => join(backupFolder(folder), id)

  async function record(actor: Actor, action: AuditAction, id: string): Promise<void> {
    await store.write((writer) =>
      recordAudit(writer, clock.now(), { actor, origin: 'console', action, subject: null, details: { file: id } }),
    )
    changes.announce('activity', 'backups')
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
      const facts = await readCopy(path(findBackup(folder, id).id), nativeBinding ? { nativeBinding } : {})
      await demandSamePortal(store.reader, facts)
      return contentsOf(facts)
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
      const { name: id } = await takeInCopy(
        source,
        backupFolder(folder),
        async (facts) => {
          await demandSamePortal(store.reader, facts)
          return backupName('taken', facts.lastAt)
        },
        nativeBinding ? { nativeBinding } : {},
      )
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
