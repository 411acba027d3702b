import { can, demand } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import { findPerson, type PersonState } from '../../store/people'
import type { Writer } from '../../store/store'
import type { Actor } from '../ports'

/** The person, if the operator may see and change them. Throws NOT_FOUND or NOT_ALLOWED (A2). */
export async function demandEditable(writer: Writer, actor: Actor, id: string): Promise<PersonState> {
  const person = await findPerson(writer, id)
  if (!person || !can(actor, 'people.see', person)) throw new Refusal('NOT_FOUND')
  demand(actor, 'people.edit', person)
  return person
}
