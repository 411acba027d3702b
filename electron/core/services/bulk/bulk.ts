import { fieldRefusal, Refusal } from '../../domain/refusal'
import { AS_RECOGNISED } from '../../imports'
import { newId } from '../ids'
import { correctRows } from '../imports/correcting'
import { checkSession, chooseRows, demandTable, rowsOf } from '../imports/import-preview'
import { importFiles, understand } from '../imports/import-files'
import { saveRefusedRows } from '../imports/import-runs'
import { type ImportSession, type ImportSessions, importSessions, isBusy } from '../imports/sessions'
import { NOT_STARTED, startWork, type Work } from '../imports/work'
import { demandInvitingSomewhere } from '../inviting/inviting-access'
import { demandText } from '../inviting/preparing'
import type { JoinLinks } from '../join-links'
import { demandServices } from '../messages/outgoing-messages'
import { TRANSITION_TOPICS } from '../people/dismissing'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { readSmsSettings } from '../sms/sms-settings'
import { inviteBatches } from './batches'
import { bulkOutcomeOf, bulkPreviewOf } from './bulk-preview'
import { type Acts, decidable, decide, type Decided, mayDecide } from './deciding'
import { type BulkOrder, type BulkTally, demandBulk, runBulk } from './running'

/** What a bulk invitation adds to the file it comes from. */
interface BulkState {
  order: BulkOrder
  tally: BulkTally
  decided: Decided | null
}

/** M4, SM2, S6, Z1: many at once from a file or a paste; see contract/bulk.ts. */
export function createBulkService(
  context: ServiceContext,
  links: JoinLinks,
  acts: Acts,
): ServiceOf<'bulk'> & Pick<ImportSessions, 'isWorking'> & { stop(): Promise<void> } {
  const { changes, store, vault } = context
  const { reader } = store
  const sessions = importSessions(context)
  const states = new WeakMap<ImportSession, BulkState>()
  /** One console invites one batch at a time. */
  let running: { readonly work: Work; readonly batchId: string } | null = null

  async function demandRight(actor: Actor): Promise<void> {
    await demandInvitingSomewhere(reader, actor)
  }

  /** The operator's own session. Throws NOT_ALLOWED, IMPORT_GONE. */
  async function find(actor: Actor, id: string): Promise<ImportSession> {
    await demandRight(actor)
    return sessions.find(actor, id)
  }

  /** A file whose rows are all checked, with what is asked of it. Throws IMPORT_RUNNING, INVALID_INPUT. */
  function checked(session: ImportSession) {
    demandTable(session)
    if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
    const state = states.get(session)
    if (session.check?.work.progress().state !== 'done' || !state) throw fieldRefusal('id', 'INVALID')
    return { state, file: session.check.file }
  }

  return {
    ...importFiles(reader, sessions, find, demandRight),
    ...inviteBatches(context, (id) => running?.batchId === id && running.work.running),

    async paste(actor, { name, text }) {
      await demandRight(actor)
      const bytes = Buffer.from(text, 'utf8')
      const session = sessions.open(actor, name, bytes.length)
      try {
        if (bytes.length > 0) sessions.put(session, 0, bytes)
        return await understand(reader, session, { ...AS_RECOGNISED, encoding: 'utf-8' })
      } catch (error) {
        // Nobody has learnt its id.
        sessions.close(session)
        throw error
      }
    },

    async check(actor, { id, ...order }) {
      const session = await find(actor, id)
      const { scope } = await demandBulk(reader, actor, order)
      await checkSession(context, session, actor, { ...order, as: 'invited', makeDepartments: false, scope })
      states.set(session, { order, tally: emptyTally(), decided: null })
    },
    preview: async (actor, { id }) => bulkPreviewOf(actor, await find(actor, id)),
    rows: async (actor, { id, ...page }) => rowsOf(await find(actor, id), page),
    async choose(actor, { id, ...choice }) {
      const session = await find(actor, id)
      chooseRows(session, choice)
      return bulkPreviewOf(actor, session)
    },
    correct: async (actor, { id, rows }) => await correctRows(reader, actor, await find(actor, id), rows),

    async decide(actor, { decision, id, rows }) {
      const session = await find(actor, id)
      const { file, state } = checked(session)
      if (!mayDecide(actor, file, decision)) throw new Refusal('NOT_ALLOWED')
      const meant = decidable(file, decision, rows === null ? null : new Set(rows))
      const decided: Decided = { decision, decided: 0, refused: [], refusals: 0 }
      state.decided = decided
      session.deciding = startWork(context, meant.length, (labour) =>
        decide(context, acts, actor, file, meant, decided, labour),
      )
    },
    async decided(actor, { id }) {
      const session = await find(actor, id)
      const decided = states.get(session)?.decided ?? { decision: null, decided: 0, refused: [], refusals: 0 }
      return { ...(session.deciding?.progress() ?? NOT_STARTED), ...decided, refused: [...decided.refused] }
    },

    /** Once all are invited, asking again changes nothing; after a cancellation it goes on with the rest (S5). */
    async run(actor, { delivery, id, locale, text }) {
      const session = await find(actor, id)
      const { file, state } = checked(session)
      if (session.run?.work.progress().state === 'done') return
      demandText(await demandBulk(reader, actor, state.order), text)
      const meant = file.rows.filter((row) => row.included)
      if (meant.length === 0) throw new Refusal('NOBODY_TO_INVITE')
      const bySms = (await readSmsSettings(reader, vault)) !== null
      if (delivery === 'send') {
        const mails = meant.flatMap(({ draft }) => draft.email ?? [])
        const texts = meant.flatMap(({ draft }) => (draft.email === null ? (draft.phone ?? []) : []))
        // Without SMS the others are sent to all the same, unless there are none.
        const isForOthers = mails.length > 0 || state.tally.queued.mail > 0
        await demandServices(reader, vault, bySms || !isForOthers ? [...mails, ...texts] : mails)
        await links.base()
      }
      if (session.closed) throw new Refusal('IMPORT_GONE')
      // Asked twice at once, the first has begun meanwhile.
      if (isBusy(session) || running?.work.running) throw new Refusal('IMPORT_RUNNING')
      const { order, tally } = state
      const batchId = tally.batchId ?? newId(context)
      const run = { actor, batchId, name: session.fileName, locale, delivery, bySms, text, order }
      const work = startWork(context, file.included, async (labour) => {
        try {
          return await runBulk(context, file, run, tally, labour)
        } finally {
          changes.announce('batches', ...TRANSITION_TOPICS)
        }
      })
      running = { work, batchId }
      session.run = { work, tally }
    },
    async outcome(actor, { id }) {
      const session = await find(actor, id)
      return bulkOutcomeOf(session, states.get(session)?.tally ?? emptyTally())
    },

    saveRefused: async (actor, { id }) => await saveRefusedRows(context, actor, await find(actor, id)),
    isWorking: () => sessions.isWorking(),
    stop: () => sessions.closeAll(),
  }
}

function emptyTally(): BulkTally {
  return { made: 0, waiting: 0, departments: 0, batchId: null, queued: { mail: 0, sms: 0 } }
}
