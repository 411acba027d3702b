import { onScopeDispose, shallowRef } from 'vue'
import type { DepartmentMember } from '../../../electron/contract/structure'

/** Somebody dragged out of the pane, and the department they are shown in. */
export interface CarriedPerson {
  readonly person: DepartmentMember
  readonly fromId: string
}

/**
 * What the keyboard or the mouse carries over the tree besides the departments dragged within it: a person from the
 * pane, and a department that was cut to be put below another one.
 */
export function useCarrying() {
  const person = shallowRef<CarriedPerson | null>(null)
  const cutId = shallowRef<string | null>(null)

  function takePerson(taken: CarriedPerson): void {
    person.value = taken
  }

  /** A drag that ends on a row no longer drawn tells nobody; while one lasts, the mouse sends no moves. */
  function dropPerson(): void {
    person.value = null
  }
  window.addEventListener('mousemove', dropPerson)
  onScopeDispose(() => window.removeEventListener('mousemove', dropPerson))

  return { person, cutId, takePerson, dropPerson }
}
