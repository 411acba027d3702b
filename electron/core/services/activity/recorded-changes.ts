import { demand, type PortalRight } from '../../domain/access'
import type { AuditAction } from '../../domain/audit-actions'
import type { Topic } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import type { Reader, Writer } from '../../store/store'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'

export interface RecordedChanges {
  /** Checks the right, does the work in one transaction, then tells the listeners (A2, S5). Throws NOT_ALLOWED. */
  change<Result>(actor: Actor, work: (writer: Writer) => Promise<Result>): Promise<Result>
  /** Writes an entry of the audit log into the transaction under way (H1). */
  record(
    writer: Writer,
    actor: Actor,
    action: AuditAction,
    subject: { readonly id: string; readonly name: string },
    details?: Readonly<Record<string, string | number>>,
  ): Promise<void>
}

/**
 * Changes of a part of the portal that one right covers, as the operator makes them in the console. Where the portal's
 * settings decide about the right too (A1), `right` is what asks them.
 */
export function recordedChanges(
  context: ServiceContext,
  right: PortalRight | ((reader: Reader, actor: Actor) => Promise<void>),
  topics: readonly Topic[],
): RecordedChanges {
  return {
    async change(actor, work) {
      if (typeof right === 'string') demand(actor, right)
      const result = await context.store.write(async (writer) => {
        if (typeof right !== 'string') await right(writer, actor)
        return await work(writer)
      })
      context.changes.announce(...topics)
      return result
    },
    async record(writer, actor, action, subject, details = {}) {
      await recordAudit(writer, context.clock.now(), { actor, origin: 'console', action, subject, details })
    },
  }
}
