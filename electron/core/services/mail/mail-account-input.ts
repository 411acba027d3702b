import type { MailAccountInput } from '../../../contract/mail-account'
import { readAddress } from '../../domain/addresses'
import { isSignInProvider } from '../../domain/mail-presets'
import { type FieldCode, type FieldProblem, Refusal } from '../../domain/refusal'
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
 * where it was entered for, else a changed host would be handed it. Throws INVALID_INPUT with every field that is
 * wrong or missing.
 */
export function readMailAccountInput(
  input: MailAccountInput,
  kept: MailAccountTable | undefined,
  vault: Vault,
): CheckedMailAccount {
  const problems: FieldProblem[] = []
  const mark = (field: keyof MailAccountInput, code: FieldCode): number => problems.push({ field, code })
  const { connections, fromName, perMinute, port, preset, security } = input
  const signIn = input.signIn ?? (input.username === '' ? 'none' : 'password')
  const username = signIn === 'none' ? '' : input.username
  const host = input.host.trim().toLowerCase()
  if (!isHost(host)) mark('host', host === '' ? 'REQUIRED' : 'HOST_INVALID')
  else if (security === 'none' && !isThisComputer(host)) mark('security', 'INVALID')
  const from = readAddress(input.fromAddress)
  if (from.problem !== null) mark('fromAddress', input.fromAddress === '' ? 'REQUIRED' : from.problem)
  if (signIn !== 'none' && username === '') mark('username', 'REQUIRED')
  const record = signIn === 'oauth' ? readRecord({ ...input, host }, vault, mark) : null
  const password = signIn === 'password' ? keptOr(input.password, { host, username }, kept, vault) : ''
  if (password === null) mark('password', 'REQUIRED')
  if (problems.length > 0 || from.email === null || password === null) {
    throw new Refusal('INVALID_INPUT', {}, problems)
  }
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
    from_address: from.email,
    connections,
    per_minute: perMinute,
  }
  const limits = limitsOf(row)
  return {
    row,
    signIn: record,
    settings: { host, port, security, signIn, username, password, fromName, fromAddress: from.email, ...limits },
  }
}

/** The password that was typed, else that of the saved account where it is still the same; null without one. */
function keptOr(
  typed: string | null,
  account: Pick<MailAccountTable, 'host' | 'username'>,
  kept: MailAccountTable | undefined,
  vault: Vault,
): string | null {
  const mayKeep = kept !== undefined && kept.host === account.host && kept.username === account.username
  const password = typed ?? (mayKeep ? vault.get('mail-password') : null)
  return password === '' ? null : password
}

function readRecord(
  input: MailAccountInput,
  vault: Vault,
  mark: (field: keyof MailAccountInput, code: FieldCode) => void,
): SignInRecord | null {
  const { clientId, host, preset, tenant, username } = input
  if (!isSignInProvider(preset)) {
    mark('signIn', 'INVALID')
    return null
  }
  if (clientId === '') mark('clientId', 'REQUIRED')
  if (!/^[\w.-]*$/u.test(tenant)) mark('tenant', 'INVALID')
  const own = { host, provider: preset, clientId, tenant: preset === 'google' ? '' : tenant, username }
  const kept = readSignIn(vault)
  const sameApplication = kept !== null && kept.provider === preset && kept.clientId === clientId
  const clientSecret = input.clientSecret ?? (sameApplication ? kept.clientSecret : '')
  // Google gives every application a secret and asks for it; Microsoft's public applications have none.
  if (preset === 'google' && clientSecret === '') mark('clientSecret', 'REQUIRED')
  const record = { ...own, clientSecret, tokens: null }
  return kept !== null && sameSignIn(kept, record) ? { ...record, tokens: kept.tokens } : record
}

function isHost(text: string): boolean {
  const name = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text)
  return name || (/^[0-9a-f:]+$/u.test(text) && text.includes(':'))
}

/** Unencrypted mail never leaves the computer: links and passwords are in it. */
function isThisComputer(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host)
}
