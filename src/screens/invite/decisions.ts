import type { BatchResult } from '../../../electron/contract/base'
import { portal } from '../../portal'
import type { DecisionFate } from './address-rows'

export interface Places {
  readonly departmentIds: readonly string[]
  readonly workgroupIds: readonly string[]
}

/**
 * Adds people who are here already to departments and workgroups; they stay in those they have.
 * Throws the refusal of the first that is not allowed.
 */
async function addToPlaces(people: readonly { id: string; name: string }[], places: Places): Promise<BatchResult> {
  const ids = people.map((person) => person.id)
  for (const id of places.workgroupIds) await portal.workgroups.addMembers({ id, personIds: ids })
  if (places.departmentIds.length > 0) {
    for (const id of ids) {
      const profile = await portal.people.get({ id })
      const departmentIds = [...new Set([...profile.departments.map((each) => each.id), ...places.departmentIds])]
      await portal.people.changeDepartments({ ids: [id], departmentIds })
    }
  }
  return { done: people.map(({ id, name }) => ({ id, name })), refused: [] }
}

/** Carries out what was decided about people who are in the directory already (S6). Throws the refusal of the core. */
export function decide(
  fate: DecisionFate,
  people: readonly { id: string; name: string }[],
  places: Places,
): Promise<BatchResult> {
  const ids = people.map((person) => person.id)
  switch (fate) {
    case 'invited':
      return portal.invitations.resend({ ids })
    case 'pending':
      return portal.people.confirm({ ids })
    case 'dismissed':
      return portal.people.rehire({ ids })
    case 'active':
      return addToPlaces(people, places)
  }
}
