import type { AddressFate, InviteResult } from '../../contract/invitations'
import { type ListEntry, readAddressList } from '../domain/address-lists'
import { fillMailText } from '../domain/mail-templates'
import type { Locale } from '../domain/vocabulary'
import { recordAudit } from '../store/audit'
import { type KnownPerson, readInvitingRules, setExpiry } from '../store/invitations'
import { insertMessages, insertText } from '../store/messages'
import type { Writer } from '../store/store'
import { onEach } from './batch'
import { countDrafts, prepareDrafts } from './draft-preparing'
import { redraft } from './draft-resending'
import { createDrafts } from './drafts'
import { newId } from './ids'
import { demandMailService, expiryFrom, messageRow, queueInvitationMessage } from './invitation-life'
import { writtenDay } from './invitation-mail'
import { demandEmail, demandInvitee } from './invitees'
import {
  demandInviting,
  demandPreset,
  demandText,
  type InviteOrder,
  keepInvitations,
  knownPeople,
  type NewInvitation,
  prepareInvitations,
  type Prepared,
  shownTo,
} from './inviting'
import type { JoinLinks } from './join-links'
import type { Actor, MailApp } from './ports'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'
import { chunksOf, gathered } from './slices'
import { STANDARD_TEXTS } from './standard-texts'

/** An example that cannot be taken for a link of somebody. */
const EXAMPLE = {
  firstName: { en: 'Anna', ru: 'Анна' } satisfies Record<Locale, string>,
  code: 'XXXX-XXXX-XXXX-XXXX',
  link: 'https://join.example.com/J/XXXXXXXXXXXXXXXX',
}

/** Inviting by mail, in both ways, and what can be done with an invitation afterwards (M, S6, C5). */
export function createInvitationsService(
  context: ServiceContext,
  links: JoinLinks,
  mailApp: MailApp,
): ServiceOf<'invitations'> {
  const { changes, clock, store, vault } = context
  const drafts = createDrafts(context, links, mailApp)

  return {
    async read(actor, { text }) {
      await demandInviting(store.reader, actor)
      const entries = await gathered(readAddressList(text))
      const known = await knownPeople(
        store.reader,
        entries.flatMap((entry) => entry.email ?? []),
      )
      return { entries: entries.map((entry) => fateOf(actor, entry, known)) }
    },

    async previewText(actor, { locale, text, departmentIds }) {
      const rules = await demandInviting(store.reader, actor)
      demandText(rules, text)
      const departments = await demandPreset(store.reader, { departmentIds })
      const { body, subject } = STANDARD_TEXTS[locale]
      const template = { subject, body }
      const filled = fillMailText(
        text ?? template,
        {
          firstName: EXAMPLE.firstName[locale],
          portal: rules.name,
          link: EXAMPLE.link,
          inviter: actor.name,
          department: departments.join(', '),
          expires: writtenDay(expiryFrom(clock.now(), rules.expiry_days), locale),
          code: EXAMPLE.code,
        },
        locale,
      )
      return { subject: filled.subject, body: filled.text, template, editable: rules.plan !== 'free' }
    },

    async inviteByMailService(actor, input) {
      const rules = await demandInviting(store.reader, actor, input.requireConfirmation === false)
      demandText(rules, input.text)
      await demandMailService(store.reader, vault)
      await links.base()
      const order: InviteOrder = { ...input, actor, channel: 'mail-service' }
      const prepared = await store.write(async (writer) => {
        const { created, rows } = await prepareInvitations(writer, context, order)
        await keepInvitations(writer, context, order, created)
        await queueMessages(writer, context, actor, created, input.text)
        return { created: created.length, rows }
      })
      if (prepared.created > 0) changes.announce('people', 'counters', 'structure', 'messages', 'activity')
      return resultOf(prepared.rows)
    },

    async prepareDrafts(actor, input) {
      const rules = await demandInviting(store.reader, actor, input.requireConfirmation === false)
      demandText(rules, input.text)
      const base = await links.base()
      const prepared = await store.write((writer) =>
        prepareDrafts(writer, context, links, base, { ...input, actor, channel: 'mail-app' }),
      )
      if (prepared.draftIds.length > 0) changes.announce('people', 'counters', 'structure', 'drafts', 'activity')
      return { ...resultOf(prepared.rows), drafts: await drafts.show(prepared.draftIds) }
    },

    async countDrafts(actor, input) {
      const rules = await demandInviting(store.reader, actor, input.requireConfirmation === false)
      demandText(rules, input.text)
      const order = { ...input, actor, channel: 'mail-app' as const }
      return { drafts: await countDrafts(store.reader, context, links, await links.base(), order) }
    },

    drafts: (actor) => drafts.waiting(actor),
    openDraft: (actor, { id }) => drafts.open(actor, id),
    markDraft: (actor, { id, sent }) => drafts.mark(actor, id, sent),
    discardDraft: (actor, { id }) => drafts.discard(actor, id),

    async resend(actor, { ids }) {
      await demandInviting(store.reader, actor)
      await demandMailService(store.reader, vault)
      await links.base()
      const result = await onEach(ids, (id, called) =>
        store.write(async (writer) => {
          const person = await demandInvitee(writer, actor, id)
          called(person.name)
          const email = demandEmail(person)
          const at = clock.now()
          const { expiry_days } = await readInvitingRules(writer)
          const expires_at = expiryFrom(at, expiry_days)
          await setExpiry(writer, person.invitation.id, expires_at)
          await queueInvitationMessage(
            writer,
            context,
            { ...person.invitation, expires_at },
            { toName: person.name, toAddress: email, createdBy: actor.personId, at },
          )
          await recordAudit(writer, at, {
            actor,
            origin: 'console',
            action: 'person.invitation-resent',
            subject: { id: person.id, name: person.name },
          })
        }),
      )
      if (result.done.length > 0) changes.announce('people', 'messages', 'activity')
      return result
    },

    async resendByMailApp(actor, { ids }) {
      await demandInviting(store.reader, actor)
      const base = await links.base()
      const { result, draftIds } = await store.write((writer) => redraft(writer, context, links, base, { actor, ids }))
      if (draftIds.length > 0) changes.announce('people', 'drafts', 'activity')
      return { ...result, drafts: await drafts.show(draftIds) }
    },

    async link(actor, { personId }) {
      const { invitation } = await demandInvitee(store.reader, actor, personId)
      const link = await links.forInvitation(invitation)
      await store.write(async (writer) => {
        const person = await demandInvitee(writer, actor, personId)
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'person.link-shown',
          subject: { id: person.id, name: person.name },
        })
      })
      changes.announce('activity')
      return link
    },
  }
}

async function queueMessages(
  writer: Writer,
  context: ServiceContext,
  actor: Actor,
  created: readonly NewInvitation[],
  text: { readonly subject: string; readonly body: string } | null,
): Promise<void> {
  if (created.length === 0) return
  const fromAddress = await demandMailService(writer, context.vault)
  const textId = text === null ? null : newId(context)
  if (text !== null && textId !== null) await insertText(writer, textId, text)
  const at = context.clock.now()
  for await (const chunk of chunksOf(created, 100)) {
    const rows = chunk.map(({ invitation, person }) =>
      messageRow(
        context,
        invitation,
        { toName: person.name, toAddress: person.address, createdBy: actor.personId, textId, at },
        fromAddress,
      ),
    )
    await insertMessages(writer, rows)
  }
}

function fateOf(actor: Actor, entry: ListEntry, known: ReadonlyMap<string, KnownPerson>): AddressFate {
  const { duplicate, email, firstName, lastName, problem, text } = entry
  const person = email === null ? undefined : known.get(email)
  const shown = shownTo(actor, person)
  return {
    text,
    email,
    firstName,
    lastName,
    fate: email === null ? 'invalid' : duplicate ? 'duplicate' : (person?.status ?? 'new'),
    person: shown.personId === null ? null : { id: shown.personId, name: shown.name },
    problem,
  }
}

function resultOf(rows: Prepared['rows']): InviteResult {
  return { rows, invited: rows.filter((row) => row.fate === 'new').length }
}
