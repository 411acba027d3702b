import type { DraftRow } from '../../../contract/invitations'
import type { SmsDraft } from '../../../contract/sms'
import { Refusal } from '../../domain/refusal'
import { readDrafts, type StoredDraft } from '../../store/drafts'
import { readInvitingRules } from '../../store/invitations'
import { noteOpened, workingLink } from '../drafts/opened-drafts'
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

  async function demandWaiting(
    actor: Actor,
    id: string,
    base: string,
  ): Promise<{ draft: StoredDraft; message: SmsDraft }> {
    const [draft] = await readDrafts(store.reader, [id])
    if (!draft || draft.channel !== 'sms' || !maySee(actor, draft)) throw new Refusal('NOT_FOUND')
    const { name: portal } = await readInvitingRules(store.reader)
    const message = shown(draft, portal, base)
    if (message === null) throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
    return { draft, message }
  }

  return {
    waiting: (actor) => waitingDrafts(store.reader, actor, 'sms'),

    async show(actor, id) {
      const { message } = await demandWaiting(actor, id, await baseOrNone(links))
      return message
    },

    async open(actor, id) {
      const { draft, message } = await demandWaiting(actor, id, await links.base())
      const link = await workingLink(store.reader, draft, clock.now())
      await smsApp.open({ phone: message.phone, text: message.text })
      await store.write((writer) => noteOpened(writer, id, link, clock.now()))
      changes.announce('drafts')
    },
  }
}
