import type { WorkgroupDetails, WorkgroupMember, WorkgroupRow } from '../../../contract/structure'
import { can } from '../../domain/access'
import { Refusal } from '../../domain/refusal'
import type { Reader } from '../../store/store'
import { invitedInto, listWorkgroups, membersOf } from '../../store/workgroups'
import { readInviting } from '../inviting/inviting-access'
import type { Actor } from '../ports'
import { heirsAmong } from './workgroup-owner'

/** The groups the operator may see, by name: everyone's for who sees everyone, else those they are in (A2, X6). */
export async function readWorkgroups(reader: Reader, actor: Actor): Promise<readonly WorkgroupRow[]> {
  const seesAll = can(actor, 'people.see-all')
  const rows = await listWorkgroups(reader, seesAll ? null : actor.personId)
  const editsAll = can(actor, 'workgroups.edit')
  const { scope } = await readInviting(reader, actor)
  const inScope = (id: string): boolean =>
    scope.allowed && (scope.workgroupIds === null || scope.workgroupIds.includes(id))
  return rows.map((row) => ({
    ...row,
    mayEdit: editsAll || (actor.role !== 'external' && row.owner?.id === actor.personId),
    // Who does not edit all workgroups sees a group only as its member (W2).
    mayInvite: editsAll || inScope(row.id) || (actor.role !== 'external' && row.membersMayInvite),
  }))
}

/** One group with its people. Throws NOT_FOUND for a group the operator may not see as for one there is not (A2). */
export async function readWorkgroup(reader: Reader, actor: Actor, id: string): Promise<WorkgroupDetails> {
  const group = (await readWorkgroups(reader, actor)).find((each) => each.id === id)
  if (!group) throw new Refusal('NOT_FOUND')
  const marked = (person: Omit<WorkgroupMember, 'owner'>): WorkgroupMember => ({
    ...person,
    owner: person.id === group.owner?.id,
  })
  const members = (await membersOf(reader, id)).map(marked)
  if (actor.role === 'external') return { ...group, people: members.map(nameOnly), invited: [], heirs: [] }
  const invitedBy = can(actor, 'people.see-all') ? null : actor.personId
  const invited = (await invitedInto(reader, id, invitedBy)).map(marked)
  const heirs = group.mayEdit ? await heirsAmong(reader, actor, id, members) : []
  return { ...group, people: members, invited, heirs }
}

/** X6: of the others in a shared group an external person learns the names and nothing else. */
function nameOnly({ id, name, kind, owner }: WorkgroupMember): WorkgroupMember {
  return { id, name, kind, owner, position: '', status: 'active' }
}
