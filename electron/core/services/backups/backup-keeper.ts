import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Backup } from '../../../contract/backups'
import type { RefusalData } from '../../../contract/base'
import { Refusal } from '../../domain/refusal'
import type { BackupKind } from '../../domain/vocabulary'
import { readPortal } from '../../store/accounts'
import { recordAudit } from '../../store/audit'
import { makeCopy } from '../../store/copies'
import { storeFile } from '../../store/store-file'
import type { ServiceContext } from '../service-context'
import { backupFolder, backupName, findBackup, listBackups, removeUnfinished } from './backup-folder'

/** Where the data of a portal lies, and with what it is read. */
export interface BackupPlace {
  /** Holds the store. */
  readonly folder: string
  readonly nativeBinding?: string
}

/** Makes copies of the data, one at a time: when asked, and once a day by itself. */
export interface BackupKeeper {
  /** Why the last daily copy could not be made. */
  failure(): RefusalData | null
  /** Throws DISK_FULL, STORE_READ_ONLY, and STORE_DAMAGED where the data itself is. */
  make(kind: 'daily' | 'asked'): Promise<Backup>
  /** Makes the copy of the day where it is due, and removes those kept long enough. Never throws. */
  keepDaily(): Promise<void>
  /** Begins to look by itself whether a copy is due. */
  start(): void
  /** Gives up what is under way. */
  stop(): Promise<void>
}

/** After the start, and then again and again; in milliseconds. */
const FIRST_LOOK = 60_000
const NEXT_LOOK = 30 * 60_000
const HOUR = 60 * 60_000
/** A copy is due so long after the last one: a console that is opened every morning makes one every morning. */
const DUE = 20 * HOUR
/** So many are kept however old they are: a clock that is wrong must not take them all. */
const ALWAYS_KEPT = 3

export function createBackupKeeper(context: ServiceContext, { folder, nativeBinding }: BackupPlace): BackupKeeper {
  const { changes, clock, log, store } = context
  const ending = new AbortController()
  let failure: RefusalData | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null

  function make(kind: 'daily' | 'asked'): Promise<Backup> {
    const made = turn.then(async () => {
      const id = backupName(kind, clock.now())
      const options = { signal: ending.signal, ...(nativeBinding ? { nativeBinding } : {}) }
      await makeCopy(storeFile(folder), join(backupFolder(folder), id), options).catch((error: unknown) => {
        throw error instanceof Refusal && error.code === 'BACKUP_DAMAGED' ? new Refusal('STORE_DAMAGED') : error
      })
      changes.announce('backups')
      return findBackup(folder, id)
    })
    turn = made.catch(() => {})
    return made
  }

  /** Told once, not every half hour. */
  async function fail(error: unknown): Promise<void> {
    const isFirst = failure === null
    failure = { code: error instanceof Refusal ? error.code : 'INTERNAL', params: {}, fields: [] }
    log.error('the daily backup could not be made', error)
    changes.announce('backups')
    if (!isFirst) return
    const entry = { actor: null, origin: 'system', action: 'backup.failed', subject: null } as const
    await store.write((writer) =>
      recordAudit(writer, clock.now(), { ...entry, details: { code: failure?.code ?? '' } }),
    )
    changes.announce('activity')
  }

  /** The newest first. One of a time to come was made by a clock that was wrong, and says nothing of the last day. */
  function madeByNow(kind: BackupKind): readonly Backup[] {
    return listBackups(folder).filter((backup) => backup.kind === kind && backup.at <= clock.now())
  }

  async function keepDaily(): Promise<void> {
    try {
      const [newest] = madeByNow('daily')
      if (newest && clock.now() - newest.at < DUE) return
      await make('daily')
      failure = null
      await removeOld()
    } catch (error) {
      if (ending.signal.aborted) return
      await fail(error).catch((reason: unknown) => log.error('the failed backup could not be told', reason))
    }
  }

  async function removeOld(): Promise<void> {
    const { backup_days: days } = await readPortal(store.reader)
    const before = clock.now() - days * 24 * HOUR
    for (const kind of ['daily', 'replaced'] as const) {
      for (const { at, id } of madeByNow(kind).slice(ALWAYS_KEPT))
        if (at < before) rmSync(join(backupFolder(folder), id))
    }
    changes.announce('backups')
  }

  function lookIn(pause: number): void {
    timer = setTimeout(() => {
      void keepDaily().then(() => {
        if (!ending.signal.aborted) lookIn(NEXT_LOOK)
      })
    }, pause).unref()
  }

  return {
    failure: () => failure,
    make,
    keepDaily,
    start() {
      removeUnfinished(folder)
      lookIn(FIRST_LOOK)
    },
    async stop() {
      if (timer) clearTimeout(timer)
      ending.abort(new Error('The portal is being closed'))
      await turn
    },
  }
}
