import type { DueLine } from '../../../contract/today'
import { can } from '../../domain/access'
import { DAY, daysAfter, dayOf } from '../../domain/days'
import { dueBounds, dueTime } from '../../domain/due'
import { DUE_KINDS, DUE_TIMES, type DueAct, type DueKind, type DueTime } from '../../domain/vocabulary'
import {
  type DueRow,
  type DueScope,
  type DueSource,
  dueTasks,
  endingInvitations,
  firstDays,
  guestsEnding,
  remindersByHand,
  waitingDrafts,
} from '../../store/due'
import { readReminderRule } from '../../store/reminders'
import type { Reader } from '../../store/store'
import type { Actor } from '../ports'

/** How long somebody who has not come in on their first day stays in the list, in days. */
const MISSED_DAYS = 30

/** What is due for this operator: by day, then in the order of DUE_KINDS (Z9). */
export interface Due {
  /** ISO date. */
  readonly date: string
  readonly lines: readonly DueLine[]
  readonly totals: Readonly<Record<DueTime, number>>
  readonly expired: number
}

/** Of each kind at most `limit`. Who may not see everyone gets their own tasks, invitees, guests and drafts (A2). */
export async function readDue(reader: Reader, actor: Actor, now: number, limit: number): Promise<Due> {
  const date = dayOf(now)
  const sources = sourcesOf(reader, await scopeOf(reader, actor, now, date))
  const lines: DueLine[] = []
  const totals = { overdue: 0, today: 0, week: 0 }
  let expired = 0
  for (const kind of DUE_KINDS) {
    const counts = await sources[kind].count()
    for (const time of DUE_TIMES) totals[time] += counts[time]
    const all = counts.overdue + counts.today + counts.week
    if (kind === 'invitation-expired') expired = all
    if (all === 0 || limit === 0) continue
    for (const row of await sources[kind].list(limit)) lines.push(...lineOf(actor, kind, row, date))
  }
  lines.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  return { date, lines, totals, expired }
}

async function scopeOf(reader: Reader, actor: Actor, now: number, date: string): Promise<DueScope> {
  const { days, times } = await readReminderRule(reader)
  return {
    own: can(actor, 'people.see-all') ? null : actor.personId,
    now,
    ...dueBounds(date),
    since: daysAfter(date, -MISSED_DAYS),
    reminders: days === null ? null : { before: now - days * DAY, now, times },
  }
}

function sourcesOf(reader: Reader, scope: DueScope): Readonly<Record<DueKind, DueSource>> {
  return {
    'first-day': firstDays(reader, scope),
    task: dueTasks(reader, scope),
    'guest-ending': guestsEnding(reader, scope),
    'invitation-expired': endingInvitations(reader, scope, 'expired'),
    'invitation-expiring': endingInvitations(reader, scope, 'expiring'),
    'to-remind': remindersByHand(reader, scope),
    draft: waitingDrafts(reader, scope),
  }
}

/** Empty for what is due later than the week ahead. */
function lineOf(actor: Actor, kind: DueKind, row: DueRow, date: string): readonly DueLine[] {
  const on = typeof row.at === 'number' ? dayOf(row.at) : row.at
  const time = dueTime(on, date)
  if (time === null) return []
  const { person_id: id, person_name: name } = row
  return [
    {
      key: keyOf(kind, row.id),
      kind,
      on,
      time,
      person: id === null ? null : { id, name: name ?? '' },
      detail: row.detail === null ? '' : String(row.detail),
      whose: row.whose,
      acts: actsOn(actor, kind),
      taskId: kind === 'task' ? row.id : null,
    },
  ]
}

/** An invitation that expires is the same line once it has expired. */
function keyOf(kind: DueKind, id: string): string {
  const ending = kind === 'invitation-expiring' || kind === 'invitation-expired'
  return `${ending ? 'invitation-ending' : kind} ${id}`
}

/** What the operator may do about a line that is shown to them. */
function actsOn(actor: Actor, kind: DueKind): readonly DueAct[] {
  switch (kind) {
    // Whoever may not keep tasks sees only those they own, and may mark them.
    case 'task':
      return actor.role === 'external' ? [] : ['done']
    case 'guest-ending':
      return can(actor, 'guests.edit') ? ['renew-guest'] : []
    case 'invitation-expired':
    case 'invitation-expiring':
      return ['renew-invitation', 'resend']
    case 'to-remind':
      return ['resend']
    case 'first-day':
    case 'draft':
      return []
  }
}
