import { can, roleOf } from '../domain/access'
import { readAccount, readPortal } from '../store/accounts'
import type { Reader } from '../store/store'
import type { Actor } from './ports'

/** Who somebody is to the portal now, and whether they may invite (A1). */
export interface Standing {
  readonly actor: Actor
  readonly mayInvite: boolean
}

/** Null unless the person is active (S4). */
export async function readStanding(reader: Reader, personId: string): Promise<Standing | null> {
  const person = await readAccount(reader, personId)
  if (person?.status !== 'active') return null
  const role = roleOf({ kind: person.kind, administrator: person.administrator === 1 })
  const actor: Actor = { personId: person.id, name: person.name, role }
  const portal = await readPortal(reader)
  return { actor, mayInvite: can(actor, 'invite', { whoMayInvite: portal.who_may_invite }) }
}
