import type { InviteResult } from '../../../../electron/contract/invitations'
import type { AddressRow, Fate } from './address-rows'

/** Somebody an act met who is in the directory already (S6). */
export interface KnownPerson {
  /** Null where the operator may not see whose address it is (A2). */
  readonly id: string | null
  readonly name: string
  readonly email: string
  readonly fate: Fate
}

/** What came of an invitation: shown until the operator invites more people, and kept while the panel is closed. */
export interface Outcome {
  readonly way: 'mail-app' | 'mail-service'
  readonly invited: number
  /** People who were in the directory already. */
  readonly known: readonly KnownPerson[]
  /** Texts that are no address; they stay in the list to be corrected. */
  readonly unreadable: readonly string[]
}

/** Whom the list has met already, each address once. */
export function knownPeople(rows: readonly AddressRow[]): readonly KnownPerson[] {
  return rows.flatMap((row) =>
    row.fate === 'new' || row.fate === 'duplicate' || row.fate === 'invalid' || row.email === null
      ? []
      : [{ id: row.person?.id ?? null, name: row.person?.name || row.email, email: row.email, fate: row.fate }],
  )
}

/** The same after the act: somebody may have been invited by another console since the list was read. */
export function knownAfter(rows: readonly AddressRow[], result: InviteResult): readonly KnownPerson[] {
  const known = new Map(knownPeople(rows).map((person) => [person.email, person]))
  for (const { email, fate, name, personId } of result.rows) {
    if (fate !== 'new' && fate !== 'duplicate' && fate !== 'invalid') {
      known.set(email, { id: personId, name: name || email, email, fate })
    }
  }
  return [...known.values()]
}
