import { createHttpsMailOAuth } from './gateways/mail/https-mail-oauth'
import type { OpenMailGateway } from './gateways/mail/mail-gateway'
import { openSmtpGateway } from './gateways/mail/smtp-gateway'
import { createHttpsRegistryGateway } from './gateways/partners/https-registry-gateway'
import { openSmsGateway } from './gateways/sms/open-sms-gateway'
import { createOutbox } from './outbox/outbox'
import type { ReceptionParts } from './reception/join-site-env'
import { localNetworkInterfaces } from './reception/network-interfaces'
import { createAccessService } from './services/access'
import { createAccountsService } from './services/accounts/accounts'
import { createActivityService } from './services/activity/activity'
import { createBackupKeeper } from './services/backups/backup-keeper'
import { createBackupsService } from './services/backups/backups'
import { createBouncesService } from './services/bounces/bounces'
import { createChecklistsService } from './services/tasks/checklists'
import { createDeskService } from './services/desk/desk'
import { createExtranetService } from './services/extranet/extranet'
import { createBulkService } from './services/bulk/bulk'
import { createImportsService } from './services/imports/imports'
import { createInvitationsService } from './services/inviting/invitations'
import { createJoinLinks } from './services/join-links'
import { createJoinSiteService } from './services/join-site'
import { createJoiningService } from './services/joining/joining'
import { createKioskService } from './services/kiosk'
import { createMailSignIn } from './services/mail/mail-sign-in'
import { createMailAccountService } from './services/mail/mail-account'
import { createMessagesService } from './services/messages/messages'
import { createOpenLinkService } from './services/open-link/open-link'
import { createOverviewService } from './services/overview'
import { createPartnersService } from './services/partners/partners'
import { createPeopleService } from './services/people/people'
import type { MailApp, Printer, ShareApps, SmsApp, WebPages } from './services/ports'
import { createRegisteringService } from './services/registering/registering'
import { createSearchService } from './services/search'
import { createSeatsService } from './services/seats'
import type { ServiceContext } from './services/service-context'
import type { Services } from './services/service-types'
import { createSettingsService } from './services/settings'
import { createSheetsService } from './services/sheets/sheets'
import { createSmsService } from './services/sms/sms'
import { createStructureService } from './services/structure/structure'
import { createTasksService } from './services/tasks/tasks'
import { createTemplatesService } from './services/templates/templates'
import { createTodayService } from './services/today/today'
import { createWorkgroupsService } from './services/workgroups/workgroups'

/** What the services hand over to and take from the device, beside their context. */
export interface ServiceDevices {
  /** Holds the store; the outbox keeps its notes in it, and copies lie in a folder within. */
  readonly folder: string
  /** The compiled SQLite addon, where the one of the package does not suit the runtime. */
  readonly nativeBinding?: string
  readonly mailApp: MailApp
  readonly shareApps: ShareApps
  readonly smsApp: SmsApp
  readonly printer: Printer
  readonly pages: WebPages
}

/**
 * Builds every service of the contract over the open store, and what else the portal is made of; nothing runs yet. `shown`: the
 * portal as the join site names it.
 */
export function buildServices(context: ServiceContext, devices: ServiceDevices, shown: ReceptionParts['portal']) {
  const { folder, mailApp, pages, printer, shareApps, smsApp } = devices
  const accounts = createAccountsService(context)
  const joining = createJoiningService(context)
  const joinSite = createJoinSiteService(context, {
    networkInterfaces: localNetworkInterfaces,
    // Loaded when the site is first switched on: a console without it starts faster.
    startReception: async (place) => {
      const { startReception } = await import('./reception/server')
      return startReception({ ...context, accounts, joining, portal: shown }, place)
    },
  })
  const links = createJoinLinks(context, joinSite.address)
  const mailSignIn = createMailSignIn(context, createHttpsMailOAuth({ now: () => context.clock.now() }))
  const openGateway: OpenMailGateway = (account) => openSmtpGateway(account, { tokens: mailSignIn })
  const outbox = createOutbox(context, { openGateway, openSmsGateway, links, folder })
  const backupKeeper = createBackupKeeper(context, devices)
  const imports = createImportsService(context, links)
  const people = createPeopleService(context)
  const invitations = createInvitationsService(context, links, mailApp)
  const bulk = createBulkService(context, links, { people, invitations })
  const services: Services = {
    settings: createSettingsService(context),
    access: createAccessService(context),
    seats: createSeatsService(context),
    backups: createBackupsService(context, devices, backupKeeper),
    bounces: createBouncesService(context),
    mailAccount: createMailAccountService(context, openGateway, mailSignIn, pages),
    joinSite,
    structure: createStructureService(context),
    workgroups: createWorkgroupsService(context),
    people,
    tasks: createTasksService(context),
    checklists: createChecklistsService(context),
    extranet: createExtranetService(context, links),
    registering: createRegisteringService(context, { links, mailApp, printer }),
    desk: createDeskService(context, { links, printer }),
    partners: createPartnersService(context, links, createHttpsRegistryGateway()),
    imports,
    bulk,
    invitations,
    openLink: createOpenLinkService(context, links, joinSite.address, shareApps),
    messages: createMessagesService(context, links),
    templates: createTemplatesService(context),
    sheets: createSheetsService(context, links, printer),
    today: createTodayService(context, printer),
    sms: createSmsService(context, links, smsApp, openSmsGateway),
    activity: createActivityService(context),
    overview: createOverviewService(context),
    search: createSearchService(context),
  }
  const kiosk = createKioskService(context, links, createJoiningService(context, 'desk'))
  return { services, accounts, backupKeeper, bulk, imports, joinSite, kiosk, links, mailSignIn, outbox }
}
