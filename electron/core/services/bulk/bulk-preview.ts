import type { BulkOutcome, BulkPreview } from '../../../contract/bulk'
import { BULK_DECISIONS, type BulkDecision } from '../../domain/vocabulary'
import { previewOf } from '../imports/import-preview'
import type { CheckedFile } from '../imports/checked-file'
import type { ImportSession } from '../imports/sessions'
import { NOT_STARTED } from '../imports/work'
import type { Actor } from '../ports'
import { ABOUT, mayDecide } from './deciding'
import type { BulkTally } from './running'

/** The sums of the check: what would be sent by what, and what could be decided (S6). */
export function bulkPreviewOf(actor: Actor, session: ImportSession): BulkPreview {
  const { fates, included, lookAlikes, overSeats, progress, standings } = previewOf(session)
  const sums = sumsOf(actor, session.check?.file ?? null)
  return { progress, fates, lookAlikes, standings, included, overSeats, ...sums }
}

function sumsOf(actor: Actor, file: CheckedFile | null): Pick<BulkPreview, 'channels' | 'decisions'> {
  const decisions: Record<BulkDecision, number> = { resend: 0, confirm: 0, rehire: 0, add: 0 }
  if (!file) return { channels: { mail: 0, sms: 0 }, decisions }
  for (const decision of BULK_DECISIONS) {
    if (mayDecide(actor, file, decision)) decisions[decision] = file.known[ABOUT[decision]]
  }
  return { channels: { mail: file.included - file.byPhone, sms: file.byPhone }, decisions }
}

/** How far a run is, and what it has made. */
export function bulkOutcomeOf({ check, run }: ImportSession, tally: BulkTally): BulkOutcome {
  const { batchId, queued } = tally
  if (!run) return { ...NOT_STARTED, batchId, invited: 0, queued, leftOut: 0 }
  const progress = run.work.progress()
  // While it goes on, those still to come are neither invited nor left out.
  const toCome = progress.state === 'running' ? progress.total - progress.done : 0
  const rows = check?.file.rows.length ?? 0
  return {
    ...progress,
    batchId,
    invited: run.tally.made,
    queued: { ...queued },
    leftOut: rows - run.tally.made - toCome,
  }
}
