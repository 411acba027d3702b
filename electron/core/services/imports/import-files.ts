import type { ImportReading } from '../../../contract/file-sessions'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { AS_RECOGNISED, readImportFile, type ReadOptions, type ReadTable } from '../../imports'
import { readPortal } from '../../store/accounts'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'
import type { ServiceOf } from '../service-types'
import { paced } from '../../store/slice-clock'
import { readingOf } from './checking'
import { type FindSession, type ImportSession, type ImportSessions, isBusy, stopLooking, worksOf } from './sessions'

/**
 * Handing a file over and having it understood, whatever it is for (D4). `demandRight` is asked before anything is kept
 * in memory; what a session is found by checks it too.
 */
export function importFiles(
  reader: Reader,
  sessions: ImportSessions,
  find: FindSession,
  demandRight: (actor: Actor) => Promise<void>,
): Pick<ServiceOf<'imports'>, 'open' | 'put' | 'read' | 'configure' | 'cancel' | 'close'> {
  return {
    async open(actor, { fileName, size }) {
      await demandRight(actor)
      return { id: sessions.open(actor, fileName, size).id }
    },
    async put(actor, { data, id, offset }) {
      sessions.put(await find(actor, id), offset, Buffer.from(data, 'base64'))
    },
    read: async (actor, { id }) => await understand(reader, await find(actor, id), AS_RECOGNISED),
    async configure(actor, { id, ...options }) {
      const session = await find(actor, id)
      await stopLooking(session)
      return await understand(reader, session, options)
    },
    async cancel(actor, { id }) {
      for (const work of worksOf(await find(actor, id))) work.cancel()
    },
    async close(actor, { id }) {
      sessions.close(await find(actor, id))
    },
  }
}

/**
 * Understands the file; what was found out about it before is forgotten. Throws IMPORT_RUNNING, IMPORT_EMPTY,
 * IMPORT_UNREADABLE, and INVALID_INPUT before all of it has come.
 */
export async function understand(
  reader: Reader,
  session: ImportSession,
  options: Omit<ReadOptions, 'country'>,
): Promise<ImportReading> {
  if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
  if (session.received !== session.size) throw fieldRefusal('id', 'INVALID')
  if (session.size === 0) throw new Refusal('IMPORT_EMPTY')
  session.reading = true
  session.check = session.comparing = session.run = session.reconciling = session.deciding = null
  try {
    const { country } = await readPortal(reader)
    const table = await readTable(session, { ...options, country })
    session.table = table
    return readingOf(session.id, session.fileName, table)
  } finally {
    session.reading = false
  }
}

function readTable(session: ImportSession, options: ReadOptions): Promise<ReadTable> {
  return readImportFile({ name: session.fileName, bytes: session.bytes }, options, paced)
}
