import type {
  BatchPerson,
  BulkDecided,
  BulkOutcome,
  BulkPreview,
  InviteBatch,
} from '../../../../electron/contract/bulk'
import type { BulkDecision, WorkState } from '../../../../electron/contract/vocabulary'
import { progress } from '../import/import-files'

/** A checked list, for tests of the window. */
export function bulkPreview(state: WorkState, change: Partial<BulkPreview> = {}): BulkPreview {
  return {
    progress: progress(state),
    fates: { new: 2, active: 0, dismissed: 0, invited: 0, pending: 0, duplicate: 0, invalid: 1 },
    lookAlikes: 0,
    standings: { suspended: 0, 'not-in-yet': 0 },
    included: 2,
    channels: { mail: 2, sms: 0 },
    overSeats: 0,
    decisions: { resend: 0, confirm: 0, rehire: 0, add: 0 },
    ...change,
  }
}

export function bulkOutcome(state: WorkState, change: Partial<BulkOutcome> = {}): BulkOutcome {
  return {
    ...progress(state),
    batchId: 'batch',
    invited: 2,
    queued: { mail: 2, sms: 0 },
    leftOut: 1,
    ...change,
  }
}

export function decidedOf(decision: BulkDecision, change: Partial<BulkDecided> = {}): BulkDecided {
  return { ...progress('done'), decision, decided: 1, refused: [], refusals: 0, ...change }
}

export function batch(change: Partial<InviteBatch> = {}): InviteBatch {
  return {
    id: 'batch',
    name: 'people.csv',
    createdAt: Date.now(),
    by: { id: 'alice', name: 'Alice Keller' },
    people: 12,
    planned: 12,
    stopped: false,
    accepted: 0,
    failed: 0,
    undoneAt: null,
    undoRefusal: null,
    ...change,
  }
}

/** Somebody whom the message of a batch did not reach (M9). */
export function undelivered(name: string, change: Partial<BatchPerson> = {}): BatchPerson {
  return {
    id: `id of ${name}`,
    name,
    address: `${name.slice(0, 2).toLowerCase()}@x.example`,
    status: 'invited',
    message: { state: 'failed', answer: null },
    ...change,
  }
}
