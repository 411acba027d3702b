import { roleOf } from '../../domain/access'
import { readAccount, readPortal } from '../../store/accounts'
import type { Reader } from '../../store/store'
import { temporaryGenerationOf } from './accounts'
import { mayInvite } from '../inviting/inviting-access'
import type { Actor } from '../ports'
import { type StructureAccess, structureAccess } from '../structure/structure-access'

/** Who somebody is to the portal now, whether they may invite, and what the structure is to them (A1, Z11). */
export interface Standing {
  readonly actor: Actor
  readonly mayInvite: boolean
  readonly structure: StructureAccess
  /** Generation of the temporary password they still have to change; null: they chose their own (R2). */
  readonly temporaryGeneration: number | null
}

/** Null unless the person is active (S4). */
export async function readStanding(reader: Reader, personId: string): Promise<Standing | null> {
  const person = await readAccount(reader, personId)
  if (person?.status !== 'active') return null
  const role = roleOf({ kind: person.kind, administrator: person.administrator === 1 })
  const actor: Actor = { personId: person.id, name: person.name, role }
  const portal = await readPortal(reader)
  const rule = { structureSeenBy: portal.structure_seen_by, structureEditedBy: portal.structure_edited_by }
  return {
    actor,
    mayInvite: await mayInvite(reader, actor, portal),
    structure: structureAccess(actor, rule),
    temporaryGeneration: temporaryGenerationOf(person),
  }
}
