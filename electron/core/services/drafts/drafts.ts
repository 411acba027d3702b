import type { Draft, DraftRow } from '../../../contract/invitations'
import { Refusal } from '../../domain/refusal'
import { type AuditEntry, recordAudit } from '../../store/audit'
import { deleteDrafts, markHandedOver, moveDraft, readDrafts, type StoredDraft } from '../../store/drafts'
import { readOpenLink } from '../../store/open-link'
import { openShown } from './draft-opening'
import { createDraftRenderer, draftOf, type DraftWords, readDraftWords } from './draft-rendering'
import { noteOpened, workingLink } from './opened-drafts'
import type { JoinLinks } from '../join-links'
import { recordHandedOver } from '../messages/message-marks'
import { demandWorking, whyDead } from '../open-link/variants'
import type { Actor, MailApp } from '../ports'
import type { ServiceContext } from '../service-context'
import { baseOrNone, isWaiting, maySee, waitingDrafts } from './waiting-drafts'

export interface Drafts {
  /** Drafts that wait for *Sent* or *Not sent*, oldest first (M2). */
  waiting(actor: Actor): Promise<readonly DraftRow[]>
  /** One of them as it would open now. Throws NOT_FOUND, STATE_NOT_ALLOWED. */
  show(actor: Actor, id: string): Promise<Draft>
  /**
   * Throws MAIL_APP_MISSING, DRAFT_NOT_OPENED, APPLE_MAIL_NOT_ALLOWED, NOT_FOUND, STATE_NOT_ALLOWED, MAIL_TEXT_TOO_LONG,
   * JOIN_ADDRESS_MISSING, OPEN_LINK_OFF.
   */
  open(actor: Actor, id: string): Promise<void>
  /** Throws NOT_FOUND, STATE_NOT_ALLOWED, DRAFT_LINK_REPLACED where the link has died since the draft was opened. */
  mark(actor: Actor, id: string, sent: boolean): Promise<void>
  /** Takes away a draft that was not sent; its people stay invited. Throws NOT_FOUND, STATE_NOT_ALLOWED. */
  discard(actor: Actor, id: string): Promise<void>
}

/** Drafts for the system's mail app: shown, opened, and asked about afterwards (M1, M2). */
export function createDrafts(context: ServiceContext, links: JoinLinks, mailApp: MailApp): Drafts {
  const { changes, clock, store } = context
  const unanswered = ['prepared', 'opened', 'not-sent'] as const
  const render = createDraftRenderer(store.reader, links)

  async function demandOwn(actor: Actor, id: string): Promise<{ draft: StoredDraft; words: DraftWords }> {
    const words = await readDraftWords(store.reader, [id], mailApp)
    const [draft] = words.drafts
    if (!draft || !maySee(actor, draft)) throw new Refusal('NOT_FOUND')
    return { draft, words }
  }

  async function demandWaiting(actor: Actor, id: string): ReturnType<typeof demandOwn> {
    const found = await demandOwn(actor, id)
    if (found.draft.channel !== 'mail') throw new Refusal('NOT_FOUND')
    if (!isWaiting(found.draft)) throw new Refusal('STATE_NOT_ALLOWED', { status: found.draft.state })
    return found
  }

  return {
    waiting: (actor) => waitingDrafts(store.reader, actor, 'mail'),

    async show(actor, id) {
      const { draft, words } = await demandWaiting(actor, id)
      const base = await baseOrNone(links)
      const dead = draft.variant_id !== null && whyDead(await readOpenLink(store.reader), clock.now()) !== null
      return draftOf(draft, await render(draft, words, base), words.format, dead)
    },

    async open(actor, id) {
      const { draft, words } = await demandWaiting(actor, id)
      if (words.format === 'mailto' && !mailApp.available()) throw new Refusal('MAIL_APP_MISSING')
      if (draft.variant_id !== null) demandWorking(await readOpenLink(store.reader), clock.now())
      const link = await workingLink(store.reader, draft, clock.now())
      await openShown(mailApp, await render(draft, words, await links.base()), draft, words.format)
      await store.write((writer) => noteOpened(writer, id, link, clock.now()))
      changes.announce('drafts')
    },

    async mark(actor, id, sent) {
      await demandOwn(actor, id)
      await store.write(async (writer) => {
        const [draft] = await readDrafts(writer, [id])
        if (!draft) throw new Refusal('NOT_FOUND')
        // What was opened invites nobody any more (M2, C5).
        if (sent && draft.takenBack) throw new Refusal('DRAFT_LINK_REPLACED')
        const at = clock.now()
        const from = sent ? unanswered : (['prepared', 'opened'] as const)
        const change = { state: sent ? ('sent' as const) : ('not-sent' as const), answered_at: at }
        if (!(await moveDraft(writer, id, from, change))) {
          throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
        }
        if (sent) {
          const handedOver = draft.recipients.map((each) => each.invitation_id)
          await markHandedOver(writer, handedOver, at)
          await recordHandedOver(writer, context, actor, draft, at)
        }
        await recordAudit(writer, at, entryOf(actor, sent ? 'draft.sent' : 'draft.not-sent', draft))
      })
      changes.announce('drafts', 'people', 'messages', 'activity')
    },

    async discard(actor, id) {
      await demandOwn(actor, id)
      await store.write(async (writer) => {
        const [draft] = await readDrafts(writer, [id])
        if (!draft) throw new Refusal('NOT_FOUND')
        if (draft.state === 'sent') throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
        await deleteDrafts(writer, [id])
        await recordAudit(writer, clock.now(), entryOf(actor, 'draft.discarded', draft))
      })
      changes.announce('drafts', 'activity')
    },
  }
}

/** What the audit log is told: the person where there is one alone, and how many there are. */
function entryOf(
  actor: Actor,
  action: 'draft.sent' | 'draft.not-sent' | 'draft.discarded',
  { recipients }: StoredDraft,
): AuditEntry {
  const [only] = recipients
  return {
    actor,
    origin: 'console',
    action,
    subject: recipients.length === 1 && only ? { id: only.person_id, name: only.name } : null,
    details: { people: recipients.length },
  }
}
