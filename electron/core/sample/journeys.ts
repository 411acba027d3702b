import { withTrouble } from '../domain/mail-troubles'
import { handleFrom } from '../domain/join-codes'
import type { Channel, MessageState } from '../domain/vocabulary'
import type { AuditEntry } from '../store/audit'
import type { InvitationTable, MessageTable, TaskTable } from '../store/schema'
import { DAY } from '../domain/days'
import type { SamplePerson } from './people'
import type { Seeded } from './seeded'
import { TASKS } from './structure'

const HOUR = DAY / 24
const MINUTE = HOUR / 60

/** What the log will say, and when. */
export interface SampleEvent extends AuditEntry {
  readonly at: number
}

/** One person's way in: what they were sent and what came of it. */
export interface Journey {
  readonly invitation: InvitationTable
  readonly message: Omit<MessageTable, 'id'> | null
  readonly tasks: readonly TaskTable[]
  readonly events: readonly SampleEvent[]
}

const CHANNELS: readonly [Channel, ...Channel[]] = ['mail-service', 'mail-service', 'mail-service', 'mail-app']

/** What a mail server says; nothing of it was ever sent. */
const ANSWERS: Readonly<Record<'sent' | 'failed' | 'unknown', string>> = {
  sent: '250 2.0.0 Ok: queued as 4XRt2k1zTsz7',
  failed: '550 5.1.1 Recipient address rejected: user unknown',
  unknown: withTrouble('closed', ''),
}

/**
 * How a person came in, or how far they are. `fate` is what became of the message to somebody who is still invited.
 */
export function journeyOf(
  numbers: Seeded,
  newId: () => string,
  person: SamplePerson,
  inviter: SamplePerson,
  now: number,
  fate: keyof typeof ANSWERS = 'sent',
): Journey {
  const invitedAt = person.invited_at ?? person.created_at
  const channel = fate === 'sent' ? numbers.pick(CHANNELS) : 'mail-service'
  const sentAt = fate === 'sent' ? invitedAt + numbers.between(1, 4) * MINUTE : null
  const waiting = person.status === 'invited'
  const opened = sentAt !== null && (!waiting || numbers.chance(45))
  const openedAt = opened ? Math.min(sentAt + numbers.between(10, 20 * 60) * MINUTE, now - HOUR) : null
  const acceptedAt =
    waiting || openedAt === null ? null : Math.min(openedAt + numbers.between(2, 9) * MINUTE, now - MINUTE)
  const invitation: InvitationTable = {
    id: newId(),
    person_id: person.id,
    channel,
    state: waiting ? 'live' : 'accepted',
    generation: 1,
    handle: handleFrom(Uint8Array.from({ length: 4 }, () => numbers.between(0, 255))),
    require_confirmation: 1,
    locale: person.locale,
    created_by: inviter.id,
    created_at: invitedAt,
    sent_at: sentAt,
    opened_at: openedAt,
    expires_at: waiting ? invitedAt + 14 * DAY : null,
    ended_at: acceptedAt,
    batch_id: null,
    reminders: 0,
    renewed_at: null,
  }
  const subject = { id: person.id, name: person.name }
  const atConsole = { actor: { personId: inviter.id, name: inviter.name }, origin: 'console', subject } as const
  const atJoinSite = { actor: null, origin: 'join-site', subject } as const
  const bySystem = { actor: null, origin: 'system', subject } as const
  const events: SampleEvent[] = [{ ...atConsole, at: invitedAt, action: 'person.invited', details: { channel } }]
  if (channel === 'mail-service') {
    const details = { to: person.address }
    events.push({ ...bySystem, at: invitedAt + 2 * MINUTE, action: `message.${fate}`, details })
  }
  if (openedAt !== null) events.push({ ...atJoinSite, at: openedAt, action: 'person.link-opened' })
  if (acceptedAt !== null) {
    events.push({
      ...atJoinSite,
      at: acceptedAt,
      action: 'person.accepted',
      details: { status: 'pending', reason: 'approval' },
    })
    if (person.status === 'active') {
      person.joined_at = Math.min(acceptedAt + numbers.between(20, 20 * 60) * MINUTE, now - MINUTE)
      events.push({ ...atConsole, at: person.joined_at, action: 'person.confirmed' })
    }
  }
  return {
    invitation,
    message: channel === 'mail-service' ? messageOf(numbers, person, invitation, fate, invitedAt) : null,
    tasks: tasksOf(numbers, newId, person, inviter, now),
    events,
  }
}

function messageOf(
  numbers: Seeded,
  person: SamplePerson,
  invitation: InvitationTable,
  state: Extract<MessageState, keyof typeof ANSWERS>,
  at: number,
): Omit<MessageTable, 'id'> {
  return {
    invitation_id: invitation.id,
    generation: invitation.generation,
    person_id: person.id,
    channel: 'mail',
    kind: 'invitation',
    about: null,
    to_name: person.name,
    to_address: person.address,
    locale: person.locale,
    text_id: null,
    state,
    tries: state === 'sent' && numbers.chance(10) ? 2 : 1,
    next_try_at: null,
    message_id: `<${invitation.id}@example.com>`,
    provider_id: null,
    next_look_at: null,
    answer: ANSWERS[state],
    created_by: invitation.created_by,
    created_at: at,
    updated_at: at + 2 * MINUTE,
    sent_at: state === 'sent' ? at + 2 * MINUTE : null,
  }
}

/** T1: two or three things to do for every second newcomer; those of the past are mostly done. */
function tasksOf(
  numbers: Seeded,
  newId: () => string,
  person: SamplePerson,
  inviter: SamplePerson,
  now: number,
): readonly TaskTable[] {
  if (!numbers.chance(50)) return []
  const first = numbers.between(0, TASKS.length - 1)
  return Array.from({ length: numbers.between(2, 3) }, (_, order) => {
    const created_at = (person.invited_at ?? person.created_at) + 30 * MINUTE
    const due = created_at + numbers.between(5, 20) * DAY
    const done = person.status === 'active' && (due < now - 5 * DAY || numbers.chance(40))
    return {
      id: newId(),
      person_id: person.id,
      title: TASKS[(first + order) % TASKS.length] ?? TASKS[0],
      due_on: new Date(due).toISOString().slice(0, 10),
      done_at: done ? Math.min(due - DAY, now - HOUR) : null,
      created_by: inviter.id,
      created_at,
      owner_id: inviter.id,
      item_id: null,
    }
  })
}
