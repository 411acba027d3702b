import { roleOf } from '../domain/access'
import { readAccount, readPortal } from '../store/accounts'
import type { Reader } from '../store/store'
import { mayInvite } from './inviting-access'
import type { Actor } from './ports'
import { type StructureAccess, structureAccess } from './structure-access'

/** Who somebody is to the portal now, whether they may invite, and what the structure is to them (A1, Z11). */
export interface Standing {
  readonly actor: Actor
  readonly mayInvite: boolean
  readonly structure: StructureAccess
}

/** Null unless the person is active (S4). */
export async function readStanding(reader: Reader, personId: string): Promise<Standing | null> {
  const person = await readAccount(reader, personId)
  if (person?.status !== 'active') return null
  const role = roleOf({ kind: person.kind, administrator: person.administrator === 1 })
  const actor: Actor = { personId: person.id, name: person.name, role }
  const portal = await readPortal(reader)
  const rule = { structureSeenBy: portal.structure_seen_by, structureEditedBy: portal.structure_edited_by }
  return { actor, mayInvite: await mayInvite(reader, actor, portal), structure: structureAccess(actor, rule) }
}
