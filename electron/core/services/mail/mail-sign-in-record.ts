import { z } from 'zod'
import type { MailTokens, OAuthApplication } from '../../gateways/mail/oauth-gateway'
import type { Vault } from '../ports'

const recordSchema = z.object({
  host: z.string(),
  provider: z.enum(['microsoft-365', 'google']),
  clientId: z.string(),
  tenant: z.string(),
  clientSecret: z.string(),
  username: z.string(),
  tokens: z.object({ accessToken: z.string(), accessUntil: z.number(), refreshToken: z.string() }).nullable(),
})

/** What the vault keeps of a sign-in; the tokens hold for this server, application and mailbox and for no other. */
export interface SignInRecord extends OAuthApplication {
  readonly host: string
  /** Null: nobody has signed in, or it no longer holds. */
  readonly tokens: MailTokens | null
}

/** Throws VAULT_LOCKED, VAULT_UNREADABLE. */
export function readSignIn(vault: Vault): SignInRecord | null {
  const text = vault.get('mail-oauth')
  return text === null ? null : recordSchema.parse(JSON.parse(text))
}

export function keepSignIn(vault: Vault, record: SignInRecord): void {
  vault.set('mail-oauth', writtenSignIn(record))
}

/** As the vault keeps it. */
export function writtenSignIn(record: SignInRecord): string {
  return JSON.stringify(record)
}

/** Whether both are about one server, application and mailbox. */
export function sameSignIn(one: Omit<SignInRecord, 'tokens'>, other: Omit<SignInRecord, 'tokens'>): boolean {
  return (['host', 'provider', 'clientId', 'tenant', 'username'] as const).every((key) => one[key] === other[key])
}
