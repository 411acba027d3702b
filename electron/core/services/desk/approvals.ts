import type { Page } from '../../../contract/base'
import type { ApprovalLine, ApprovalSheet, ApprovalsResult } from '../../../contract/desk'
import { can, demand } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import type { Approval } from '../../domain/vocabulary'
import { isOnSheet, listApprovalSheets, noteDecision, readApprovalLines } from '../../store/approvals'
import { recordAudit } from '../../store/audit'
import { findPerson, peopleWithTasks } from '../../store/people'
import { departmentNamesOf } from '../../store/welcomes'
import { onEach } from '../batch'
import { packCursor, unpackCursor } from '../cursors'
import { TRANSITION_TOPICS } from '../people/dismissing'
import { confirmInside, declineInside } from '../people/person-transitions'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { tellInviter } from '../inviting/telling-inviter'

const CURSOR = ['approvals']

/** Z10: sheets that were printed, newest first. Throws NOT_ALLOWED. */
export async function listApprovals(
  { store }: ServiceContext,
  actor: Actor,
  { cursor, limit }: { readonly cursor: string | null; readonly limit: number },
): Promise<Page<ApprovalSheet>> {
  demand(actor, 'people.confirm')
  const below = cursor === null ? null : Number(unpackCursor(cursor, CURSOR, 1)[0])
  const found = await listApprovalSheets(store.reader, { below, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, nextCursor: last ? packCursor([...CURSOR, last.number]) : null }
}

/** Z10: that very list in its order, with where everyone on it stands now. Throws NOT_ALLOWED, NOT_FOUND. */
export async function readApproval(
  { store }: ServiceContext,
  actor: Actor,
  { number }: { readonly number: number },
): Promise<{ readonly sheet: ApprovalSheet; readonly lines: readonly ApprovalLine[] }> {
  demand(actor, 'people.confirm')
  const { reader } = store
  const [sheet] = await listApprovalSheets(reader, { below: null, number, limit: 1 })
  if (!sheet) throw new Refusal('NOT_FOUND')
  const found = await readApprovalLines(reader, number)
  const ids = found.map((line) => line.person_id)
  const departments = await departmentNamesOf(reader, ids)
  const withTasks = await peopleWithTasks(reader, ids)
  return {
    sheet,
    lines: found.map((line) => ({
      position: line.position,
      personId: line.person_id,
      name: line.name,
      address: line.address ?? '',
      departments: departments.get(line.person_id) ?? [],
      standing: line.status ?? 'gone',
      hasTasks: withTasks.has(line.person_id),
      decision: line.decision,
      decidedAt: line.decided_at,
    })),
  }
}

export interface Decisions {
  readonly number: number
  readonly decisions: readonly {
    readonly personId: string
    readonly decision: Approval
    readonly reason: string
  }[]
}

/**
 * Z10, C6: enters what a manager decided on a sheet, each person in a transaction of their own (S5), with the number of the
 * sheet and the reason in the audit log. Who cannot be confirmed or declined is in `refused`. Throws NOT_ALLOWED.
 */
export async function enterDecisions(
  context: ServiceContext,
  actor: Actor,
  { decisions, number }: Decisions,
): Promise<ApprovalsResult> {
  const { changes, clock, store } = context
  demand(actor, 'people.confirm')
  const byPerson = new Map(decisions.map((each) => [each.personId, each]))
  const decided = (id: string): Decisions['decisions'][number] => {
    const each = byPerson.get(id)
    if (!each) throw new Error('A decision about nobody')
    return each
  }
  const result = await onEach([...byPerson.keys()], (id, called) =>
    store.write(async (writer) => {
      const person = await findPerson(writer, id)
      if (!person || !can(actor, 'people.see', person) || !(await isOnSheet(writer, number, id))) {
        throw new Refusal('NOT_FOUND')
      }
      called(person.name)
      const { decision, reason } = decided(id)
      const at = clock.now()
      const act = decision === 'approve' ? confirmInside : declineInside
      const details = await act(writer, actor, person, at)
      if (decision === 'approve') await tellInviter(writer, context, id, actor.personId)
      await noteDecision(writer, number, id, decision, at)
      await recordAudit(writer, at, {
        actor,
        origin: 'console',
        action: decision === 'approve' ? 'person.confirmed' : 'person.declined',
        subject: person,
        details: { ...details, sheet: number, ...(reason === '' ? {} : { reason }) },
      })
    }),
  )
  if (result.done.length > 0) changes.announce('sheets', ...TRANSITION_TOPICS)
  const done = (decision: Approval) => result.done.filter(({ id }) => decided(id).decision === decision)
  return {
    approved: done('approve'),
    declined: done('decline'),
    refused: result.refused.map((each) => ({ ...each, decision: decided(each.id).decision })),
  }
}
