// Checks requests against the published description of the Twilio API (tests/fixtures/sms, without its prose).
import Ajv from 'ajv'
import description from '../fixtures/sms/twilio-messages-openapi.json' with { type: 'json' }
import type { SmsRequest } from './sms-peer'

const MESSAGES = description.paths['/2010-04-01/Accounts/{AccountSid}/Messages.json']
const MESSAGE = description.paths['/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json']

const ajv = new Ajv({ coerceTypes: true, allErrors: true, strict: false })
// The senders that the description allows in words: a number, or an alphanumeric one.
ajv.addFormat('phone-number', /^(?:\+\d{7,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/u)
ajv.addFormat('uri', (text: string) => URL.canParse(text))
ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)))
ajv.addSchema({ $id: 'twilio', components: description.components })

const form = MESSAGES.post.requestBody.content['application/x-www-form-urlencoded'].schema
const bodySchema = JSON.parse(
  JSON.stringify({ ...form, additionalProperties: false }).replaceAll('"#/components', '"twilio#/components'),
)
const isBody = ajv.compile(bodySchema)

/** What of a request is not as the description has it; empty: it is lawful. */
export function faultsIn(request: SmsRequest): readonly string[] {
  const faults: string[] = []
  const [, account = '', sid] =
    /^\/2010-04-01\/Accounts\/([^/?]+)\/Messages(?:\/([^/?]+))?\.json$/u.exec(request.path) ?? []
  const parameters = (sid === undefined ? MESSAGES.post : MESSAGE.get).parameters
  for (const [name, value] of [
    ['AccountSid', account],
    ['Sid', sid],
  ] as const) {
    const parameter = parameters.find((each) => each.name === name)
    if (value === undefined) continue
    if (!parameter || !ajv.validate(parameter.schema, value)) faults.push(`${name} in ${request.path}`)
  }
  if (account === '') faults.push(`path ${request.path}`)
  if (request.method !== (sid === undefined ? 'POST' : 'GET')) faults.push(`method ${request.method}`)
  if (!/^Basic [A-Za-z0-9+/]+=*$/u.test(request.headers.authorization ?? '')) faults.push('authorization')
  if (sid !== undefined) return faults
  if (!/^application\/x-www-form-urlencoded\b/u.test(request.headers['content-type'] ?? '')) faults.push('content-type')
  const names = [...new URLSearchParams(request.body).keys()]
  if (new Set(names).size !== names.length) faults.push('a field twice')
  if (!isBody({ ...request.form })) faults.push(ajv.errorsText(isBody.errors))
  if ((request.form['Body'] ?? '').length > 1_600) faults.push('Body too long')
  if ('From' in request.form === 'MessagingServiceSid' in request.form) faults.push('one sender')
  return faults
}
