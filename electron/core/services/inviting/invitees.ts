import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { findInvitee } from '../../store/invitations'
import type { Reader } from '../../store/store'
import type { LiveInvitation } from './invitation-life'
import type { Actor } from '../ports'

/** Somebody who is invited and has not accepted yet, with their link. */
export interface Invitee {
  readonly id: string
  readonly name: string
  readonly firstName: string
  readonly email: string | null
  /** E.164. */
  readonly phone: string | null
  readonly invitation: LiveInvitation
}

/** Somebody invited whom this operator may see, with their live invitation. Throws NOT_FOUND or STATE_NOT_ALLOWED {status}. */
export async function demandInvitee(reader: Reader, actor: Actor, personId: string): Promise<Invitee> {
  const row = await findInvitee(reader, personId)
  const subject = row && { id: row.id, status: row.status, invitedBy: row.invited_by }
  if (!row || !subject || !can(actor, 'people.see', subject)) throw new Refusal('NOT_FOUND')
  const { expires_at, generation, handle, invitation_id, locale } = row
  if (row.status !== 'invited' || !invitation_id || !handle || !locale || generation === null) {
    throw new Refusal('STATE_NOT_ALLOWED', { status: row.status })
  }
  const invitation: LiveInvitation = {
    id: invitation_id,
    person_id: row.id,
    generation,
    handle,
    locale,
    expires_at,
  }
  return { id: row.id, name: row.name, firstName: row.first_name, email: row.email, phone: row.phone, invitation }
}

/** Where an invitation goes, sent or drafted: by mail where there is an e-mail address, else by SMS. Throws ADDRESS_MISSING. */
export function demandAddress(person: Pick<Invitee, 'name' | 'email' | 'phone'>): string {
  const address = person.email ?? person.phone
  if (address === null) throw new Refusal('ADDRESS_MISSING', { name: person.name })
  return address
}
