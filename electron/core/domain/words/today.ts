// What is due, when, and what can be done about it (Z9).

/** What may be due (Z9), in the order of a day. `to-remind`: sent with another program, so that no machine reminds (H3). */
export const DUE_KINDS = [
  'first-day',
  'task',
  'guest-ending',
  'invitation-expired',
  'invitation-expiring',
  'to-remind',
  'draft',
] as const
export type DueKind = (typeof DUE_KINDS)[number]

/** When something is due: on a day before today, today, or within the seven days after it. */
export const DUE_TIMES = ['overdue', 'today', 'week'] as const
export type DueTime = (typeof DUE_TIMES)[number]

/** What can be done at once about something due. */
export const DUE_ACTS = ['renew-invitation', 'resend', 'renew-guest', 'done'] as const
export type DueAct = (typeof DUE_ACTS)[number]
