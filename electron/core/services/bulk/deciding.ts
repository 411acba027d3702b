import type { BatchResult } from '../../../contract/base'
import type { BulkDecided } from '../../../contract/bulk'
import { can } from '../../domain/access'
import type { BulkDecision, PersonStatus } from '../../domain/vocabulary'
import { statusesOf } from '../../store/invite-batches'
import type { CheckedFile, CheckedRow } from '../imports/checked-file'
import type { Labour } from '../imports/work'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { Services } from '../service-types'

/** The acts that exist for one person and for many; a batch adds none of its own (S6). */
export type Acts = Pick<Services, 'people' | 'invitations'>

/** The fate of rows that a decision is about. */
export const ABOUT: Readonly<Record<BulkDecision, PersonStatus>> = {
  resend: 'invited',
  confirm: 'pending',
  rehire: 'dismissed',
  add: 'active',
}

/** People acted on between two looks at whether to go on. */
const TOGETHER = 20
const MOST_SHOWN = 200

/** What a decision has come to so far. */
export interface Decided {
  readonly decision: BulkDecision
  decided: number
  readonly refused: BulkDecided['refused'][number][]
  refusals: number
}

type SomebodysRow = CheckedRow & { readonly person: NonNullable<CheckedRow['person']> }

/** Whether the act is one of the operator's, and leads anywhere as places are chosen. */
export function mayDecide(actor: Actor, { order }: CheckedFile, decision: BulkDecision): boolean {
  if (decision === 'resend') return true
  if (decision === 'add' && order.departmentIds.length + order.workgroupIds.length === 0) return false
  return can(actor, 'people.confirm')
}

/** Rows that a decision is about: who it is must be for the operator to see (A2). */
export function decidable(
  file: CheckedFile,
  decision: BulkDecision,
  rows: ReadonlySet<number> | null,
): readonly SomebodysRow[] {
  return file.rows
    .filter(isSomebodys)
    .filter((row) => row.fate === ABOUT[decision] && (rows === null || rows.has(row.draft.row)))
}

function isSomebodys(row: CheckedRow): row is SomebodysRow {
  return row.person !== null
}

/**
 * S6: acts on the people of these rows, each for themselves and with their own audit entry, and gives each row its new
 * fate. False where it was cancelled: what is done stays.
 */
export async function decide(
  context: ServiceContext,
  acts: Acts,
  actor: Actor,
  file: CheckedFile,
  rows: readonly SomebodysRow[],
  tally: Decided,
  labour: Labour,
): Promise<boolean> {
  for (let start = 0; start < rows.length; start += TOGETHER) {
    if (labour.cancelled) return false
    const some = rows.slice(start, start + TOGETHER)
    const ids = some.map((row) => row.person.id)
    const { done, refused } = await act(acts, actor, file, tally.decision, ids)
    tally.decided += done.length
    tally.refusals += refused.length
    tally.refused.push(...refused.slice(0, MOST_SHOWN - tally.refused.length))
    const now = await statusesOf(
      context.store.reader,
      done.map((each) => each.id),
    )
    for (const row of some) {
      const status = now.get(row.person.id)
      if (status) file.settle(row, status)
    }
    labour.report(start + some.length)
  }
  return true
}

async function act(
  { invitations, people }: Acts,
  actor: Actor,
  { order }: CheckedFile,
  decision: BulkDecision,
  ids: readonly string[],
): Promise<BatchResult> {
  const some = { ids: [...ids] }
  switch (decision) {
    case 'resend':
      return await invitations.resend(actor, some)
    case 'confirm':
      return await people.confirm(actor, some)
    case 'rehire':
      return await people.rehire(actor, some)
    case 'add':
      return await people.addTo(actor, {
        ...some,
        departmentIds: [...order.departmentIds],
        workgroupIds: [...order.workgroupIds],
      })
  }
}
