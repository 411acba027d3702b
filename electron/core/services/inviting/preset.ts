import type { InvitingScope } from '../../domain/inviting-scope'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import { countWorkgroups, findDepartments } from '../../store/invitations'
import type { Reader } from '../../store/store'
import { demandWithin } from './inviting-access'

/**
 * The names of the departments chosen, the root left out. Throws PLACE_NOT_ALLOWED for a place outside the scope (Z11),
 * before it tells whether there is such a place; NOT_FOUND where one, or a workgroup, is gone.
 */
export async function demandPreset(
  reader: Reader,
  preset: { readonly departmentIds: readonly string[]; readonly workgroupIds?: readonly string[] },
  scope?: InvitingScope,
): Promise<readonly string[]> {
  if (scope) demandWithin(scope, preset)
  const departmentIds = [...new Set(preset.departmentIds)]
  const departments = await findDepartments(reader, departmentIds)
  if (departments.length !== departmentIds.length) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('departmentIds', 'INVALID').fields)
  }
  const workgroupIds = [...new Set(preset.workgroupIds)]
  if ((await countWorkgroups(reader, workgroupIds)) !== workgroupIds.length) {
    throw new Refusal('NOT_FOUND', {}, fieldRefusal('workgroupIds', 'INVALID').fields)
  }
  return departments.filter((department) => department.parent_id !== null).map((department) => department.name)
}
