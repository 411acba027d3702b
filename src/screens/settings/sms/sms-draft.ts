import type { SmsAccount, SmsAccountInput } from '../../../../electron/contract/sms'
import type { HttpBodyType, HttpMethod, SmsGatewayKind } from '../../../../electron/contract/vocabulary'

/** The SMS account as it is typed, with what was typed for the other kind; an empty secret keeps the one in the vault. */
export interface SmsDraft {
  kind: SmsGatewayKind
  sender: string
  secret: string
  perMinute: number | null
  baseUrl: string
  accountSid: string
  apiKey: string
  validityMinutes: number | null
  method: HttpMethod
  url: string
  /** One a line: `Name: value`. */
  headers: string
  bodyType: HttpBodyType
  body: string
  statusFrom: number | null
  statusTo: number | null
  successPath: string
  successEquals: string
  successContains: string
  idPath: string
}

const FIRST: SmsDraft = {
  kind: 'twilio',
  sender: '',
  secret: '',
  perMinute: null,
  baseUrl: 'https://api.twilio.com',
  accountSid: '',
  apiKey: '',
  validityMinutes: null,
  method: 'POST',
  url: '',
  headers: 'Authorization: Bearer {{secret}}',
  bodyType: 'json',
  body: '{\n  "to": "{{to}}",\n  "text": "{{text}}"\n}',
  statusFrom: 200,
  statusTo: 299,
  successPath: '',
  successEquals: '',
  successContains: '',
  idPath: '',
}

/** The saved account as a draft; without one, a draft to start from. */
export function smsDraftOf(account: SmsAccount | null): SmsDraft {
  if (account === null) return { ...FIRST }
  const { kind, perMinute, sender } = account
  const common = { ...FIRST, kind, sender, perMinute }
  if (account.kind === 'twilio') {
    const { accountSid, apiKey, baseUrl, validityMinutes } = account
    return { ...common, accountSid, apiKey, baseUrl, validityMinutes }
  }
  const { body, bodyType, headers, idPath, method, success, url } = account
  return {
    ...common,
    method,
    url,
    headers: headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    bodyType,
    body,
    statusFrom: success.statusFrom,
    statusTo: success.statusTo,
    successPath: success.path,
    successEquals: success.equals,
    successContains: success.contains,
    idPath,
  }
}

/** What is asked of the core. An emptied number is refused beside its field. */
export function smsInputOf(draft: SmsDraft): SmsAccountInput {
  const { perMinute, sender } = draft
  const common = { sender, perMinute, secret: draft.secret === '' ? null : draft.secret }
  if (draft.kind === 'twilio') {
    const { accountSid, apiKey, baseUrl, validityMinutes } = draft
    return { kind: 'twilio', ...common, accountSid: accountSid.trim(), apiKey: apiKey.trim(), baseUrl, validityMinutes }
  }
  const { body, bodyType, idPath, method, url } = draft
  return {
    kind: 'http',
    ...common,
    method,
    url,
    headers: headersIn(draft.headers),
    bodyType,
    body,
    success: {
      statusFrom: draft.statusFrom ?? 0,
      statusTo: draft.statusTo ?? 0,
      path: draft.successPath,
      equals: draft.successEquals,
      contains: draft.successContains,
    },
    idPath,
  }
}

function headersIn(text: string): { name: string; value: string }[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':')
      return colon < 0
        ? { name: line.trim(), value: '' }
        : { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }
    })
}
