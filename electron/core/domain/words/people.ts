// Who somebody is, where they stand, and what may be done with them.

/** Who a person is to the company. */
export const PERSON_KINDS = ['employee', 'external', 'partner'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

/** Where a person stands; the lawful transitions are in person-states.ts. */
export const PERSON_STATUSES = ['invited', 'pending', 'active', 'dismissed'] as const
export type PersonStatus = (typeof PERSON_STATUSES)[number]

/** What the operator may do: every right derives from this and from access.ts. */
export const ROLES = ['administrator', 'partner', 'employee', 'external'] as const
export type Role = (typeof ROLES)[number]

/** Why somebody who accepted is waiting: approval was asked for, or no seat was free (N1). */
export const PENDING_REASONS = ['approval', 'no-seat'] as const
export type PendingReason = (typeof PENDING_REASONS)[number]

/** Why somebody of a listed domain has not proved the address (L5). */
export const UNPROVED = ['code-sent', 'no-mail-service'] as const
export type Unproved = (typeof UNPROVED)[number]

/** What somebody signs in with now: nothing, a temporary password, or one of their own (R2). */
export const PASSWORD_KINDS = ['none', 'temporary', 'own'] as const
export type PasswordKind = (typeof PASSWORD_KINDS)[number]

/** Filter chips of the Employees list (D2). */
export const PEOPLE_FILTERS = ['all', 'active', 'invited', 'pending', 'dismissed', 'extranet', 'partners'] as const
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number]

/** What the Employees list may be sorted by (D2). */
export const PEOPLE_SORTS = ['name', 'address', 'position', 'status', 'invitedOn'] as const
export type PeopleSort = (typeof PEOPLE_SORTS)[number]

/** What may be done with a person now, by this operator: the row menu shows these and nothing else. */
export const PERSON_ACTIONS = [
  'resend',
  'renew-invitation',
  'copy-link',
  'show-qr',
  'print-sheet',
  'register-here',
  'change-address',
  'change-departments',
  'delete',
  'confirm',
  'decline',
  'dismiss',
  'rehire',
  'edit',
  'give-password',
  'make-administrator',
  'unmake-administrator',
  'transfer-to-intranet',
  'renew-guest',
  'give-partner-access',
  'take-partner-access',
] as const
export type PersonAction = (typeof PERSON_ACTIONS)[number]

/** What becomes of the live invitations and links of somebody who is dismissed (Z2). */
export const LEAVINGS = ['keep', 'hand-over', 'revoke'] as const
export type Leavings = (typeof LEAVINGS)[number]

/** Who becomes the owner of a task made from a checklist (T1). */
export const TASK_OWNERS = ['nobody', 'inviter', 'head', 'person'] as const
export type TaskOwner = (typeof TASK_OWNERS)[number]
