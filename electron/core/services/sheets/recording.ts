import { recordAudit } from '../../store/audit'
import { savePrinted } from '../../store/sheets'
import { newId } from '../ids'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ChosenInvitation } from './choosing'
import type { SheetPlan } from './planning'

/** Links remembered as looked at; then the memory begins anew. */
const MOST = 50_000

/** What the store keeps of sheets: that somebody saw links on them, and that they were printed (H1, Z3). */
export interface SheetRecords {
  /** One entry for links the operator has not looked at since the program started, as for a link that is shown (C5). */
  shown(actor: Actor, invitations: readonly ChosenInvitation[]): Promise<void>
  /** The sheets and one entry for all of them, in one transaction. `to`: where they went. */
  printed(actor: Actor, plan: SheetPlan, to: 'printer' | 'file'): Promise<void>
}

export function createSheetRecords(context: ServiceContext): SheetRecords {
  const { changes, clock, store } = context
  const seen = new Set<string>()

  return {
    async shown(actor, invitations) {
      const keyOf = ({ generation, id }: ChosenInvitation): string => `${actor.personId} ${id} ${generation}`
      const fresh = invitations.filter((each) => !seen.has(keyOf(each)))
      if (fresh.length === 0) return
      await store.write((writer) =>
        recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'sheets.shown',
          subject: subjectOf(fresh),
          details: { sheets: fresh.length },
        }),
      )
      if (seen.size > MOST) seen.clear()
      for (const each of fresh) seen.add(keyOf(each))
      changes.announce('activity')
    },

    async printed(actor, plan, to) {
      const { layout } = plan.look
      const invitations = plan.invitations(0, plan.sheets)
      const sheets = invitations.map(({ generation, id }) => ({ id: newId(context), invitationId: id, generation }))
      const at = clock.now()
      await store.write(async (writer) => {
        await savePrinted(writer, sheets, { layout, at, by: actor.personId })
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action: 'sheets.printed',
          subject: subjectOf(invitations),
          details: { sheets: plan.sheets, layout, to },
        })
      })
      changes.announce('sheets', 'people', 'activity')
    },
  }
}

/** Whom an entry is about, where it is about one. */
function subjectOf(invitations: readonly ChosenInvitation[]): { readonly id: string; readonly name: string } | null {
  return invitations.length === 1 ? (invitations[0]?.person ?? null) : null
}
