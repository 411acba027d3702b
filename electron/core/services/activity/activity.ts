import type { ActivityRow } from '../../../contract/activity'
import type { Page } from '../../../contract/base'
import { can, demand } from '../../domain/access'
import { fieldRefusal } from '../../domain/refusal'
import { verifyAudit } from '../../store/audit'
import { type AuditPageRow, readAuditPage, readDetails } from '../../store/audit-pages'
import type { Reader } from '../../store/store'
import { isCutOff, readAnchor } from './audit-anchor'
import { exportAudit } from './audit-export'
import { packCursor, unpackCursor } from '../cursors'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

interface PageInput {
  readonly cursor: string | null
  readonly limit: number
}

/** What happened: for everyone what concerns them (H2), and the whole audit log for who may see it (H1). */
export function createActivityService(context: ServiceContext): ServiceOf<'activity'> {
  const { reader } = context.store
  return {
    feed: (actor, input) => readFeed(reader, actor, input),

    async audit(actor, input) {
      demand(actor, 'audit.see')
      return await readPage(reader, input, { notable: false, seenBy: null })
    },

    async verify(actor) {
      demand(actor, 'audit.see')
      // Read before the walk: what is written during it only lengthens the chain.
      const anchor = readAnchor(context)
      return { ...(await verifyAudit(reader)), cutOff: await isCutOff(reader, anchor) }
    },

    export: (actor, input) => exportAudit(context, actor, input),
  }
}

/** H2, newest first. Who may not see everyone gets what they did and what became of whom they invited (A2). */
export async function readFeed(reader: Reader, actor: Actor, input: PageInput): Promise<Page<ActivityRow>> {
  const seenBy = can(actor, 'people.see-all') ? null : actor.personId
  return await readPage(reader, input, { notable: true, seenBy })
}

async function readPage(
  reader: Reader,
  input: PageInput,
  which: { readonly notable: boolean; readonly seenBy: string | null },
): Promise<Page<ActivityRow>> {
  const before = input.cursor === null ? null : entryNumber(unpackCursor(input.cursor, ['audit'], 1)[0])
  const found = await readAuditPage(reader, { ...which, before, limit: input.limit + 1 })
  const page = found.slice(0, input.limit)
  const last = found.length > input.limit ? page.at(-1) : undefined
  return { rows: page.map(toRow), nextCursor: last ? packCursor(['audit', last.id]) : null }
}

function entryNumber(part: string | number | undefined): number {
  if (typeof part !== 'number' || !Number.isSafeInteger(part)) throw fieldRefusal('cursor', 'INVALID')
  return part
}

function toRow(entry: AuditPageRow): ActivityRow {
  return {
    id: entry.id,
    at: entry.at,
    action: entry.action,
    by: entry.actor_name,
    origin: entry.origin,
    subject: entry.subject_name,
    // Departments and workgroups are subjects too; only a person has a profile to go to.
    personId: entry.action.startsWith('person.') ? entry.subject_id : null,
    batchId: entry.action.startsWith('batch.') ? entry.subject_id : null,
    details: readDetails(entry.details),
  }
}
