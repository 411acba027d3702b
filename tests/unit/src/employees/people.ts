import type { PersonRow } from '../../../../electron/contract/people'
import type { PersonAction } from '../../../../electron/contract/vocabulary'

/** A row of the Employees list; the number makes id and name. */
export function personRow(number: number, more: Partial<PersonRow> = {}): PersonRow {
  return {
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    name: `Person ${number}`,
    kind: 'employee',
    status: 'invited',
    administrator: false,
    email: `person${number}@example.com`,
    phone: null,
    position: '',
    departments: [],
    invitedBy: null,
    invitedOn: null,
    pendingReason: null,
    unproved: null,
    deliveryFailed: false,
    linkEnded: false,
    actions: ['resend', 'delete'] satisfies PersonAction[],
    ...more,
  }
}

export function personRows(from: number, to: number): PersonRow[] {
  return Array.from({ length: to - from + 1 }, (_, index) => personRow(from + index))
}
