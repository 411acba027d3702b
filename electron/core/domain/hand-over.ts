import type { CodeLife, DeskOutcome, InvitationState, PersonStatus, SheetMark } from './vocabulary'

/** What is known of the invitation whose code was read, and of the link that is printed on the paper. */
export interface PrintedCodeFacts {
  readonly state: InvitationState
  /** Of the person it is for. */
  readonly status: PersonStatus
  /** A newer link has been made since. */
  readonly replaced: boolean
  readonly expiresAt: number | null
}

/** Whether a printed code still lets somebody in, and if not, why (J4). `now`: milliseconds UTC. */
export function codeLife({ expiresAt, replaced, state, status }: PrintedCodeFacts, now: number): CodeLife {
  if (replaced) return 'replaced'
  if (state === 'revoked' || status === 'dismissed') return 'withdrawn'
  if (state === 'accepted') return 'accepted'
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'live'
}

/** When a sheet was given out and when its receipt came back, in milliseconds UTC; null: not yet. */
export interface SheetMarks {
  readonly handedOverAt: number | null
  readonly returnedAt: number | null
}

/**
 * Z3: what the desk answers to a printed code. A sheet is given out only while its code works, or when its owner is in
 * already: then it was given out. A receipt is taken back whatever became of the code since. `sheet`: null where this
 * link was never printed.
 */
export function deskOutcome(mark: SheetMark, life: CodeLife, sheet: SheetMarks | null): DeskOutcome {
  if (!sheet) return life === 'live' ? 'not-printed' : life
  if (mark === 'returned') return sheet.returnedAt === null ? 'marked' : 'already'
  if (sheet.handedOverAt !== null) return 'already'
  return life === 'live' || life === 'accepted' ? 'marked' : life
}
