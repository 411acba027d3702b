import { z } from 'zod'
import { LOCALES, type DueAct, type DueKind, type DueTime } from '../core/domain/vocabulary'
import { output, procedure } from './base'

/** Something that is due (Z9). */
export interface DueLine {
  /** Stays the same as long as it is due. */
  readonly key: string
  readonly kind: DueKind
  /** ISO date. */
  readonly on: string
  readonly time: DueTime
  /** Whom it is about, of a draft the first one in it; null: nobody in particular. */
  readonly person: { readonly id: string; readonly name: string } | null
  /** Title of the task; how many people are still to be invited in a draft. */
  readonly detail: string
  /** Owner of a task, sponsor of a guest; null: nobody, or the operator themselves. */
  readonly whose: string | null
  /** What can be done about it here. */
  readonly acts: readonly DueAct[]
  /** The task, of a task. */
  readonly taskId: string | null
}

export interface Today {
  /** ISO date. */
  readonly date: string
  /** By day, then in the order of DUE_KINDS; of each kind the first hundred. */
  readonly lines: readonly DueLine[]
  /** All there are, those left out of `lines` counted. */
  readonly totals: Readonly<Record<DueTime, number>>
  readonly expired: number
}

const localeSchema = z.object({ locale: z.enum(LOCALES) })

export const today = {
  /** Z9: what is due until a week from now, as far as it concerns the operator (A2). */
  list: procedure.output(output<Today>()),
  /** How much is due, for the card of the overview. */
  counts: procedure.output(output<Readonly<Record<DueTime, number>>>()),
  /** Saves what is due as a calendar file of all-day events; null: the operator chose no place. */
  saveCalendar: procedure
    .input(localeSchema)
    .output(output<{ readonly file: string; readonly events: number } | null>()),
  /** Opens the system's print dialog with a clean page of the list; false: the operator printed nothing. */
  print: procedure.input(localeSchema).output(output<{ readonly printed: boolean }>()),
}
