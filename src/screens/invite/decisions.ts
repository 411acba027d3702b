import type { BatchResult } from '../../../electron/contract/base'
import { portal } from '../../portal'
import type { DecisionFate } from './email/address-rows'

export interface Places {
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
}

/** Carries out what was decided about people who are in the directory already (S6). Throws the refusal of the core. */
export function decide(fate: DecisionFate, ids: readonly string[], places: Places): Promise<BatchResult> {
  const input = { ids: [...ids] }
  switch (fate) {
    case 'invited':
      return portal.invitations.resend(input)
    case 'pending':
      return portal.people.confirm(input)
    case 'dismissed':
      return portal.people.rehire(input)
    case 'active':
      return portal.people.addTo({
        ...input,
        departmentIds: [...places.departmentIds],
        workgroupIds: [...places.workgroupIds],
      })
  }
}
