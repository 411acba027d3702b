import type { MailGateway, MailGatewaySettings, OpenMailGateway, OutgoingMail } from '../gateways/mail/mail-gateway'
import { departmentNames, readInvitingRules } from '../store/invitations'
import { readMailAccount } from '../store/messages'
import type { Reader } from '../store/store'
import { fillInvitation } from '../services/invitation-mail'
import type { JoinLinks } from '../services/join-links'
import type { ServiceContext } from '../services/service-context'
import { STANDARD_TEXTS } from '../services/standard-texts'
import { Refusal } from '../domain/refusal'
import type { ClaimedMessage } from './queue'

/** The account in use, kept open from one message to the next. */
export interface Sender {
  /** The gateway to the account as it is set now; null while nothing can be sent: no account, no password, no join site. */
  current(): Promise<MailGateway | null>
  /** What a message says now: it is filled in when it is sent, so that it carries a link that works. */
  render(reader: Reader, messages: readonly ClaimedMessage[]): Promise<readonly OutgoingMail[]>
  close(): void
}

export function createSender(context: ServiceContext, links: JoinLinks, openGateway: OpenMailGateway): Sender {
  const { store, vault } = context
  let open: { readonly key: string; readonly gateway: MailGateway } | null = null

  function close(): void {
    open?.gateway.close()
    open = null
  }

  async function readSettings(): Promise<MailGatewaySettings | null> {
    const account = await readMailAccount(store.reader)
    if (!account) return null
    const { from_address: fromAddress, from_name: fromName, host, port, security, username } = account
    const password = username === '' ? '' : vault.get('mail-password')
    return password === null ? null : { host, port, security, username, password, fromName, fromAddress }
  }

  return {
    close,

    async current() {
      const settings = await readSettings()
      if (!settings || !(await canLink(links))) return null
      const key = JSON.stringify(settings)
      if (open?.key !== key) {
        close()
        open = { key, gateway: openGateway(settings) }
      }
      return open.gateway
    },

    async render(reader, messages) {
      const base = await links.base()
      const { name: portal } = await readInvitingRules(reader)
      const departments = await departmentNames(
        reader,
        messages.map((each) => each.invitation_id),
      )
      return messages.map((message) => {
        const { body, expires_at, first_name, generation, handle, inviter, invitation_id, locale, subject } = message
        const words = {
          text: subject === null || body === null ? STANDARD_TEXTS[locale] : { subject, body },
          locale,
          portal,
          inviter: inviter ?? '',
          firstName: first_name ?? '',
          departments: departments.get(invitation_id) ?? [],
          source: { id: invitation_id, generation, handle },
          expiresAt: expires_at,
        }
        const { to_address: toAddress, to_name: toName, message_id: messageId } = message
        return { ...fillInvitation(words, links, base), toName, toAddress, messageId }
      })
    },
  }
}

async function canLink(links: JoinLinks): Promise<boolean> {
  try {
    await links.base()
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
