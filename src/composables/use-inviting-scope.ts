import { computed } from 'vue'
import type { InvitingScope } from '../../electron/contract/access'
import { portal } from '../portal'
import { useLoaded } from './use-loaded'

/**
 * What the operator may preset when inviting (Z11), live; `scope` is null until it is known. The core checks every
 * invitation again (A2).
 */
export function useInvitingScope() {
  const { data: scope } = useLoaded<InvitingScope>(
    () => portal.access.invitingScope(),
    ['session', 'settings', 'structure', 'workgroups', 'people'],
  )
  const departments = computed(() => scope.value?.departments ?? null)
  const workgroupIds = computed(() => scope.value?.workgroupIds ?? null)
  const choosesDepartments = computed(() => departments.value === null || departments.value.length > 0)
  const choosesWorkgroups = computed(() => workgroupIds.value === null || workgroupIds.value.length > 0)

  function mayInviteInto(departmentId: string): boolean {
    if (scope.value === null || !scope.value.allowed) return false
    return scope.value.departmentIds === null || scope.value.departmentIds.includes(departmentId)
  }

  return { scope, departments, workgroupIds, choosesDepartments, choosesWorkgroups, mayInviteInto }
}
