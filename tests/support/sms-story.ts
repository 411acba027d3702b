// A portal that invites by SMS: its account at a provider on this computer, the system's messaging, and the outbox.
import { onTestFinished } from 'vitest'
import type { SmsAccountInput } from '../../electron/contract/sms'
import { Refusal } from '../../electron/core/domain/refusal'
import { openSmsGateway } from '../../electron/core/gateways/sms/open-sms-gateway'
import { createOutbox, type Outbox } from '../../electron/core/outbox/outbox'
import { createSmsService } from '../../electron/core/services/sms/sms'
import { openMailPortal } from './mail-story'
import { openSmsPeer } from './sms-peer'

const TIMEOUTS = { connection: 5_000, answer: 500 }

export function smsAccount(baseUrl: string, change: Partial<SmsAccountInput> = {}): SmsAccountInput {
  return {
    kind: 'twilio',
    baseUrl,
    accountSid: `AC${'a'.repeat(32)}`,
    apiKey: '',
    sender: 'Aurora',
    validityMinutes: null,
    perMinute: null,
    secret: 'seven green lamps',
    ...change,
  } as SmsAccountInput
}

/** What the window sends, as it arrives after parsing. */
export function bySms(...phones: readonly string[]) {
  return {
    people: phones.map((phone) => ({ phone, firstName: '', lastName: '' })),
    departmentIds: [] as string[],
    workgroupIds: [] as string[],
    locale: 'en' as const,
    requireConfirmation: null,
  }
}

export async function openSmsPortal(portal: Parameters<typeof openMailPortal>[0] = { country: 'DE' }) {
  const opened = await openMailPortal(portal)
  const peer = await openSmsPeer()
  onTestFinished(() => peer.close())
  const smsApp = {
    present: true,
    opened: [] as { readonly phone: string; readonly text: string }[],
    available: () => smsApp.present,
    open(message: { readonly phone: string; readonly text: string }): Promise<void> {
      if (!smsApp.present) return Promise.reject(new Refusal('SMS_APP_MISSING'))
      smsApp.opened.push(message)
      return Promise.resolve()
    },
  }
  const gateway: typeof openSmsGateway = (settings) => openSmsGateway(settings, { timeouts: TIMEOUTS })
  const sms = createSmsService(opened.context, opened.links, smsApp, gateway)
  return {
    ...opened,
    peer,
    smsApp,
    sms,
    newOutbox: (): Outbox =>
      createOutbox(opened.context, {
        openGateway: opened.openGateway,
        openSmsGateway: gateway,
        links: opened.links,
        scheduler: opened.scheduler,
        folder: opened.context.folder,
      }),
    administrator: opened.context.administrator,
    saveAccount: (change: Partial<SmsAccountInput> = {}) =>
      sms.saveAccount(opened.context.administrator, smsAccount(peer.address, change)),
  }
}
