import { demand } from '../../domain/access'
import type { JoinLinks } from '../join-links'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { importFiles } from './import-files'
import { importPreview } from './import-preview'
import { importRuns } from './import-runs'
import { reconciliations } from './reconciliations'
import { type ImportSession, type ImportSessions, importSessions } from './sessions'

/** D4, Z5, Z7: files of people, each in a session of the operator who opened it; see contract/imports.ts. */
export function createImportsService(
  context: ServiceContext,
  links: JoinLinks,
): ServiceOf<'imports'> & Pick<ImportSessions, 'isWorking'> & { stop(): Promise<void> } {
  const sessions = importSessions(context)

  async function demandRight(actor: Actor): Promise<void> {
    demand(actor, 'imports.run')
  }

  /** The operator's own session. Throws NOT_ALLOWED, IMPORT_GONE. */
  async function find(actor: Actor, id: string): Promise<ImportSession> {
    await demandRight(actor)
    return sessions.find(actor, id)
  }

  return {
    ...importFiles(context.store.reader, sessions, find, demandRight),
    ...importPreview(context, find),
    ...importRuns(context, links, find),
    ...reconciliations(context, find),
    isWorking: () => sessions.isWorking(),
    stop: () => sessions.closeAll(),
  }
}
