import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal } from '../../domain/refusal'
import { readAuditEnd } from '../../store/audit-pages'
import { recordAudit } from '../../store/audit'
import { type CopyFacts, makeCopy, readCopy } from '../../store/copies'
import { holdBackAfterRestore } from '../../store/restored'
import { asRefusals } from '../../store/store-errors'
import { storeFile } from '../../store/store-file'
import type { Clock, Log, Vault } from '../ports'
import type { ServiceContext } from '../service-context'
import { backupFolder, backupName, backupsForDamage, findBackup } from './backup-folder'
import type { BackupPlace } from './backup-keeper'

/**
 * A restore under way, as the vault keeps it from the moment on at which it is decided: whatever ends the program then,
 * the next start carries it through.
 */
interface RestoreNote {
  /** Who asked; null: nobody was signed in, for the data was damaged. */
  readonly by: { readonly personId: string; readonly name: string } | null
  /** When the copy was made, and when it was put in the place of the data; milliseconds UTC. */
  readonly from: number
  readonly at: number
}

/** What restoring needs of a portal that may be closed. */
export interface RestorePlace extends BackupPlace {
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
}

/** The copy that is to take the place of the data. */
const waitingFile = (folder: string): string => join(folder, 'restoring.db')

/** With the log that somebody left who was looking into it. */
function removeWaiting(folder: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(`${waitingFile(folder)}${part}`, { force: true })
}

/** The copy that is ready to take the place of the data. */
export interface ReadyCopy {
  /** Its path; it may be opened and changed. */
  readonly file: string
  readonly facts: CopyFacts
}

/**
 * Decides that a copy takes the place of the data at the next opening. `accept` may refuse it for what it holds, and
 * says who asks for it. Throws NOT_FOUND, BACKUP_DAMAGED, STORE_NEWER, DISK_FULL, STORE_READ_ONLY; nothing is decided
 * then.
 */
export async function decideRestore(
  { clock, folder, nativeBinding, vault }: Omit<RestorePlace, 'log'>,
  backupId: string,
  accept: (copy: ReadyCopy) => Promise<RestoreNote['by']>,
): Promise<void> {
  const { at: from } = findBackup(folder, backupId)
  const file = waitingFile(folder)
  removeWaiting(folder)
  const source = join(backupFolder(folder), backupId)
  const facts = await makeCopy(source, file, nativeBinding ? { nativeBinding } : {})
  try {
    const by = await accept({ file, facts })
    const note: RestoreNote = { by: by && { personId: by.personId, name: by.name }, from, at: clock.now() }
    vault.set('restoring', JSON.stringify(note))
  } catch (error) {
    removeWaiting(folder)
    throw error
  }
}

/** The same with the newest copy that is sound, where the data is damaged. Throws BACKUP_MISSING where there is none. */
export async function decideNewest(place: RestorePlace): Promise<void> {
  for (const { id } of backupsForDamage(place.folder)) {
    try {
      await decideRestore(place, id, async () => null)
      return
    } catch (error) {
      if (!(error instanceof Refusal) || (error.code !== 'BACKUP_DAMAGED' && error.code !== 'STORE_NEWER')) throw error
      place.log.error(`the backup ${id} cannot be restored`, error)
    }
  }
  throw new Refusal('BACKUP_MISSING')
}

/**
 * Before the store is opened: carries out what was decided. The data that was there becomes a copy itself; damaged data is kept
 * beside the copies. Does nothing where nothing was decided.
 */
export function carryOutRestore({ folder, vault }: Pick<RestorePlace, 'folder' | 'vault'>): void {
  const note = noteIn(vault)
  const waiting = waitingFile(folder)
  if (!note) {
    removeWaiting(folder)
    return
  }
  if (!existsSync(waiting)) return
  const store = storeFile(folder)
  const aside = putAside(folder, note)
  asRefusals(() => {
    mkdirSync(dirname(aside), { recursive: true, mode: 0o700 })
    // The log first: beside the data of the copy it would be taken for the copy's.
    for (const part of ['-wal', '-shm', '']) {
      if (existsSync(`${store}${part}`)) renameSync(`${store}${part}`, `${aside}${part}`)
    }
    renameSync(waiting, store)
  })
}

/**
 * After it is opened, before anything runs: what may have been sent since the copy was made is not sent again by
 * itself, and the log tells of the restore and goes on from there (H1).
 */
export async function completeRestore(context: ServiceContext, { folder, nativeBinding }: BackupPlace): Promise<void> {
  const { clock, log, store, vault } = context
  const note = noteIn(vault)
  if (!note) return
  const aside = putAside(folder, note)
  // Where the program had been ended at once: a copy is one file, with all that was in the log beside it.
  if (note.by && existsSync(`${aside}-wal`)) {
    const failed = (error: unknown): void => log.error('what a restore has put aside cannot be read', error)
    await readCopy(aside, nativeBinding ? { nativeBinding } : {}).catch(failed)
  }
  await store.write(async (writer) => {
    const messages = await holdBackAfterRestore(writer, clock.now())
    await recordAudit(writer, clock.now(), {
      actor: note.by,
      origin: note.by ? 'console' : 'system',
      action: 'portal.restored',
      subject: null,
      details: { from: note.from, messages },
    })
  })
  // The log has lost its end lawfully.
  vault.set('audit-anchor', JSON.stringify(await readAuditEnd(store.reader)))
  vault.remove('restoring')
}

/** Where the data goes that the copy takes the place of: sound data is a copy from then on. */
function putAside(folder: string, { at, by }: RestoreNote): string {
  return join(backupFolder(folder), by ? backupName('replaced', at) : `damaged-${at}.usher`)
}

function noteIn(vault: Vault): RestoreNote | null {
  const text = vault.get('restoring')
  return text === null ? null : (JSON.parse(text) as RestoreNote)
}
