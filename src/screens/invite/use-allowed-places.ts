import { watch } from 'vue'
import { useInvitingScope } from '../../composables/use-inviting-scope'

/**
 * The places the operator may preset (Z11), live; what was chosen in `invitation` before and is no longer allowed is taken
 * out, as it would only be refused, out of sight.
 */
export function useAllowedPlaces(invitation: { departmentIds: string[]; workgroupIds: string[] }) {
  const inviting = useInvitingScope()
  const within = (ids: string[], allowed: readonly string[] | null): string[] =>
    allowed === null ? ids : ids.filter((id) => allowed.includes(id))

  watch(inviting.scope, (now) => {
    if (!now) return
    invitation.departmentIds = within(invitation.departmentIds, now.departmentIds)
    invitation.workgroupIds = within(invitation.workgroupIds, now.workgroupIds)
  })
  return inviting
}
