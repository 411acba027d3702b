import { fieldRefusal, Refusal } from '../domain/refusal'
import type { PersonKind, PersonStatus } from '../domain/vocabulary'
import { findPerson, type PersonState } from '../store/people'
import type { Reader } from '../store/store'

/** Whether somebody can sign in and see others, and so answer for something (S4, X6). */
export function mayAnswer(person: { readonly status: PersonStatus; readonly kind: PersonKind }): boolean {
  return person.status === 'active' && person.kind !== 'external'
}

/**
 * Who is to answer for something: a task (T1), or what a leaver hands over (Z2). Only somebody who can sign in and see
 * the person concerned can do that. Throws NOT_FOUND on `field`, or OWNER_NOT_ALLOWED unless active and no external.
 */
export async function demandOwner(reader: Reader, id: string, field: string): Promise<PersonState> {
  const owner = await findPerson(reader, id)
  if (!owner) throw new Refusal('NOT_FOUND', {}, fieldRefusal(field, 'INVALID').fields)
  if (!mayAnswer(owner)) {
    throw new Refusal('OWNER_NOT_ALLOWED', {}, fieldRefusal(field, 'INVALID').fields)
  }
  return owner
}
