import { can } from '../../domain/access'
import { readAddress } from '../../domain/addresses'
import { readPhone } from '../../domain/phones'
import { type FieldProblem, Refusal } from '../../domain/refusal'
import type { Fate } from '../../domain/vocabulary'
import { looksLikePhone } from '../../domain/typed-addresses'
import { findByEmails, findByPhones, type InvitingRules, type KnownPerson } from '../../store/invitations'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'
import { chunksOf } from '../slices'
import type { InviteOrder } from './invite-order'

/** What was typed for one person, as the store keeps it; null where it is no address, with what is wrong. */
interface ReadPerson {
  readonly person: InviteOrder['people'][number]
  readonly typed: string
  readonly address: string | null
  readonly problem: FieldProblem['code'] | null
}

/** Reads what was typed, each row as an e-mail address or, as far as the order allows it, a phone number (SM5). */
export function* readPeople(
  order: Pick<InviteOrder, 'people' | 'phones'>,
  rules: Pick<InvitingRules, 'country'>,
): Generator<ReadPerson> {
  for (const person of order.people) {
    const typed = person.email
    if (order.phones === 'only' || (order.phones && looksLikePhone(typed))) {
      const phone = readPhone(typed, rules.country)
      yield { person, typed, address: phone, problem: phone === null ? 'PHONE_INVALID' : null }
    } else {
      const { email, problem } = readAddress(typed)
      yield { person, typed, address: email, problem }
    }
  }
}

/** What is wrong with the first hundred rows, by field. */
export function problemsOf(read: readonly ReadPerson[]): readonly FieldProblem[] {
  return read
    .slice(0, 100)
    .map(({ problem }, index) => ({ field: `people.${index}.email`, code: problem ?? 'EMAIL_INVALID' }))
}

/** The people of these addresses, by address: e-mail addresses and phone numbers in their stored form (S6). */
export async function knownPeople(
  reader: Reader,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const known = new Map<string, KnownPerson>()
  for await (const chunk of chunksOf(addresses, 500)) {
    const emails = chunk.filter((address) => address.includes('@'))
    const phones = chunk.filter((address) => !address.includes('@'))
    for (const person of await findByEmails(reader, emails)) known.set(person.email ?? '', person)
    for (const person of await findByPhones(reader, phones)) known.set(person.phone ?? '', person)
  }
  return known
}

/** Whose address it is, for an operator who may see them (A2); else nobody's. */
export function shownTo(actor: Actor, person: KnownPerson | undefined): { personId: string | null; name: string } {
  const visible =
    person !== undefined &&
    can(actor, 'people.see', { id: person.id, status: person.status, invitedBy: person.invited_by })
  return visible ? { personId: person.id, name: person.name } : { personId: null, name: '' }
}

/** The same as a row shows it; null for nobody. */
export function whoIsShown(
  actor: Actor,
  person: KnownPerson | undefined,
): { readonly id: string; readonly name: string } | null {
  const { name, personId } = shownTo(actor, person)
  return personId === null ? null : { id: personId, name }
}

/** What becomes of an address (S6), beside those seen before it in the same order. */
export function fateOf(
  address: string | null,
  seen: ReadonlySet<string>,
  known: ReadonlyMap<string, KnownPerson>,
): Fate {
  if (address === null) return 'invalid'
  if (seen.has(address)) return 'duplicate'
  return known.get(address)?.status ?? 'new'
}

/** What an order without anybody to invite says of `email`, told of the field that was typed into. To be put behind `catch`. */
export function toldOf(field: 'address' | 'phone'): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Refusal) || error.code !== 'NOBODY_TO_INVITE') throw error
    const fields = error.fields.map((problem) => ({ ...problem, field: problem.field.replace(/email$/u, field) }))
    throw new Refusal(error.code, error.params, fields)
  }
}
