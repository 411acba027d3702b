import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createJournal, type Journal, type JournalResult } from '../../../../electron/core/outbox/journal'
import { openSmsGateway } from '../../../../electron/core/gateways/sms/open-sms-gateway'
import { messageKinds } from '../../../../electron/core/outbox/kinds'
import { createLane } from '../../../../electron/core/outbox/lane'
import { createMailCarrier } from '../../../../electron/core/outbox/mail-carrier'
import { createOutbox } from '../../../../electron/core/outbox/outbox'
import { inviting, openMailPortal, openSendingPortal, saveAccount } from '../../../support/mail-story'
import { startSmtpPeer } from '../../../support/smtp-peer'

const SENT: JournalResult = { outcome: { kind: 'sent', answer: '250 taken' }, canLook: false }
const STARTED = Date.UTC(2026, 0, 5, 8)

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'usher-journal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'outbox-mail.journal')
}

/** As the next start of the program finds it. */
const left = (file: string, run = 'one', started = STARTED) => createJournal(file, () => started).begunBy(run)

function openJournal(file: string): Journal {
  const journal = createJournal(file, () => STARTED)
  onTestFinished(() => journal.close())
  journal.renew('one')
  return journal
}

describe('M9: what was begun is known after the program was killed', () => {
  it('M9: one that was begun is in doubt, one that ended is not, and one that was only taken was never begun', async () => {
    const file = newFile()
    const journal = openJournal(file)
    journal.take(['a', 'b', 'c'])
    journal.begin('a')
    journal.begin('b')
    journal.end('a', SENT)
    // As soon as whoever told it is done with its turn.
    await Promise.resolve()
    expect(left(file)).toEqual(
      new Map<string, unknown>([
        ['a', SENT],
        ['b', null],
      ]),
    )
  })

  it('M9: an end is noted with what is begun next, and at the latest when the journal is closed', () => {
    const file = newFile()
    const journal = openJournal(file)
    journal.take(['a', 'b'])
    journal.begin('a')
    journal.end('a', SENT)
    journal.begin('b')
    expect(left(file)).toEqual(
      new Map<string, unknown>([
        ['a', SENT],
        ['b', null],
      ]),
    )
    journal.end('b', SENT)
    journal.close()
    expect(left(file)?.get('b')).toEqual(SENT)
  })

  it('M9: what is taken again has not been begun again', () => {
    const file = newFile()
    const journal = openJournal(file)
    for (const id of ['a', 'b']) journal.begin(id)
    journal.end('a', { outcome: { kind: 'retry', reason: 'deferred', answer: '451' }, canLook: false })
    journal.take(['a'])
    expect([...(left(file) ?? [])]).toEqual([['b', null]])
  })

  it.each([
    ['another run', 'two', STARTED],
    ['a computer that was started since', 'one', STARTED + 60_000],
  ])('M9: notes of %s are not believed', (_name, run, started) => {
    const file = newFile()
    openJournal(file).begin('a')
    expect(left(file, run, started)).toBeNull()
  })

  it('M9: a corrected clock changes nothing, and no file is believed that is missing, empty or torn in the middle', () => {
    const file = newFile()
    expect(left(file)).toBeNull()
    const journal = openJournal(file)
    journal.begin('a')
    expect(left(file, 'one', STARTED + 900)?.size).toBe(1)
    appendFileSync(file, '["b')
    expect(left(file)?.size).toBe(1)
    appendFileSync(file, '["c"]\n')
    expect(left(file)).toBeNull()
    truncateSync(file)
    expect(left(file)).toBeNull()
  })

  it('M9: renewed, it holds nothing of the run before; closed, nothing may be begun', () => {
    const file = newFile()
    const journal = openJournal(file)
    journal.begin('a')
    journal.renew('two')
    expect(left(file, 'two')).toEqual(new Map())
    expect(journal.isWorn()).toBe(false)
    journal.close()
    expect(() => journal.begin('a')).toThrow('not open')
    journal.end('a', SENT)
    expect([journal.isWhole(), journal.isWorn()]).toEqual([false, true])
  })

  it('M9: a long one is to be renewed', () => {
    const journal = openJournal(newFile())
    const many = Array.from(
      { length: 50_000 },
      (_none, index) => `0199c0de-0000-7000-8000-${String(index).padStart(12, '0')}`,
    )
    journal.take(many)
    expect(journal.isWorn()).toBe(false)
    journal.take(many)
    journal.take(many)
    expect([journal.isWhole(), journal.isWorn()]).toEqual([true, true])
  })
})

describe('M9: the outbox settles what a killed run has left', () => {
  /** Three messages that went out, made to look as if they had been taken when the program was killed. */
  async function kill() {
    const portal = await openSendingPortal()
    const { context, invitations, outbox, peer } = portal
    await invitations.inviteByMailService(context.administrator, inviting('ann@x.com', 'bob@x.com', 'cy@x.com'))
    await outbox.settled()
    await outbox.stop()
    const { store } = context
    await store.write((writer) => writer.updateTable('message').set({ state: 'sending', sent_at: null }).execute())
    const rows = await store.reader.selectFrom('message').select(['id', 'to_address']).execute()
    const idOf = (address: string): string => rows.find((row) => row.to_address === address)?.id ?? ''
    const { run } = await store.reader
      .selectFrom('outbox_run')
      .select('run')
      .where('channel', '=', 'mail')
      .executeTakeFirstOrThrow()
    const journal = createJournal(join(context.folder, 'outbox-mail.journal'))
    onTestFinished(() => journal.close())
    journal.renew(run)
    journal.take(rows.map((row) => row.id))
    for (const address of ['ann@x.com', 'bob@x.com']) journal.begin(idOf(address))
    journal.end(idOf('ann@x.com'), SENT)
    const end = (address: string, result: JournalResult): void => {
      journal.begin(idOf(address))
      journal.end(idOf(address), result)
    }
    const before = peer.received.length
    /** What became of each after the next start, and who got a mail then. */
    const next = async () => {
      journal.close()
      const again = portal.newOutbox()
      onTestFinished(() => again.stop())
      await again.start()
      await again.settled()
      const states = await store.reader
        .selectFrom('message')
        .select(['to_address', 'state', 'tries'])
        .orderBy('to_address')
        .execute()
      return {
        states: states.map(({ state, to_address, tries }) => `${to_address} ${state} ${tries}`),
        mailed: peer.received.slice(before).flatMap((mail) => mail.to),
      }
    }
    return { context, end, next, file: join(context.folder, 'outbox-mail.journal') }
  }

  it('M9: what had ended is written down, what was under way is in doubt, and what was not begun goes out', async () => {
    const { next } = await kill()
    expect(await next()).toEqual({
      states: ['ann@x.com sent 1', 'bob@x.com unknown 1', 'cy@x.com sent 1'],
      mailed: ['cy@x.com'],
    })
  })

  it('Z2, M9: what was cancelled on its way may have arrived; what only waited for its next try has not', async () => {
    const { context, end, next } = await kill()
    end('cy@x.com', { outcome: { kind: 'retry', reason: 'deferred', answer: '451' }, canLook: false })
    await context.store.write((writer) => writer.updateTable('message').set({ state: 'cancelled' }).execute())
    expect(await next()).toEqual({
      states: ['ann@x.com sent 1', 'bob@x.com unknown 1', 'cy@x.com cancelled 1'],
      mailed: [],
    })
  })

  it('M9: without notes to rely on everything that was taken is in doubt, and nothing is sent twice', async () => {
    const { file, next } = await kill()
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"run":"[^"]+"/u, '"run":"of a backup"'))
    expect(await next()).toEqual({
      states: ['ann@x.com unknown 1', 'bob@x.com unknown 1', 'cy@x.com unknown 1'],
      mailed: [],
    })
  })
})

it('M9: what cannot be put on the disk as taken is not said to the server, goes back and goes out later', async () => {
  const portal = await openMailPortal()
  const { context, invitations, links, openGateway, scheduler } = portal
  const peer = await startSmtpPeer()
  await saveAccount(context, peer.port)
  await invitations.inviteByMailService(context.administrator, inviting('ann@x.com'))
  let mailedBefore = -1
  let broken = true
  const onDisk = async (): Promise<void> => {
    if (!broken) return context.store.onDisk()
    broken = false
    mailedBefore = peer.received.length
    throw new Error('EIO')
  }
  const outbox = createOutbox(
    { ...context, store: { ...context.store, onDisk } },
    { openGateway, openSmsGateway, links, scheduler, folder: context.folder },
  )
  onTestFinished(async () => {
    scheduler.runAll()
    await outbox.stop()
    await peer.close()
  })
  await outbox.start()
  await outbox.settled()
  expect([mailedBefore, peer.received.length]).toEqual([0, 0])
  context.clock.advance(5_000)
  scheduler.runAll()
  await outbox.settled()
  expect(peer.received).toHaveLength(1)
  const rows = await context.store.reader.selectFrom('message').select(['state', 'tries']).execute()
  expect(rows).toEqual([{ state: 'sent', tries: 1 }])
})

describe('M9: nothing goes out that cannot be noted', () => {
  const NO_ROOM = 'The outbox cannot note what it sends'

  async function waitingFor(email: string) {
    const portal = await openMailPortal()
    const peer = await startSmtpPeer()
    onTestFinished(() => peer.close())
    await saveAccount(portal.context, peer.port)
    await portal.invitations.inviteByMailService(portal.context.administrator, inviting(email))
    const state = async () => {
      const { state: found } = await portal.context.store.reader
        .selectFrom('message')
        .select('state')
        .executeTakeFirstOrThrow()
      return found
    }
    return { ...portal, peer, state }
  }

  it('M9: the file cannot be written: it waits, is said in the log, and goes out once it can be', async () => {
    const { context, newOutbox, peer, scheduler, state } = await waitingFor('ann@x.com')
    const file = join(context.folder, 'outbox-mail.journal')
    mkdirSync(file)
    const outbox = newOutbox()
    onTestFinished(async () => {
      scheduler.runAll()
      await outbox.stop()
    })
    await outbox.start()
    await outbox.settled()
    expect([await state(), peer.received.length]).toEqual(['queued', 0])
    expect(context.log.lines.map(({ message }) => message)).toContain(NO_ROOM)
    rmdirSync(file)
    scheduler.runAll()
    await outbox.settled()
    expect([await state(), peer.received.length]).toEqual(['sent', 1])
  })

  it('M9: the disk is full when a message is begun: it goes back, and out once there is room', async () => {
    const { context, links, openGateway, peer, scheduler, state } = await waitingFor('ann@x.com')
    const journal = createJournal(join(context.folder, 'outbox-mail.journal'))
    journal.renew('one')
    let room = false
    let broken = false
    const full: Journal = {
      ...journal,
      begin(id) {
        broken = !room
        if (broken) throw new Error('ENOSPC')
        journal.begin(id)
      },
      isWhole: () => !broken && journal.isWhole(),
      isWorn: () => broken || journal.isWorn(),
      renew(run) {
        if (!room) throw new Error('ENOSPC')
        broken = false
        journal.renew(run)
      },
    }
    const carrier = createMailCarrier(context, openGateway)
    const lane = createLane(context, {
      carrier,
      journal: full,
      kinds: messageKinds({ context, links }),
      links,
      scheduler,
    })
    onTestFinished(() => {
      lane.close()
      journal.close()
    })
    lane.start()
    await lane.settled()
    expect([await state(), peer.received.length]).toEqual(['queued', 0])
    expect(context.log.lines.map(({ message }) => message)).toContain(NO_ROOM)
    room = true
    scheduler.runAll()
    await lane.settled()
    expect([await state(), peer.received.length]).toEqual(['sent', 1])
  })
})
