import { setImmediate } from 'node:timers/promises'
import { DAY } from '../../domain/days'
import { Refusal } from '../../domain/refusal'
import type { MessageChannel } from '../../domain/vocabulary'
import { type Scheduler, systemScheduler } from '../../outbox/scheduler'
import { recordAudit } from '../../store/audit'
import { pausedSince } from '../../store/outbox-channels'
import {
  countReminder,
  type DueReminder,
  type DueReminders,
  dueForReminder,
  readReminderRule,
} from '../../store/reminders'
import { queueInvitationMessage } from '../inviting/invitation-life'
import type { JoinLinks } from '../join-links'
import { demandServices } from '../messages/outgoing-messages'
import { createRounds, type Rounds } from '../rounds'
import type { ServiceContext } from '../service-context'
import { works } from '../works'

/** People read at once. */
const SLICE = 100
/** An address of each channel, to ask whether it can send. */
const ADDRESSES: Readonly<Record<MessageChannel, string>> = { mail: 'somebody@example.invalid', sms: '+10000000000' }

/**
 * H3: reminds those who were sent an invitation the days set ago and have not accepted, at most so many times as set;
 * the days are counted anew where it is renewed (H4). Looks when started and every hour from then on. Somebody who has
 * only opened the link is reminded too: previews and scanners open links (J6). A reminder carries the same link and
 * leaves the expiry as it is: only a person renews an invitation (M8, H4). A look gives a person at most one, and never
 * one within the days set since their last message, so that a clock that was set wrong floods nobody. While a channel
 * is paused, or cannot send, nobody it would go to is counted.
 */
export function startReminders(
  context: ServiceContext,
  links: JoinLinks,
  scheduler: Scheduler = systemScheduler,
): Rounds {
  const { changes, clock, log, store, vault } = context
  const rounds = createRounds(look, { log, scheduler, name: 'reminders' })

  async function look(): Promise<void> {
    const { days, times } = await readReminderRule(store.reader)
    const channels = days === null ? [] : await openChannels()
    if (days === null || channels.length === 0) return
    const now = clock.now()
    const due: DueReminders = { before: now - days * DAY, now, times }
    let after: { readonly sentAt: number; readonly id: string } | null = null
    let reminded = 0
    for (;;) {
      const slice = await dueForReminder(store.reader, due, { channels, after, limit: SLICE })
      for (const each of slice) {
        if (rounds.stopped()) break
        if (await remind(each, due, channels)) reminded += 1
        await setImmediate()
      }
      const last = slice.at(-1)
      if (!last || rounds.stopped()) break
      after = { sentAt: last.sent_at, id: last.id }
    }
    if (reminded > 0) changes.announce('people', 'messages', 'activity')
  }

  /** One transaction a person; false where they need none any more. One who cannot be reminded holds up nobody else. */
  async function remind(found: DueReminder, due: DueReminders, channels: readonly MessageChannel[]): Promise<boolean> {
    try {
      return await store.write(async (writer) => {
        // Looked at again: they may have accepted, or been sent it again, since.
        const [each] = await dueForReminder(writer, due, { channels, invitationId: found.id, limit: 1 })
        if (!each) return false
        await queueInvitationMessage(writer, context, each, {
          toName: each.name,
          toAddress: each.address,
          createdBy: each.created_by,
          kind: 'reminder',
          at: due.now,
        })
        await countReminder(writer, each.id)
        await recordAudit(writer, due.now, {
          actor: null,
          origin: 'system',
          action: 'person.reminded',
          subject: { id: each.person_id, name: each.name },
          details: { reminder: each.reminders + 1 },
        })
        return true
      })
    } catch (error) {
      if (!(error instanceof Refusal)) log.error('somebody could not be reminded', error)
      return false
    }
  }

  /** The channels that would send a reminder now. */
  async function openChannels(): Promise<readonly MessageChannel[]> {
    if (!(await works(() => links.base()))) return []
    const open: MessageChannel[] = []
    for (const channel of ['mail', 'sms'] as const) {
      const sends = () => demandServices(store.reader, vault, [ADDRESSES[channel]])
      if ((await pausedSince(store.reader, channel)) === null && (await works(sends))) open.push(channel)
    }
    return open
  }

  void rounds.start()
  return rounds
}
