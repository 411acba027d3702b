import { displayName, foldName } from '../../domain/names'
import type { InvitingRules } from '../../store/invitations'
import { likenessColumns } from '../../store/likeness'
import type { Places } from '../../store/places-of-people'
import type { InvitationTable, PersonTable } from '../../store/schema'
import { newId } from '../ids'
import { expiryFrom } from './invitation-life'
import type { ServiceContext } from '../service-context'
import type { InviteOrder } from './invite-order'

/** What is kept of one person asked in: the person and their live invitation. */
export interface NewInvitation {
  readonly person: Omit<PersonTable, 'number'>
  readonly invitation: InvitationTable
  /** Where this person goes, in place of where the order sends everybody. */
  readonly places?: Places
}

/** Somebody to invite, with at least one address in its stored form. */
export interface Newcomer {
  readonly firstName: string
  readonly lastName: string
  /** Comparable form. */
  readonly email?: string | null
  /** E.164. */
  readonly phone?: string | null
  readonly position?: string
}

/** A person who is invited and their live invitation, not kept yet. `handle` comes from freeHandles. */
export function newInvitation(
  context: ServiceContext,
  order: Pick<InviteOrder, 'actor' | 'batchId' | 'channel' | 'locale' | 'requireConfirmation' | 'newcomer'>,
  rules: Pick<InvitingRules, 'require_confirmation' | 'expiry_days'>,
  invitee: Newcomer,
  handle: string,
): NewInvitation {
  const at = context.clock.now()
  const { email = null, firstName, lastName, phone = null, position = '' } = invitee
  const address = email ?? phone ?? ''
  const name = displayName(firstName, lastName, address)
  const confirmation = order.requireConfirmation ?? rules.require_confirmation === 1
  const person = {
    id: newId(context),
    kind: 'employee' as const,
    status: 'invited' as const,
    administrator: 0 as const,
    first_name: firstName,
    last_name: lastName,
    name,
    sort_name: foldName(name),
    email,
    phone,
    address,
    position,
    locale: order.locale,
    pending_reason: null,
    invited_by: order.actor.personId,
    invited_at: at,
    joined_at: null,
    dismissed_at: null,
    delivery_failed: 0 as const,
    created_at: at,
    partner_company: null,
    sponsor_id: null,
    ends_on: null,
    end_noticed_at: null,
    starts_on: null,
    unproved: null,
    ...likenessColumns(firstName, lastName, email),
    ...order.newcomer,
  }
  const invitation = {
    id: newId(context),
    person_id: person.id,
    channel: order.channel,
    state: 'live' as const,
    generation: 1,
    handle,
    require_confirmation: confirmation ? (1 as const) : (0 as const),
    locale: order.locale,
    created_by: order.actor.personId,
    created_at: at,
    sent_at: null,
    opened_at: null,
    expires_at: expiryFrom(at, rules.expiry_days),
    ended_at: null,
    batch_id: order.batchId ?? null,
    reminders: 0,
    renewed_at: null,
  }
  return { person, invitation }
}
