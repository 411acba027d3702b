import type { InviteResult } from '../../../../electron/contract/invitations'
import { type AddressRow, type DecisionFate, asksDecision } from './address-rows'

/** Somebody an act met who is in the directory already (S6). */
export interface KnownPerson {
  /** Null where the operator may not see whose address it is (A2). */
  readonly id: string | null
  readonly name: string
  readonly email: string
  readonly fate: DecisionFate
}

/** What came of an invitation: shown until the operator invites more people, and kept while the panel is closed. */
export interface Outcome {
  readonly way: 'mail-app' | 'mail-service'
  /** When it was asked for; milliseconds UTC. Drafts made since belong to it. */
  readonly since: number
  readonly invited: number
  /** People who were in the directory already. */
  readonly known: readonly KnownPerson[]
  /** Texts that are no address or have too long a name; they stay in the list to be corrected. */
  readonly unreadable: readonly string[]
}

/** Whom the list has met already, each address once. */
export function knownPeople(rows: readonly AddressRow[]): readonly KnownPerson[] {
  return rows.flatMap(({ email, fate, person }) =>
    asksDecision(fate) && email !== null ? [{ id: person?.id ?? null, name: person?.name || email, email, fate }] : [],
  )
}

/** The same after the act: somebody may have been invited by another console since the list was read. */
export function knownAfter(rows: readonly AddressRow[], result: InviteResult): readonly KnownPerson[] {
  const known = new Map(knownPeople(rows).map((person) => [person.email, person]))
  for (const { email, fate, name, personId } of result.rows) {
    if (asksDecision(fate)) known.set(email, { id: personId, name: name || email, email, fate })
  }
  return [...known.values()]
}
