import type { MailAccountInput } from '../../../contract/mail-account'
import { readAddress } from '../../domain/addresses'
import { isSignInProvider } from '../../domain/mail-presets'
import { fieldRefusal } from '../../domain/refusal'
import type { MailGatewaySettings } from '../../gateways/mail/mail-gateway'
import type { MailAccountTable } from '../../store/schema'
import type { Vault } from '../ports'
import { limitsOf } from './mail-settings'
import { readSignIn, sameSignIn, type SignInRecord } from './mail-sign-in-record'

/** A mail account as it was typed, checked. */
export interface CheckedMailAccount {
  readonly row: Omit<MailAccountTable, 'id' | 'updated_at'>
  readonly settings: MailGatewaySettings
  /** Of sign-in `oauth`: what the vault is to keep. */
  readonly signIn: SignInRecord | null
}

/**
 * Reads what was typed. `kept` is the account as it is saved: a secret that is not typed again is kept, but goes only
 * where it was entered for, else a changed host would be handed it. Throws INVALID_INPUT.
 */
export function readMailAccountInput(
  input: MailAccountInput,
  kept: MailAccountTable | undefined,
  vault: Vault,
): CheckedMailAccount {
  const { connections, fromName, perMinute, port, preset, security } = input
  const signIn = input.signIn ?? (input.username === '' ? 'none' : 'password')
  const username = signIn === 'none' ? '' : input.username
  const host = readHost(input.host)
  const fromAddress = demandAddress('fromAddress', input.fromAddress)
  if (security === 'none' && !isThisComputer(host)) throw fieldRefusal('security', 'INVALID')
  if (signIn !== 'none' && username === '') throw fieldRefusal('username', 'REQUIRED')
  const record = signIn === 'oauth' ? readRecord({ ...input, host }, vault) : null
  const row = {
    preset,
    host,
    port,
    security,
    sign_in: signIn,
    username,
    client_id: record?.clientId ?? null,
    tenant: record === null || record.tenant === '' ? null : record.tenant,
    from_name: fromName,
    from_address: fromAddress,
    connections,
    per_minute: perMinute,
  }
  const password = signIn === 'password' ? readPassword(input.password, row, kept, vault) : ''
  const limits = limitsOf(row)
  return {
    row,
    signIn: record,
    settings: { host, port, security, signIn, username, password, fromName, fromAddress, ...limits },
  }
}

function readPassword(
  typed: string | null,
  row: Pick<MailAccountTable, 'host' | 'username'>,
  kept: MailAccountTable | undefined,
  vault: Vault,
): string {
  const mayKeep = kept !== undefined && kept.host === row.host && kept.username === row.username
  const password = typed ?? (mayKeep ? vault.get('mail-password') : null)
  if (password === null || password === '') throw fieldRefusal('password', 'REQUIRED')
  return password
}

function readRecord(input: MailAccountInput, vault: Vault): SignInRecord {
  const { clientId, host, preset, tenant, username } = input
  if (!isSignInProvider(preset)) throw fieldRefusal('signIn', 'INVALID')
  if (clientId === '') throw fieldRefusal('clientId', 'REQUIRED')
  if (!/^[\w.-]*$/u.test(tenant)) throw fieldRefusal('tenant', 'INVALID')
  const own = { host, provider: preset, clientId, tenant: preset === 'google' ? '' : tenant, username }
  const kept = readSignIn(vault)
  const sameApplication = kept !== null && kept.provider === preset && kept.clientId === clientId
  const clientSecret = input.clientSecret ?? (sameApplication ? kept.clientSecret : '')
  // Google gives every application a secret and asks for it; Microsoft's public applications have none.
  if (preset === 'google' && clientSecret === '') throw fieldRefusal('clientSecret', 'REQUIRED')
  const record = { ...own, clientSecret, tokens: null }
  return kept !== null && sameSignIn(kept, record) ? { ...record, tokens: kept.tokens } : record
}

export function demandAddress(field: string, text: string): string {
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
