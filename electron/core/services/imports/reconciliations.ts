import { fieldRefusal, Refusal } from '../../domain/refusal'
import { DIFFERENCES, type Difference } from '../../domain/vocabulary'
import { packCursor, unpackCursor } from '../cursors'
import { TRANSITION_TOPICS } from '../people/dismissing'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { compareRows } from './comparing'
import { newComparison, shownDifference } from './comparison'
import { demandTable } from './import-preview'
import { planPlaces } from './places-plan'
import { reconcile, type ReconcileTally } from './reconciling'
import { type FindSession, isBusy, isChanging, prepareLook } from './sessions'
import { NOT_STARTED, startWork } from './work'

const NONE = Object.fromEntries(DIFFERENCES.map((difference) => [difference, 0])) as Record<Difference, number>

/** Refusals shown of one reconciliation; `applied` and `total` tell how many there were. */
const MOST_SHOWN = 1_000

/** Z5: the difference between a file and the directory, reviewed first and then applied. */
export function reconciliations(
  context: ServiceContext,
  find: FindSession,
): Pick<
  ServiceOf<'imports'>,
  'compare' | 'comparison' | 'differences' | 'chooseDifferences' | 'reconcile' | 'reconciled'
> {
  const { reader } = context.store
  return {
    async compare(actor, { id }) {
      const session = find(actor, id)
      const table = demandTable(session)
      const comparison = newComparison(await prepareLook(session, () => planPlaces(reader)))
      session.reconciling = null
      const work = startWork(context, table.rows.length, (labour) =>
        compareRows(reader, actor, table, comparison, labour),
      )
      session.comparing = { work, comparison }
    },

    async comparison(actor, { id }) {
      const { comparing } = find(actor, id)
      if (!comparing) return { progress: NOT_STARTED, counts: NONE, chosenOf: NONE, chosen: 0 }
      const { comparison, work } = comparing
      const chosenOf = comparison.chosenOf()
      const chosen = Object.values(chosenOf).reduce((sum, count) => sum + count, 0)
      return { progress: work.progress(), counts: comparison.counts(), chosenOf, chosen }
    },

    async differences(actor, { cursor, difference, id, limit }) {
      const { comparing } = find(actor, id)
      if (!comparing) return { rows: [], nextCursor: null }
      const kind = ['differences', id, difference]
      const start = cursor === null ? 0 : Number(unpackCursor(cursor, kind, 1)[0])
      if (!Number.isSafeInteger(start) || start < 0) throw fieldRefusal('cursor', 'INVALID')
      const all = comparing.comparison.list(difference)
      return {
        rows: all.slice(start, start + limit).map(shownDifference),
        nextCursor: start + limit < all.length ? packCursor([...kind, start + limit]) : null,
      }
    },

    async chooseDifferences(actor, { chosen, difference, id, keys }) {
      const session = find(actor, id)
      if (isChanging(session)) throw new Refusal('IMPORT_RUNNING')
      session.comparing?.comparison.choose(difference, keys, chosen)
    },

    /** Applied or refused, a difference is dealt with: asking again goes on with what was not reached (S5). */
    async reconcile(actor, { id, locale }) {
      const session = find(actor, id)
      demandTable(session)
      if (isBusy(session)) throw new Refusal('IMPORT_RUNNING')
      const { comparing, fileName } = session
      if (comparing?.work.progress().state !== 'done') throw fieldRefusal('id', 'INVALID')
      if (session.reconciling?.work.progress().state === 'done') return
      const { comparison } = comparing
      const tally: ReconcileTally = session.reconciling?.tally ?? { applied: 0, refused: [] }
      const total = comparison.chosen().length
      const work = startWork(context, total, async (labour) => {
        try {
          return await reconcile(context, comparison, { actor, fileName, locale }, tally, labour)
        } finally {
          context.changes.announce(...TRANSITION_TOPICS)
        }
      })
      session.reconciling = { work, tally }
    },

    async reconciled(actor, { id }) {
      const { reconciling } = find(actor, id)
      if (!reconciling) return { ...NOT_STARTED, applied: 0, refused: [] }
      const { tally, work } = reconciling
      return { ...work.progress(), applied: tally.applied, refused: tally.refused.slice(0, MOST_SHOWN) }
    },
  }
}
