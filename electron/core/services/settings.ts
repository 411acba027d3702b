import type { Updateable } from 'kysely'
import { demand } from '../domain/access'
import type { Topic } from '../domain/vocabulary'
import { recordAudit } from '../store/audit'
import type { PortalTable } from '../store/schema'
import { readPlanLimits, setPlanLimit } from '../store/plans'
import { readSeats } from '../store/seats'
import type { Writer } from '../store/store'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

type PortalChange = Omit<Updateable<PortalTable>, 'id' | 'sample' | 'created_at' | 'who_may_invite'>

/** Changes elsewhere in the same transaction; returns what the log is told of them. */
type MoreChanges = (writer: Writer) => Promise<Readonly<Record<string, number | null | undefined>>>

/** Settings of the portal: administrators and partners only. */
export function createSettingsService(context: ServiceContext): ServiceOf<'settings'> {
  const { store } = context

  /** Writes what differs, records it and tells of it, and of `also`; what is as it was leaves no trace. */
  async function change(
    actor: Actor,
    next: PortalChange,
    more: MoreChanges = async () => ({}),
    also: readonly Topic[] = [],
  ): Promise<void> {
    demand(actor, 'settings.edit')
    const changed = await store.write(async (writer) => {
      const portal = await writer.selectFrom('portal').selectAll().executeTakeFirstOrThrow()
      const before = new Map<string, unknown>(Object.entries(portal))
      const now: PortalChange = Object.fromEntries(
        Object.entries(next).filter(([column, value]) => before.get(column) !== value),
      )
      const others = await more(writer)
      if (Object.keys({ ...now, ...others }).length === 0) return false
      if (Object.keys(now).length > 0) await writer.updateTable('portal').set(now).where('id', '=', 1).execute()
      await recordAudit(writer, context.clock.now(), {
        actor,
        origin: 'console',
        action: 'portal.changed',
        subject: null,
        // null is a setting too (no limit, no expiry); the log keeps strings and numbers.
        details: Object.fromEntries(
          Object.entries({ ...now, ...others }).map(([column, value]) => [column, value ?? '']),
        ),
      })
      return true
    })
    if (changed) context.changes.announce('settings', 'activity', 'session', ...also)
  }

  /** The root department bears the portal's name from the start, and follows it until it is given another (D1). */
  async function renameRoot(writer: Writer, actor: Actor, name: string): Promise<Readonly<Record<string, never>>> {
    const { name: before } = await writer.selectFrom('portal').select('name').executeTakeFirstOrThrow()
    const root = await writer
      .updateTable('department')
      .set({ name })
      .where('parent_id', 'is', null)
      .where('name', '=', before)
      .where('name', '!=', name)
      .returning('id')
      .executeTakeFirst()
    if (!root) return {}
    await recordAudit(writer, context.clock.now(), {
      actor,
      origin: 'console',
      action: 'department.renamed',
      subject: { id: root.id, name },
      details: { before },
    })
    return {}
  }

  return {
    async get(actor) {
      demand(actor, 'settings.see')
      const portal = await store.reader.selectFrom('portal').selectAll().executeTakeFirstOrThrow()
      const seats = await readSeats(store.reader)
      return {
        portal: { name: portal.name, locale: portal.locale, country: portal.country },
        invitations: {
          requireConfirmation: portal.require_confirmation === 1,
          expiryDays: portal.expiry_days,
          addressSeparator: portal.address_separator,
          draftFormat: portal.draft_format,
          reminderDays: portal.reminder_days,
          reminderTimes: portal.reminder_times,
          tellInviter: portal.tell_inviter === 1,
        },
        plan: {
          plan: portal.plan,
          seatLimit: seats.limit,
          seatsUsed: seats.used,
          limits: await readPlanLimits(store.reader),
        },
        guests: { days: portal.guest_days, noticeDays: portal.guest_notice_days },
        security: {
          idleLockMinutes: portal.idle_lock_minutes,
          temporaryPasswordDays: portal.temporary_password_days,
        },
        backups: { days: portal.backup_days },
      }
    },

    updatePortal: (actor, { name, locale, country }) =>
      change(actor, { name, locale, country }, (writer) => renameRoot(writer, actor, name), ['structure', 'people']),

    /** A1, H4. */
    updateInvitations: (actor, input) =>
      change(actor, {
        require_confirmation: input.requireConfirmation ? 1 : 0,
        expiry_days: input.expiryDays,
        address_separator: input.addressSeparator,
        draft_format: input.draftFormat,
        reminder_days: input.reminderDays,
        reminder_times: input.reminderTimes,
        tell_inviter: input.tellInviter ? 1 : 0,
      }),

    /** N1, N2. A limit below what is used takes nobody out: it only keeps more from coming in. */
    updatePlan: (actor, { plan, seatLimit }) =>
      change(actor, { plan }, async (writer) =>
        (await setPlanLimit(writer, plan, seatLimit)) ? { seat_limit: seatLimit } : {},
      ),

    /** Z8. */
    updateGuests: (actor, { days, noticeDays }) => change(actor, { guest_days: days, guest_notice_days: noticeDays }),

    /** A4. */
    updateSecurity: (actor, input) => change(actor, { idle_lock_minutes: input.idleLockMinutes }),

    /** R2. */
    updateTemporaryPasswords: (actor, { days }) => change(actor, { temporary_password_days: days }),

    async updateBackups(actor, { days }) {
      demand(actor, 'backups.edit')
      await change(actor, { backup_days: days })
    },
  }
}
