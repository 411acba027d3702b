import type { ImportOutcome } from '../../../contract/imports'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { Locale } from '../../domain/vocabulary'
import type { JoinLinks } from '../join-links'
import { demandMailService } from '../messages/outgoing-messages'
import type { Actor } from '../ports'
import { saveFile } from '../saving/save-file'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { TRANSITION_TOPICS } from '../people/dismissing'
import { demandTable } from './import-preview'
import { refusedName, refusedParts } from './refused-rows'
import { runImport } from './running'
import { type FindSession, type ImportSession, isBusy } from './sessions'
import { NOT_STARTED, startWork } from './work'

/** Importing what was checked, and saving what was refused (D4). */
export function importRuns(
  context: ServiceContext,
  links: JoinLinks,
  find: FindSession,
): Pick<ServiceOf<'imports'>, 'run' | 'outcome' | 'saveRefused'> {
  const { changes, store, vault } = context
  return {
    /** Once all is imported, asking again changes nothing; after a cancellation it goes on with the rest (S5). */
    async run(actor, { id, locale, send }) {
      const session = await find(actor, id)
      demandTable(session)
      if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
      const { check, fileName } = session
      if (check?.work.progress().state !== 'done') throw fieldRefusal('id', 'INVALID')
      if (session.run?.work.progress().state === 'done') return
      const { file } = check
      const sending = send && file.order.as === 'invited'
      if (sending) {
        await demandMailService(store.reader, vault)
        await links.base()
        if (session.closed) throw new Refusal('IMPORT_GONE')
        // Asked twice at once, the first has begun meanwhile.
        if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
      }
      const tally = session.run?.tally ?? { made: 0, waiting: 0, departments: 0 }
      const order = { actor, fileName, locale, send: sending }
      const work = startWork(context, file.included, async (labour) => {
        try {
          return await runImport(context, file, order, tally, labour)
        } finally {
          changes.announce(...TRANSITION_TOPICS)
        }
      })
      session.run = { work, tally }
    },

    outcome: async (actor, { id }) => outcomeOf(await find(actor, id)),

    saveRefused: async (actor, { id }) => await saveRefusedRows(context, actor, await find(actor, id)),
  }
}

/** Saves what the last check or comparison refused, with its reasons; null where the operator chose no place. */
export async function saveRefusedRows(
  context: ServiceContext,
  actor: Actor,
  session: ImportSession,
): Promise<{ readonly file: string; readonly rows: number } | null> {
  const table = demandTable(session)
  const checked = session.check?.file.rows.filter((row) => row.fate === 'invalid') ?? []
  const refused = session.comparing?.comparison.refused ?? checked
  const locale = await localeOf(context, actor)
  const suggestion = { name: refusedName(session.fileName, locale), extension: 'csv' }
  const file = await saveFile(
    context.files,
    suggestion,
    () => refusedParts(table, refused, locale),
    async () => {},
  )
  return file === null ? null : { file, rows: refused.length }
}

function outcomeOf({ check, run }: ImportSession): ImportOutcome {
  const rows = check?.file.rows.length ?? 0
  if (!run) return { ...NOT_STARTED, made: 0, waiting: 0, departments: 0, leftOut: 0 }
  const progress = run.work.progress()
  // While it goes on, those still to come are neither made nor left out.
  const toCome = progress.state === 'running' ? progress.total - progress.done : 0
  return { ...progress, ...run.tally, leftOut: rows - run.tally.made - toCome }
}

/** The operator's own language. */
async function localeOf(context: ServiceContext, actor: Actor): Promise<Locale> {
  const query = context.store.reader.selectFrom('person').select('locale').where('id', '=', actor.personId)
  return (await query.executeTakeFirst())?.locale ?? 'en'
}
