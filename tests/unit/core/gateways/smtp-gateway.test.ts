import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MailGatewaySettings, Outcome, OutgoingMail } from '../../../../electron/core/gateways/mail/mail-gateway'
import { readAnswer } from '../../../../electron/core/domain/mail-troubles'
import { openSmtpGateway, type SmtpOptions } from '../../../../electron/core/gateways/mail/smtp-gateway'
import {
  headerAddresses,
  type Script,
  type SmtpPeer,
  type SmtpPeerOptions,
  startSmtpPeer,
} from '../../../support/smtp-peer'
import { selfSigned } from '../../../support/certificate'

/** Far longer than an answer takes on a busy machine. */
const PATIENT = { timeouts: { connection: 20_000, greeting: 20_000, silence: 20_000 } }
const IMPATIENT = { timeouts: { ...PATIENT.timeouts, silence: 2_000 } }
const SLOW = { timeout: 60_000 }

function mail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    toName: 'Ann Lee',
    toAddress: 'ann@example.com',
    subject: 'Welcome',
    text: 'Hello\nAnn',
    html: '<p>Hello</p>',
    messageId: '<one@aurora.example>',
    ...change,
  }
}

async function open(
  peerOptions: SmtpPeerOptions = {},
  change: Partial<MailGatewaySettings> = {},
  options: SmtpOptions = PATIENT,
) {
  const peer = await startSmtpPeer(peerOptions)
  const gateway = openSmtpGateway(
    {
      host: '127.0.0.1',
      port: peer.port,
      security: 'none',
      signIn: 'password' in change ? 'password' : 'none',
      username: '',
      password: '',
      connections: 5,
      perMinute: null,
      fromName: 'Aurora',
      fromAddress: 'hr@aurora.example',
      ...change,
    },
    options,
  )
  onTestFinished(async () => {
    gateway.close()
    await peer.close()
  })
  return { peer, gateway }
}

async function outcomeOf(script: Script, options = PATIENT): Promise<{ outcome: Outcome; peer: SmtpPeer }> {
  const { gateway, peer } = await open({}, {}, options)
  peer.script(script)
  return { outcome: await gateway.send(mail()), peer }
}

describe('sending through a real SMTP server', SLOW, () => {
  it('M4: a mail arrives as it was written, with text and formatted text', async () => {
    const { gateway, peer } = await open()
    expect(await gateway.send(mail())).toEqual({ kind: 'sent', answer: expect.stringContaining('queued as 1') })
    const [received] = await peer.arrived(1)
    expect(received).toMatchObject({ from: 'hr@aurora.example', to: ['ann@example.com'] })
    const parsed = received?.parsed
    expect(parsed?.subject).toBe('Welcome')
    expect(parsed?.text).toBe('Hello\nAnn')
    expect(parsed?.html).toBe('<p>Hello</p>')
    expect(parsed?.from?.text).toBe('"Aurora" <hr@aurora.example>')
    expect(headerAddresses(parsed?.to)).toEqual(['ann@example.com'])
  })

  it('M9: the Message-ID is the one it was given, and answering machines are told to be quiet', async () => {
    const { gateway, peer } = await open()
    await gateway.send(mail())
    await gateway.send(mail())
    const received = await peer.arrived(2)
    expect(received.map((each) => each.parsed.messageId)).toEqual(['<one@aurora.example>', '<one@aurora.example>'])
    expect(received[0]?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(peer.connections).toBe(1)
  })

  it.each<[string, Script, Outcome['kind']]>([
    ['a 5xx to the recipient', { does: 'refuse', code: 550, answer: '5.1.1 No such user here' }, 'refused'],
    ['a 5xx to the message', { does: 'refuse-data', code: 554, answer: '5.7.1 Looks like spam' }, 'refused'],
    ['a 4xx to the recipient', { does: 'defer', code: 451, answer: '4.7.1 Greylisted' }, 'retry'],
    ['a 4xx to the message', { does: 'defer-data', code: 451, answer: '4.3.0 Try later' }, 'retry'],
    ['a full mailbox (552)', { does: 'refuse', code: 552, answer: '5.2.2 Mailbox full' }, 'retry'],
    ['a 421', { does: 'defer', code: 421, answer: '4.3.2 Shutting down' }, 'retry'],
    ['a sender that may not be used', { does: 'refuse-sender', code: 553, answer: '5.7.1 Not your address' }, 'stop'],
  ])('M9: %s is understood, with the words of the server', async (_title, script, kind) => {
    const { outcome, peer } = await outcomeOf(script)
    expect(outcome.kind).toBe(kind)
    expect(outcome.answer).toContain('answer' in script ? script.answer : '')
    expect(peer.received).toHaveLength(0)
  })

  it.each<[string, Script, 'sender' | 'limit']>([
    [
      'a sender refused at the recipient',
      { does: 'refuse', code: 553, answer: '5.7.1 <hr@aurora.example>: Sender address rejected: not owned by user' },
      'sender',
    ],
    [
      'a sender refused after the message',
      { does: 'refuse-data', code: 554, answer: '5.2.252 SendAsDenied; hr not allowed to send as ceo' },
      'sender',
    ],
    [
      'a daily limit after the message',
      { does: 'refuse-data', code: 550, answer: '5.4.5 Daily user sending limit exceeded' },
      'limit',
    ],
    [
      'a quota at the sender',
      { does: 'refuse-sender', code: 550, answer: '5.2.0 SubmissionQuotaExceededException' },
      'limit',
    ],
  ])('M4: %s is the account’s, not the recipient’s', async (_title, script, reason) => {
    const { outcome } = await outcomeOf(script)
    expect(outcome).toMatchObject({ kind: 'stop', reason })
    expect(readAnswer(outcome.answer)).toEqual({
      trouble: reason === 'limit' ? 'limit' : null,
      words: expect.stringContaining('answer' in script ? script.answer : ''),
    })
  })

  it('M9: a connection that ends before the message is tried again', async () => {
    const { outcome, peer } = await outcomeOf({ does: 'drop' })
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'connection' })
    expect(peer.received).toHaveLength(0)
  })

  it('M9: a lost answer is unknown, and the mail was taken once', async () => {
    const { outcome, peer } = await outcomeOf({ does: 'lose-reply' })
    expect(outcome.kind).toBe('unknown')
    expect(peer.received).toHaveLength(1)
  })

  it('M9: a server that takes the mail and then says nothing is unknown', async () => {
    const { outcome, peer } = await outcomeOf({ does: 'stall' }, IMPATIENT)
    expect(outcome.kind).toBe('unknown')
    expect(peer.received).toHaveLength(1)
  })

  it('M9: a connection dropped in the middle of a message is tried again: its end was never sent', async () => {
    const { gateway, peer } = await open()
    peer.script({ does: 'drop-in-data' })
    const outcome = await gateway.send(mail({ text: 'A long letter. '.repeat(2_000_000) }))
    expect(outcome).toMatchObject({ kind: 'retry', reason: 'connection' })
    expect(peer.received).toHaveLength(0)
  })

  it('M9: where nothing listens it is tried again', async () => {
    const { gateway, peer } = await open()
    await peer.close()
    expect(await gateway.send(mail())).toMatchObject({ kind: 'retry', reason: 'connection' })
  })

  it('M9: where no server answered, a code tells why before the words of the library', async () => {
    const { gateway, peer } = await open()
    await peer.close()
    expect(readAnswer((await gateway.send(mail())).answer).trouble).toBe('refused')
    const nowhere = await open({}, { host: 'no-such-host.invalid' })
    expect(readAnswer((await nowhere.gateway.send(mail())).answer).trouble).toBe('name-not-found')
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    const waiting = await open({}, { port }, { timeouts: { ...PATIENT.timeouts, greeting: 300 } })
    expect(readAnswer((await waiting.gateway.send(mail())).answer).trouble).toBe('timeout')
    const { outcome } = await outcomeOf({ does: 'drop' })
    expect(readAnswer(outcome.answer).trouble).toBe('closed')
  })

  it('M9: a server that will not have the letters of one address refuses that one, and stops nothing', async () => {
    const { gateway, peer } = await open()
    peer.script({ does: 'refuse-sender', code: 550, answer: '5.6.7 Non-ASCII addresses not permitted' })
    expect(await gateway.send(mail({ toAddress: 'анна@example.com' }))).toMatchObject({ kind: 'refused' })
    expect((await gateway.send(mail())).kind).toBe('sent')
    peer.script({ does: 'refuse-sender', code: 554, answer: '5.2.252 SendAsDenied' })
    expect(await gateway.send(mail({ toAddress: 'анна@example.com' }))).toMatchObject({
      kind: 'stop',
      reason: 'sender',
    })
  })

  it('M9: a reply that is none blames nobody and is tried again', async () => {
    const babbling = createServer((socket) => {
      socket.on('error', () => undefined).write('220 ready\r\n')
      socket.on(
        'data',
        (line) => void socket.write(line.toString().startsWith('RCPT') ? 'Hello there\r\n' : '250 ok\r\n'),
      )
    })
    await new Promise<void>((resolve) => babbling.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void babbling.close())
    const { gateway } = await open({}, { port: (babbling.address() as AddressInfo).port })
    expect(await gateway.send(mail())).toEqual({ kind: 'retry', reason: 'connection', answer: 'Hello there' })
  })

  it('M9: after a refusal and after a loss the next mail goes out', async () => {
    const { gateway, peer } = await open()
    peer.script({ does: 'refuse', code: 550, answer: 'no' }, { does: 'lose-reply' }, { does: 'drop' })
    const kinds: string[] = []
    for (let count = 0; count < 4; count += 1) kinds.push((await gateway.send(mail())).kind)
    expect(kinds).toEqual(['refused', 'unknown', 'retry', 'sent'])
  })
})

describe('signing in and encrypting', SLOW, () => {
  const account = { username: 'hr', password: 'correct horse' }

  it('M4: the right password signs in', async () => {
    const { gateway } = await open({ account }, account)
    expect((await gateway.send(mail())).kind).toBe('sent')
  })

  it('M4: a wrong password stops, and no answer holds it', async () => {
    const { gateway, peer } = await open({ account }, { username: 'hr', password: 'wrong battery' })
    const outcome = await gateway.send(mail())
    expect(outcome).toMatchObject({ kind: 'stop', reason: 'sign-in', answer: expect.stringContaining('535') })
    expect(JSON.stringify(outcome)).not.toContain('wrong battery')
    expect(peer.received).toHaveLength(0)
  })

  it('M4: an answer that repeats the command of the sign-in holds no token', async () => {
    const token = 'ya29.access-token-0001'
    const repeated = Buffer.from(`user=hr\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64')
    const { gateway, peer } = await open(
      { tokens: { username: 'hr', accepted: new Set([token]) } },
      { username: 'hr', signIn: 'oauth' },
      { ...PATIENT, tokens: { token: () => Promise.resolve(token) } },
    )
    peer.script(
      { does: 'refuse', code: 550, answer: `Bad sequence: ${repeated}` },
      { does: 'refuse', code: 550, answer: `Not understood: AUTH XOAUTH2 ${repeated.slice(0, 30)}` },
      { does: 'refuse', code: 550, answer: 'AUTH PLAIN not supported here' },
    )
    const answers: string[] = []
    for (let count = 0; count < 3; count += 1) answers.push((await gateway.send(mail())).answer)
    expect(answers).toEqual([
      '550 Bad sequence: •••',
      '550 Not understood: AUTH XOAUTH2 •••',
      '550 AUTH PLAIN not supported here',
    ])
  })

  it.each([
    ['a first', () => Promise.reject(new Error('The vault is locked'))],
    [
      'another',
      (renew: boolean) => (renew ? Promise.reject(new Error('The vault is locked')) : Promise.resolve('old')),
    ],
  ] as const)('M9: where %s token does not come for a fault of the program it is tried again', async (_name, token) => {
    const { gateway } = await open(
      { tokens: { username: 'hr', accepted: new Set(['new']) } },
      { username: 'hr', signIn: 'oauth' },
      { ...PATIENT, tokens: { token } },
    )
    expect(await gateway.send(mail())).toEqual({
      kind: 'retry',
      reason: 'connection',
      answer: expect.stringContaining('[sign-in-unreachable]'),
    })
  })

  it('M4: no sign-in where one is demanded stops', async () => {
    const { gateway } = await open({ account })
    expect(await gateway.send(mail())).toMatchObject({ kind: 'stop', reason: 'sign-in' })
  })

  it('M4: STARTTLS is used where it is demanded, and its certificate is checked', async () => {
    const certificate = selfSigned()
    const settings = { ...account, security: 'starttls' as const, host: 'localhost' }
    const trusted = await open({ account, starttls: certificate }, settings, {
      ...PATIENT,
      authorities: certificate.cert,
    })
    expect(await trusted.gateway.send(mail())).toMatchObject({ kind: 'sent' })
    const doubted = await open({ account, starttls: certificate }, settings)
    expect(await doubted.gateway.send(mail())).toMatchObject({
      kind: 'stop',
      reason: 'security',
      answer: expect.stringContaining('[certificate]'),
    })
    expect(doubted.peer.received).toHaveLength(0)
  })

  it('M4: where STARTTLS was stripped, neither password nor mail goes out', async () => {
    const { gateway, peer } = await open({ account }, { ...account, security: 'starttls' })
    expect(await gateway.send(mail())).toMatchObject({ kind: 'stop', reason: 'security' })
    expect(peer.received).toHaveLength(0)
  })
})

describe('hostile names', SLOW, () => {
  const names = [
    'Ann\r\nBcc: z@evil.example',
    'Ann\nSubject: other',
    'z@evil.example, other@evil.example',
    '"; z@evil.example; "',
    'Lee, Ann <z@evil.example>',
    '\u202eevil\u2066',
    '😀 Анна 安娜',
    'x'.repeat(300),
    '=?utf-8?Q?z=40evil.example=0D=0ABcc:_z=40evil.example?=',
    '\u0000\ud800',
  ]
  it.each(names)('M4: %j adds no header and no recipient', async (name) => {
    const { gateway, peer } = await open()
    const outcome = await gateway.send(mail({ toName: name, subject: `Welcome ${name}` }))
    expect(outcome.kind).toBe('sent')
    const [received] = await peer.arrived(1)
    expect(received?.to).toEqual(['ann@example.com'])
    expect(received?.parsed.headers.has('bcc')).toBe(false)
    expect(received?.parsed.headerLines.filter((line) => line.key === 'subject')).toHaveLength(1)
    expect(headerAddresses(received?.parsed.to)).toEqual(['ann@example.com'])
    expect(received?.parsed.subject).toMatch(/^Welcome/u)
  })

  it('M4: an address that slipped through the reading is refused, not split', async () => {
    const { gateway, peer } = await open()
    const outcome = await gateway.send(mail({ toAddress: 'b@x.example\r\nRCPT TO:<z@evil.example>' }))
    expect(outcome.kind).toBe('refused')
    expect(peer.connections).toBe(0)
  })
})
