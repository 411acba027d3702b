import type { MailAccount, MailAccountInput } from '../../../electron/contract/settings'
import type { MailSecurity } from '../../../electron/contract/vocabulary'

/** The mail account as it is typed; an empty password keeps the one in the vault. */
export interface MailDraft {
  host: string
  port: number | null
  security: MailSecurity
  username: string
  password: string
  fromName: string
  fromAddress: string
}

/** The customary port of each kind of protection. */
const USUAL_PORTS: Readonly<Record<MailSecurity, number>> = { tls: 465, starttls: 587, none: 25 }

/** The saved account as a draft; without one, an empty draft. */
export function mailDraftOf(account: MailAccount | null): MailDraft {
  return {
    host: account?.host ?? '',
    port: account?.port ?? USUAL_PORTS.tls,
    security: account?.security ?? 'tls',
    username: account?.username ?? '',
    password: '',
    fromName: account?.fromName ?? '',
    fromAddress: account?.fromAddress ?? '',
  }
}

/** What is asked of the core. Port 0, for an emptied field, is refused beside the field. */
export function mailInputOf(draft: MailDraft): MailAccountInput {
  return { ...draft, port: draft.port ?? 0, password: draft.password === '' ? null : draft.password }
}

/** A port that is customary follows the protection; one that was chosen on purpose stays. */
export function portFor(security: MailSecurity, port: number | null): number | null {
  const isUsual = port === null || Object.values(USUAL_PORTS).includes(port)
  return isUsual ? USUAL_PORTS[security] : port
}
