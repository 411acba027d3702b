import type { SmsDraft } from '../../../contract/sms'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { moveDraft, readDrafts, type StoredDraft, waitingDraftIds } from '../../store/drafts'
import { readInvitingRules } from '../../store/invitations'
import { hasPurpose, maySee } from '../drafts/drafts'
import type { JoinLinks } from '../join-links'
import type { Actor, SmsApp } from '../ports'
import type { ServiceContext } from '../service-context'
import { chunksOf } from '../slices'
import { fillSms } from './sms-text'

export interface SmsDrafts {
  /** Drafts that wait for *Sent* or *Not sent*, oldest first. */
  waiting(actor: Actor): Promise<readonly SmsDraft[]>
  /** The drafts of these ids as the window shows them. */
  show(ids: readonly string[]): Promise<readonly SmsDraft[]>
  /** Throws SMS_APP_MISSING, NOT_FOUND, STATE_NOT_ALLOWED, JOIN_ADDRESS_MISSING. */
  open(actor: Actor, id: string): Promise<void>
}

/**
 * Drafts for the system's own messaging (SM6), one recipient each; answered and discarded as those of the mail app are
 * (services/drafts/drafts.ts).
 */
export function createSmsDrafts(context: ServiceContext, links: JoinLinks, smsApp: SmsApp): SmsDrafts {
  const { changes, clock, store } = context

  /** Null where the recipient has joined or is gone meanwhile. */
  function shown(draft: StoredDraft, portal: string, base: string): SmsDraft | null {
    const [only] = draft.recipients
    if (draft.channel !== 'sms' || only === undefined || only.phone === null || !hasPurpose(draft)) return null
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

  async function show(ids: readonly string[]): Promise<readonly SmsDraft[]> {
    if (ids.length === 0) return []
    // The list is shown even while links cannot work; opening one then says why not.
    const base = await links.base().catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'JOIN_ADDRESS_MISSING') return ''
      throw error
    })
    const { name: portal } = await readInvitingRules(store.reader)
    const result: SmsDraft[] = []
    for await (const chunk of chunksOf(ids, 50)) {
      for (const draft of await readDrafts(store.reader, chunk)) result.push(...listOf(shown(draft, portal, base)))
    }
    return result
  }

  return {
    show,

    async waiting(actor) {
      const createdBy = can(actor, 'messages.see-all') ? null : actor.personId
      return show(await waitingDraftIds(store.reader, createdBy, 'sms'))
    },

    async open(actor, id) {
      const [draft] = await readDrafts(store.reader, [id])
      if (!draft || draft.channel !== 'sms' || !maySee(actor, draft)) throw new Refusal('NOT_FOUND')
      const { name: portal } = await readInvitingRules(store.reader)
      const message = shown(draft, portal, await links.base())
      if (draft.state === 'sent' || message === null) throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
      await smsApp.open({ phone: message.phone, text: message.text })
      await store.write(async (writer) => {
        // Answered in another window while the program was opening: the answer holds.
        const change = { state: 'opened', opened_at: clock.now(), answered_at: null } as const
        await moveDraft(writer, id, ['prepared', 'opened', 'not-sent'], change)
      })
      changes.announce('drafts')
    },
  }
}

function listOf<Item>(item: Item | null): readonly Item[] {
  return item === null ? [] : [item]
}
