import type { ActivityRow } from '../../../electron/contract/activity'

export type FeedLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'row'; readonly key: string; readonly row: ActivityRow }

const DAY = 86_400_000

/** The number of the local calendar day a time (milliseconds UTC) falls on; neighbours differ by one. */
export function dayOf(at: number): number {
  const date = new Date(at)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY)
}

/** Rows newest first, with a line for each day before its first row. */
export function withDays(rows: readonly ActivityRow[]): readonly FeedLine[] {
  const lines: FeedLine[] = []
  let day: number | null = null
  for (const row of rows) {
    const its = dayOf(row.at)
    if (its !== day) lines.push({ kind: 'day', key: `day-${its}`, at: row.at })
    day = its
    lines.push({ kind: 'row', key: `row-${row.id}`, row })
  }
  return lines
}
