import { demand } from '../../domain/access'
import { domainOf, readAddress } from '../../domain/addresses'
import { fieldRefusal, Refusal } from '../../domain/refusal'
import type { OpenMailGateway, OutgoingMail } from '../../gateways/mail/mail-gateway'
import { recordAudit } from '../../store/audit'
import { readInvitingRules } from '../../store/invitations'
import { readMailAccount, removeMailAccount, saveMailAccount } from '../../store/messages'
import { releaseWaiting } from '../../store/outbox-channels'
import { newId } from '../ids'
import { readMailAccountInput } from './mail-account-input'
import type { MailSignIn } from './mail-sign-in'
import { readSignIn, sameSignIn, writtenSignIn } from './mail-sign-in-record'
import type { WebPages } from '../ports'
import { writeWithSecrets } from '../secrets-kept'
import type { ServiceContext } from '../service-context'
import type { ServiceOf } from '../service-types'

/** The portal's own mail account (M4). Its password, or what a sign-in brought, lives in the vault and nowhere else. */
export function createMailAccountService(
  context: ServiceContext,
  openGateway: OpenMailGateway,
  signIn: MailSignIn,
  pages: WebPages,
): ServiceOf<'mailAccount'> {
  const { changes, clock, store, vault } = context

  return {
    async get(actor) {
      demand(actor, 'settings.see')
      const account = await readMailAccount(store.reader)
      if (!account) return null
      const record = account.sign_in === 'oauth' ? readSignIn(vault) : null
      return {
        preset: account.preset,
        host: account.host,
        port: account.port,
        security: account.security,
        signIn: account.username === '' ? 'none' : account.sign_in,
        username: account.username,
        hasPassword: vault.get('mail-password') !== null,
        clientId: account.client_id ?? '',
        tenant: account.tenant ?? '',
        hasClientSecret: record !== null && record.clientSecret !== '',
        signedIn: record?.tokens != null,
        fromName: account.from_name,
        fromAddress: account.from_address,
        connections: account.connections,
        perMinute: account.per_minute,
      }
    },

    async save(actor, input) {
      demand(actor, 'mail-account.edit')
      const record = await writeWithSecrets(context, async (writer) => {
        // Read in its turn: what it takes from the account and the vault may be other than when it was asked.
        const { row, settings, signIn: result } = readMailAccountInput(input, await readMailAccount(writer), vault)
        const at = clock.now()
        await saveMailAccount(writer, { id: 1, updated_at: at, ...row })
        await releaseWaiting(writer, 'mail', at)
        await recordAudit(writer, at, {
          actor,
          origin: 'console',
          action: 'mail-account.saved',
          subject: null,
          details: { host: row.host, port: row.port, security: row.security, from: row.from_address },
        })
        const secrets = {
          'mail-password': settings.password || null,
          'mail-oauth': result === null ? null : writtenSignIn(result),
        }
        return { result, secrets }
      })
      if (!record?.tokens) signIn.cancel()
      changes.announce('settings', 'messages', 'activity')
    },

    async remove(actor) {
      demand(actor, 'mail-account.edit')
      const removed = await writeWithSecrets(context, async (writer) => {
        const result = await removeMailAccount(writer)
        if (result) {
          await recordAudit(writer, clock.now(), {
            actor,
            origin: 'console',
            action: 'mail-account.removed',
            subject: null,
          })
        }
        return { result, secrets: { 'mail-password': null, 'mail-oauth': null } }
      })
      signIn.cancel()
      if (removed) changes.announce('settings', 'messages', 'activity')
    },

    async test(actor, input) {
      demand(actor, 'mail-account.edit')
      const { settings, signIn: record } = readMailAccountInput(input, await readMailAccount(store.reader), vault)
      const kept = readSignIn(vault)
      if (record !== null && !(kept?.tokens && sameSignIn(kept, record))) throw new Refusal('MAIL_SIGN_IN_MISSING')
      const { email: toAddress, problem } = readAddress(input.to)
      if (toAddress === null) throw fieldRefusal('to', problem)
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

    async beginSignIn(actor) {
      demand(actor, 'mail-account.edit')
      return signIn.begin()
    },

    async openSignInPage(actor) {
      demand(actor, 'mail-account.edit')
      await pages.openSignIn(signIn.page())
    },

    async signInState(actor) {
      demand(actor, 'mail-account.edit')
      return signIn.state(actor)
    },

    async cancelSignIn(actor) {
      demand(actor, 'mail-account.edit')
      signIn.cancel()
    },

    async signOut(actor) {
      demand(actor, 'mail-account.edit')
      signIn.signOut()
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
