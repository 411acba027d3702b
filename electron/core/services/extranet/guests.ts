import { setImmediate } from 'node:timers/promises'
import { dayOf, daysAfter } from '../../domain/days'
import { isOver } from '../../domain/guests'
import { Refusal } from '../../domain/refusal'
import type { Locale } from '../../domain/vocabulary'
import { writtenDay } from '../../domain/written-day'
import { type Scheduler, systemScheduler } from '../../outbox/scheduler'
import { recordAudit } from '../../store/audit'
import { guestsOver, guestsToNotice, noteNotice, readGuestSettings, readGuestTerms } from '../../store/guests'
import { findPerson } from '../../store/people'
import { announceAll } from '../announcing'
import { dismissInside, TRANSITION_TOPICS } from '../people/dismissing'
import type { Notifier } from '../ports'
import { createRounds, type Rounds } from '../rounds'
import type { ServiceContext } from '../service-context'

interface Ending {
  readonly id: string
  readonly name: string
  readonly endsOn: string
}

/**
 * Z8: gives notice before a guest's last day, once for each such day, and dismisses guests after it, as the system. Looks
 * when started and every hour from then on. One guest who cannot be dealt with holds up nobody else.
 */
export async function startGuests(
  context: ServiceContext,
  notifier: Notifier,
  scheduler: Scheduler = systemScheduler,
): Promise<Rounds> {
  const { changes, clock, log, store } = context
  /** Does `work` for each; refusals mean that somebody else was faster. Returns those it was done for. */
  async function onEach<Item>(items: readonly Item[], work: (item: Item) => Promise<boolean>): Promise<Item[]> {
    const done: Item[] = []
    for (const item of items) {
      if (rounds.stopped()) break
      try {
        if (await work(item)) done.push(item)
      } catch (error) {
        if (!(error instanceof Refusal)) log.error('a guest could not be looked after', error)
      }
      await setImmediate()
    }
    return done
  }

  async function end(id: string, today: string): Promise<boolean> {
    return await store.write(async (writer) => {
      const person = await findPerson(writer, id)
      const { endsOn } = await readGuestTerms(writer, id)
      // Looked at again: somebody may have renewed or transferred the guest since.
      if (person?.kind !== 'external' || endsOn === null || !isOver(endsOn, today)) return false
      await dismissInside(writer, context, null, person, { action: 'person.guest-ended', details: { endsOn } })
      return true
    })
  }

  async function notice(guest: Ending): Promise<boolean> {
    return await store.write(async (writer) => {
      const at = clock.now()
      if (!(await noteNotice(writer, guest, at))) return false
      await recordAudit(writer, at, {
        actor: null,
        origin: 'system',
        action: 'person.guest-ending',
        subject: { id: guest.id, name: guest.name },
        details: { endsOn: guest.endsOn },
      })
      return true
    })
  }

  async function tell(guests: readonly Ending[]): Promise<void> {
    const notices = (locale: Locale) =>
      guests.map(({ endsOn, name }) => {
        const date = writtenDay(new Date(`${endsOn}T12:00:00`).getTime(), locale)
        return { text: 'guest-ending', words: { name, date } } as const
      })
    await announceAll(store.reader, notifier, notices, 'guests-ending')
  }

  async function look(): Promise<void> {
    const today = dayOf(clock.now())
    const ended = await onEach(await guestsOver(store.reader, today), (id) => end(id, today))
    if (ended.length > 0) changes.announce(...TRANSITION_TOPICS)
    const { noticeDays } = await readGuestSettings(store.reader)
    const near = await guestsToNotice(store.reader, today, daysAfter(today, noticeDays))
    const noticed = await onEach(near, notice)
    if (noticed.length === 0) return
    changes.announce('people', 'activity')
    await tell(noticed)
  }

  const rounds = createRounds(look, { log, scheduler, name: 'guests' })
  await rounds.start()
  return rounds
}
