import { describe, expect, it, vi } from 'vitest'
import { PROOF_LIFE, proofCode, readProofCode } from '../../../../../electron/core/domain/address-proof'
import { messageKinds } from '../../../../../electron/core/outbox/kinds'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import type { JoinForm } from '../../../../../electron/core/services/joining/joining-form'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { setListedDomains } from '../../../../../electron/core/store/address-proofs'
import { dueMessages } from '../../../../../electron/core/store/outgoing'
import type { TestPortal } from '../../../../support/core-context'
import { inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'
import { auditActions, GOOD_PASSWORD, invite, openTheLink } from '../../reception/reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const form = (address: string): JoinForm => ({
  firstName: 'Anna',
  lastName: 'Weiss',
  address,
  password: GOOD_PASSWORD,
  passwordAgain: GOOD_PASSWORD,
  locale: 'en',
})

interface Settings {
  readonly confirmation?: 0 | 1
  readonly mail?: boolean
  readonly seats?: number
}

/** A portal whose open link lists aurora.example, with a mail account unless told otherwise. */
async function setUp({ confirmation = 1, mail = true, seats }: Settings = {}) {
  const opened = await openMailPortal(seats === undefined ? {} : { seat_limit: seats })
  const { context } = opened
  if (mail) await saveAccount(context, 25)
  const token = await openTheLink(context, { require_confirmation: confirmation })
  await context.store.write((writer) => setListedDomains(writer, ['aurora.example']))
  const joining = createJoiningService(context)
  return { ...opened, token, joining, register: (address: string) => joining.accept(token, form(address)) }
}

async function personWith(portal: TestPortal, email: string) {
  return portal.store.reader.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst()
}

async function codeOf(portal: TestPortal, id: string | null): Promise<string> {
  const proof = await portal.store.reader
    .selectFrom('address_proof')
    .selectAll()
    .where('id', '=', id ?? '')
    .executeTakeFirstOrThrow()
  return proofCode(portal.vault.get('portal-secret') ?? '', proof.id, proof.generation)
}

function wrong(code: string): string {
  return code === '123456' ? '654321' : '123456'
}

/** What goes out to whom now. */
async function mailsOf({ context, links }: Awaited<ReturnType<typeof setUp>>) {
  const { reader } = context.store
  const kind = messageKinds({ context, links })['address-proof']
  const due = await dueMessages(reader, 'mail', ['address-proof'], context.clock.now(), 100)
  const alive = []
  for (const message of due) if (await kind?.alive(message, context.clock.now(), reader)) alive.push(message)
  const filled = (await kind?.render(reader, alive)) ?? []
  return alive.map((message, index) => ({ to: message.to_address, text: filled[index]?.text ?? '' }))
}

describe('proving an address of a listed domain', () => {
  it('L5, S5: the mailed code confirms by itself, once, and the audit log tells both', async () => {
    const story = await setUp()
    const { context, joining } = story
    const answer = await story.register('new@aurora.example')
    expect(answer).toMatchObject({ status: 'pending', reason: 'approval', proof: expect.any(String) })
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({ status: 'pending', unproved: 'code-sent' })
    const id = answer.proof ?? ''
    const code = await codeOf(context, id)
    expect(await mailsOf(story)).toEqual([{ to: 'new@aurora.example', text: expect.stringContaining(code) }])
    expect(await joining.proof(id)).toEqual({ kind: 'open', address: 'n•••@aurora.example' })

    const typed = `${code.slice(0, 3)}-${code.slice(3)} `
    const settled = { kind: 'settled', status: 'active', seatFree: true }
    expect(await joining.prove(id, typed)).toEqual(settled)
    expect(await joining.prove(id, typed)).toEqual(settled)
    expect(await joining.proof(id)).toEqual(settled)
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({
      status: 'active',
      pending_reason: null,
      unproved: null,
      joined_at: context.clock.now(),
    })
    expect(await auditActions(context)).toEqual(['person.joined', 'person.address-proved', 'person.confirmed'])
    expect(await mailsOf(story)).toEqual([])
  })

  it('L5: the code is nowhere in the store', async () => {
    const { context, register } = await setUp()
    const { proof } = await register('new@aurora.example')
    const code = await codeOf(context, proof)
    const rows = await context.store.reader.selectFrom('address_proof').selectAll().execute()
    const all = JSON.stringify([rows, await context.rowsOf('message'), await context.rowsOf('audit')])
    expect(all).not.toContain(`"${code}"`)
    expect(readProofCode(code)).toBe(code)
  })

  it('L5, N1: without a free seat the proved person waits for one', async () => {
    const { context, joining, register } = await setUp({ seats: 1 })
    const { proof } = await register('new@aurora.example')
    expect(await joining.prove(proof ?? '', await codeOf(context, proof))).toEqual({
      kind: 'settled',
      status: 'pending',
      seatFree: false,
    })
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({
      status: 'pending',
      pending_reason: 'no-seat',
      unproved: null,
    })
    expect(await auditActions(context)).toEqual(['person.joined', 'person.address-proved'])
  })

  it('L5, J5: five wrong codes kill it, also against the right one; a new one has five tries again', async () => {
    const { context, joining, register } = await setUp()
    const id = (await register('new@aurora.example')).proof ?? ''
    const code = await codeOf(context, id)
    for (const left of [4, 3, 2, 1]) {
      expect(await joining.prove(id, wrong(code))).toMatchObject({ kind: 'wrong', left })
    }
    expect(await joining.prove(id, 'no code')).toMatchObject({ kind: 'over' })
    expect(await joining.prove(id, code)).toMatchObject({ kind: 'over' })
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({ status: 'pending', unproved: 'code-sent' })

    expect(await joining.anotherCode(id, 'ru')).toBe(true)
    const fresh = await codeOf(context, id)
    expect(fresh).not.toBe(code)
    expect(await joining.prove(id, code)).toMatchObject({ kind: 'wrong', left: 4 })
    expect(await joining.prove(id, fresh)).toMatchObject({ kind: 'settled', status: 'active' })
  })

  it('L5: a code lives thirty minutes; the mail of a code that is dead is not sent any more', async () => {
    const story = await setUp()
    const { context, joining } = story
    const id = (await story.register('new@aurora.example')).proof ?? ''
    const code = await codeOf(context, id)
    context.clock.advance(PROOF_LIFE)
    expect(await joining.proof(id)).toMatchObject({ kind: 'over' })
    expect(await joining.prove(id, code)).toMatchObject({ kind: 'over' })
    expect(await mailsOf(story)).toEqual([])
    await joining.anotherCode(id, 'en')
    expect(await mailsOf(story)).toEqual([
      { to: 'new@aurora.example', text: expect.stringContaining(await codeOf(context, id)) },
    ])
  })

  it('J5: new codes are limited for each address, known or not', async () => {
    const { context, joining, register } = await setUp()
    await context.addPerson({ email: 'known@aurora.example' })
    for (const address of ['new@aurora.example', 'known@aurora.example']) {
      const id = (await register(address)).proof ?? ''
      await joining.anotherCode(id, 'en')
      await joining.anotherCode(id, 'en')
      await joining.anotherCode(id, 'en')
      await expect(joining.anotherCode(id, 'en')).rejects.toMatchObject({
        code: 'LINK_TRY_LATER',
        params: { seconds: 5 },
      })
      await expect(register(address)).rejects.toMatchObject({ code: 'LINK_TRY_LATER' })
    }
  })

  it('J5: an address that is there already is answered alike at every step, and nothing comes of it', async () => {
    const story = await setUp()
    const { context, joining } = story
    const known = await context.addPerson({ email: 'known@aurora.example', firstName: 'Vera' })
    const before = await personWith(context, 'known@aurora.example')
    const stranger = await story.register('new@aurora.example')
    const twice = await story.register('known@aurora.example')
    expect({ ...twice, proof: typeof twice.proof }).toEqual({ ...stranger, proof: typeof stranger.proof })
    expect(twice.proof).toHaveLength(stranger.proof?.length ?? 0)

    const mails = await mailsOf(story)
    expect(mails.map(({ to }) => to)).toEqual(['new@aurora.example', 'known@aurora.example'])
    expect(mails[1]?.text).toContain('known there already')
    expect(mails[1]?.text).not.toMatch(/\d{6}/u)

    const [one, other] = [stranger.proof ?? '', twice.proof ?? '']
    const notOne = wrong(await codeOf(context, one))
    for (let tries = 0; tries < 6; tries += 1) {
      const { kind } = await joining.prove(one, notOne)
      expect((await joining.prove(other, await codeOf(context, other))).kind).toBe(kind)
    }
    expect(await joining.anotherCode(other, 'en')).toBe(await joining.anotherCode(one, 'en'))
    expect((await joining.proof(other)).kind).toBe((await joining.proof(one)).kind)
    context.clock.advance(PROOF_LIFE)
    expect((await joining.proof(other)).kind).toBe((await joining.proof(one)).kind)
    expect(await personWith(context, 'known@aurora.example')).toEqual(before)
    expect(known.name).toBe('Vera')
  })

  it('L5: without a mail service people wait with that reason, and no page asks for a code', async () => {
    const { context, register } = await setUp({ mail: false })
    await context.addPerson({ email: 'known@aurora.example' })
    const waiting = { status: 'pending', reason: 'approval', proof: null }
    expect(await register('new@aurora.example')).toEqual(waiting)
    expect(await register('known@aurora.example')).toEqual(waiting)
    const people = createPeopleService(context)
    const page = { filter: 'pending', search: '', departmentId: null, sort: 'name', descending: false } as const
    const { rows } = await people.list(context.administrator, { ...page, cursor: null, limit: 10 })
    expect(rows).toMatchObject([
      { email: 'new@aurora.example', pendingReason: 'approval', unproved: 'no-mail-service' },
    ])
    await people.confirm(context.administrator, { ids: rows.map((row) => row.id) })
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({ status: 'active', unproved: null })
  })

  it('L4, L5: other domains, phones and a link that asks for no confirmation need no code', async () => {
    const moderated = await setUp()
    expect(await moderated.register('new@sub.aurora.example')).toMatchObject({ status: 'pending', proof: null })
    expect(await moderated.register('+49 30 901820')).toMatchObject({ status: 'pending', proof: null })
    expect(await personWith(moderated.context, 'new@sub.aurora.example')).toMatchObject({ unproved: null })
    const open = await setUp({ confirmation: 0 })
    expect(await open.register('new@aurora.example')).toEqual({ status: 'active', reason: null, proof: null })
  })

  it('L5: a domain taken off the list meanwhile lets nobody in by itself', async () => {
    const { context, joining, register } = await setUp()
    const { proof } = await register('new@aurora.example')
    await context.store.write((writer) => setListedDomains(writer, []))
    expect(await joining.prove(proof ?? '', await codeOf(context, proof))).toMatchObject({ status: 'pending' })
    expect(await personWith(context, 'new@aurora.example')).toMatchObject({
      pending_reason: 'approval',
      unproved: null,
    })
  })

  it('L5, S6: an invitation that asks for confirmation goes on asking for it; one that does not gives way to the code', async () => {
    const { context, joining, register } = await setUp()
    const asked = await invite(context, { email: 'asked@aurora.example' }, { require_confirmation: 1 })
    const free = await invite(context, { email: 'free@aurora.example' }, { require_confirmation: 0 })
    const first = await register('asked@aurora.example')
    const second = await register('free@aurora.example')
    expect(await joining.prove(first.proof ?? '', await codeOf(context, first.proof))).toMatchObject({ kind: 'wrong' })
    expect(await joining.prove(second.proof ?? '', await codeOf(context, second.proof))).toMatchObject({
      kind: 'settled',
      status: 'active',
    })
    const stateOf = (id: string) =>
      context.store.reader.selectFrom('person').select('status').where('id', '=', id).executeTakeFirstOrThrow()
    expect(await stateOf(asked.personId)).toEqual({ status: 'pending' })
    expect(await stateOf(free.personId)).toEqual({ status: 'active' })
  })

  it('S2: who was declined meanwhile is gone, whatever code is typed', async () => {
    const { context, joining, register } = await setUp()
    const { proof } = await register('new@aurora.example')
    const code = await codeOf(context, proof)
    const person = await personWith(context, 'new@aurora.example')
    await createPeopleService(context).decline(context.administrator, { ids: [person?.id ?? ''] })
    await expect(joining.prove(proof ?? '', code)).rejects.toMatchObject({ code: 'LINK_DEAD' })
  })

  it('L10: the list never stops an invitation made on purpose, whatever its domain', async () => {
    const { context, invitations } = await setUp()
    const people = ['one@elsewhere.example', 'two@sub.aurora.example', 'three@aurora.example']
    const { rows } = await invitations.inviteByMailService(context.administrator, inviting(...people))
    expect(rows.map(({ fate }) => fate)).toEqual(['new', 'new', 'new'])
    const kept = await context.store.reader
      .selectFrom('person')
      .select(['email', 'unproved'])
      .where('status', '=', 'invited')
      .execute()
    expect(new Set(kept.map(({ email }) => email))).toEqual(new Set(people))
    expect(kept.every(({ unproved }) => unproved === null)).toBe(true)
  })

  it('L10: whoever was invited on purpose gets in without a code, whatever the domain of their address', async () => {
    const { context, joining } = await setUp({ confirmation: 0 })
    const { token } = await invite(context, { email: 'one@elsewhere.example' }, { require_confirmation: 0 })
    expect(await joining.accept(token, form('one@elsewhere.example'))).toMatchObject({ proof: null })
    expect(await personWith(context, 'one@elsewhere.example')).toMatchObject({ status: 'active', unproved: null })
  })
})
