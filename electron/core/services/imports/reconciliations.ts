import type { Page } from '../../../contract/base'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { DIFFERENCES, type Difference } from '../../domain/vocabulary'
import { packCursor, unpackCursor } from '../cursors'
import { TRANSITION_TOPICS } from '../people/dismissing'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { compareRows } from './comparing'
import { newComparison, shownDifference, shownRefused } from './comparison'
import { demandTable } from './import-preview'
import { planPlaces } from './places-plan'
import { reconcile, type ReconcileTally } from './reconciling'
import { type FindSession, isBusy, isChanging, prepareLook } from './sessions'
import { NOT_STARTED, startWork } from './work'

const NONE = Object.fromEntries(DIFFERENCES.map((difference) => [difference, 0])) as Record<Difference, number>
const NOTHING = { counts: NONE, chosenOf: NONE, chosen: 0, lookAlikes: { count: 0, chosen: 0 }, refused: 0 }

/** Refusals shown of one reconciliation; `refusals` tells how many there were. */
const MOST_SHOWN = 200

/** Z5: the difference between a file and the directory, reviewed first and then applied. */
export function reconciliations(
  context: ServiceContext,
  find: FindSession,
): Pick<
  ServiceOf<'imports'>,
  'compare' | 'comparison' | 'differences' | 'refusedRows' | 'chooseDifferences' | 'reconcile' | 'reconciled'
> {
  const { reader } = context.store
  return {
    async compare(actor, { id }) {
      const session = await find(actor, id)
      const table = demandTable(session)
      const comparison = newComparison(await prepareLook(session, () => planPlaces(reader)))
      session.check = session.run = session.reconciling = null
      const work = startWork(context, table.rows.length, (labour) =>
        compareRows(reader, actor, table, comparison, labour),
      )
      session.comparing = { work, comparison }
    },

    async comparison(actor, { id }) {
      const { comparing } = await find(actor, id)
      if (!comparing) return { ...NOTHING, progress: NOT_STARTED }
      const { comparison, work } = comparing
      const chosenOf = comparison.chosenOf()
      const chosen = Object.values(chosenOf).reduce((sum, count) => sum + count, 0)
      const { lookAlikes, refused } = comparison
      const sums = { counts: comparison.counts(), lookAlikes: lookAlikes(), refused: refused.length }
      return { ...sums, progress: work.progress(), chosenOf, chosen }
    },

    async differences(actor, { cursor, difference, id, limit }) {
      const { comparing } = await find(actor, id)
      if (!comparing) return { rows: [], nextCursor: null }
      const kind = ['differences', id, difference]
      return pageOf(comparing.comparison.list(difference), kind, { cursor, limit }, shownDifference)
    },

    async refusedRows(actor, { cursor, id, limit }) {
      const { comparing } = await find(actor, id)
      if (!comparing) return { rows: [], nextCursor: null }
      return pageOf(comparing.comparison.refused, ['refused-rows', id], { cursor, limit }, shownRefused)
    },

    async chooseDifferences(actor, { chosen, difference, id, keys }) {
      const session = await find(actor, id)
      if (isChanging(session)) throw new Refusal('IMPORT_RUNNING')
      session.comparing?.comparison.choose(difference, keys, chosen)
    },

    /** Applied or refused, a difference is dealt with: asking again goes on with what was not reached (S5). */
    async reconcile(actor, { id, locale }) {
      const session = await find(actor, id)
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
      const { reconciling } = await find(actor, id)
      if (!reconciling) return { ...NOT_STARTED, applied: 0, refused: [], refusals: 0 }
      const { tally, work } = reconciling
      const { applied, refused } = tally
      return { ...work.progress(), applied, refused: refused.slice(0, MOST_SHOWN), refusals: refused.length }
    },
  }
}

/** A page of a list that only grows at its end. Throws INVALID_INPUT for the cursor of another list. */
function pageOf<Item, Row>(
  all: readonly Item[],
  kind: readonly string[],
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
  shown: (item: Item) => Row,
): Page<Row> {
  const start = cursor === null ? 0 : Number(unpackCursor(cursor, kind, 1)[0])
  if (!Number.isSafeInteger(start) || start < 0) throw fieldRefusal('cursor', 'INVALID')
  return {
    rows: all.slice(start, start + limit).map(shown),
    nextCursor: start + limit < all.length ? packCursor([...kind, start + limit]) : null,
  }
}
