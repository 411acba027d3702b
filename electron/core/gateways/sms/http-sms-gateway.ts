import { readPhone } from '../../domain/phones'
import { fillRequest } from '../../domain/sms-templates'
import { exchange, type ExchangeOptions } from './http-exchange'
import { outcomeWithoutAnswer, readJson, standsAt, valueAt, withoutSecrets } from './sms-answers'
import type { HttpSmsSettings, OutgoingSms, SmsGateway, SmsOutcome, SuccessRule } from './sms-gateway'

/** Sends through a gateway that is asked as its own manual wants it (SM6). It cannot be asked about delivery. */
export function openHttpSmsGateway(settings: HttpSmsSettings, options: ExchangeOptions = {}): SmsGateway {
  async function send(sms: OutgoingSms): Promise<SmsOutcome> {
    if (readPhone(sms.toPhone, '') !== sms.toPhone) return { kind: 'refused', answer: 'This is not a phone number.' }
    const { secret, sender } = settings
    const clean = (text: string): string => withoutSecrets(text, secret, sms)
    const id = /^<?(?<local>[^@>]+)/u.exec(sms.messageId)?.groups?.['local'] ?? ''
    const values = {
      to: sms.toPhone,
      toDigits: sms.toPhone.slice(1),
      text: sms.text.replace(/\p{Cs}/gu, '\ufffd'),
      sender,
      secret,
      basic: Buffer.from(secret).toString('base64'),
      id,
    }
    let asked
    try {
      asked = fillRequest(settings, values)
    } catch (error) {
      return { kind: 'stop', answer: clean(error instanceof Error ? error.message : String(error)), reason: 'sender' }
    }
    const answer = await exchange(asked, options)
    if (answer.status === null) return outcomeWithoutAnswer(answer, clean)
    return outcomeOfAnswer(settings, answer.status, answer.text, clean)
  }

  return { concurrency: 2, send, close: () => {} }
}

/**
 * What an answer means: by the rule of the account where it fits, else by the status. A server that fails may have taken
 * the message; one that says what is wrong has not.
 */
function outcomeOfAnswer(
  { idPath, success }: HttpSmsSettings,
  status: number,
  text: string,
  clean: (text: string) => string,
): SmsOutcome {
  const answer = clean(`HTTP ${status} ${text}`)
  const json = readJson(text)
  const inRange = status >= success.statusFrom && status <= success.statusTo
  if (inRange && isAsExpected(json, success) && text.includes(success.contains)) {
    const providerId = idPath === '' ? null : valueAt(json, idPath)
    return providerId === null
      ? { kind: 'sent', answer }
      : { kind: 'sent', answer, providerId: providerId.slice(0, 200) }
  }
  if (status >= 500 || status === 408) return { kind: 'unknown', answer }
  if (status === 429) return { kind: 'retry', answer, reason: 'deferred' }
  if (status === 401 || status === 403) return { kind: 'stop', answer, reason: 'sign-in' }
  if (status >= 300 && status < 400) return { kind: 'stop', answer, reason: 'security' }
  return { kind: 'refused', answer }
}

/** Without a value to compare with, anything at the path will do: whoever names a path alone means that it is there. */
function isAsExpected(json: unknown, { equals, path }: SuccessRule): boolean {
  if (path === '') return true
  return equals === '' ? standsAt(json, path) : valueAt(json, path) === equals
}
