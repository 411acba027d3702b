import { setImmediate } from 'node:timers/promises'
import { demand } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { AS_RECOGNISED, readImportFile, type ReadOptions, type ReadTable } from '../../imports'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { sliceIsOver } from '../slices'
import { readingOf } from './checking'
import { importPreview } from './import-preview'
import { importRuns } from './import-runs'
import { reconciliations } from './reconciliations'
import { type ImportSession, importSessions, isBusy, stopLooking } from './sessions'

/** D4, Z5, Z7: files of people, each in a session of the operator who opened it; see contract/imports.ts. */
export function createImportsService(
  context: ServiceContext,
  links: JoinLinks,
): ServiceOf<'imports'> & { stop(): Promise<void> } {
  const sessions = importSessions(context)

  /** The operator's own session. Throws NOT_ALLOWED, IMPORT_GONE. */
  function find(actor: Actor, id: string): ImportSession {
    demand(actor, 'imports.run')
    return sessions.find(actor, id)
  }

  /** Understands the file; what was found out about it before is forgotten. */
  async function understand(session: ImportSession, options: ReadOptions): Promise<ReadTable> {
    if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
    if (session.received !== session.size) throw fieldRefusal('id', 'INVALID')
    if (session.size === 0) throw new Refusal('IMPORT_EMPTY')
    session.reading = true
    session.check = session.comparing = session.run = session.reconciling = null
    try {
      session.table = await readImportFile({ name: session.fileName, bytes: session.bytes }, options, pauses())
      return session.table
    } finally {
      session.reading = false
    }
  }

  return {
    ...importPreview(context, find),
    ...importRuns(context, links, find),
    ...reconciliations(context, find),

    async open(actor, { fileName, size }) {
      demand(actor, 'imports.run')
      return { id: sessions.open(actor, fileName, size).id }
    },
    async put(actor, { data, id, offset }) {
      sessions.put(find(actor, id), offset, Buffer.from(data, 'base64'))
    },
    async read(actor, { id }) {
      const session = find(actor, id)
      return readingOf(id, session.fileName, await understand(session, AS_RECOGNISED))
    },
    async configure(actor, { id, ...options }) {
      const session = find(actor, id)
      await stopLooking(session)
      return readingOf(id, session.fileName, await understand(session, options))
    },
    async cancel(actor, { id }) {
      const { check, comparing, reconciling, run } = find(actor, id)
      for (const each of [check, comparing, reconciling, run]) each?.work.cancel()
    },
    async close(actor, { id }) {
      sessions.close(find(actor, id))
    },
    stop: () => sessions.closeAll(),
  }
}

/** Lets other work of the process through whenever a slice is used up, however often it is called. */
function pauses(): () => Promise<void> {
  let start = performance.now()
  return async () => {
    if (!sliceIsOver(start)) return
    await setImmediate()
    start = performance.now()
  }
}
