import { createServer } from 'node:net'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openSmsGateway } from '../../../../electron/core/gateways/sms/open-sms-gateway'
import type { HttpSmsSettings, TwilioSettings } from '../../../../electron/core/gateways/sms/sms-gateway'
import { openSmsPeer, type SmsBehaviour, type SmsPeer, twilioRefusal } from '../../../support/sms-peer'
import { faultsIn } from '../../../support/twilio-description'
import { windows1251 } from '../../../support/windows-1251'

const TIMEOUTS = { connection: 1_000, answer: 300 }
const SECRET = 'se/cret+"token"'
const SMS = {
  toPhone: '+491712345678',
  text: 'Aurora invites you, Anna:\nhttps://join.example.com/J/ABCDEFGHJKMNPQRSTVWXYZ0123456789\nCode: ABCD-EFGH-JKMN-PQRS',
  messageId: '<0190a000-0000-7000-8000-000000000001@usher.invalid>',
}

let peer: SmsPeer
beforeEach(async () => {
  peer = await openSmsPeer()
  onTestFinished(() => peer.close())
})

function twilio(change: Partial<TwilioSettings> = {}) {
  const settings = {
    kind: 'twilio',
    baseUrl: peer.address,
    accountSid: `AC${'a'.repeat(32)}`,
    apiKey: '',
    sender: 'Aurora',
    validityMinutes: null,
    secret: SECRET,
    perMinute: null,
  } as const
  return openSmsGateway({ ...settings, ...change }, { timeouts: TIMEOUTS })
}

function generic(change: Partial<HttpSmsSettings> = {}) {
  const settings: HttpSmsSettings = {
    kind: 'http',
    method: 'POST',
    url: `${peer.address}/send?id={{id}}`,
    headers: [{ name: 'Authorization', value: 'Bearer {{secret}}' }],
    bodyType: 'json',
    body: '{"to":"{{to}}","text":"{{text}}"}',
    sender: '',
    success: { statusFrom: 200, statusTo: 299, path: 'messages.0.status', equals: '0', contains: '' },
    idPath: 'messages.0.message-id',
    secret: SECRET,
    perMinute: null,
  }
  return openSmsGateway({ ...settings, ...change }, { timeouts: TIMEOUTS })
}

it('SM6: the sign-in of an account does not come back in its answer', async () => {
  const basic = Buffer.from(`AC${'a'.repeat(32)}:${SECRET}`).toString('base64')
  peer.behave({ kind: 'answer', answer: { status: 400, body: `Basic ${basic}` } })
  expect(await twilio().send(SMS)).toMatchObject({ answer: 'HTTP 400 Basic •••' })
})

const says = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SmsBehaviour => ({
  kind: 'answer',
  answer: { status, body, headers },
})

async function closedPort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}`
}

describe('a Twilio-compatible account', () => {
  it('SM6: every request is as the published description has it, whoever sends and whatever is set', async () => {
    const senders = ['Aurora', '+15005550006', `MG${'b'.repeat(32)}`]
    for (const sender of senders) {
      await twilio({ sender }).send(SMS)
      await twilio({ sender, validityMinutes: 240, apiKey: `SK${'c'.repeat(32)}` }).send(SMS)
    }
    await twilio().look?.(`SM${'1'.padStart(32, '0')}`)
    expect(peer.requests.flatMap(faultsIn)).toEqual([])
    expect(peer.requests).toHaveLength(7)
    expect(peer.requests[0]?.form).toEqual({ To: SMS.toPhone, Body: SMS.text, From: 'Aurora' })
    expect(peer.requests[5]?.form).toMatchObject({ MessagingServiceSid: senders[2], ValidityPeriod: '14400' })
  })

  it('SM6: the description itself refuses what is not in it', async () => {
    await twilio({ accountSid: 'AC1' }).send(SMS)
    await twilio({ sender: '' }).send(SMS)
    const [wrongAccount, noSender] = peer.requests
    expect(wrongAccount && faultsIn(wrongAccount)).not.toEqual([])
    expect(noSender && faultsIn(noSender)).not.toEqual([])
  })

  it('SM6: what it takes is sent, with its id', async () => {
    expect(await twilio().send(SMS)).toEqual({
      kind: 'sent',
      answer: 'queued',
      providerId: 'SM00000000000000000000000000000001',
    })
  })

  it.each([
    [400, 21211, { kind: 'refused' }],
    [400, 21614, { kind: 'refused' }],
    [400, 21610, { kind: 'refused' }],
    [400, 21408, { kind: 'refused' }],
    [400, 21612, { kind: 'refused' }],
    [401, 20003, { kind: 'stop', reason: 'sign-in' }],
    [403, 20003, { kind: 'stop', reason: 'sign-in' }],
    [404, 20404, { kind: 'stop', reason: 'sign-in' }],
    [400, 21212, { kind: 'stop', reason: 'sender' }],
    [400, 21606, { kind: 'stop', reason: 'sender' }],
    [429, 20429, { kind: 'retry', reason: 'deferred' }],
    [400, 21611, { kind: 'retry', reason: 'deferred' }],
    [500, 20500, { kind: 'unknown' }],
    [503, 20503, { kind: 'unknown' }],
  ])('SM6: status %i with code %i comes to %o, said with its code', async (status, code, outcome) => {
    peer.behave(twilioRefusal(status, code, 'the words of the provider'))
    expect(await twilio().send(SMS)).toEqual({ ...outcome, answer: `${code}: the words of the provider` })
  })

  it('SM6: a redirect is not followed, and the sign-in goes nowhere else', async () => {
    const other = await openSmsPeer()
    onTestFinished(() => other.close())
    peer.behave(says(307, '', { location: `${other.address}/2010-04-01/Accounts/x/Messages.json` }))
    expect(await twilio().send(SMS)).toMatchObject({ kind: 'stop', reason: 'security' })
    expect(other.requests).toEqual([])
  })

  it.each([
    ['queued', undefined, 'waiting'],
    ['sending', undefined, 'waiting'],
    ['sent', undefined, 'waiting'],
    ['delivered', undefined, 'delivered'],
    ['read', undefined, 'delivered'],
    ['undelivered', 30003, 'failed'],
    ['failed', 30007, 'failed'],
  ] as const)('SM6: asked later, %s (%s) comes to %s', async (status, code, state) => {
    const gateway = twilio()
    const sent = await gateway.send(SMS)
    const sid = sent.kind === 'sent' ? (sent.providerId ?? '') : ''
    peer.setStatus(sid, status, code)
    const look = await gateway.look?.(sid)
    expect(look?.state).toBe(state)
    if (code !== undefined) expect(look?.answer).toMatch(new RegExp(`^${code}: `, 'u'))
  })

  it('SM6: while it does not answer, a message it took goes on waiting', async () => {
    peer.behave({ kind: 'stall' })
    expect(await twilio().look?.('SM1')).toEqual({ state: 'waiting', answer: '' })
    peer.behave(twilioRefusal(500, 20500))
    expect(await twilio().look?.('SM1')).toEqual({ state: 'waiting', answer: '' })
  })

  it('SM6: what is no number never reaches the provider', async () => {
    for (const toPhone of ['+4917', 'anna@example.com', '+491712345678&From=x', '+491712345678\r\nX: y', '']) {
      expect(await twilio().send({ ...SMS, toPhone })).toMatchObject({ kind: 'refused' })
    }
    expect(peer.requests).toEqual([])
  })

  it('SM6: no name or text adds a field, whatever it holds', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('&To=+15005550001', '\r\nX-Evil: 1', '%26From=x', '\u202e\u0000😀'),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        await twilio().send({ ...SMS, text })
        const request = peer.requests.at(-1)
        expect(Object.keys(request?.form ?? {})).toEqual(['To', 'Body', 'From'])
        expect(request?.form['To']).toBe(SMS.toPhone)
        expect(request?.form['Body']).toBe(text)
        expect(Object.keys(request?.headers ?? {})).not.toContain('x-evil')
      }),
      { numRuns: 50 },
    )
  })
})

describe('a generic gateway', () => {
  const SENT = { messages: [{ status: '0', 'message-id': 'm-7' }] }

  it('SM6: is asked as it was set, and a success is what the rule says', async () => {
    peer.behave(says(200, SENT))
    expect(await generic().send(SMS)).toMatchObject({ kind: 'sent', providerId: 'm-7' })
    const [request] = peer.requests
    expect(request?.path).toBe('/send?id=0190a000-0000-7000-8000-000000000001')
    expect(request?.headers['authorization']).toBe(`Bearer ${SECRET}`)
    expect(JSON.parse(request?.body ?? '')).toEqual({ to: SMS.toPhone, text: SMS.text })
  })

  it('SM6: a number goes without its plus where the gateway wants digits', async () => {
    peer.behave(says(200, SENT))
    await generic({ body: '{"to":"{{toDigits}}","text":"{{text}}"}' }).send(SMS)
    expect(JSON.parse(peer.requests[0]?.body ?? '')).toEqual({ to: '491712345678', text: SMS.text })
  })

  it('SM6: a name and password sign in by HTTP Basic, and come back in no answer', async () => {
    const secret = 'hr:ключ>>>?/copper:kettle'
    const basic = Buffer.from(secret).toString('base64')
    expect(basic).toMatch(/[+/]/u)
    const said = [basic, basic.replaceAll('/', String.raw`\/`), encodeURIComponent(basic), 'ключ>>>?/copper:kettle']
    peer.behave(says(400, said.join(' ')))
    const headers = [{ name: 'Authorization', value: 'Basic {{basic}}' }]
    const outcome = await generic({ headers, secret }).send(SMS)
    expect(peer.requests[0]?.headers['authorization']).toBe(`Basic ${basic}`)
    expect(outcome).toMatchObject({ kind: 'refused', answer: 'HTTP 400 ••• ••• ••• •••' })
  })

  it('SM6: a status in the range with another value is a refusal, not a success', async () => {
    peer.behave(says(200, { messages: [{ status: '4', 'error-text': 'Bad credentials' }] }))
    expect(await generic().send(SMS)).toMatchObject({ kind: 'refused' })
    const success = { statusFrom: 200, statusTo: 299, path: '', equals: '', contains: 'OK' }
    peer.behave(says(200, 'ERR 105'))
    expect(await generic({ success }).send(SMS)).toMatchObject({ kind: 'refused', answer: 'HTTP 200 ERR 105' })
    peer.behave(says(200, 'OK 1234'))
    expect(await generic({ success }).send(SMS)).toMatchObject({ kind: 'sent' })
  })

  it('SM6: an answer behind a byte order mark, or in another character set, is read as it was meant', async () => {
    peer.behave(says(200, `\uFEFF${JSON.stringify(SENT)}`))
    expect(await generic().send(SMS)).toMatchObject({ kind: 'sent', providerId: 'm-7' })
    const russian = { 'content-type': 'text/plain; charset=windows-1251' }
    peer.behave(says(200, windows1251('ERROR = 6 (неверный номер)'), russian))
    expect(await generic().send(SMS)).toMatchObject({ answer: 'HTTP 200 ERROR = 6 (неверный номер)' })
    peer.behave(says(200, JSON.stringify(SENT), { 'content-type': 'application/json; charset=nonsense' }))
    expect(await generic().send(SMS)).toMatchObject({ kind: 'sent' })
  })

  it('SM6: a path without a value asks only that something stands there, neither empty, false nor null', async () => {
    const success = { statusFrom: 200, statusTo: 299, path: 'messages.0.id', equals: '', contains: '' }
    const answered = async (message: unknown): Promise<string> => {
      peer.behave(says(200, { messages: [message] }))
      return (await generic({ success }).send(SMS)).kind
    }
    for (const id of ['m-7', 7, 0, true, ['m-7'], { value: 'm-7' }]) expect(await answered({ id })).toBe('sent')
    for (const id of ['', false, 'false', null, [], {}]) expect(await answered({ id })).toBe('refused')
    expect(await answered({})).toBe('refused')
    peer.behave(says(200, 'm-7'))
    expect(await generic({ success }).send(SMS)).toMatchObject({ kind: 'refused' })
  })

  it.each([
    [400, { kind: 'refused' }],
    [401, { kind: 'stop', reason: 'sign-in' }],
    [403, { kind: 'stop', reason: 'sign-in' }],
    [302, { kind: 'stop', reason: 'security' }],
    [429, { kind: 'retry', reason: 'deferred' }],
    [500, { kind: 'unknown' }],
    [502, { kind: 'unknown' }],
  ])('SM6: status %i comes to %o', async (status, outcome) => {
    peer.behave(says(status, 'no', status === 302 ? { location: 'http://127.0.0.1:1/' } : {}))
    expect(await generic().send(SMS)).toMatchObject(outcome)
  })

  it('SM6: it cannot be asked what became of a message', () => {
    expect(generic().look).toBeUndefined()
  })
})

describe.each([
  ['Twilio-compatible', () => twilio(), (address: string) => twilio({ baseUrl: address })],
  ['generic', () => generic(), (address: string) => generic({ url: `${address}/send` })],
] as const)('SM6: faults of a %s provider', (_kind, open, openAt) => {
  it('refused before anything went out: tried again later', async () => {
    const outcome = await openAt(await closedPort()).send(SMS)
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'connection' })
    expect(outcome.answer).toMatch(/^\[refused\] /u)
  })

  it('no such host: tried again later', async () => {
    expect(await openAt('http://nowhere.invalid').send(SMS)).toMatchObject({ kind: 'retry', reason: 'connection' })
  })

  it('a server that speaks no TLS where it must: stopped or tried again, never sent in the clear', async () => {
    const outcome = await openAt(peer.address.replace('http:', 'https:')).send(SMS)
    expect(['stop', 'retry']).toContain(outcome.kind)
    expect(peer.requests).toEqual([])
  })

  it.each(['drop-before', 'drop-after', 'stall', 'lose-answer'] as const)(
    '%s after the connection was made: unknown, never resent by itself',
    async (kind) => {
      peer.behave({ kind })
      expect(await open().send(SMS)).toMatchObject({ kind: 'unknown' })
      expect(peer.requests.length).toBeLessThanOrEqual(1)
    },
  )

  it('an answer without end is cut off', async () => {
    peer.behave({ kind: 'flood' })
    const { answer } = await open().send(SMS)
    expect(answer.length).toBeLessThanOrEqual(500)
  })

  it('neither the secret nor the link and code come back in an answer', async () => {
    const basic = Buffer.from(SECRET).toString('base64')
    const said = [SECRET, JSON.stringify(SECRET), encodeURIComponent(SECRET), basic, SMS.text, JSON.stringify(SMS.text)]
    peer.behave(says(400, said.join('\r\n')))
    const { answer } = await open().send(SMS)
    expect(answer).toContain('•••')
    for (const hidden of ['cret', basic, 'ABCDEFGHJKMN', 'ABCD-EFGH', encodeURIComponent(SECRET)]) {
      expect(answer).not.toContain(hidden)
    }
    expect(answer).not.toMatch(/[\r\n]/u)
  })
})
