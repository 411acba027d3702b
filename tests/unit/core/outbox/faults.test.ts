import { describe, expect, it, onTestFinished } from 'vitest'
import type { MessageRow, OutboxChannel } from '../../../../electron/contract/messages'
import { openSmtpGateway } from '../../../../electron/core/gateways/mail/smtp-gateway'
import { createOutbox } from '../../../../electron/core/outbox/outbox'
import type { MailAccountTable } from '../../../../electron/core/store/schema'
import { selfSigned } from '../../../support/certificate'
import { DAY, MINUTE } from '../../../support/core-context'
import { inviting, openMailPortal, saveAccount } from '../../../support/mail-story'
import { type Script, type SmtpPeerOptions, startSmtpPeer } from '../../../support/smtp-peer'

const ANN = 'ann@example.com'
const BOB = 'bob@example.com'
const HOUR = 60 * MINUTE
const SLOW = { timeout: 60_000 }
/** A server that says nothing for so long is given up, in milliseconds. */
const TIMEOUTS = { connection: 20_000, greeting: 20_000, silence: 1_500 }

interface Fault {
  readonly peer?: SmtpPeerOptions
  /** What happens to Ann's message alone. */
  readonly script?: Script
  /** What happens to both. */
  readonly both?: Script
  readonly account?: Partial<MailAccountTable>
  readonly password?: string
  /** The server is not there at all. */
  readonly gone?: boolean
}

/** Two messages, of which one meets the fault first; what became of both, and what the screen says of the channel. */
async function meet({ account, both, gone, password, peer: options, script }: Fault) {
  const portal = await openMailPortal()
  const { context, invitations, links, messages, scheduler } = portal
  const peer = await startSmtpPeer(options)
  if (script) peer.scriptFor(ANN, script)
  if (both) peer.script(both, both)
  if (gone) await peer.close()
  await saveAccount(context, peer.port)
  if (password !== undefined) context.vault.set('mail-password', password)
  await context.store.write((writer) =>
    writer
      .updateTable('mail_account')
      .set({ updated_at: 1, ...account })
      .execute(),
  )
  await invitations.inviteByMailService(context.administrator, inviting(ANN, BOB))
  const outbox = createOutbox(context, {
    links,
    scheduler,
    folder: context.folder,
    openGateway: (settings) => openSmtpGateway(settings, { timeouts: TIMEOUTS }),
    openSmsGateway: () => {
      throw new Error('there is no SMS account')
    },
  })
  onTestFinished(async () => {
    scheduler.runAll()
    await outbox.stop()
    if (!gone) await peer.close()
  })
  await outbox.start()
  await outbox.settled()
  const list = async (): Promise<readonly MessageRow[]> =>
    (await messages.list(context.administrator, { cursor: null, limit: 50, state: null, channel: null })).rows
  const channel = async (): Promise<OutboxChannel | undefined> => (await messages.outbox(context.administrator))[0]
  const of = async (address: string): Promise<MessageRow | undefined> =>
    (await list()).find((row) => row.to === address)
  const marked = async (): Promise<readonly (string | null)[]> => {
    const people = await context.store.reader
      .selectFrom('person')
      .select('email')
      .where('delivery_failed', '=', 1)
      .execute()
    return people.map((person) => person.email)
  }
  const wait = (row: MessageRow | undefined): number => (row?.nextTryAt ?? NaN) - context.clock.now()
  return { ...portal, outbox, peer, list, of, channel, marked, wait }
}

describe('M9: a fault of this one message leaves the others alone', SLOW, () => {
  it.each([
    ['4xx at the recipient', { does: 'defer', code: 451, answer: '4.7.1 Greylisted' }, '451 4.7.1 Greylisted'],
    ['552, a full mailbox', { does: 'refuse', code: 552, answer: '5.2.2 Mailbox full' }, '552 5.2.2 Mailbox full'],
    ['4xx after the message', { does: 'defer-data', code: 452, answer: '4.3.1 No space' }, '452 4.3.1 No space'],
    ['throttled at the recipient', { does: 'defer', code: 432, answer: '4.3.2 Too many' }, '432 4.3.2 Too many'],
  ] as const)('M9: %s is tried again in half an hour, with the words of the server', async (_name, script, answer) => {
    const { marked, of, wait } = await meet({ script })
    const ann = await of(ANN)
    expect(ann).toMatchObject({ state: 'queued', tries: 1, answer })
    expect(wait(ann)).toBe(30 * MINUTE)
    expect(await of(BOB)).toMatchObject({ state: 'sent' })
    expect(await marked()).toEqual([])
  })

  it.each([
    ['5xx at the recipient', { does: 'refuse', code: 550, answer: '5.1.1 No such user' }, '550 5.1.1 No such user'],
    ['5xx after the message', { does: 'refuse-data', code: 554, answer: '5.7.1 Spam' }, '554 5.7.1 Spam'],
  ] as const)('M9: %s fails at once and marks the person', async (_name, script, answer) => {
    const { channel, marked, of } = await meet({ script })
    expect(await of(ANN)).toMatchObject({ state: 'failed', tries: 1, nextTryAt: null, answer })
    expect(await of(BOB)).toMatchObject({ state: 'sent' })
    expect(await marked()).toEqual([ANN])
    expect(await channel()).toMatchObject({ problem: null })
  })

  it.each([['lose-reply'], ['stall']] as const)(
    'M9: after %s nobody knows, and it is never sent again by itself',
    async (does) => {
      const { context, marked, of, outbox, peer, scheduler } = await meet({ script: { does } })
      expect(await of(ANN)).toMatchObject({ state: 'unknown', tries: 1, nextTryAt: null })
      expect(await of(BOB)).toMatchObject({ state: 'sent' })
      expect(await marked()).toEqual([])
      context.clock.advance(5 * DAY)
      scheduler.runAll()
      await outbox.settled()
      expect(peer.received.filter((mail) => mail.to.includes(ANN))).toHaveLength(1)
    },
  )

  it('M9: a connection that breaks inside the message is tried again soon: the server took nothing', async () => {
    const { context, of, outbox, peer, scheduler, wait } = await meet({ script: { does: 'drop-in-data' } })
    const ann = await of(ANN)
    // A small message is out of our hands before the line breaks: whether it was taken nobody knows.
    expect(['queued', 'unknown']).toContain(ann?.state)
    if (ann?.state === 'queued') expect(wait(ann)).toBe(MINUTE)
    else expect(ann?.nextTryAt).toBeNull()
    context.clock.advance(MINUTE)
    scheduler.runAll()
    await outbox.settled()
    expect(await of(BOB)).toMatchObject({ state: 'sent' })
    expect(peer.received.map((mail) => mail.to)).toEqual([[BOB]])
  })
})

describe('M9: a fault of the way to the server holds all back for a minute', SLOW, () => {
  it.each([
    ['refuses connections', { gone: true }, /ECONNREFUSED|refused/u],
    ['greets with 421', { peer: { unwelcome: { code: 421, answer: '4.3.0 Busy' } } }, /421 4\.3\.0 Busy/u],
    [
      'throttles connections',
      { peer: { unwelcome: { code: 432, answer: '4.3.2 Concurrent connections limit exceeded' } } },
      /432 4\.3\.2 Concurrent connections/u,
    ],
  ] as const)('M9: a server that %s', async (_name, fault, answer) => {
    const { channel, list, marked, wait } = await meet(fault)
    for (const row of await list()) {
      expect(row.state).toBe('queued')
      // What was answered to one is not told of another that was never tried.
      if (row.tries === 0) expect(row.answer).toBeNull()
      else expect(row.answer).toMatch(answer)
      expect(wait(row)).toBe(MINUTE)
    }
    expect(await channel()).toMatchObject({
      waiting: 2,
      problem: { reason: 'waiting', answer: expect.stringMatching(answer) },
    })
    expect(await marked()).toEqual([])
  })

  it('M9: once the server takes connections again, everything goes out', async () => {
    const { channel, context, list, outbox, peer, scheduler } = await meet({
      peer: { unwelcome: { code: 421, answer: '4.3.0 Busy' } },
    })
    peer.welcome()
    context.clock.advance(MINUTE)
    scheduler.runAll()
    await outbox.settled()
    expect((await list()).map((row) => row.state)).toEqual(['sent', 'sent'])
    expect(await channel()).toMatchObject({ waiting: 0, problem: null })
  })
})

describe('M4: a fault of the account stops the channel and says why', SLOW, () => {
  const certificate = selfSigned()
  const signedIn = { sign_in: 'password', username: 'hr' } as const
  const wanted = { username: 'hr', password: 'the right one' }

  it.each([
    ['wrong password', { peer: { account: wanted }, account: signedIn, password: 'a wrong one' }, /535/u],
    ['no encryption offered', { account: { security: 'starttls' } }, /500 Error: command not recognized|TLS/u],
    [
      'a certificate nobody vouches for',
      { peer: { starttls: certificate }, account: { security: 'starttls' } },
      /certificate/iu,
    ],
    [
      'encryption demanded',
      { both: { does: 'refuse-sender', code: 530, answer: '5.7.0 Issue STARTTLS first' } },
      /530 5\.7\.0/u,
    ],
    [
      'a sender it does not let us use',
      { both: { does: 'refuse-sender', code: 550, answer: '5.7.60 Not your address' } },
      /550 5\.7\.60/u,
    ],
    [
      'a sender it refuses with the recipient',
      { both: { does: 'refuse', code: 553, answer: '5.7.1 Sender address rejected: not owned by user' } },
      /553 5\.7\.1 Sender address/u,
    ],
    [
      'a sender it refuses after the message',
      { both: { does: 'refuse-data', code: 554, answer: '5.2.252 SendAsDenied' } },
      /554 5\.2\.252/u,
    ],
  ] as const)('M4: %s', async (_name, fault, answer) => {
    const { channel, list, marked, wait } = await meet(fault)
    for (const row of await list()) {
      expect(row).toMatchObject({ state: 'queued', answer: expect.stringMatching(answer) })
      expect(wait(row)).toBe(30 * MINUTE)
    }
    expect(await channel()).toMatchObject({
      waiting: 2,
      problem: { reason: 'refused', answer: expect.stringMatching(answer) },
    })
    expect(await marked()).toEqual([])
  })

  it('M4: a sending limit that is reached fails nobody: all wait for hours, then go out', async () => {
    const limit = { does: 'refuse-data', code: 550, answer: '5.4.5 Daily user sending limit exceeded' } as const
    const { channel, context, list, marked, outbox, peer, scheduler, wait } = await meet({ both: limit })
    for (const row of await list()) {
      expect(row).toMatchObject({ state: 'queued', answer: '[limit] 550 5.4.5 Daily user sending limit exceeded' })
      expect(wait(row)).toBe(4 * HOUR)
    }
    expect(await channel()).toMatchObject({
      waiting: 2,
      problem: { reason: 'refused', answer: '[limit] 550 5.4.5 Daily user sending limit exceeded' },
    })
    expect(await marked()).toEqual([])
    const pass = async (milliseconds: number): Promise<void> => {
      context.clock.advance(milliseconds)
      scheduler.runAll()
      await outbox.settled()
    }
    await pass(4 * HOUR - MINUTE)
    expect(peer.received).toEqual([])
    await pass(MINUTE)
    expect((await list()).map((row) => row.state)).toEqual(['sent', 'sent'])
    expect(await channel()).toMatchObject({ waiting: 0, problem: null })
  })

  it('M4: what is queued while a sending limit holds waits for it too', async () => {
    const limit = { does: 'refuse-data', code: 550, answer: '5.4.5 Daily user sending limit exceeded' } as const
    const { context, invitations, of, outbox, scheduler } = await meet({ both: limit })
    context.clock.advance(HOUR)
    await invitations.inviteByMailService(context.administrator, inviting('eve@example.com'))
    scheduler.runAll()
    await outbox.settled()
    expect(await of('eve@example.com')).toMatchObject({ state: 'queued', tries: 0 })
  })
})
