import type { MailPreset, MailSecurity } from './vocabulary'

/** What is known of a mail provider: where its server is, and how much it takes at once. */
export interface MailServer {
  /** Empty where it is not known. */
  readonly host: string
  readonly port: number
  readonly security: MailSecurity
  /** Connections at once. */
  readonly connections: number
  /** Messages a minute; null: as many as the server takes. */
  readonly perMinute: number | null
}

/** Microsoft 365 allows three connections and thirty messages a minute; both are kept a little below. */
export const MAIL_SERVERS: Readonly<Record<MailPreset, MailServer>> = {
  other: { host: '', port: 465, security: 'tls', connections: 5, perMinute: null },
  'microsoft-365': { host: 'smtp.office365.com', port: 587, security: 'starttls', connections: 2, perMinute: 25 },
  google: { host: 'smtp.gmail.com', port: 465, security: 'tls', connections: 3, perMinute: null },
}

/** Providers whose own sign-in page can be used instead of a password. */
export const SIGN_IN_PROVIDERS = ['microsoft-365', 'google'] as const
export type SignInProvider = (typeof SIGN_IN_PROVIDERS)[number]

/** Where each provider lets people sign in: no other page is ever opened for it. */
const SIGN_IN_HOSTS: Readonly<Record<SignInProvider, readonly string[]>> = {
  'microsoft-365': ['microsoft.com', 'www.microsoft.com', 'login.microsoft.com', 'login.microsoftonline.com'],
  google: ['google.com', 'www.google.com', 'accounts.google.com'],
}

export function isSignInProvider(preset: MailPreset): preset is SignInProvider {
  return preset !== 'other'
}

/** Whether an address is a sign-in page of this provider, reached over HTTPS. */
export function isSignInPage(provider: SignInProvider, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, password, port, protocol, username } = new URL(address)
  const plain = protocol === 'https:' && port === '' && username === '' && password === ''
  return plain && SIGN_IN_HOSTS[provider].includes(hostname)
}
