import { can } from '../../domain/access'
import { dayOf } from '../../domain/days'
import { isOver, renewedLastDay } from '../../domain/guests'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { type GuestTerms, readGuestSettings, readGuestTerms, writeGuestTerms } from '../../store/guests'
import { findPerson, type PersonState } from '../../store/people'
import type { Reader, Writer } from '../../store/store'
import { demandOwner } from '../owners'
import type { Actor } from '../ports'

/**
 * Z8: checks a sponsor and a last day as an operator chose them. Throws NOT_FOUND for a sponsor they may not see (A2),
 * OWNER_NOT_ALLOWED for one who is not active or external, INVALID_INPUT for a day that is past.
 */
export async function demandTerms(reader: Reader, actor: Actor, terms: GuestTerms, now: number): Promise<void> {
  if (isOver(terms.endsOn, dayOf(now))) throw fieldRefusal('endsOn', 'DATE_PAST')
  if (terms.sponsorId === null) return
  const sponsor = await findPerson(reader, terms.sponsorId)
  if (!sponsor || !can(actor, 'people.see', sponsor)) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('sponsorId', 'INVALID').fields)
  }
  await demandOwner(reader, terms.sponsorId, 'sponsorId')
}

/** Z8: moves a guest's last day on by the portal's days; returns the new one. Throws STATE_NOT_ALLOWED where there is none. */
export async function renewTerms(writer: Writer, person: PersonState, now: number): Promise<string> {
  const terms = await readGuestTerms(writer, person.id)
  if (terms.endsOn === null) throw new Refusal('STATE_NOT_ALLOWED', { status: person.status })
  const { days } = await readGuestSettings(writer)
  const endsOn = renewedLastDay(terms.endsOn, dayOf(now), days)
  await writeGuestTerms(writer, person.id, { ...terms, endsOn })
  return endsOn
}

/**
 * A guest who comes back after their time was over (D3, Z8) is renewed, for else the portal would dismiss them again at once.
 * Returns what the audit log is told.
 */
export async function renewWhereOver(
  writer: Writer,
  person: PersonState,
  now: number,
): Promise<Readonly<Record<string, string>>> {
  if (person.kind !== 'external') return {}
  const { endsOn } = await readGuestTerms(writer, person.id)
  return isOver(endsOn, dayOf(now)) ? { endsOn: await renewTerms(writer, person, now) } : {}
}
