import type { Presence } from '../ports'

/** Who sits at the console, as the console says. */
export interface Attendance extends Presence {
  /** Person id; null: nobody any more. */
  attend(personId: string | null): void
}

export function createPresence(): Attendance {
  let present: string | null = null
  return { current: () => present, attend: (personId) => void (present = personId) }
}
