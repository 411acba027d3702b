import { onTestFinished } from 'vitest'
import type { Locale } from '../../electron/core/domain/vocabulary'
import { createHttpsMailOAuth } from '../../electron/core/gateways/mail/https-mail-oauth'
import type { EndpointsOf } from '../../electron/core/gateways/mail/oauth-endpoints'
import { openSmtpGateway } from '../../electron/core/gateways/mail/smtp-gateway'
import { openSmsGateway } from '../../electron/core/gateways/sms/open-sms-gateway'
import { createOutbox, type Outbox } from '../../electron/core/outbox/outbox'
import type { Scheduler } from '../../electron/core/outbox/scheduler'
import { createInvitationsService } from '../../electron/core/services/inviting/invitations'
import { createJoinLinks } from '../../electron/core/services/join-links'
import { createMailSignIn } from '../../electron/core/services/mail/mail-sign-in'
import { createMailAccountService } from '../../electron/core/services/mail/mail-account'
import { createMessagesService } from '../../electron/core/services/messages/messages'
import { createOpenLinkService } from '../../electron/core/services/open-link/open-link'
import { openTestPortal, type TestPortal } from './core-context'
import { fakeMailApp } from './fake-mail-app'
import { type SmtpPeer, startSmtpPeer } from './smtp-peer'

export const BASE = 'http://192.168.1.20:8090'

/** Timers that run only when told to. */
export interface FakeScheduler extends Scheduler {
  readonly waiting: readonly number[]
  /** Runs the timers that are set now. */
  runAll(): void
}

export function fakeScheduler(): FakeScheduler {
  const timers = new Set<{ readonly milliseconds: number; readonly run: () => void }>()
  return {
    get waiting() {
      return [...timers].map((each) => each.milliseconds)
    },
    after(milliseconds, run) {
      const timer = { milliseconds, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    runAll() {
      const due = [...timers]
      timers.clear()
      for (const each of due) each.run()
    },
  }
}

const PATIENT = { timeouts: { connection: 20_000, greeting: 20_000, silence: 20_000 } }

/** No test asks a provider of the world. */
const noEndpoints: EndpointsOf = () => {
  throw new Error('this test has no provider to sign in with')
}

/** A portal whose join site is reached at BASE, with the services of inviting over it and no mail account yet. */
export async function openMailPortal(
  portal: Parameters<typeof openTestPortal>[0] = {},
  mail: { readonly endpointsOf?: EndpointsOf } = {},
) {
  const context = await openTestPortal(portal)
  const site: { address: string | null } = { address: BASE }
  const joinAddress = { current: () => Promise.resolve(site.address) }
  const links = createJoinLinks(context, joinAddress)
  const mailApp = fakeMailApp()
  const oauth = createHttpsMailOAuth({ now: context.clock.now, endpointsOf: noEndpoints, ...mail })
  const mailSignIn = createMailSignIn(context, oauth)
  const pages: string[] = []
  const shareApps = {
    opened: [] as string[],
    open: (url: string) => {
      shareApps.opened.push(url)
      return Promise.resolve()
    },
  }
  const openGateway = (settings: Parameters<typeof openSmtpGateway>[0]) =>
    openSmtpGateway(settings, { ...PATIENT, tokens: mailSignIn })
  const scheduler = fakeScheduler()
  const newOutbox = (): Outbox =>
    createOutbox(context, { openGateway, openSmsGateway, links, scheduler, folder: context.folder })
  return {
    context,
    site,
    links,
    mailApp,
    shareApps,
    scheduler,
    newOutbox,
    openGateway,
    invitations: createInvitationsService(context, links, mailApp),
    messages: createMessagesService(context, links),
    mailAccount: createMailAccountService(context, openGateway, mailSignIn, {
      openSignIn: async (address) => void pages.push(address),
    }),
    pages,
    mailSignIn,
    openLink: createOpenLinkService(context, links, joinAddress, shareApps),
  }
}

export type MailPortal = Awaited<ReturnType<typeof openMailPortal>>

/** The same with a mail account at a real SMTP server and the outbox running. */
export async function openSendingPortal(
  portal: Parameters<typeof openTestPortal>[0] = {},
): Promise<MailPortal & { readonly peer: SmtpPeer; readonly outbox: Outbox }> {
  const opened = await openMailPortal(portal)
  const peer = await startSmtpPeer()
  await saveAccount(opened.context, peer.port)
  const outbox = opened.newOutbox()
  onTestFinished(async () => {
    opened.scheduler.runAll()
    await outbox.stop()
    await peer.close()
  })
  await outbox.start()
  return { ...opened, peer, outbox }
}

export async function saveAccount(context: TestPortal, port: number): Promise<void> {
  await context.store.write(async (writer) => {
    await writer
      .insertInto('mail_account')
      .values({
        id: 1,
        host: '127.0.0.1',
        port,
        security: 'none',
        username: '',
        sign_in: 'none',
        from_name: 'Aurora HR',
        from_address: 'hr@aurora.example',
        updated_at: context.clock.now(),
      })
      .execute()
  })
}

/** A mail account of a server of one's own, as the window saves it; its password is the test's. */
export const ownServer = {
  host: '127.0.0.1',
  port: 2525,
  security: 'none',
  username: 'hr',
  fromName: 'HR',
  fromAddress: 'hr@aurora.example',
  preset: 'other',
  signIn: null,
  clientId: '',
  tenant: '',
  clientSecret: null,
  connections: null,
  perMinute: null,
} as const

export interface InvitationInput {
  readonly people: { email: string; firstName: string; lastName: string }[]
  readonly departmentIds: string[]
  readonly workgroupIds: string[]
  readonly locale: Locale
  readonly requireConfirmation: boolean | null
  readonly text: { subject: string; body: string } | null
}

/** What the window sends, as it arrives after parsing. */
export function inviting(...emails: readonly string[]): InvitationInput {
  return {
    people: emails.map((email) => ({ email, firstName: '', lastName: '' })),
    departmentIds: [],
    workgroupIds: [],
    locale: 'en',
    requireConfirmation: null,
    text: null,
  }
}
