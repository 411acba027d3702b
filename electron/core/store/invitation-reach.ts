import type { Reader } from './store'

/**
 * J4, M6: whether an invitation leads to places that this variant of the open link does not, and was not handed over with the
 * very variant (M2): whoever holds the open link and knows an address would come there by saying so.
 */
export async function reachesFurther(reader: Reader, invitationId: string, variantId: string): Promise<boolean> {
  const found = await reader
    .selectFrom('invitation')
    .select('id')
    .where('id', '=', invitationId)
    .where(({ exists, not, or, selectFrom }) => {
      const throughTheLink = selectFrom('open_link_variant_department')
        .select('department_id')
        .where('variant_id', '=', variantId)
      const department = selectFrom('invitation_department')
        .innerJoin('department', 'department.id', 'invitation_department.department_id')
        .select('department.id')
        .where('invitation_id', '=', invitationId)
        // The company itself is nothing that anybody is kept out of.
        .where('department.parent_id', 'is not', null)
        .where('department.id', 'not in', throughTheLink)
      const workgroup = selectFrom('invitation_workgroup')
        .select('workgroup_id')
        .where('invitation_id', '=', invitationId)
      const handedOver = selectFrom('draft_recipient')
        .innerJoin('draft', 'draft.id', 'draft_recipient.draft_id')
        .select('draft.id')
        .where('draft_recipient.invitation_id', '=', invitationId)
        .where('draft.variant_id', '=', variantId)
      return or([exists(department), exists(workgroup)]).and(not(exists(handedOver)))
    })
    .executeTakeFirst()
  return found !== undefined
}
