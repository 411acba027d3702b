import { describe, expect, it, vi } from 'vitest'
import { readStanding } from '../../../../../electron/core/services/accounts/standing'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { endWhatOldKeysMade } from '../../../../../electron/core/store/new-keys'
import { DAY } from '../../../../support/core-context'
import { expectRefusal, refusalOf } from '../../../../support/refusals'
import { addAnna, openRegistering } from '../../../../support/registering-story'
import { GOOD_PASSWORD, givePassword } from '../../reception/reception-kit'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

const LOGIN = 'anna.berg@aurora.example'

async function withAnna(settings: Parameters<typeof openRegistering>[0] = {}) {
  const story = await openRegistering(settings)
  const { id, password } = await addAnna(story)
  const signIn = (typed: string) => story.accounts.signIn(LOGIN, typed, 'console')
  const choose = (next: string, temporaryGeneration = 1) =>
    story.accounts.choosePassword(id, { next, temporaryGeneration, origin: 'join-site' })
  return { ...story, id, password, signIn, choose }
}

describe('the first sign-in', () => {
  it('R2: the temporary password lets in, and says that it must be changed', async () => {
    const { context, id, password, signIn } = await withAnna()
    expect(await signIn(password)).toMatchObject({ actor: { personId: id }, temporaryGeneration: 1 })
    expect(await readStanding(context.store.reader, id)).toMatchObject({ temporaryGeneration: 1 })
  })

  it('R2: once an own password is chosen the temporary one is dead', async () => {
    const { choose, context, id, password, signIn } = await withAnna()
    await choose(GOOD_PASSWORD)
    await expectRefusal(signIn(password), 'WRONG_CREDENTIALS')
    expect(await signIn(GOOD_PASSWORD)).toMatchObject({ temporaryGeneration: null })
    expect(await readStanding(context.store.reader, id)).toMatchObject({ temporaryGeneration: null })
    await expectRefusal(choose('another fine lamp 77'), 'NOT_SIGNED_IN')
  })

  it('R2: the temporary password itself, or a weak one, is not taken', async () => {
    const { choose, password, signIn } = await withAnna()
    const refusals = []
    for (const next of [password, 'short', 'xx anna berg']) refusals.push((await refusalOf(choose(next))).fields)
    expect(refusals).toEqual([
      [{ field: 'next', code: 'PASSWORD_UNCHANGED' }],
      [{ field: 'next', code: 'PASSWORD_TOO_SHORT' }],
      [{ field: 'next', code: 'PASSWORD_TOO_COMMON' }],
    ])
    await signIn(password)
  })

  it('R2: past its time it is refused with what to do, to who knows it and nobody else', async () => {
    const { choose, context, password, signIn } = await withAnna({ temporary_password_days: 3 })
    context.clock.advance(3 * DAY - 1)
    await signIn(password)
    context.clock.advance(1)
    await expectRefusal(signIn(password), 'PASSWORD_EXPIRED')
    await expectRefusal(signIn('wrong wrong'), 'WRONG_CREDENTIALS')
    await expectRefusal(choose(GOOD_PASSWORD), 'PASSWORD_EXPIRED')
  })

  it('A4, R2: guessing it makes wait as always', async () => {
    const { signIn } = await withAnna()
    for (let tries = 0; tries < 4; tries += 1) await expectRefusal(signIn('cccc-cccc-cccc-cccc'), 'WRONG_CREDENTIALS')
    await expectRefusal(signIn('cccc-cccc-cccc-cccc'), 'WAIT_BEFORE_NEXT_TRY')
  })

  it('R1: the password stands nowhere in the store, nor in the log', async () => {
    const { choose, context, password } = await withAnna()
    await choose(GOOD_PASSWORD)
    const tables = await Promise.all((['person', 'message', 'audit'] as const).map((table) => context.rowsOf(table)))
    const credential = await context.store.reader.selectFrom('credential').selectAll().execute()
    const kept = JSON.stringify([tables, credential, context.log.lines])
    expect(kept).not.toContain(password)
    expect(kept).not.toContain(password.slice(0, 9))
    expect(kept).toContain('anna.berg@aurora.example')
  })
})

describe('a new temporary password', () => {
  it('R2: kills the one before, whether temporary or own', async () => {
    const { choose, context, id, password, registering, signIn, vera } = await withAnna()
    const second = await registering.givePassword(vera, { id, welcome: 'sheet' })
    await expectRefusal(signIn(password), 'WRONG_CREDENTIALS')
    expect(await signIn(second.password ?? '')).toMatchObject({ temporaryGeneration: 2 })
    await expectRefusal(choose(GOOD_PASSWORD, 1), 'NOT_SIGNED_IN')
    await choose(GOOD_PASSWORD, 2)
    const third = await registering.givePassword(vera, { id, welcome: 'sheet' })
    await expectRefusal(signIn(GOOD_PASSWORD), 'WRONG_CREDENTIALS')
    expect(await signIn(third.password ?? '')).toMatchObject({ temporaryGeneration: 3 })
    expect(third.expiresAt).toBe(context.clock.now() + 7 * DAY)
    const { history } = await createPeopleService(context).get(vera, { id })
    expect(history.filter((each) => each.action === 'person.password-given')).toHaveLength(2)
  })

  it('R2: also for somebody who joined by invitation, and by phone only on paper', async () => {
    const { context, registering, vera } = await withAnna()
    const oleg = await context.addPerson({ phone: '+4930901820', email: null })
    await givePassword(context, oleg.personId)
    await expectRefusal(registering.givePassword(vera, { id: oleg.personId, welcome: 'mail-app' }), 'ADDRESS_MISSING')
    const given = await registering.givePassword(vera, { id: oleg.personId, welcome: 'sheet' })
    expect(given).toMatchObject({ login: '+4930901820', password: expect.stringMatching(/^(\w{4}-){3}\w{4}$/u) })
  })

  it('B1, A2: only whoever may edit the person may, and nobody for themselves', async () => {
    const { context, id, registering, vera } = await withAnna()
    const employee = await context.addPerson()
    const partner = await context.addPerson({ kind: 'partner' })
    const give = (actor: typeof vera, whom: string) => registering.givePassword(actor, { id: whom, welcome: 'sheet' })
    await expectRefusal(give(employee, id), 'NOT_FOUND')
    const own = await context.addPerson({ invited_by: employee.personId })
    await expectRefusal(give(employee, own.personId), 'NOT_ALLOWED')
    await expectRefusal(give(partner, vera.personId), 'NOT_ALLOWED')
    await expectRefusal(give(vera, vera.personId), 'YOURSELF')
    await give(partner, id)
    const people = createPeopleService(context)
    const actions = async (actor: typeof vera, whom: string) => (await people.get(actor, { id: whom })).actions
    expect(await actions(vera, id)).toContain('give-password')
    expect(await actions(partner, vera.personId)).not.toContain('give-password')
    expect(await actions(vera, vera.personId)).not.toContain('give-password')
  })

  it('S4: not for somebody who is invited or dismissed', async () => {
    const { context, registering, vera } = await withAnna()
    for (const status of ['invited', 'dismissed'] as const) {
      const person = await context.addPerson({ status })
      await expectRefusal(
        registering.givePassword(vera, { id: person.personId, welcome: 'sheet' }),
        'STATE_NOT_ALLOWED',
        { status },
      )
    }
  })

  it('C5, R2: a changed address ends a temporary password that may be in the wrong hands, never an own one', async () => {
    const { choose, context, id, password, registering, accounts, vera } = await withAnna()
    const people = createPeopleService(context)
    await people.changeAddress(vera, { id, address: 'anna@aurora.example', resend: false })
    const signIn = (typed: string) => accounts.signIn('anna@aurora.example', typed, 'console')
    await expectRefusal(signIn(password), 'PASSWORD_EXPIRED')
    const next = await registering.givePassword(vera, { id, welcome: 'sheet' })
    await signIn(next.password ?? '')
    await choose(GOOD_PASSWORD, 2)
    await people.changeAddress(vera, { id, address: 'berg@aurora.example', resend: false })
    expect(await accounts.signIn('berg@aurora.example', GOOD_PASSWORD, 'console')).toMatchObject({
      temporaryGeneration: null,
    })
  })

  it('C5, R2: ended by a changed address, it stays dead when who waits is let in, or taken back', async () => {
    const { accounts, context, id, password, registering, vera } = await withAnna({ require_confirmation: 1 })
    const people = createPeopleService(context)
    await people.changeAddress(vera, { id, address: 'anna@aurora.example', resend: false })
    await people.confirm(vera, { ids: [id] })
    const signIn = (typed: string) => accounts.signIn('anna@aurora.example', typed, 'console')
    await expectRefusal(signIn(password), 'PASSWORD_EXPIRED')
    await people.dismiss(vera, { ids: [id] })
    await people.rehire(vera, { ids: [id] })
    await expectRefusal(signIn(password), 'PASSWORD_EXPIRED')
    const next = await registering.givePassword(vera, { id, welcome: 'sheet' })
    await signIn(next.password ?? '')
  })

  it('J4, R2: ended by new keys, run out or not, it stays dead when who waits is let in', async () => {
    const story = await withAnna({ require_confirmation: 1 })
    const { accounts, context, id, password, vera } = story
    const people = createPeopleService(context)
    context.clock.advance(30 * DAY)
    const email = 'oleg@aurora.example'
    const oleg = await addAnna(story, { email })
    const at = context.clock.now()
    const by = vera.personId
    await context.store.write((writer) => endWhatOldKeysMade(writer, { at, expiresAt: null, by }))
    await people.confirm(vera, { ids: [id, oleg.id] })
    await expectRefusal(accounts.signIn(LOGIN, password, 'console'), 'PASSWORD_EXPIRED')
    await expectRefusal(accounts.signIn(email, oleg.password, 'console'), 'PASSWORD_EXPIRED')
  })

  it('S5: two consoles at once give one', async () => {
    const { id, registering, vera } = await withAnna()
    const both = await Promise.allSettled([1, 2].map(() => registering.givePassword(vera, { id, welcome: 'sheet' })))
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})
