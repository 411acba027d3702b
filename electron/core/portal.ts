import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SetupInput } from '../contract/app'
import { createHttpsMailOAuth } from './gateways/mail/https-mail-oauth'
import type { OpenMailGateway } from './gateways/mail/mail-gateway'
import { openSmtpGateway } from './gateways/mail/smtp-gateway'
import { createHttpsRegistryGateway } from './gateways/partners/https-registry-gateway'
import { openSmsGateway } from './gateways/sms/open-sms-gateway'
import { createOutbox } from './outbox/outbox'
import { localNetworkInterfaces } from './reception/network-interfaces'
import { createSampleCompany } from './sample/sample-company'
import { createAccessService } from './services/access'
import { type AccountsService, createAccountsService } from './services/accounts'
import { createActivityService } from './services/activity'
import { startAuditAnchor } from './services/audit-anchor'
import { createBouncesService } from './services/bounces/bounces'
import { createChanges } from './services/changes'
import { createChecklistsService } from './services/checklists'
import { createDeskService } from './services/desk/desk'
import { createExtranetService } from './services/extranet/extranet'
import { startGuests } from './services/guests'
import { createBulkService } from './services/bulk/bulk'
import { createImportsService } from './services/imports/imports'
import { createInvitationsService } from './services/invitations'
import { createJoinLinks } from './services/join-links'
import { createJoinSiteService } from './services/join-site'
import { createJoiningService } from './services/joining'
import { createKioskService, type KioskService } from './services/kiosk'
import { startFillingLikeness } from './services/likeness'
import { createMailSignIn } from './services/mail/mail-sign-in'
import { createMailAccountService } from './services/mail-account'
import { createMessagesService } from './services/messages'
import { startNotices } from './services/notices'
import { createOpenLinkService } from './services/open-link'
import { createOverviewService } from './services/overview'
import { createPartnersService } from './services/partners/partners'
import { createPeopleService } from './services/people/people'
import type {
  Actor,
  Changes,
  Clock,
  Files,
  Log,
  MailApp,
  Notifier,
  Printer,
  Randomness,
  ShareApps,
  SmsApp,
  Vault,
  WebPages,
} from './services/ports'
import { type Attendance, createPresence } from './services/presence'
import { startReminders } from './services/reminders/reminders'
import { createRegisteringService } from './services/registering/registering'
import { createSearchService } from './services/search'
import { createSeatsService } from './services/seats'
import type { ServiceContext } from './services/service-context'
import type { Services } from './services/service-types'
import { createSettingsService } from './services/settings'
import { createPortal as createFirstPortal } from './services/setup'
import { readStanding, type Standing } from './services/standing'
import { createSheetsService } from './services/sheets/sheets'
import { createSmsService } from './services/sms/sms'
import { createStructureService } from './services/structure/structure'
import { createTasksService } from './services/tasks'
import { createTemplatesService } from './services/templates/templates'
import { createTodayService } from './services/today/today'
import { createWorkgroupsService } from './services/workgroups'
import { readFirstAdministrator, readPortal } from './store/accounts'
import { openStore, type StoreOptions } from './store/open-store'
import { hasPortal } from './store/setup'
import { storeFile } from './store/store-file'

/** What a portal is opened with: its folder and everything that core cannot have by itself. */
export interface PortalOptions {
  /** Holds the store (`usher.db`) and its backups; made when missing. */
  readonly folder: string
  /** The compiled SQLite addon, where the one of the package does not suit the runtime. */
  readonly nativeBinding?: string
  readonly vault: Vault
  readonly clock: Clock
  readonly randomness: Randomness
  readonly log: Log
  readonly mailApp: MailApp
  readonly shareApps: ShareApps
  readonly smsApp: SmsApp
  readonly notifier: Notifier
  readonly files: Files
  readonly printer: Printer
  readonly pages: WebPages
}

type OpenContext = ServiceContext & { readonly presence: Attendance }

/** The open portal: every service of the contract over one store, with its outbox and join site running. */
export interface Portal extends Services {
  readonly name: string
  readonly sample: boolean
  /** A4: minutes without input after which the console locks, as set now; 0: never. */
  readonly idleLockMinutes: number
  readonly accounts: Pick<AccountsService, 'signIn' | 'verify' | 'changePassword' | 'choosePassword'>
  /** J3. */
  readonly kiosk: KioskService
  readonly changes: Changes
  /** Told who sits at the console now (Z12); null: nobody, as while it is locked. */
  attend(personId: string | null): void
  /** Who somebody is to the portal now; null unless active (S4). */
  standing(personId: string): Promise<Standing | null>
  /** Stops the outbox and the join site, then closes the store. */
  close(): Promise<void>
}

/** A portal and who is signed in to it by making or opening it. */
export interface EnteredPortal {
  readonly portal: Portal
  readonly actor: Actor
}

/** Whether the folder's store holds a portal; nothing is made. Throws the STORE_… refusals. */
export async function portalExists(options: Omit<PortalOptions, 'vault'>): Promise<boolean> {
  if (!existsSync(storeFile(options.folder))) return false
  const store = await openStore(storeOptions(options))
  try {
    return await hasPortal(store.reader)
  } finally {
    await store.close()
  }
}

/** Opens the portal of the folder; null when its store holds none yet. Throws the STORE_… refusals. */
export async function openPortal(options: PortalOptions): Promise<Portal | null> {
  const context = await openContext(options)
  return orClose(context, async () => ((await hasPortal(context.store.reader)) ? run(context, options) : null))
}

/** Creates the portal with its first administrator. Throws PORTAL_EXISTS or INVALID_INPUT; the store stays empty then. */
export async function createPortal(options: PortalOptions, input: SetupInput): Promise<EnteredPortal> {
  const context = await openContext(options)
  return orClose(context, async () => {
    const actor = await createFirstPortal(context, input)
    return { portal: await run(context, options), actor }
  })
}

/** Opens the sample company as its administrator, making it where the store is empty. */
export async function openSamplePortal(options: PortalOptions): Promise<EnteredPortal> {
  const context = await openContext(options)
  return orClose(context, async () => {
    const { reader } = context.store
    const personId = (await readFirstAdministrator(reader)) ?? (await createSampleCompany(context, context.clock.now()))
    const standing = await readStanding(reader, personId)
    if (!standing) throw new Error('The sample company has lost its administrator')
    return { portal: await run(context, options), actor: standing.actor }
  })
}

function storeOptions({ folder, nativeBinding, clock }: Omit<PortalOptions, 'vault'>): StoreOptions {
  const backupFolder = join(folder, 'backups')
  return { file: storeFile(folder), ...(nativeBinding ? { nativeBinding } : {}), backupFolder, clock }
}

async function openContext(options: PortalOptions): Promise<OpenContext> {
  const { clock, randomness, vault, log, files } = options
  const store = await openStore(storeOptions(options))
  return { store, clock, randomness, vault, log, files, presence: createPresence(), changes: createChanges({ log }) }
}

/** A store that leads to no portal is closed again, whether by a refusal or because it is empty. */
async function orClose<Result>(context: ServiceContext, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work()
    if (result === null) await context.store.close()
    return result
  } catch (error) {
    await context.store.close()
    throw error
  }
}

/** Builds the services over the open store and starts what runs by itself. */
async function run(context: OpenContext, options: PortalOptions): Promise<Portal> {
  const { changes, store } = context
  const { reader } = store
  let settings = await readPortal(reader)
  let reading: Promise<void> = Promise.resolve()
  const stopReading = changes.listen((topics) => {
    if (!topics.includes('settings')) return
    reading = readPortal(reader).then(
      (row) => void (settings = row),
      (error: unknown) => context.log.error('settings', error),
    )
  })

  const accounts = createAccountsService(context)
  const joining = createJoiningService(context)
  const joinSite = createJoinSiteService(context, {
    networkInterfaces: localNetworkInterfaces,
    // Loaded when the site is first switched on: a console without it starts faster.
    startReception: async (place) => {
      const { startReception } = await import('./reception/server')
      return startReception({ ...context, accounts, joining, portal: async () => settings }, place)
    },
  })
  const links = createJoinLinks(context, joinSite.address)
  const mailSignIn = createMailSignIn(context, createHttpsMailOAuth({ now: () => context.clock.now() }))
  const openGateway: OpenMailGateway = (account) => openSmtpGateway(account, { tokens: mailSignIn })
  const outbox = createOutbox(context, { openGateway, openSmsGateway, links, folder: options.folder })
  const imports = createImportsService(context, links)
  const people = createPeopleService(context)
  const invitations = createInvitationsService(context, links, options.mailApp)
  const bulk = createBulkService(context, links, { people, invitations })
  const services: Services = {
    settings: createSettingsService(context),
    access: createAccessService(context),
    seats: createSeatsService(context),
    bounces: createBouncesService(context),
    mailAccount: createMailAccountService(context, openGateway, mailSignIn, options.pages),
    joinSite,
    structure: createStructureService(context),
    workgroups: createWorkgroupsService(context),
    people,
    tasks: createTasksService(context),
    checklists: createChecklistsService(context),
    extranet: createExtranetService(context, links),
    registering: createRegisteringService(context, { links, mailApp: options.mailApp, printer: options.printer }),
    desk: createDeskService(context, { links, printer: options.printer }),
    partners: createPartnersService(context, links, createHttpsRegistryGateway()),
    imports,
    bulk,
    invitations,
    openLink: createOpenLinkService(context, links, joinSite.address, options.shareApps),
    messages: createMessagesService(context, links),
    templates: createTemplatesService(context),
    sheets: createSheetsService(context, links, options.printer),
    today: createTodayService(context, options.printer),
    sms: createSmsService(context, links, options.smsApp, openSmsGateway),
    activity: createActivityService(context),
    overview: createOverviewService(context),
    search: createSearchService(context),
  }
  await joinSite.start()
  await outbox.start()
  const stopNotices = await startNotices(context, options.notifier)
  const guests = await startGuests(context, options.notifier)
  const reminders = startReminders(context, links)
  const stopAnchor = startAuditAnchor(context)
  const stopFillingLikeness = startFillingLikeness(context)

  return {
    ...services,
    get name() {
      return settings.name
    },
    sample: settings.sample === 1,
    get idleLockMinutes() {
      return settings.idle_lock_minutes
    },
    accounts,
    kiosk: createKioskService(context, links, createJoiningService(context, 'desk')),
    changes,
    attend: (personId) => context.presence.attend(personId),
    standing: (personId) => readStanding(reader, personId),
    async close() {
      await bulk.stop()
      await imports.stop()
      await stopFillingLikeness()
      await guests.stop()
      await reminders.stop()
      stopNotices()
      await outbox.stop()
      mailSignIn.cancel()
      await joinSite.stop()
      stopReading()
      await reading
      await stopAnchor()
      await store.close()
    },
  }
}
