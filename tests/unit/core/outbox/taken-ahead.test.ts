import { describe, expect, it, onTestFinished } from 'vitest'
import type { MailGatewaySettings, Outcome } from '../../../../electron/core/gateways/mail/mail-gateway'
import { createOutbox } from '../../../../electron/core/outbox/outbox'
import { createPeopleService } from '../../../../electron/core/services/people/people'
import type { MessageState } from '../../../../electron/core/domain/vocabulary'
import { inviting, openMailPortal, ownServer, saveAccount } from '../../../support/mail-story'

const SENT: Outcome = { kind: 'sent', answer: '250 ok' }
const CONNECTIONS = 3

/**
 * A portal with a mail account that is played: it answers at once until it is told to hold, and then each mail waits to be
 * answered. `given`: whom a mail was begun for, and with which password.
 */
async function openHolding({ holdAfter = Infinity }: { readonly holdAfter?: number } = {}) {
  const portal = await openMailPortal()
  const { context, links, scheduler } = portal
  await saveAccount(context, 2525)
  const given: { readonly to: string; readonly password: string }[] = []
  const held: { readonly to: string; readonly answer: (outcome: Outcome | Error) => void }[] = []
  const hold = { after: holdAfter }
  const openGateway = ({ password }: MailGatewaySettings) => ({
    concurrency: CONNECTIONS,
    close: () => {},
    send: ({ toAddress: to }: { readonly toAddress: string }): Promise<Outcome> => {
      given.push({ to, password })
      if (given.length <= hold.after) return Promise.resolve(SENT)
      return new Promise((resolve, reject) => {
        held.push({ to, answer: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)) })
      })
    },
  })
  const outbox = createOutbox(context, {
    links,
    scheduler,
    folder: context.folder,
    openGateway,
    openSmsGateway: () => {
      throw new Error('there is no SMS account')
    },
  })
  /** Answers whatever is held, and lets everything after it go at once. */
  async function release(outcome: Outcome | Error = SENT): Promise<void> {
    hold.after = Infinity
    for (const { answer } of held.splice(0)) answer(outcome)
    await outbox.settled()
  }
  onTestFinished(async () => {
    await release()
    scheduler.runAll()
    await outbox.stop()
  })
  const stored = () => context.store.reader.selectFrom('message').select(['to_address', 'state', 'tries', 'person_id'])
  const inState = async (state: MessageState) =>
    (await stored().where('state', '=', state).orderBy('id').execute()).map((row) => row.to_address)
  const invite = (...emails: readonly string[]) =>
    portal.invitations.inviteByMailService(context.administrator, inviting(...emails))
  const people = createPeopleService(context)
  const idOf = async (email: string): Promise<string> =>
    (await stored().where('to_address', '=', email).executeTakeFirstOrThrow()).person_id ?? ''
  return { ...portal, given, held, hold, inState, idOf, invite, outbox, people, release, stored }
}

/** The same with letters taken ahead of those under way, as happens at a fast server. */
async function openAhead() {
  const portal = await openHolding({ holdAfter: 60 })
  await portal.invite(...Array.from({ length: 200 }, (_, index) => `p${index}@x.com`))
  await portal.outbox.start()
  await expect.poll(() => portal.held.length).toBe(CONNECTIONS)
  await expect.poll(async () => (await portal.inState('sending')).length).toBeGreaterThan(2 * CONNECTIONS)
  const begun = new Set(portal.given.map(({ to }) => to))
  const ahead = (await portal.inState('sending')).filter((to) => !begun.has(to))
  return { ...portal, ahead }
}

/** The same where what was sent is somebody else's, who leaves; whom they wrote to was invited by the administrator. */
async function openLeaving() {
  const portal = await openAhead()
  const { context, people } = portal
  const eve = await context.addPerson({ firstName: 'Eve' })
  await context.store.write((writer) => writer.updateTable('message').set({ created_by: eve.personId }).execute())
  const dismiss = (leavings: 'revoke' | 'hand-over', heirId: string | null = null) =>
    people.dismiss(context.administrator, { ids: [eve.personId], leavings, heirId })
  return { ...portal, dismiss }
}

describe('letters taken ahead at a fast server', () => {
  it('S2, M8: whoever is deleted meanwhile gets none, and their message is cancelled', async () => {
    const { ahead, context, given, idOf, inState, people, release, stored } = await openAhead()
    const gone = ahead.slice(0, 4)
    const ids = await Promise.all(gone.map(idOf))
    await people.delete(context.administrator, { ids })
    await release()
    expect(given.map(({ to }) => to).filter((to) => gone.includes(to))).toEqual([])
    expect(given).toHaveLength(196)
    expect(new Set(given.map(({ to }) => to)).size).toBe(196)
    expect(await inState('sending')).toEqual([])
    const left = await stored().where('to_address', 'in', gone).execute()
    expect(left).toHaveLength(gone.length)
    for (const row of left) expect(row).toMatchObject({ state: 'cancelled', tries: 0 })
    const told = await context.store.reader
      .selectFrom('audit')
      .select('action')
      .where('action', '=', 'message.cancelled')
      .execute()
    expect(told).toHaveLength(left.length)
  })

  it('Z1, M8: all that were taken are looked at, however many died at once', async () => {
    const { ahead, context, given, inState, release } = await openAhead()
    await context.store.write((writer) => writer.updateTable('invitation').set({ state: 'revoked' }).execute())
    const before = given.length
    await release()
    expect(ahead.length).toBeGreaterThan(CONNECTIONS)
    expect(given).toHaveLength(before)
    expect(await inState('cancelled')).toHaveLength(200 - before)
  })

  it('Z2: what a leaver had sent stops where the operator says so, the letters taken already too', async () => {
    const { ahead, dismiss, given, inState, release } = await openLeaving()
    const begun = given.map(({ to }) => to)
    await dismiss('revoke')
    await release()
    expect(ahead.length).toBeGreaterThan(CONNECTIONS)
    expect(given.map(({ to }) => to)).toEqual(begun)
    expect(await inState('sending')).toEqual([])
    // What was on its way has arrived, and is not called cancelled.
    expect([...(await inState('sent'))].sort()).toEqual([...begun].sort())
    expect(await inState('cancelled')).toHaveLength(200 - begun.length)
  })

  it.each([
    ['unknown', { kind: 'unknown', answer: 'cut off' }],
    ['failed', { kind: 'refused', answer: '550 nobody here' }],
    ['cancelled', { kind: 'retry', answer: '451 later', reason: 'deferred' }],
  ] as const)('Z2, M9: what was on its way then is %s as the server had it', async (state, outcome) => {
    const { dismiss, held, inState, release } = await openLeaving()
    const underWay = held.map(({ to }) => to)
    await dismiss('revoke')
    await release(outcome)
    expect(await inState(state)).toEqual(expect.arrayContaining(underWay))
    expect(await inState('sending')).toEqual([])
  })

  it('Z2: what is handed over is the heir’s, also where it was taken already, and goes out', async () => {
    const { ahead, context, dismiss, given, inState, release } = await openLeaving()
    const heir = await context.addPerson({ firstName: 'Harry' })
    await dismiss('hand-over', heir.personId)
    await release()
    expect(given).toHaveLength(200)
    expect(await inState('sent')).toHaveLength(200)
    const handedOver = await context.store.reader
      .selectFrom('message')
      .select('to_address')
      .where('created_by', '=', heir.personId)
      .execute()
    expect(handedOver.map((each) => each.to_address)).toEqual(expect.arrayContaining(ahead))
  })

  it('M8: one that goes on being wanted goes out once, whatever else is written meanwhile', async () => {
    const { context, given, inState, release } = await openAhead()
    for (let index = 0; index < 5; index += 1) await context.addPerson()
    await release()
    expect(new Set(given.map(({ to }) => to)).size).toBe(200)
    expect(given).toHaveLength(200)
    expect(await inState('sent')).toHaveLength(200)
  })

  it('M4: a pause holds them from the moment it is kept', async () => {
    const { context, given, inState, messages, release } = await openAhead()
    const before = given.length
    await messages.pause(context.administrator, { channel: 'mail' })
    await release()
    expect(given).toHaveLength(before)
    expect(await inState('queued')).toHaveLength(200 - before)
    await messages.resume(context.administrator, { channel: 'mail' })
    await release()
    expect(given).toHaveLength(200)
  })
})

describe('an account that is changed while mail is under way', () => {
  it.each([
    ['a wrong password', { kind: 'stop', answer: '535 no', reason: 'sign-in' }],
    ['a limit', { kind: 'stop', answer: '[limit] 550 enough', reason: 'limit' }],
    ['a server that is not there', { kind: 'retry', answer: 'ECONNREFUSED', reason: 'connection' }],
  ] as const)('M4: %s of the old one does not stop the new one', async (_name, outcome) => {
    const { context, given, held, inState, invite, mailAccount, messages, outbox, release } = await openHolding({
      holdAfter: 0,
    })
    await mailAccount.save(context.administrator, { ...ownServer, password: 'the old one' })
    await invite(...Array.from({ length: 8 }, (_, index) => `p${index}@x.com`))
    await outbox.start()
    await expect.poll(() => held.length).toBe(CONNECTIONS)
    await mailAccount.save(context.administrator, { ...ownServer, password: 'the new one' })
    await release(outcome)
    expect(await inState('sent')).toHaveLength(8)
    expect(given.slice(CONNECTIONS).map(({ password }) => password)).toEqual(Array(8).fill('the new one'))
    expect((await messages.outbox(context.administrator))[0]).toMatchObject({ waiting: 0, problem: null })
  })

  it('M4: nothing more is begun on the old one, not even while the change has not been told of yet', async () => {
    const { context, given, release } = await openAhead()
    const before = given.length
    context.vault.set('mail-password', 'the new one')
    await context.store.write((writer) =>
      writer.updateTable('mail_account').set({ sign_in: 'password', username: 'hr' }).execute(),
    )
    await release()
    expect(given).toHaveLength(200)
    expect(new Set(given.slice(before).map(({ password }) => password))).toEqual(new Set(['the new one']))
  })
})

it('M9: a gateway that fails instead of answering leaves its message in doubt, and the others go out', async () => {
  const { context, held, inState, invite, outbox, release } = await openHolding({ holdAfter: 0 })
  await invite('ann@x.com')
  await outbox.start()
  await expect.poll(() => held.length).toBe(1)
  await release(new Error('a fault of the program'))
  expect(await inState('unknown')).toEqual(['ann@x.com'])
  expect(context.log.lines).toContainEqual(expect.objectContaining({ level: 'error' }))
  await invite('bob@x.com')
  await outbox.settled()
  expect(await inState('sent')).toEqual(['bob@x.com'])
  await expect(outbox.stop()).resolves.toBeUndefined()
})
