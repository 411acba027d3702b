import type { Draft } from '../../../contract/invitations'
import type { MailText } from '../../domain/mail-templates'
import { type MailtoContent, mailtoUrl } from '../../domain/mailto-drafts'
import type { AddressSeparator, DraftFormat, Locale } from '../../domain/vocabulary'
import { readDrafts, type StoredDraft } from '../../store/drafts'
import { departmentNames, readInvitingRules } from '../../store/invitations'
import { findVariant, readOpenLink, variantDepartments } from '../../store/open-link'
import type { Reader } from '../../store/store'
import { fillInvitation } from '../inviting/invitation-mail'
import type { JoinLinks, LinkSource } from '../join-links'
import type { MailApp } from '../ports'
import { readDraftText, readText } from '../templates/portal-texts'

/** A draft as it would open now. */
export interface RenderedDraft {
  readonly content: MailtoContent
  readonly html: string
  /** What the text leads to. */
  readonly link: string
  readonly url: string
}

/** Drafts with what their texts speak of. */
export interface DraftWords {
  readonly drafts: readonly StoredDraft[]
  readonly departments: ReadonlyMap<string, readonly string[]>
  readonly portal: string
  readonly separator: AddressSeparator
  readonly format: DraftFormat
}

/** The format as it is set, where this computer can do it: Apple Mail is on a Mac only. */
export function draftFormatHere(set: DraftFormat, mailApp: Pick<MailApp, 'appleMail'>): DraftFormat {
  return set === 'apple-mail' && !mailApp.appleMail ? 'mailto' : set
}

export async function readDraftWords(
  reader: Reader,
  ids: readonly string[],
  mailApp: Pick<MailApp, 'appleMail'>,
): Promise<DraftWords> {
  const drafts = await readDrafts(reader, ids)
  const personal = drafts.filter((draft) => draft.variant_id === null).flatMap((draft) => draft.recipients)
  const { address_separator: separator, draft_format, name: portal } = await readInvitingRules(reader)
  const departments = await departmentNames(
    reader,
    personal.map((each) => each.invitation_id),
  )
  return { drafts, departments, portal, separator, format: draftFormatHere(draft_format, mailApp) }
}

/** Fills drafts in: each with the personal link of its one recipient, or with the open link of its variant (L11). */
export function createDraftRenderer(reader: Reader, links: JoinLinks) {
  return async (draft: StoredDraft, words: DraftWords, base: string): Promise<RenderedDraft> => {
    const [only] = draft.recipients
    const personal = draft.variant_id === null && only !== undefined
    const { source, expiresAt, departments } = personal
      ? {
          source: { id: only.invitation_id, generation: only.generation, handle: only.handle },
          expiresAt: only.expires_at,
          departments: words.departments.get(only.invitation_id) ?? [],
        }
      : await openLinkOf(reader, draft)
    const own = draft.subject === null || draft.body === null ? null : { subject: draft.subject, body: draft.body }
    const { html, subject, text } = fillInvitation(
      {
        text: own ?? (await portalText(reader, draft.locale, words.format)),
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
    return { content, html, link: links.url(base, links.token(source)), url: mailtoUrl(content, words.separator) }
  }
}

/** The portal's wording of a draft: a link to the mail app has little room; a file and Apple Mail take the text as it is. */
export async function portalText(reader: Reader, locale: Locale, format: DraftFormat): Promise<MailText> {
  return format === 'mailto' ? readDraftText(reader, locale) : readText(reader, 'invitation', locale)
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

/** A draft as the window shows it; `dead`: the open link it carries does not work now, and its text is not offered. */
export function draftOf(
  draft: StoredDraft,
  { content, url }: RenderedDraft,
  format: DraftFormat,
  dead: boolean,
): Draft {
  return {
    id: draft.id,
    mode: draft.mode,
    state: draft.state,
    format,
    subject: content.subject,
    body: dead ? null : content.body,
    recipients: draft.recipients.map(({ email, name, person_id }) => ({ personId: person_id, name, email })),
    createdAt: draft.created_at,
    openedAt: draft.opened_at,
    length: url.length,
    batch: { position: draft.batch_position, total: draft.batch_total },
  }
}
