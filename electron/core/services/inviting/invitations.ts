import type { AddressFate, InviteResult } from '../../../contract/invitations'
import { type ListEntry, readAddressList } from '../../domain/address-lists'
import type { Channel } from '../../domain/vocabulary'
import { recordAudit } from '../../store/audit'
import { type KnownPerson, readInvitingRules, setExpiry } from '../../store/invitations'
import { hasEmails } from '../../store/people'
import type { Reader } from '../../store/store'
import { onEach } from '../batch'
import { countDrafts, prepareDrafts } from '../drafts/draft-preparing'
import { redraft } from '../drafts/draft-resending'
import { createDrafts } from '../drafts/drafts'
import { expiryFrom, queueInvitationMessage } from './invitation-life'
import { demandMailService, demandServices } from '../messages/outgoing-messages'
import { previewInvitation } from './invitation-preview'
import { queueInvitations } from './invitation-queue'
import { demandAddress, demandInvitee } from './invitees'
import { demandInviting, demandInvitingSomewhere } from './inviting-access'
import { knownPeople, shownTo } from './address-fates'
import type { InviteOrder } from './invite-order'
import { keepInvitations } from './keeping'
import { demandText, prepareInvitations, type Prepared } from './preparing'
import type { JoinLinks } from '../join-links'
import { findLookAlikes } from '../likeness'
import type { Actor, MailApp } from '../ports'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { renewInvitations } from '../reminders/renewing'
import { gathered } from '../slices'

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
      await demandInvitingSomewhere(store.reader, actor)
      const entries = await gathered(readAddressList(text))
      const known = await knownPeople(
        store.reader,
        entries.flatMap((entry) => entry.email ?? []),
      )
      const fates = entries.map((entry) => fateOf(actor, entry, known))
      const alike = await findLookAlikes(
        store.reader,
        actor,
        fates.filter((each) => each.fate === 'new'),
      )
      return { entries: fates.map((each) => ({ ...each, lookAlikes: alike.get(each) ?? [] })) }
    },

    previewText: (actor, input) => previewInvitation(context, mailApp, actor, input),

    async inviteByMailService(actor, input) {
      const rules = await demandOrder(store.reader, actor, input)
      demandText(rules, input.text)
      await demandMailService(store.reader, vault)
      await links.base()
      const order: InviteOrder = { ...input, actor, channel: channelOf(input, 'mail-service') }
      const prepared = await store.write(async (writer) => {
        const { created, rows } = await prepareInvitations(writer, context, order)
        await keepInvitations(writer, context, order, created)
        await queueInvitations(writer, context, actor, created, input.text)
        return { created: created.length, rows }
      })
      if (prepared.created > 0) changes.announce('people', 'counters', 'structure', 'messages', 'activity')
      return resultOf(prepared.rows)
    },

    async prepareDrafts(actor, input) {
      const rules = await demandOrder(store.reader, actor, input)
      demandText(rules, input.text)
      const base = await links.base()
      const order = { ...input, actor, channel: channelOf(input, 'mail-app'), appleMail: mailApp.appleMail }
      const prepared = await store.write((writer) => prepareDrafts(writer, context, links, base, order))
      if (prepared.draftIds.length > 0) changes.announce('people', 'counters', 'structure', 'drafts', 'activity')
      return { ...resultOf(prepared.rows), draftIds: prepared.draftIds }
    },

    async countDrafts(actor, input) {
      const rules = await demandOrder(store.reader, actor, input)
      demandText(rules, input.text)
      const order = { ...input, actor, channel: 'mail-app' as const, appleMail: mailApp.appleMail }
      return { drafts: await countDrafts(store.reader, context, links, await links.base(), order) }
    },

    drafts: (actor) => drafts.waiting(actor),
    draft: (actor, { id }) => drafts.show(actor, id),
    openDraft: (actor, { id }) => drafts.open(actor, id),
    markDraft: (actor, { id, sent }) => drafts.mark(actor, id, sent),
    discardDraft: (actor, { id }) => drafts.discard(actor, id),

    async resend(actor, { ids }) {
      await demandInvitingSomewhere(store.reader, actor)
      // One without SMS account is refused by itself; without mail account the mail app is offered for all.
      if (await hasEmails(store.reader, ids)) await demandMailService(store.reader, vault)
      await links.base()
      const result = await onEach(ids, (id, called) =>
        store.write(async (writer) => {
          const person = await demandInvitee(writer, actor, id)
          called(person.name)
          const toAddress = demandAddress(person)
          await demandServices(writer, vault, [toAddress])
          const at = clock.now()
          const { expiry_days } = await readInvitingRules(writer)
          const expires_at = expiryFrom(at, expiry_days)
          await setExpiry(writer, person.invitation.id, expires_at)
          await queueInvitationMessage(
            writer,
            context,
            { ...person.invitation, expires_at },
            { toName: person.name, toAddress, createdBy: actor.personId, at },
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
      await demandInvitingSomewhere(store.reader, actor)
      const base = await links.base()
      const order = { actor, ids, appleMail: mailApp.appleMail }
      const { result, draftIds } = await store.write((writer) => redraft(writer, context, links, base, order))
      if (result.done.length > 0) changes.announce('people', 'drafts', 'activity')
      return { ...result, draftIds: draftIds.mail, smsDraftIds: draftIds.sms }
    },

    renew: (actor, input) => renewInvitations(context, links, actor, input),

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

type From = { readonly fromWorkgroupId?: string | null | undefined }

/** Throws NOT_ALLOWED where the operator may not invite this way (A1, Z11, W2). */
function demandOrder(reader: Reader, actor: Actor, input: From & { readonly requireConfirmation: boolean | null }) {
  return demandInviting(reader, actor, input.requireConfirmation === false, input.fromWorkgroupId ?? null)
}

/** What is asked from a workgroup's page travels by that channel, however it is sent (W2). */
function channelOf({ fromWorkgroupId }: From, way: Channel): Channel {
  return fromWorkgroupId == null ? way : 'workgroup'
}

function fateOf(
  actor: Actor,
  entry: ListEntry,
  known: ReadonlyMap<string, KnownPerson>,
): Omit<AddressFate, 'lookAlikes'> {
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
