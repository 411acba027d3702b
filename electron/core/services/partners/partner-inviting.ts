import { demand } from '../../domain/access'
import { readAddress } from '../../domain/addresses'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { Delivery, Locale } from '../../domain/vocabulary'
import type { Writer } from '../../store/store'
import { prepareDrafts } from '../drafts/draft-preparing'
import { queueInvitationMessage } from '../inviting/invitation-life'
import { demandMailService } from '../messages/outgoing-messages'
import type { InviteOrder } from '../inviting/invite-order'
import { keepInvitations } from '../inviting/keeping'
import { prepareInvitations } from '../inviting/preparing'
import { demandInviting } from '../inviting/inviting-access'
import type { JoinLinks } from '../join-links'
import { TRANSITION_TOPICS } from '../people/dismissing'
import { refuseTakenAddress } from '../people/taken-address'
import type { Actor } from '../ports'
import type { ServiceContext } from '../service-context'
import { demandPartnerSeat } from './partner-check'

export interface PartnerInvitation {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly locale: Locale
  readonly delivery: Delivery
  /** Whom of the three to dismiss for it (B4); null: nobody. */
  readonly dismissId: string | null
}

export interface PartnerInvited {
  readonly personId: string
  /** The draft for the mail app, where it travels by one. */
  readonly draftIds: readonly string[]
}

/**
 * Invites a partner (B1–B4): the registry is asked, somebody is dismissed for them where that is chosen, and the
 * invitation is kept with its message or draft, all in one transaction. Throws INVALID_INPUT on `email`, ADDRESS_TAKEN
 * (S6), JOIN_ADDRESS_MISSING, MAIL_ACCOUNT_MISSING, and what demandPartnerSeat throws; nothing has happened then.
 */
export async function invitePartner(
  context: ServiceContext,
  links: JoinLinks,
  actor: Actor,
  input: PartnerInvitation,
): Promise<PartnerInvited> {
  const { changes, store } = context
  demand(actor, 'partners.edit')
  await demandInviting(store.reader, actor)
  const { email, problem } = readAddress(input.email)
  if (email === null) throw fieldRefusal('email', problem)
  const base = await links.base()
  if (input.delivery === 'mail-service') await demandMailService(store.reader, context.vault)

  const invited = await store.write(async (writer) => {
    // Whoever is here can be given access instead (B5).
    await refuseTakenAddress(writer, actor, { email }, 'email')
    const candidate = { id: null, name: email, email }
    const company = await demandPartnerSeat(writer, context, actor, candidate, input.dismissId)
    const { firstName, lastName, locale } = input
    return keep(writer, context, links, base, input.delivery, {
      actor,
      channel: 'partner',
      people: [{ email, firstName, lastName }],
      newcomer: { kind: 'partner', partner_company: company.id },
      departmentIds: [],
      workgroupIds: [],
      locale,
      requireConfirmation: null,
    })
  })
  changes.announce('partners', ...TRANSITION_TOPICS)
  return invited
}

async function keep(
  writer: Writer,
  context: ServiceContext,
  links: JoinLinks,
  base: string,
  delivery: Delivery,
  order: InviteOrder,
): Promise<PartnerInvited> {
  if (delivery === 'mail-app') {
    const { draftIds, rows } = await prepareDrafts(writer, context, links, base, { ...order, mode: 'each', text: null })
    return { personId: rows[0]?.personId ?? '', draftIds }
  }
  const { created } = await prepareInvitations(writer, context, order)
  await keepInvitations(writer, context, order, created)
  const [made] = created
  if (!made) throw new Refusal('INTERNAL')
  if (delivery === 'mail-service') {
    const { address, name } = made.person
    const at = context.clock.now()
    const message = { toName: name, toAddress: address, createdBy: order.actor.personId, at }
    await queueInvitationMessage(writer, context, made.invitation, message)
  }
  return { personId: made.person.id, draftIds: [] }
}
