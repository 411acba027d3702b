import type { Draft } from '../../contract/invitations'
import { can } from '../domain/access'
import { checkLength, mailtoUrl, type MailtoContent } from '../domain/mailto-drafts'
import { Refusal } from '../domain/refusal'
import type { AddressSeparator } from '../domain/vocabulary'
import { type AuditEntry, recordAudit } from '../store/audit'
import { deleteDrafts, markHandedOver, moveDraft, readDrafts, type StoredDraft, waitingDraftIds } from '../store/drafts'
import { departmentNames, readInvitingRules } from '../store/invitations'
import { findVariant, readOpenLink, variantDepartments } from '../store/open-link'
import type { Reader } from '../store/store'
import { fillInvitation } from './invitation-mail'
import type { JoinLinks, LinkSource } from './join-links'
import { demandWorking } from './open-link'
import type { Actor, MailApp } from './ports'
import type { ServiceContext } from './service-context'
import { chunksOf } from './slices'
import { STANDARD_TEXTS } from './standard-texts'

export interface Drafts {
  /** Drafts that wait for *Sent* or *Not sent*, oldest first (M2). */
  waiting(actor: Actor): Promise<readonly Draft[]>
  /** Throws MAIL_APP_MISSING, NOT_FOUND, STATE_NOT_ALLOWED, MAIL_TEXT_TOO_LONG, JOIN_ADDRESS_MISSING, OPEN_LINK_OFF. */
  open(actor: Actor, id: string): Promise<void>
  mark(actor: Actor, id: string, sent: boolean): Promise<void>
  /** Takes away a draft that was not sent; its people stay invited. Throws NOT_FOUND, STATE_NOT_ALLOWED. */
  discard(actor: Actor, id: string): Promise<void>
  /** The drafts of these ids as the window shows them. */
  show(ids: readonly string[]): Promise<readonly Draft[]>
}

interface Shown {
  readonly content: MailtoContent
  readonly url: string
}

/** Drafts for the system's mail app: shown, opened, and asked about afterwards (M1, M2). */
export function createDrafts(context: ServiceContext, links: JoinLinks, mailApp: MailApp): Drafts {
  const { changes, clock, store } = context
  const unanswered = ['prepared', 'opened', 'not-sent'] as const

  async function show(ids: readonly string[]): Promise<readonly Draft[]> {
    const base = await links.base().catch(asEmpty)
    const result: Draft[] = []
    for await (const chunk of chunksOf(ids, 50)) {
      const words = await readWords(store.reader, chunk)
      for (const draft of words.drafts.filter(hasPurpose)) result.push(draftOf(draft, await render(draft, words, base)))
    }
    return result
  }

  async function render(draft: StoredDraft, words: Words, base: string): Promise<Shown> {
    const [only] = draft.recipients
    const personal = draft.variant_id === null && only !== undefined
    const { source, expiresAt, departments } = personal
      ? {
          source: { id: only.invitation_id, generation: only.generation, handle: only.handle },
          expiresAt: only.expires_at,
          departments: words.departments.get(only.invitation_id) ?? [],
        }
      : await openLinkOf(store.reader, draft)
    const standard = STANDARD_TEXTS[draft.locale].short
    const { subject, text } = fillInvitation(
      {
        text: draft.subject === null || draft.body === null ? standard : { subject: draft.subject, body: draft.body },
        locale: draft.locale,
        portal: words.portal,
        inviter: draft.inviter ?? '',
        firstName: personal ? only.first_name : '',
        departments,
        source,
        expiresAt,
      },
      links,
      base,
    )
    const emails = draft.recipients.map((each) => each.email)
    const self = draft.inviter_email === null ? [] : [draft.inviter_email]
    const content =
      draft.mode === 'bcc' && emails.length > 0
        ? { to: self, bcc: emails, subject, body: text }
        : { to: emails, bcc: [], subject, body: text }
    return { content, url: mailtoUrl(content, words.separator) }
  }

  async function demandOwn(actor: Actor, id: string): Promise<{ draft: StoredDraft; words: Words }> {
    const words = await readWords(store.reader, [id])
    const [draft] = words.drafts
    if (!draft || !maySee(actor, draft)) throw new Refusal('NOT_FOUND')
    return { draft, words }
  }

  return {
    show,

    async waiting(actor) {
      const createdBy = can(actor, 'messages.see-all') ? null : actor.personId
      return show(await waitingDraftIds(store.reader, createdBy))
    },

    async open(actor, id) {
      const { draft, words } = await demandOwn(actor, id)
      if (draft.state === 'sent' || !hasPurpose(draft)) {
        throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
      }
      if (!mailApp.available()) throw new Refusal('MAIL_APP_MISSING')
      if (draft.variant_id !== null) demandWorking(await readOpenLink(store.reader), clock.now())
      const { url } = await render(draft, words, await links.base())
      checkLength(url.length)
      await mailApp.open(url)
      await store.write(async (writer) => {
        // Answered in another window while the mail app was opening: the answer holds.
        await moveDraft(writer, id, unanswered, { state: 'opened', opened_at: clock.now(), answered_at: null })
      })
      changes.announce('drafts')
    },

    async mark(actor, id, sent) {
      await demandOwn(actor, id)
      await store.write(async (writer) => {
        const [draft] = await readDrafts(writer, [id])
        if (!draft) throw new Refusal('NOT_FOUND')
        const at = clock.now()
        const from = sent ? unanswered : (['prepared', 'opened'] as const)
        const change = { state: sent ? ('sent' as const) : ('not-sent' as const), answered_at: at }
        if (!(await moveDraft(writer, id, from, change))) {
          throw new Refusal('STATE_NOT_ALLOWED', { status: draft.state })
        }
        const { recipients } = draft
        if (sent)
          await markHandedOver(
            writer,
            recipients.map((each) => each.invitation_id),
            at,
          )
        await recordAudit(writer, at, entryOf(actor, sent ? 'draft.sent' : 'draft.not-sent', draft))
      })
      changes.announce('drafts', 'people', 'activity')
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

interface Words {
  readonly drafts: readonly StoredDraft[]
  readonly departments: ReadonlyMap<string, readonly string[]>
  readonly portal: string
  readonly separator: AddressSeparator
}

async function readWords(reader: Reader, ids: readonly string[]): Promise<Words> {
  const drafts = await readDrafts(reader, ids)
  const personal = drafts.filter((draft) => draft.variant_id === null).flatMap((draft) => draft.recipients)
  const { address_separator: separator, name: portal } = await readInvitingRules(reader)
  const departments = await departmentNames(
    reader,
    personal.map((each) => each.invitation_id),
  )
  return { drafts, departments, portal, separator }
}

async function openLinkOf(
  reader: Reader,
  draft: StoredDraft,
): Promise<{ source: LinkSource; expiresAt: number | null; departments: readonly string[] }> {
  const link = await readOpenLink(reader)
  const variant = draft.variant_id === null ? undefined : await findVariant(reader, draft.variant_id)
  const departments = variant ? await variantDepartments(reader, variant.id) : []
  return {
    source: { id: variant?.id ?? draft.id, generation: link.generation, handle: variant?.handle ?? '' },
    expiresAt: link.valid_until,
    departments: departments.filter((each) => each.parent_id !== null).map((each) => each.name),
  }
}

function draftOf(draft: StoredDraft, { content, url }: Shown): Draft {
  return {
    id: draft.id,
    mode: draft.mode,
    state: draft.state,
    subject: content.subject,
    body: content.body,
    recipients: draft.recipients.map(({ email, name, person_id }) => ({ personId: person_id, name, email })),
    createdAt: draft.created_at,
    openedAt: draft.opened_at,
    length: url.length,
    batch: { position: draft.batch_position, total: draft.batch_total },
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

/** False where everybody in it has joined or is gone meanwhile: there is nothing to send and nothing to ask. */
function hasPurpose(draft: StoredDraft): boolean {
  return draft.recipients.length > 0 || draft.planned === 0
}

function maySee(actor: Actor, draft: StoredDraft): boolean {
  return draft.created_by === actor.personId || can(actor, 'messages.see-all')
}

/** The list of drafts is shown even while links cannot work; opening one then says why not. */
function asEmpty(error: unknown): string {
  if (error instanceof Refusal && error.code === 'JOIN_ADDRESS_MISSING') return ''
  throw error
}
