import { computed } from 'vue'
import type { ActivityRow } from '../../../electron/contract/activity'
import type { InviteBatch } from '../../../electron/contract/bulk'
import { useLoaded } from '../../composables/use-loaded'
import { portal } from '../../portal'
import { useSession } from '../../stores/session'

/** Batches looked at: older ones are taken back in the invite panel. */
const MOST = 200
/** Entries that say that people were invited. */
const INVITING: readonly string[] = ['batch.invited', 'batch.stopped']

/** For an entry of the log, the bulk invitation that can still be taken back as one (Z1), else null; live. */
export function useOpenBatches(): (row: ActivityRow) => InviteBatch | null {
  const session = useSession()
  const { data } = useLoaded(
    async () => (session.mayInvite ? (await portal.bulk.list({ cursor: null, limit: MOST })).rows : []),
    ['batches', 'people'],
  )
  const open = computed(
    () => new Map((data.value ?? []).filter((each) => each.undoRefusal === null).map((each) => [each.id, each])),
  )
  return ({ action, batchId }) =>
    INVITING.includes(action) && batchId !== null ? (open.value.get(batchId) ?? null) : null
}
