import { differInMiddleName } from '../../domain/names'
import type { RowProblem } from '../../domain/vocabulary'
import type { PersonDraft } from '../../imports'
import type { ComparedPerson } from '../../store/imports'
import type { FieldChange } from './comparison'
import type { PlacesPlan, PlannedPlace } from './places-plan'

/** Where a row leads; the problem where a name in the file cannot be one of a department. */
export function placesIn(plan: PlacesPlan, draft: PersonDraft): readonly PlannedPlace[] | RowProblem {
  const places = new Set<PlannedPlace>()
  for (const path of draft.departmentPaths) {
    const found = plan.department(path, true)
    if ('problem' in found) return found.problem
    places.add(found.place)
  }
  return [...places]
}

/**
 * What the file says otherwise of somebody (Z5); what it leaves empty it says nothing about, and a middle name that only
 * one of the two knows is no change. `departments`: where the row leads; `current`: ids of where they are.
 */
export function changesOf(
  plan: PlacesPlan,
  draft: PersonDraft,
  person: ComparedPerson,
  departments: readonly PlannedPlace[],
  current: readonly string[],
): readonly FieldChange[] {
  const changes: FieldChange[] = []
  const compare = (field: FieldChange['field'], before: string, after: string): void => {
    if (after !== '' && after !== before) changes.push({ field, before, after })
  }
  if (!differInMiddleName({ firstName: person.first_name, lastName: person.last_name }, draft)) {
    // A last name that has changed says nothing of a middle name that was there before.
    const lastName = draft.lastName || person.last_name
    if (!differInMiddleName({ firstName: person.first_name, lastName }, { firstName: draft.firstName, lastName })) {
      compare('firstName', person.first_name, draft.firstName)
    }
    compare('lastName', person.last_name, draft.lastName)
  }
  compare('position', person.position, draft.position)
  // Of somebody who has only a number it is the login, and found by it they have the same. The link of who stays invited
  // would die with their number (C5): no list does that.
  const staysInvited = person.status === 'invited' && draft.status === 'invited'
  if (person.email !== null && !staysInvited) compare('phone', person.phone ?? '', draft.phone ?? '')
  const ids = new Set(departments.map((place) => place.id))
  if (departments.length > 0 && (ids.size !== current.length || !current.every((id) => ids.has(id)))) {
    const names = (places: readonly (PlannedPlace | undefined)[]): string =>
      places
        .map((place) => (place ? plan.pathOf(place) : ''))
        .toSorted()
        .join(', ')
    compare('departments', names(current.map((id) => plan.byId(id))), names(departments))
  }
  return changes
}
