import { can, demand, type StructureRule } from '../../domain/access'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'

/** What an operator may do with the company structure now (A1). */
export type StructureAccess = 'none' | 'see' | 'edit'

/** Throws NOT_ALLOWED where the structure is not open to this operator (A1, X6). */
export async function demandStructure(reader: Reader, actor: Actor, act: 'see' | 'edit'): Promise<void> {
  demand(actor, act === 'see' ? 'structure.see' : 'structure.edit', await readStructureRule(reader))
}

/** For outputs that name departments beside other things: they are left out where this says no. */
export async function seesStructure(reader: Reader, actor: Actor): Promise<boolean> {
  return can(actor, 'structure.see', await readStructureRule(reader))
}

/** Whether `demandStructure` lets this operator edit. */
export async function editsStructure(reader: Reader, actor: Actor): Promise<boolean> {
  return can(actor, 'structure.edit', await readStructureRule(reader))
}

export function structureAccess(actor: Actor, rule: StructureRule): StructureAccess {
  if (can(actor, 'structure.edit', rule)) return 'edit'
  return can(actor, 'structure.see', rule) ? 'see' : 'none'
}

async function readStructureRule(reader: Reader): Promise<StructureRule> {
  return await reader
    .selectFrom('portal')
    .select(['structure_seen_by as structureSeenBy', 'structure_edited_by as structureEditedBy'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow()
}
