import type { SmsAccount, SmsAccountInput } from '../../../contract/sms'
import { demand } from '../../domain/access'
import { readPhone } from '../../domain/phones'
import { fieldRefusal } from '../../domain/refusal'
import { readSmsSender } from '../../domain/sms-sender'
import { checkRequest, isSafeAddress } from '../../domain/sms-templates'
import type { OpenSmsGateway, SmsGatewaySettings } from '../../gateways/sms/sms-gateway'
import { recordAudit } from '../../store/audit'
import { readInvitingRules } from '../../store/invitations'
import { releaseWaiting } from '../../store/outbox-channels'
import { removeSmsAccount, saveSmsAccount } from '../../store/sms-account'
import type { Reader } from '../../store/store'
import { newId } from '../ids'
import { writeWithSecrets } from '../secrets-kept'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'
import { needsSecret, readSmsAccountSettings } from './sms-settings'

type AccountService = Pick<ServiceOf<'sms'>, 'account' | 'saveAccount' | 'removeAccount' | 'testAccount'>

/** The portal's own SMS account (SM6). The secret lives in the vault and nowhere else. */
export function createSmsAccountService(context: ServiceContext, openGateway: OpenSmsGateway): AccountService {
  const { changes, clock, store, vault } = context

  /** The account as it was typed, checked, with the secret to use. Throws INVALID_INPUT. */
  async function readInput(reader: Reader, input: SmsAccountInput): Promise<SmsGatewaySettings> {
    const { country } = await readInvitingRules(reader)
    const checked = input.kind === 'twilio' ? checkedTwilio(input, country) : checkedHttp(input, country)
    const kept = await readSmsAccountSettings(reader)
    // A kept secret goes only where it was entered for: else a changed address would be handed it.
    const mayKeep = kept !== null && placeOf(kept) === placeOf(checked)
    const secret = input.secret ?? (mayKeep ? vault.get('sms-secret') : null) ?? ''
    if (needsSecret(checked) && secret === '') throw fieldRefusal('secret', 'REQUIRED')
    if (/\p{Cc}/u.test(secret)) throw fieldRefusal('secret', 'CONTROL_CHARACTERS')
    return { ...checked, secret }
  }

  return {
    async account(actor): Promise<SmsAccount | null> {
      demand(actor, 'settings.see')
      const kept = await readSmsAccountSettings(store.reader)
      if (kept === null) return null
      const { secret: _none, ...account } = kept
      const hasSecret = vault.get('sms-secret') !== null
      return account.kind === 'twilio'
        ? { ...account, hasSecret }
        : { ...account, headers: [...account.headers], hasSecret }
    },

    async saveAccount(actor, input) {
      demand(actor, 'mail-account.edit')
      await writeWithSecrets(context, async (writer) => {
        const settings = await readInput(writer, input)
        const { kind, perMinute, secret, ...kept } = settings
        const at = clock.now()
        await saveSmsAccount(writer, {
          id: 1,
          kind,
          settings: JSON.stringify(kept),
          per_minute: perMinute,
          updated_at: at,
        })
        await releaseWaiting(writer, 'sms', at)
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action: 'sms-account.saved',
          subject: null,
          details: { kind, host: hostOf(settings), from: settings.sender },
        })
        return { result: null, secrets: { 'sms-secret': secret || null } }
      })
      changes.announce('settings', 'messages', 'activity')
    },

    async removeAccount(actor) {
      demand(actor, 'mail-account.edit')
      const removed = await writeWithSecrets(context, async (writer) => {
        const result = await removeSmsAccount(writer)
        if (result) {
          await recordAudit(writer, clock.now(), {
            actor,
            origin: 'console',
            action: 'sms-account.removed',
            subject: null,
          })
        }
        return { result, secrets: { 'sms-secret': null } }
      })
      if (removed) changes.announce('settings', 'messages', 'activity')
    },

    async testAccount(actor, { account, to }) {
      demand(actor, 'mail-account.edit')
      const settings = await readInput(store.reader, account)
      const { country, locale, name } = await readInvitingRules(store.reader)
      const toPhone = readPhone(to, country)
      if (toPhone === null) throw fieldRefusal('to', 'PHONE_INVALID')
      const gateway = openGateway(settings)
      try {
        const messageId = `<${newId(context)}@usher.invalid>`
        const { answer, kind } = await gateway.send({ toPhone, text: `${name}: ${TEST_TEXTS[locale]}`, messageId })
        return { accepted: kind === 'sent', to: toPhone, answer }
      } finally {
        gateway.close()
      }
    },
  }
}

const TEST_TEXTS = { en: 'the SMS account works.', ru: 'СМС работают.' }

type TwilioInput = Extract<SmsAccountInput, { readonly kind: 'twilio' }>
type HttpInput = Extract<SmsAccountInput, { readonly kind: 'http' }>

function checkedTwilio({ secret: _typed, ...input }: TwilioInput, country: string): SmsGatewaySettings {
  const baseUrl = input.baseUrl.replace(/\/+$/u, '')
  if (!isSafeAddress(baseUrl) || /[?#]/u.test(baseUrl)) throw fieldRefusal('baseUrl', 'URL_INVALID')
  if (!/^AC[0-9a-f]{32}$/iu.test(input.accountSid)) throw fieldRefusal('accountSid', 'INVALID')
  if (input.apiKey !== '' && !/^SK[0-9a-f]{32}$/iu.test(input.apiKey)) throw fieldRefusal('apiKey', 'INVALID')
  const service = /^MG[0-9a-f]{32}$/iu.test(input.sender)
  const sender = service ? input.sender : demandSender(input.sender, country)
  return { ...input, baseUrl, sender, secret: '' }
}

function checkedHttp({ secret: _typed, ...input }: HttpInput, country: string): SmsGatewaySettings {
  checkRequest(input)
  if (input.success.statusFrom > input.success.statusTo) throw fieldRefusal('success.statusTo', 'OUT_OF_RANGE')
  if (input.success.path === '' && input.success.equals !== '') throw fieldRefusal('success.path', 'REQUIRED')
  const sender = input.sender === '' ? '' : demandSender(input.sender, country)
  const named = [input.url, input.body, ...input.headers.map((header) => header.value)]
  if (sender === '' && named.some((text) => /\{\{\s*sender\s*\}\}/u.test(text)))
    throw fieldRefusal('sender', 'REQUIRED')
  return { ...input, sender, secret: '' }
}

function demandSender(text: string, country: string): string {
  const sender = readSmsSender(text, country)
  if (sender === null) throw fieldRefusal('sender', 'SMS_SENDER_INVALID')
  return sender
}

/** Whom the secret is for: the host, and the account there. */
function placeOf(settings: SmsGatewaySettings): string {
  const account = settings.kind === 'twilio' ? settings.apiKey || settings.accountSid : ''
  return [settings.kind, hostOf(settings), account].join(' ')
}

function hostOf(settings: SmsGatewaySettings): string {
  const address = settings.kind === 'twilio' ? settings.baseUrl : settings.url.replace(/\{\{[^{}]*\}\}/gu, 'x')
  return new URL(address).host
}
