import { describe, expect, it } from 'vitest'
import { lawfulActions } from '../../../../../electron/core/domain/person-actions'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { DAY, type NewTestPerson, openTestPortal } from '../../../../support/core-context'
import { expectRefusal, refusalOf } from '../../../../support/refusals'

async function setUp(portal: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal(portal)
  const people = createPeopleService(context)
  const vera = context.administrator
  const guest = (person: NewTestPerson = {}) =>
    context.addPerson({ kind: 'external', departmentIds: [], firstName: 'Gina', ...person })
  const person = (id: string) =>
    context.store.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const lastAudit = async () => (await context.rowsOf('audit')).at(-1)
  const codes = async (work: Promise<{ refused: readonly { refusal: { code: string } }[] }>) =>
    (await work).refused.map((each) => each.refusal.code)
  return { context, people, vera, guest, person, lastAudit, codes }
}

describe('transfer to intranet', () => {
  it('X4: an external becomes an employee of the departments and keeps workgroups, tasks and history', async () => {
    const { context, people, vera, guest, person, lastAudit } = await setUp()
    const gina = await guest()
    const sales = await context.addDepartment('Sales')
    const workgroups = createWorkgroupsService(context)
    const { id } = await workgroups.add(vera, { name: 'Launch', description: '', allowExternal: true })
    await workgroups.addMembers(vera, { id, personIds: [gina.personId] })
    const tasks = createTasksService(context)
    await tasks.add(vera, { personId: gina.personId, title: 'Badge', dueOn: null, ownerId: null })
    await people.setGuestTerms(vera, { id: gina.personId, sponsorId: vera.personId, endsOn: '2026-05-01' })
    const result = await people.transferToIntranet(vera, { ids: [gina.personId], departmentIds: [sales, sales] })
    expect(result).toMatchObject({ done: [{ name: 'Gina' }], refused: [] })
    expect(await person(gina.personId)).toMatchObject({
      kind: 'employee',
      status: 'active',
      sponsor_id: null,
      ends_on: null,
    })
    const profile = await people.get(vera, { id: gina.personId })
    expect(profile).toMatchObject({
      departments: [{ name: 'Sales' }],
      workgroups: [{ name: 'Launch' }],
      tasks: [{ title: 'Badge' }],
      guest: null,
    })
    expect(profile.actions).not.toContain('transfer-to-intranet')
    expect(await lastAudit()).toMatchObject({ action: 'person.transferred', details: '{"departments":"Sales"}' })
    expect(await people.counts(vera)).toMatchObject({ extranet: 0, active: 2 })
    expect(context.announced.flat()).toEqual(expect.arrayContaining(['counters', 'structure', 'session']))
  })

  it('X4, N1: an active external needs a seat; somebody invited does not need one yet and lands in the departments', async () => {
    const { context, people, vera, guest, person, codes } = await setUp({ seat_limit: 1 })
    const gina = await guest()
    const invited = await guest({ status: 'invited' })
    await context.addInvitation(invited.personId, [])
    const departmentIds = [await context.addDepartment('Sales')]
    expect(await codes(people.transferToIntranet(vera, { ids: [gina.personId], departmentIds }))).toEqual(['NO_SEAT'])
    expect(await person(gina.personId)).toMatchObject({ kind: 'external' })
    expect((await people.get(vera, { id: gina.personId })).departments).toEqual([])
    await people.transferToIntranet(vera, { ids: [invited.personId], departmentIds })
    expect(await people.get(vera, { id: invited.personId })).toMatchObject({
      kind: 'employee',
      status: 'invited',
      departments: [{ name: 'Sales' }],
    })
  })

  it('X4, X5: only externals are transferred, by administrators and partners; nothing leads back', async () => {
    const { context, people, vera, guest, codes } = await setUp()
    const gina = await guest()
    const gone = await guest({ status: 'dismissed' })
    const emil = await context.addPerson({ firstName: 'Emil' })
    const departmentIds = [context.rootId]
    const nobody = '01900000-0000-7000-8000-000000000000'
    expect(
      await codes(people.transferToIntranet(vera, { ids: [emil.personId, gone.personId, nobody], departmentIds })),
    ).toEqual(['ONLY_EXTERNALS', 'STATE_NOT_ALLOWED', 'NOT_FOUND'])
    await expectRefusal(people.transferToIntranet(emil, { ids: [gina.personId], departmentIds }), 'NOT_ALLOWED')
    const departmentsGone = people.transferToIntranet(vera, { ids: [gina.personId], departmentIds: [nobody] })
    expect(await codes(departmentsGone)).toEqual(['NOT_FOUND'])
    const actions = (await people.get(vera, { id: emil.personId })).actions
    expect(actions.filter((action) => /transfer|guest/u.test(action))).toEqual([])
  })
})

describe('guest terms', () => {
  it('Z8: sponsor and last day are set for externals only, and shown with the person', async () => {
    const { context, people, vera, guest, lastAudit } = await setUp()
    const gina = await guest()
    const emil = await context.addPerson({ firstName: 'Emil' })
    const terms = { id: gina.personId, sponsorId: emil.personId, endsOn: '2026-03-02' }
    await people.setGuestTerms(vera, terms)
    expect((await people.get(vera, { id: gina.personId })).guest).toEqual({
      sponsor: { id: emil.personId, name: 'Emil' },
      endsOn: '2026-03-02',
    })
    expect(await lastAudit()).toMatchObject({
      action: 'person.guest-terms-changed',
      details: '{"sponsor":"Emil","endsOn":"2026-03-02"}',
    })
    await expectRefusal(people.setGuestTerms(vera, { ...terms, id: emil.personId }), 'ONLY_EXTERNALS', { name: 'Emil' })
    await expectRefusal(people.setGuestTerms(vera, { ...terms, sponsorId: gina.personId }), 'OWNER_NOT_ALLOWED')
    expect((await refusalOf(people.setGuestTerms(vera, { ...terms, endsOn: '2026-03-01' }))).fields).toEqual([
      { field: 'endsOn', code: 'DATE_PAST' },
    ])
    await expectRefusal(people.setGuestTerms(emil, terms), 'NOT_FOUND')
    await people.setGuestTerms(vera, { ...terms, sponsorId: null, endsOn: null })
    expect((await people.get(vera, { id: gina.personId })).guest).toEqual({ sponsor: null, endsOn: null })
  })

  it('Z8: renewal moves the last day on from itself, or from today where it is past, and notice is due again', async () => {
    const { context, people, vera, guest, person, lastAudit, codes } = await setUp({ guest_days: 30 })
    const gina = await guest()
    const endless = await guest()
    await people.setGuestTerms(vera, { id: gina.personId, sponsorId: null, endsOn: '2026-03-10' })
    await context.store.write((writer) => writer.updateTable('person').set({ end_noticed_at: 1 }).execute())
    await people.renewGuests(vera, { ids: [gina.personId] })
    expect(await person(gina.personId)).toMatchObject({ ends_on: '2026-04-09', end_noticed_at: null })
    expect(await lastAudit()).toMatchObject({ action: 'person.guest-renewed', details: '{"endsOn":"2026-04-09"}' })
    context.clock.advance(60 * DAY)
    await people.renewGuests(vera, { ids: [gina.personId] })
    expect(await person(gina.personId)).toMatchObject({ ends_on: '2026-05-31' })
    const ids = [endless.personId, vera.personId]
    expect(await codes(people.renewGuests(vera, { ids }))).toEqual(['STATE_NOT_ALLOWED', 'ONLY_EXTERNALS'])
    const eve = await context.addPerson()
    await expectRefusal(people.renewGuests(eve, { ids }), 'NOT_ALLOWED')
  })

  it('Z8: the acts are offered where they are lawful', () => {
    const administrator = { personId: 'a', role: 'administrator' } as const
    const guest = {
      id: 'g',
      kind: 'external',
      status: 'active',
      administrator: false,
      email: null,
      invitedBy: 'e',
      hasTasks: false,
      isLastAdministrator: false,
      endsOn: '2026-05-01',
    } as const
    const offered = (
      facts: Parameters<typeof lawfulActions>[1],
      actor: Parameters<typeof lawfulActions>[0] = administrator,
    ) => lawfulActions(actor, facts).filter((action) => action === 'transfer-to-intranet' || action === 'renew-guest')
    expect(offered(guest)).toEqual(['transfer-to-intranet', 'renew-guest'])
    expect(offered({ ...guest, endsOn: null })).toEqual(['transfer-to-intranet'])
    expect(offered({ ...guest, status: 'dismissed' })).toEqual([])
    expect(offered({ ...guest, kind: 'employee' })).toEqual([])
    expect(offered(guest, { personId: 'e', role: 'employee' })).toEqual([])
  })

  it('Z8, D3: a guest who comes back after their time gets new time', async () => {
    const { context, people, vera, guest, person } = await setUp({ guest_days: 10 })
    const gina = await guest()
    await people.setGuestTerms(vera, { id: gina.personId, sponsorId: null, endsOn: '2026-03-03' })
    await people.dismiss(vera, { ids: [gina.personId] })
    context.clock.advance(5 * DAY)
    await people.rehire(vera, { ids: [gina.personId] })
    expect(await person(gina.personId)).toMatchObject({ status: 'active', ends_on: '2026-03-17' })
  })
})
