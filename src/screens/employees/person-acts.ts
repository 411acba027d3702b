import type { PersonRow } from '../../../electron/contract/people'
import { PERSON_ACTIONS, type PersonAction } from '../../../electron/contract/vocabulary'

/** Acts that make sense for many people at once (C6 and the same for the others). */
export const BATCH_ACTIONS = [
  'resend',
  'renew-invitation',
  'print-sheet',
  'confirm',
  'decline',
  'change-departments',
  'transfer-to-intranet',
  'renew-guest',
  'rehire',
  'dismiss',
  'delete',
] as const satisfies readonly PersonAction[]
export type BatchAction = (typeof BATCH_ACTIONS)[number]

/** Acts that take something away: they are marked, and ask first. */
export const DESTRUCTIVE_ACTIONS: ReadonlySet<PersonAction> = new Set<PersonAction>([
  'delete',
  'decline',
  'dismiss',
  'unmake-administrator',
])

/** Acts that ask first, naming the person and what follows. */
export const ASKING_ACTIONS = [
  'delete',
  'decline',
  'dismiss',
  'make-administrator',
  'unmake-administrator',
] as const satisfies readonly PersonAction[]
export type AskingAction = (typeof ASKING_ACTIONS)[number]

export function asksFirst(action: PersonAction): action is AskingAction {
  return ASKING_ACTIONS.some((each) => each === action)
}

/** The order of the row menu: what concerns the invitation, the waiting, the person, the rights. */
const MENU_ORDER: readonly PersonAction[] = [
  'confirm',
  'decline',
  'resend',
  'renew-invitation',
  'copy-link',
  'show-qr',
  'print-sheet',
  'register-here',
  'change-address',
  'edit',
  'change-departments',
  'transfer-to-intranet',
  'renew-guest',
  'give-password',
  'make-administrator',
  'unmake-administrator',
  'give-partner-access',
  'take-partner-access',
  'rehire',
  'dismiss',
  'delete',
]

/** The row's acts, each once, in the menu's order; nothing is added to what the core allows. */
export function menuActions(actions: readonly PersonAction[]): readonly PersonAction[] {
  return PERSON_ACTIONS.toSorted((a, b) => MENU_ORDER.indexOf(a) - MENU_ORDER.indexOf(b)).filter((each) =>
    actions.includes(each),
  )
}

/**
 * The acts offered for a selection: those that at least one of the people allows. The core refuses the others one by
 * one with their reason, and the summary shows it.
 */
export function batchActions(people: readonly Pick<PersonRow, 'actions'>[]): readonly BatchAction[] {
  return BATCH_ACTIONS.filter((action) => people.some((person) => person.actions.includes(action)))
}
