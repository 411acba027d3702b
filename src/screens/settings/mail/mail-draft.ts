import type { MailAccount, MailAccountInput } from '../../../../electron/contract/mail-account'
import {
  isSignInProvider,
  MAIL_SERVERS,
  type MailPreset,
  type MailSecurity,
  type MailSignIn,
} from '../../../../electron/contract/vocabulary'

/** The mail account as it is typed; an empty password or secret keeps the one in the vault. */
export interface MailDraft {
  preset: MailPreset
  host: string
  port: number | null
  security: MailSecurity
  signIn: MailSignIn
  username: string
  password: string
  clientId: string
  tenant: string
  clientSecret: string
  fromName: string
  fromAddress: string
  connections: number | null
  perMinute: number | null
}

/** The customary port of each kind of protection. */
const USUAL_PORTS: Readonly<Record<MailSecurity, number>> = { tls: 465, starttls: 587, none: 25 }

/** The saved account as a draft; without one, an empty draft. */
export function mailDraftOf(account: MailAccount | null): MailDraft {
  return {
    preset: account?.preset ?? 'other',
    host: account?.host ?? '',
    port: account?.port ?? USUAL_PORTS.tls,
    security: account?.security ?? 'tls',
    signIn: account?.signIn ?? 'password',
    username: account?.username ?? '',
    password: '',
    clientId: account?.clientId ?? '',
    tenant: account?.tenant ?? '',
    clientSecret: '',
    fromName: account?.fromName ?? '',
    fromAddress: account?.fromAddress ?? '',
    connections: account?.connections ?? null,
    perMinute: account?.perMinute ?? null,
  }
}

/** What is asked of the core. Port 0, for an emptied field, is refused beside the field. */
export function mailInputOf(draft: MailDraft): MailAccountInput {
  const typed = (secret: string): string | null => (secret === '' ? null : secret)
  return {
    ...draft,
    port: draft.port ?? 0,
    // Without a user name nobody signs in, whatever is chosen.
    signIn: draft.signIn === 'password' && draft.username.trim() === '' ? 'none' : draft.signIn,
    password: draft.signIn === 'password' ? typed(draft.password) : null,
    clientSecret: draft.signIn === 'oauth' ? typed(draft.clientSecret) : null,
  }
}

/** A provider brings its server, port and protection along; limits go back to what it allows. */
export function withPreset(draft: MailDraft, preset: MailPreset): MailDraft {
  const { host, port, security } = MAIL_SERVERS[preset]
  const signIn = draft.signIn === 'oauth' && !isSignInProvider(preset) ? 'password' : draft.signIn
  const server = preset === 'other' ? {} : { host, port, security }
  return { ...draft, preset, signIn, connections: null, perMinute: null, ...server }
}

/** A port that is customary follows the protection; one that was chosen on purpose stays. */
export function portFor(security: MailSecurity, port: number | null): number | null {
  const isUsual = port === null || Object.values(USUAL_PORTS).includes(port)
  return isUsual ? USUAL_PORTS[security] : port
}
