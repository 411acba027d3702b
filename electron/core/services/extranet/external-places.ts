import { Refusal } from '../../domain/refusal'
import type { PersonKind } from '../../domain/vocabulary'
import { closedWorkgroup } from '../../store/workgroups'
import type { Reader } from '../../store/store'

/**
 * X2, X6: where an external person may be put: into no department, and only into workgroups that allow external users.
 * Says nothing about anybody else. Throws EXTERNAL_STAYS_OUTSIDE, or WORKGROUP_CLOSED_TO_EXTERNALS {name}.
 */
export async function demandPlacesFor(
  reader: Reader,
  person: { readonly kind: PersonKind },
  places: { readonly departmentIds?: readonly string[]; readonly workgroupIds?: readonly string[] },
): Promise<void> {
  if (person.kind !== 'external') return
  if ((places.departmentIds ?? []).length > 0) throw new Refusal('EXTERNAL_STAYS_OUTSIDE')
  const closed = await closedWorkgroup(reader, places.workgroupIds ?? [])
  if (closed !== null) throw new Refusal('WORKGROUP_CLOSED_TO_EXTERNALS', { name: closed })
}
