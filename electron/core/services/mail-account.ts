import type { MailAccount, MailAccountInput } from '../../contract/settings'
import { demand } from '../domain/access'
import { domainOf, readAddress } from '../domain/addresses'
import { fieldRefusal } from '../domain/refusal'
import type { MailGatewaySettings, OpenMailGateway, OutgoingMail } from '../gateways/mail/mail-gateway'
import { recordAudit } from '../store/audit'
import { readInvitingRules } from '../store/invitations'
import { readMailAccount, releaseWaiting, removeMailAccount, saveMailAccount } from '../store/messages'
import { newId } from './ids'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'

/** The portal's own mail account (M4). The password lives in the vault and nowhere else. */
export function createMailAccountService(
  context: ServiceContext,
  openGateway: OpenMailGateway,
): ServiceOf<'mailAccount'> {
  const { changes, clock, store, vault } = context

  /** The account as it was typed, checked, with the password to use. Throws INVALID_INPUT. */
  async function readInput(input: MailAccountInput): Promise<MailGatewaySettings> {
    const { fromName, password, port, security, username } = input
    const host = readHost(input.host)
    const fromAddress = demandAddress('fromAddress', input.fromAddress)
    if (security === 'none' && !isThisComputer(host)) throw fieldRefusal('security', 'INVALID')
    const kept = await readMailAccount(store.reader)
    // A kept password goes only where it was entered for: else a changed host would be handed it.
    const mayKeep = kept !== undefined && kept.host === host && kept.username === username
    const secret = password ?? (mayKeep ? vault.get('mail-password') : null)
    if (username !== '' && (secret === null || secret === '')) throw fieldRefusal('password', 'REQUIRED')
    return { host, port, security, username, password: username === '' ? '' : (secret ?? ''), fromName, fromAddress }
  }

  return {
    async get(actor): Promise<MailAccount | null> {
      demand(actor, 'settings.see')
      const account = await readMailAccount(store.reader)
      if (!account) return null
      const { from_address: fromAddress, from_name: fromName, host, port, security, username } = account
      const hasPassword = vault.get('mail-password') !== null
      return { host, port, security, username, hasPassword, fromName, fromAddress }
    },

    async save(actor, input) {
      demand(actor, 'mail-account.edit')
      const settings = await readInput(input)
      const before = vault.get('mail-password')
      if (settings.password === '') vault.remove('mail-password')
      else vault.set('mail-password', settings.password)
      try {
        await store.write(async (writer) => {
          const at = clock.now()
          const { fromAddress, fromName, host, port, security, username } = settings
          const names = { from_address: fromAddress, from_name: fromName }
          await saveMailAccount(writer, {
            id: 1,
            host,
            port,
            security,
            username,
            ...names,
            updated_at: at,
            preset: 'other',
            sign_in: username === '' ? 'none' : 'password',
            client_id: null,
            tenant: null,
            connections: null,
            per_minute: null,
          })
          await releaseWaiting(writer, at)
          const details = { host, port, security, from: fromAddress }
          await recordAudit(writer, at, {
            actor,
            origin: 'console',
            action: 'mail-account.saved',
            subject: null,
            details,
          })
        })
      } catch (error) {
        if (before === null) vault.remove('mail-password')
        else vault.set('mail-password', before)
        throw error
      }
      changes.announce('settings', 'messages', 'activity')
    },

    async remove(actor) {
      demand(actor, 'mail-account.edit')
      const removed = await store.write(async (writer) => {
        if (!(await removeMailAccount(writer))) return false
        await recordAudit(writer, clock.now(), {
          actor,
          origin: 'console',
          action: 'mail-account.removed',
          subject: null,
        })
        return true
      })
      vault.remove('mail-password')
      if (removed) changes.announce('settings', 'messages', 'activity')
    },

    async test(actor, input) {
      demand(actor, 'mail-account.edit')
      const settings = await readInput(input)
      const toAddress = demandAddress('to', input.to)
      const { locale, name } = await readInvitingRules(store.reader)
      const gateway = openGateway(settings)
      try {
        const messageId = `<${newId(context)}@${domainOf(settings.fromAddress)}>`
        const outcome = await gateway.send({ ...TEST_TEXTS[locale](name), toName: '', toAddress, messageId })
        return { accepted: outcome.kind === 'sent', answer: outcome.answer, refusal: null }
      } finally {
        gateway.close()
      }
    },
  }
}

type TestText = Pick<OutgoingMail, 'subject' | 'text' | 'html'>
const TEST_TEXTS = {
  en: (portal: string): TestText => testText(portal, 'The mail account works: this message was sent to try it.'),
  ru: (portal: string): TestText => testText(portal, 'Почта настроена: это сообщение отправлено для проверки.'),
}

function testText(portal: string, text: string): TestText {
  return { subject: portal, text, html: `<p>${text}</p>` }
}

function demandAddress(field: string, text: string): string {
  const { email, problem } = readAddress(text)
  if (email === null) throw fieldRefusal(field, problem)
  return email
}

function readHost(text: string): string {
  const host = text.trim().toLowerCase()
  const name = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(host)
  const ipv6 = /^[0-9a-f:]+$/u.test(host) && host.includes(':')
  if (!name && !ipv6) throw fieldRefusal('host', 'HOST_INVALID')
  return host
}

/** Unencrypted mail never leaves the computer: links and passwords are in it. */
function isThisComputer(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host)
}
