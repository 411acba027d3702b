import type { DraftRow } from '../../../contract/invitations'
import type { SmsDraft } from '../../../contract/sms'
import { Refusal } from '../../domain/refusal'
import { moveDraft, readDrafts, type StoredDraft } from '../../store/drafts'
import { readInvitingRules } from '../../store/invitations'
import { baseOrNone, isWaiting, maySee, waitingDrafts } from '../drafts/waiting-drafts'
import type { JoinLinks } from '../join-links'
import type { Actor, SmsApp } from '../ports'
import type { ServiceContext } from '../service-context'
import { fillSms } from './sms-text'

export interface SmsDrafts {
  /** Drafts that wait for *Sent* or *Not sent*, oldest first. */
  waiting(actor: Actor): Promise<readonly DraftRow[]>
  /** One of them as it would open now. Throws NOT_FOUND, STATE_NOT_ALLOWED. */
  show(actor: Actor, id: string): Promise<SmsDraft>
  /** Throws SMS_APP_MISSING, NOT_FOUND, STATE_NOT_ALLOWED, JOIN_ADDRESS_MISSING. */
  open(actor: Actor, id: string): Promise<void>
}

/**
 * Drafts for the system's own messaging (SM6), one recipient each; answered and discarded as those of the mail app are
 * (services/drafts/drafts.ts).
 */
export function createSmsDrafts(context: ServiceContext, links: JoinLinks, smsApp: SmsApp): SmsDrafts {
  const { changes, clock, store } = context

  /** Null where it was sent, or the recipient has joined or is gone meanwhile. */
  function shown(draft: StoredDraft, portal: string, base: string): SmsDraft | null {
    const [only] = draft.recipients
    if (only === undefined || only.phone === null || !isWaiting(draft)) return null
    const { first_name: firstName, generation, handle, invitation_id, name, person_id, phone } = only
    const source = { id: invitation_id, generation, handle }
    const { text } = fillSms('invitation', { locale: draft.locale, portal, firstName, source }, links, base)
    return {
      id: draft.id,
      state: draft.state,
      personId: person_id,
      name,
      phone,
      text,
      createdAt: draft.created_at,
      openedAt: draft.opened_at,
      batch: { position: draft.batch_position, total: draft.batch_total },
    }
  }

  async function demandWaiting(actor: Actor, id: string, base: string): Promise<SmsDraft> {
    const [draft] = await readDrafts(store.reader, [id])
    if (!draft || draft.channel !== 'sms' || !maySee(actor, draft)) throw new Refusal('NOT_FOUND')
    const { name: portal } = await readInvitingRules(store.reader)
    const message = shown(draft, portal, base)
    if (message === null) throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
    return message
  }

  return {
    waiting: (actor) => waitingDrafts(store.reader, actor, 'sms'),

    show: async (actor, id) => demandWaiting(actor, id, await baseOrNone(links)),

    async open(actor, id) {
      const { phone, text } = await demandWaiting(actor, id, await links.base())
      await smsApp.open({ phone, text })
      await store.write(async (writer) => {
        // Answered in another window while the program was opening: the answer holds.
        const change = { state: 'opened', opened_at: clock.now(), answered_at: null } as const
        await moveDraft(writer, id, ['prepared', 'opened', 'not-sent'], change)
      })
      changes.announce('drafts')
    },
  }
}
