import { MAIL_SERVERS } from '../../domain/mail-presets'
import type { RefusalCode } from '../../domain/refusal'
import type { MailSignIn } from '../../domain/vocabulary'
import type { MailGatewaySettings } from '../../gateways/mail/mail-gateway'
import { readMailAccount } from '../../store/messages'
import type { MailAccountTable } from '../../store/schema'
import type { Reader } from '../../store/store'
import type { Vault } from '../ports'
import { readSignIn } from './mail-sign-in-record'

/**
 * What the mail gateway is opened with (M4); null where no account is set up, or what it signs in with is missing from
 * the vault. Throws VAULT_LOCKED, VAULT_UNREADABLE.
 */
export async function readMailSettings(reader: Reader, vault: Vault): Promise<MailGatewaySettings | null> {
  const account = await readMailAccount(reader)
  if (!account || missingForSignIn(account, vault) !== null) return null
  const signIn = signInOf(account)
  const password = signIn === 'password' ? (vault.get('mail-password') ?? '') : ''
  return {
    host: account.host,
    port: account.port,
    security: account.security,
    signIn,
    username: signIn === 'none' ? '' : account.username,
    password,
    fromName: account.from_name,
    fromAddress: account.from_address,
    ...limitsOf(account),
  }
}

/** The account's own limits, else those of its preset. */
export function limitsOf(
  account: Pick<MailAccountTable, 'preset' | 'connections' | 'per_minute'>,
): Pick<MailGatewaySettings, 'connections' | 'perMinute'> {
  const { connections, perMinute } = MAIL_SERVERS[account.preset]
  return { connections: account.connections ?? connections, perMinute: account.per_minute ?? perMinute }
}

/** Why the account cannot sign in: its secret is missing from the vault; null where nothing is. */
export function missingForSignIn(
  account: Pick<MailAccountTable, 'sign_in' | 'username'>,
  vault: Vault,
): RefusalCode | null {
  const signIn = signInOf(account)
  if (signIn === 'password') return vault.get('mail-password') === null ? 'MAIL_PASSWORD_MISSING' : null
  if (signIn === 'oauth') return readSignIn(vault)?.tokens ? null : 'MAIL_SIGN_IN_MISSING'
  return null
}

/** Without a user name there is nothing to sign in with. */
function signInOf({ sign_in, username }: Pick<MailAccountTable, 'sign_in' | 'username'>): MailSignIn {
  return username === '' ? 'none' : sign_in
}
