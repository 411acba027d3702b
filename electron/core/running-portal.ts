import type { Closings } from './closings'
import { demand } from './domain/access'
import { Refusal } from './domain/refusal'
import { buildServices, type ServiceDevices } from './portal-services'
import type { AccountsService } from './services/accounts/accounts'
import { startAuditAnchor } from './services/activity/audit-anchor'
import { decideRestore } from './services/backups/restoring'
import { demandSamePortal } from './services/backups/same-portal'
import { startGuests } from './services/extranet/guests'
import type { KioskService } from './services/kiosk'
import { startFillingLikeness } from './services/likeness'
import { startNotices } from './services/notices'
import type { Actor, Changes, Notifier } from './services/ports'
import type { Attendance } from './services/accounts/presence'
import { startReminders } from './services/reminders/reminders'
import type { ServiceContext } from './services/service-context'
import type { Services } from './services/service-types'
import { readStanding, type Standing } from './services/accounts/standing'
import { readPortal } from './store/accounts'

/** A portal's context, with the presence that the console tells who is there. */
export type OpenContext = ServiceContext & { readonly presence: Attendance }

/** What a running portal needs of the device. */
export interface RunningDevices extends ServiceDevices {
  readonly notifier: Notifier
}

/** The open portal: every service of the contract over one store, with its outbox and join site running. */
export interface Portal extends Services {
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly sample: boolean
  /** A4: minutes without input after which the console locks, as set now; 0: never. */
  readonly idleLockMinutes: number
  readonly accounts: Pick<AccountsService, 'signIn' | 'verify' | 'changePassword' | 'choosePassword'>
  /** J3. */
  readonly kiosk: KioskService
  readonly changes: Changes
  /** Whether people are being invited, imported or reconciled from a file, which closing would cut off. */
  isWorking(): boolean
  /**
   * Decides that a copy takes the place of the data when the portal is opened the next time. Throws NOT_ALLOWED
   * (administrators only; never in the sample company), NOT_FOUND, BACKUP_DAMAGED, BACKUP_OF_ANOTHER_PORTAL,
   * STORE_NEWER, DISK_FULL.
   */
  decideRestore(actor: Actor, backupId: string): Promise<void>
  /** Told who sits at the console now (Z12); null: nobody, as while it is locked. */
  attend(personId: string | null): void
  /** Who somebody is to the portal now; null unless active (S4). */
  standing(personId: string): Promise<Standing | null>
  /** Stops the outbox and the join site, then closes the store. What fails to stop is logged. */
  close(): Promise<void>
}

/**
 * Builds the services over the open store and starts what runs by itself; each part goes into `closings` as it starts. Throws
 * what the store refuses: what has started until then is for the caller to close.
 */
export async function startRunning(context: OpenContext, devices: RunningDevices, closings: Closings): Promise<Portal> {
  const { changes, presence, store } = context
  // The last to end but for the store: what the others write at their end is remembered too.
  closings.add('audit anchor', startAuditAnchor(context))
  const settings = await followSettings(context)
  closings.add('settings', () => settings.stop())
  const built = buildServices(context, devices, async () => settings.now())
  const { backupKeeper, bulk, imports, joinSite, mailSignIn, outbox } = built

  closings.add('join site', () => joinSite.stop())
  await joinSite.start()
  closings.add('mail sign-in', () => mailSignIn.cancel())
  closings.add('outbox', () => outbox.stop())
  await outbox.start()
  closings.add('notices', await startNotices(context, devices.notifier))
  const guests = await startGuests(context, devices.notifier)
  closings.add('guests', () => guests.stop())
  const reminders = startReminders(context, built.links)
  closings.add('reminders', () => reminders.stop())
  closings.add('look-alikes', startFillingLikeness(context))
  closings.add('backups', () => backupKeeper.stop())
  if (settings.now().sample === 0) backupKeeper.start()
  closings.add('imports', () => imports.stop())
  closings.add('bulk', () => bulk.stop())

  return {
    ...built.services,
    get name() {
      return settings.now().name
    },
    get country() {
      return settings.now().country
    },
    sample: settings.now().sample === 1,
    get idleLockMinutes() {
      return settings.now().idle_lock_minutes
    },
    accounts: built.accounts,
    kiosk: built.kiosk,
    changes,
    isWorking: () => bulk.isWorking() || imports.isWorking(),
    async decideRestore(actor, backupId) {
      demand(actor, 'backups.edit')
      if (settings.now().sample === 1) throw new Refusal('NOT_ALLOWED')
      await decideRestore({ ...context, ...devices }, backupId, async ({ facts }) => {
        await demandSamePortal(store.reader, facts)
        return actor
      })
    },
    attend: (personId) => presence.attend(personId),
    standing: (personId) => readStanding(store.reader, personId),
    close: () => closings.closeAll(),
  }
}

/** The portal's settings at hand, read again after each change of them. */
async function followSettings({ changes, log, store }: ServiceContext) {
  let settings = await readPortal(store.reader)
  let reading: Promise<void> = Promise.resolve()
  const stopListening = changes.listen((topics) => {
    if (!topics.includes('settings')) return
    reading = readPortal(store.reader).then(
      (row) => void (settings = row),
      (error: unknown) => log.error('settings', error),
    )
  })
  return {
    now: () => settings,
    /** Resolves when nothing is being read any more. */
    async stop() {
      stopListening()
      await reading
    },
  }
}
