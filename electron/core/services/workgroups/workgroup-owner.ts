import type { WorkgroupMember } from '../../../contract/structure'
import { can } from '../../domain/access'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { isDelegatedToOwner } from '../../store/delegations'
import type { PersonState } from '../../store/people'
import type { Reader } from '../../store/store'
import { isMember } from '../../store/workgroups'
import { mayAnswer, demandOwner } from '../owners'
import type { Actor } from '../ports'

/**
 * From among whom this operator names the owner of a workgroup. Who may not edit all workgroups hands theirs over to a
 * member only: whom else there is they do not see (A2). Where inviting is delegated to owners, it goes with the group, and
 * only whoever manages access hands it on (Z11).
 */
async function ownersFrom(reader: Reader, actor: Actor, id: string): Promise<'anybody' | 'members' | 'nobody'> {
  if (!can(actor, 'access.edit') && (await isDelegatedToOwner(reader, id))) return 'nobody'
  return can(actor, 'workgroups.edit') ? 'anybody' : 'members'
}

/** Whom of the members an operator who may edit the group may make its owner; null: anybody who can be one. */
export async function heirsAmong(
  reader: Reader,
  actor: Actor,
  id: string,
  members: readonly WorkgroupMember[],
): Promise<readonly { readonly id: string; readonly name: string }[] | null> {
  const from = await ownersFrom(reader, actor, id)
  if (from === 'anybody') return null
  if (from === 'nobody') return []
  return members.filter(mayAnswer).map((member) => ({ id: member.id, name: member.name }))
}

/** Throws NOT_ALLOWED where inviting goes with the group (Z11), NOT_FOUND for no member (A2), OWNER_NOT_ALLOWED. */
export async function demandHeir(reader: Reader, actor: Actor, id: string, ownerId: string): Promise<PersonState> {
  const from = await ownersFrom(reader, actor, id)
  if (from === 'nobody') throw new Refusal('NOT_ALLOWED')
  if (from === 'members' && !(await isMember(reader, id, ownerId))) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('ownerId', 'INVALID').fields)
  }
  return await demandOwner(reader, ownerId, 'ownerId')
}
