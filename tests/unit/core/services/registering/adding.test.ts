import { describe, expect, it, vi } from 'vitest'
import { contract } from '../../../../../electron/contract'
import type { RefusalCode } from '../../../../../electron/core/domain/refusal'
import { createAccessService } from '../../../../../electron/core/services/access'
import { createChecklistsService } from '../../../../../electron/core/services/tasks/checklists'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { expectRefusal } from '../../../../support/refusals'
import { addAnna, anna, openRegistering } from '../../../../support/registering-story'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

async function personOf({ context }: Awaited<ReturnType<typeof openRegistering>>, id: string) {
  return context.store.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function audits({ context }: Awaited<ReturnType<typeof openRegistering>>) {
  const rows = await context.store.reader.selectFrom('audit').select(['action', 'details']).orderBy('id').execute()
  return rows.map((row) => ({ action: row.action, details: JSON.parse(row.details) as Record<string, unknown> }))
}

describe('adding somebody', () => {
  it('R1, S3: they are active at once with all that was written, never invited', async () => {
    const story = await openRegistering()
    const design = await story.context.addDepartment('Design')
    const workgroups = createWorkgroupsService(story.context)
    const { id: launch } = await workgroups.add(story.vera, { name: 'Launch', description: '', allowExternal: false })
    const { id, result } = await addAnna(story, {
      departmentIds: [design],
      workgroupIds: [launch],
      startsOn: '2026-03-16',
      locale: 'ru',
    })
    expect(result).toMatchObject({ status: 'active', pendingReason: null })
    expect(await personOf(story, id)).toMatchObject({
      kind: 'employee',
      status: 'active',
      name: 'Anna Berg',
      email: 'anna.berg@aurora.example',
      position: 'Designer',
      locale: 'ru',
      starts_on: '2026-03-16',
      invited_by: story.vera.personId,
      joined_at: story.context.clock.now(),
    })
    const profile = await createPeopleService(story.context).get(story.vera, { id })
    expect(profile.departments.map((each) => each.name)).toEqual(['Design'])
    expect(profile.workgroups.map((each) => each.name)).toEqual(['Launch'])
    expect(await story.context.rowsOf('invitation')).toEqual([])
    expect(await audits(story)).toContainEqual({
      action: 'person.registered',
      details: { welcome: 'sheet', channel: 'registered', address: 'anna.berg@aurora.example', status: 'active' },
    })
    expect(story.context.announced.flat()).toEqual(expect.arrayContaining(['people', 'counters', 'activity']))
  })

  it('R1: without a department they belong to the company', async () => {
    const story = await openRegistering()
    const { id } = await addAnna(story)
    const profile = await createPeopleService(story.context).get(story.vera, { id })
    expect(profile.departments.map((each) => each.id)).toEqual([story.context.rootId])
  })

  it('T1: they get the tasks of their checklists like anybody else', async () => {
    const story = await openRegistering()
    await createChecklistsService(story.context).save(story.vera, {
      id: null,
      name: 'First week',
      departmentId: null,
      items: [{ id: null, title: 'Issue laptop', dueDays: 3, owner: 'inviter', ownerId: null }],
    })
    const { id } = await addAnna(story)
    expect(await story.context.rowsOf('task')).toMatchObject([
      { person_id: id, title: 'Issue laptop', owner_id: story.vera.personId },
    ])
  })

  it('S6: an address that is here makes no second person, in whatever state its owner is', async () => {
    const story = await openRegistering()
    for (const status of ['active', 'invited', 'pending', 'dismissed'] as const) {
      const there = await story.context.addPerson({ status, email: `${status}@aurora.example`, firstName: status })
      const result = await story.registering.add(story.vera, anna({ email: `${status.toUpperCase()}@Aurora.example` }))
      expect(result).toEqual({ fate: status, personId: there.personId, name: status })
    }
    expect(await story.context.rowsOf('person')).toHaveLength(5)
    expect((await audits(story)).map((each) => each.action)).toEqual([])
  })

  it('A2, S6: an employee is not told whose address it is', async () => {
    const story = await openRegistering()
    const employee = await story.context.addPerson()
    const result = await story.registering.add(employee, anna({ email: 'person-1@aurora.example' }))
    expect(result).toEqual({ fate: 'active', personId: null, name: '' })
  })

  it('R1: all that is wrong in the form is told at once, the address too', () => {
    const wrong = { ...anna(), firstName: '\u202Eanna', email: 'no address' }
    const problems = contract.registering.add['~orpc'].inputSchema?.safeParse(wrong).error?.issues
    expect(problems?.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['firstName', 'CONTROL_CHARACTERS'],
      ['email', 'EMAIL_INVALID'],
    ])
  })

  it('R1: nothing is kept where the input is refused', async () => {
    const story = await openRegistering()
    const before = await story.context.rowsOf('person')
    const refused: readonly [Parameters<typeof anna>[0], RefusalCode][] = [
      [{ email: 'no address' }, 'INVALID_INPUT'],
      [{ departmentIds: ['0190a000-0000-7000-8000-000000000001'] }, 'NOT_FOUND'],
      [{ welcome: 'mail-service' }, 'MAIL_ACCOUNT_MISSING'],
    ]
    for (const [change, code] of refused) {
      await expectRefusal(story.registering.add(story.vera, anna(change)), code)
    }
    expect(await story.context.rowsOf('person')).toEqual(before)
    expect(await story.context.store.reader.selectFrom('credential').selectAll().execute()).toEqual([])
  })
})

describe('who waits', () => {
  it('R3: where the portal asks for confirmation they wait, unless whoever may confirm says otherwise', async () => {
    const story = await openRegistering({ require_confirmation: 1 })
    expect((await addAnna(story)).result).toMatchObject({ status: 'pending', pendingReason: 'approval' })
    const other = await addAnna(story, { email: 'oleg@aurora.example', withoutConfirmation: true })
    expect(other.result).toMatchObject({ status: 'active' })
    expect(await story.registering.get(story.vera)).toMatchObject({ maySkipConfirmation: true })
  })

  it('R3, A2: an employee may not tick it; Z11: a delegate with that right may', async () => {
    const story = await openRegistering({ require_confirmation: 1 })
    const employee = await story.context.addPerson()
    expect(await story.registering.get(employee)).toMatchObject({ maySkipConfirmation: false })
    await expectRefusal(story.registering.add(employee, anna({ withoutConfirmation: true })), 'NOT_ALLOWED')
    await createAccessService(story.context).delegate(story.vera, {
      holder: 'person',
      ofId: employee.personId,
      departments: 'own',
      workgroups: 'own',
      skipConfirmation: true,
    })
    expect(await story.registering.add(employee, anna({ withoutConfirmation: true }))).toMatchObject({
      fate: 'new',
      status: 'active',
    })
  })

  it('N1: without a free seat they wait for one, and confirming them later needs it', async () => {
    const story = await openRegistering({ seat_limit: 1 })
    expect(await story.registering.get(story.vera)).toMatchObject({ seatsFree: 0 })
    const { id, result } = await addAnna(story)
    expect(result).toMatchObject({ status: 'pending', pendingReason: 'no-seat' })
    const { refused } = await createPeopleService(story.context).confirm(story.vera, { ids: [id] })
    expect(refused).toMatchObject([{ id, refusal: { code: 'NO_SEAT' } }])
  })

  it('S4, R2: who waits cannot sign in; once confirmed they can, and the days count from there', async () => {
    const story = await openRegistering({ require_confirmation: 1, temporary_password_days: 2 })
    const { id, password } = await addAnna(story)
    const signIn = () => story.accounts.signIn('anna.berg@aurora.example', password, 'join-site')
    await expectRefusal(signIn(), 'SIGN_IN_PENDING')
    story.context.clock.advance(10 * 24 * 60 * 60_000)
    await createPeopleService(story.context).confirm(story.vera, { ids: [id] })
    expect(await signIn()).toMatchObject({ actor: { personId: id }, temporaryGeneration: 1 })
  })
})

describe('who may add', () => {
  it('A1: whoever may invite; external people and, where it is so set, employees may not', async () => {
    const story = await openRegistering({ who_may_invite: 'administrators' })
    const employee = await story.context.addPerson()
    const guest = await story.context.addPerson({ kind: 'external' })
    for (const actor of [employee, guest]) {
      await expectRefusal(story.registering.add(actor, anna()), 'NOT_ALLOWED')
      await expectRefusal(story.registering.get(actor), 'NOT_ALLOWED')
    }
  })

  it('A1: an employee who may invite adds somebody, and sees them from then on', async () => {
    const story = await openRegistering()
    const employee = await story.context.addPerson()
    const result = await story.registering.add(employee, anna())
    if (result.fate !== 'new') throw new Error('not added')
    const profile = await createPeopleService(story.context).get(employee, { id: result.given.personId })
    expect(profile.name).toBe('Anna Berg')
  })
})
