import { z } from 'zod'
import { namesSecret } from '../../domain/sms-templates'
import { HTTP_BODY_TYPES, HTTP_METHODS } from '../../domain/sms-words'
import type { SmsGatewaySettings } from '../../gateways/sms/sms-gateway'
import { readSmsAccount } from '../../store/sms-account'
import type { Reader } from '../../store/store'
import type { Vault } from '../ports'

const text = z.string()

/** The `settings` column of the account, by kind: everything but the secret and the limit. */
const KEPT = {
  twilio: z.object({
    baseUrl: text,
    accountSid: text,
    apiKey: text,
    sender: text,
    validityMinutes: z.number().nullable(),
  }),
  http: z.object({
    method: z.enum(HTTP_METHODS),
    url: text,
    headers: z.array(z.object({ name: text, value: text })),
    bodyType: z.enum(HTTP_BODY_TYPES),
    body: text,
    sender: text,
    success: z.object({ statusFrom: z.number(), statusTo: z.number(), path: text, equals: text, contains: text }),
    idPath: text,
  }),
}

/** The account as it is kept; null where none is set up. The secret is not in it: it is empty. */
export async function readSmsAccountSettings(reader: Reader): Promise<SmsGatewaySettings | null> {
  const row = await readSmsAccount(reader)
  if (!row) return null
  const rest = { secret: '', perMinute: row.per_minute }
  const kept: unknown = JSON.parse(row.settings)
  return row.kind === 'twilio'
    ? { kind: 'twilio', ...KEPT.twilio.parse(kept), ...rest }
    : { kind: 'http', ...KEPT.http.parse(kept), ...rest }
}

/**
 * What the SMS gateway is opened with (SM6); null where no account is set up, or its secret is missing from the vault
 * although it needs one. Throws VAULT_LOCKED, VAULT_UNREADABLE.
 */
export async function readSmsSettings(reader: Reader, vault: Vault): Promise<SmsGatewaySettings | null> {
  const kept = await readSmsAccountSettings(reader)
  if (kept === null) return null
  const secret = vault.get('sms-secret')
  if (secret === null) return needsSecret(kept) ? null : kept
  return { ...kept, secret }
}

/** Whether the account cannot send without a secret. */
export function needsSecret(settings: SmsGatewaySettings): boolean {
  return settings.kind === 'twilio' || namesSecret(settings)
}
