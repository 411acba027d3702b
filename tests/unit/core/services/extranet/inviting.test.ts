import { describe, expect, it, vi } from 'vitest'
import { createExtranetService } from '../../../../../electron/core/services/extranet/extranet'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { openMailPortal, saveAccount } from '../../../../support/mail-story'
import { expectRefusal, refusalOf } from '../../../../support/refusals'
import { GOOD_PASSWORD, openTheLink } from '../../reception/reception-kit'
import { waitingInFull } from '../../../../support/shown-drafts'

/** Passwords are hashed for real. */
vi.setConfig({ testTimeout: 60_000 })

const FORM = {
  firstName: 'Gina',
  lastName: '',
  address: '',
  password: GOOD_PASSWORD,
  passwordAgain: GOOD_PASSWORD,
  locale: 'en',
} as const

async function setUp(portal: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(portal)
  const { context, links } = opened
  const workgroups = createWorkgroupsService(context)
  const vera = context.administrator
  const { id: launch } = await workgroups.add(vera, { name: 'Launch', description: '', allowExternal: true })
  const order = (...addresses: readonly string[]) => ({
    workgroupId: launch as string | null,
    newWorkgroup: null as string | null,
    people: addresses.map((address) => ({ address, firstName: '', lastName: '' })),
    locale: 'en' as const,
    delivery: 'link' as 'link' | 'mail-app' | 'mail-service',
    sponsorId: null as string | null,
    endsOn: null as string | null,
  })
  const person = (id: string | null | undefined) =>
    context.store.reader
      .selectFrom('person')
      .selectAll()
      .where('id', '=', id ?? '')
      .executeTakeFirstOrThrow()
  const departments = () =>
    context.store.reader.selectFrom('department_member').select('person_id').where('person_id', '!=', vera.personId)
  return {
    ...opened,
    extranet: createExtranetService(context, links),
    people: createPeopleService(context),
    joining: createJoiningService(context),
    workgroups,
    vera,
    launch,
    order,
    person,
    departments,
  }
}

describe('inviting external users', () => {
  it('X1: several rows of e-mail or phone with names, into a group that allows externals', async () => {
    const { context, extranet, vera, order, person, workgroups, launch } = await setUp({ country: 'DE' })
    const result = await extranet.invite(vera, {
      ...order(),
      people: [
        { address: ' Gina@Guest.example ', firstName: 'Gina', lastName: 'Guest' },
        { address: '0170 1234567', firstName: 'Phil', lastName: '' },
      ],
      sponsorId: vera.personId,
      endsOn: '2026-06-01',
    })
    expect(result).toMatchObject({
      invited: 2,
      workgroupId: launch,
      draftIds: [],
      rows: [
        { address: 'gina@guest.example', fate: 'new', name: 'Gina Guest', delivery: 'link' },
        { address: '+491701234567', fate: 'new', name: 'Phil', delivery: 'link' },
      ],
    })
    expect(await person(result.rows[0]?.personId)).toMatchObject({
      kind: 'external',
      status: 'invited',
      email: 'gina@guest.example',
      sponsor_id: vera.personId,
      ends_on: '2026-06-01',
    })
    expect(await person(result.rows[1]?.personId)).toMatchObject({ email: null, phone: '+491701234567' })
    expect(await context.rowsOf('invitation')).toMatchObject([{ channel: 'extranet' }, { channel: 'extranet' }])
    expect((await workgroups.get(vera, { id: launch })).invited.map((each) => each.name)).toEqual([
      'Gina Guest',
      'Phil',
    ])
    expect(await context.store.reader.selectFrom('invitation_department').selectAll().execute()).toEqual([])
  })

  it('X1, W1: an external who accepts is in the workgroup and in no department, not even in the company itself', async () => {
    const { extranet, vera, order, person, joining, links, context, workgroups, launch, departments } = await setUp({
      require_confirmation: 0,
    })
    const { rows } = await extranet.invite(vera, order('gina@guest.example'))
    const invitation = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
    await joining.accept(links.token(invitation), FORM)
    expect(await person(rows[0]?.personId)).toMatchObject({ status: 'active', kind: 'external' })
    expect((await workgroups.get(vera, { id: launch })).people).toMatchObject([{ name: 'Gina', kind: 'external' }])
    expect(await departments().execute()).toEqual([])
  })

  it('X1, X6: registering through the open link, an address invited as external stays external', async () => {
    const { extranet, vera, order, person, joining, context, workgroups, launch, departments } = await setUp()
    const { rows } = await extranet.invite(vera, order('gina@guest.example'))
    const token = await openTheLink(context, {}, [context.rootId])
    await joining.accept(token, { ...FORM, address: 'gina@guest.example' })
    expect(await person(rows[0]?.personId)).toMatchObject({ kind: 'external', status: 'pending' })
    expect((await workgroups.get(vera, { id: launch })).people).toMatchObject([{ name: 'Gina' }])
    expect(await departments().execute()).toEqual([])
    expect(await context.rowsOf('person')).toHaveLength(2)
  })

  it('N2, X1: an external needs no seat', async () => {
    const { extranet, vera, order, person, joining, links, context } = await setUp({ require_confirmation: 0 })
    await context.store.write((writer) => writer.updateTable('plan_limit').set({ seat_limit: 1 }).execute())
    const { rows } = await extranet.invite(vera, order('gina@guest.example'))
    const invitation = await context.store.reader.selectFrom('invitation').selectAll().executeTakeFirstOrThrow()
    await joining.accept(links.token(invitation), FORM)
    expect(await person(rows[0]?.personId)).toMatchObject({ status: 'active' })
  })

  it('S6, X5: whoever is here gets their fate and never a second person; the others are kept', async () => {
    const { context, extranet, vera, order } = await setUp({ country: 'DE' })
    await context.addPerson({ email: 'emil@aurora.example', firstName: 'Emil' })
    await context.addPerson({ phone: '+491701234567', kind: 'external', status: 'dismissed', firstName: 'Dora' })
    const result = await extranet.invite(
      vera,
      order('emil@aurora.example', '0170/1234567', 'new@guest.example', 'NEW@guest.example', 'nonsense', '12'),
    )
    expect(result.rows.map(({ fate, name, kind }) => [fate, name, kind])).toEqual([
      ['active', 'Emil', 'employee'],
      ['dismissed', 'Dora', 'external'],
      ['new', 'new@guest.example', 'external'],
      ['duplicate', '', null],
      ['invalid', '', null],
      ['invalid', '', null],
    ])
    expect(result.invited).toBe(1)
    expect((await context.rowsOf('person')).length).toBe(4)
  })

  it('X5: an address freed by changing an employee’s e-mail can be invited as external', async () => {
    const { context, extranet, people, vera, order, person } = await setUp()
    const emil = await context.addPerson({ email: 'emil@aurora.example', firstName: 'Emil' })
    await people.changeAddress(vera, { id: emil.personId, address: 'emil.new@aurora.example', resend: false })
    const { rows } = await extranet.invite(vera, order('emil@aurora.example'))
    expect(rows).toMatchObject([{ fate: 'new' }])
    expect(await person(rows[0]?.personId)).toMatchObject({ kind: 'external', email: 'emil@aurora.example' })
    expect(await person(emil.personId)).toMatchObject({ kind: 'employee' })
  })

  it('X1: a group created there is made extranet, by who may edit workgroups; its name is like no other', async () => {
    const { context, extranet, vera, order, workgroups } = await setUp()
    const eve = await context.addPerson()
    const created = { ...order('gina@guest.example'), workgroupId: null, newWorkgroup: 'Agency' }
    await expectRefusal(extranet.invite(eve, created), 'NOT_ALLOWED')
    await expectRefusal(extranet.invite(vera, { ...created, newWorkgroup: 'launch' }), 'WORKGROUP_NAME_TAKEN')
    const { workgroupId } = await extranet.invite(vera, created)
    expect(await workgroups.get(vera, { id: workgroupId })).toMatchObject({ name: 'Agency', allowExternal: true })
    const both = { ...created, workgroupId }
    expect((await refusalOf(extranet.invite(vera, both))).fields).toMatchObject([{ field: 'workgroupId' }])
  })

  it('X2: a closed group refuses, whichever way externals are invited, and nobody is kept', async () => {
    const { context, extranet, vera, order, workgroups } = await setUp()
    const { id } = await workgroups.add(vera, { name: 'Board', description: '' })
    await expectRefusal(
      extranet.invite(vera, { ...order('gina@guest.example'), workgroupId: id }),
      'WORKGROUP_CLOSED_TO_EXTERNALS',
      { name: 'Board' },
    )
    expect(await context.rowsOf('person')).toHaveLength(1)
  })

  it('X1, S6: how each row is read, and its fate, is known before anybody is invited', async () => {
    const { context, extranet, vera } = await setUp({ country: 'DE' })
    const gina = await context.addPerson({ firstName: 'Gina', email: 'gina@guest.example', kind: 'external' })
    const addresses = ['Gina@guest.example', '0170 1234567', '+49 170 1234567', 'nonsense', '12']
    const { entries } = await extranet.check(vera, { addresses })
    expect(entries.map(({ address, fate }) => [address, fate])).toEqual([
      ['gina@guest.example', 'active'],
      ['+491701234567', 'new'],
      ['+491701234567', 'duplicate'],
      [null, 'invalid'],
      [null, 'invalid'],
    ])
    expect(entries.map(({ person }) => person?.id ?? null)).toEqual([gina.personId, null, null, null, null])
    expect(entries.map(({ text }) => text)).toEqual(addresses)
    await expectRefusal(extranet.check(gina, { addresses }), 'NOT_ALLOWED')
  })

  it('X5: of those who are here it is known what they are, so that an employee is told before anybody is invited', async () => {
    const { context, extranet, vera } = await setUp()
    await context.addPerson({ firstName: 'Emma', email: 'emma@company.example', kind: 'employee' })
    await context.addPerson({ firstName: 'Gina', email: 'gina@guest.example', kind: 'external' })
    const addresses = ['emma@company.example', 'gina@guest.example', 'new@guest.example']
    const { entries } = await extranet.check(vera, { addresses })
    expect(entries.map(({ person }) => person?.kind ?? null)).toEqual(['employee', 'external', null])
  })

  it('X1: nobody but rows that are no address is refused, each beside its field', async () => {
    const { extranet, vera, order } = await setUp()
    const refusal = await refusalOf(extranet.invite(vera, order('nonsense', '12')))
    expect(refusal).toMatchObject({
      code: 'NOBODY_TO_INVITE',
      fields: [
        { field: 'people.0.address', code: 'EMAIL_INVALID' },
        { field: 'people.1.address', code: 'PHONE_INVALID' },
      ],
    })
  })

  it('X1, M4: by mail service e-mail rows get a message, and the link of a phone row is handed over', async () => {
    const { context, extranet, vera, order } = await setUp({ country: 'DE' })
    const byService = { ...order('gina@guest.example', '+491701234567'), delivery: 'mail-service' as const }
    await expectRefusal(extranet.invite(vera, byService), 'MAIL_ACCOUNT_MISSING')
    expect(await context.rowsOf('person')).toHaveLength(1)
    await saveAccount(context, 2525)
    const result = await extranet.invite(vera, byService)
    expect(result.rows.map((row) => row.delivery)).toEqual(['mail-service', 'link'])
    expect(await context.rowsOf('message')).toMatchObject([{ to_address: 'gina@guest.example', state: 'queued' }])
  })

  it('X1, S6: by mail service no account is asked for where nobody new gets a mail', async () => {
    const { context, extranet, vera, order } = await setUp({ country: 'DE' })
    await extranet.invite(vera, order('gina@guest.example'))
    const byService = {
      ...order('gina@guest.example', 'no@address', '+491701234567'),
      delivery: 'mail-service' as const,
    }
    expect(await extranet.invite(vera, byService)).toMatchObject({ invited: 1 })
    expect(await context.rowsOf('message')).toEqual([])
  })

  it('X1, M2: by mail app each e-mail row gets a draft with a link of their own', async () => {
    const { context, extranet, vera, order, invitations } = await setUp({ country: 'DE' })
    const mixed = {
      ...order('gina@guest.example', '+491701234567', 'hugo@guest.example'),
      delivery: 'mail-app' as const,
    }
    const result = await extranet.invite(vera, mixed)
    expect(result.draftIds).toHaveLength(2)
    expect(await context.rowsOf('draft')).toMatchObject([{ mode: 'each' }, { mode: 'each' }])
    expect((await waitingInFull(invitations, vera)).flatMap((draft) => draft.recipients.map((to) => to.email))).toEqual(
      ['gina@guest.example', 'hugo@guest.example'],
    )
    const phones = await extranet.invite(vera, { ...order('+491701234568'), delivery: 'mail-app' })
    expect(phones).toMatchObject({ invited: 1, draftIds: [], rows: [{ delivery: 'link' }] })
  })

  it('X3: tells the plan’s seats, how many externals there are, and the groups by whether they are open', async () => {
    const { context, extranet, vera, order, workgroups, launch } = await setUp({ plan: 'basic' })
    await context.store.write((writer) => writer.updateTable('plan_limit').set({ seat_limit: 5 }).execute())
    const { id: board } = await workgroups.add(vera, { name: 'Board', description: '' })
    await context.addPerson({ kind: 'external', departmentIds: [] })
    await extranet.invite(vera, order('gina@guest.example'))
    expect(await extranet.get(vera)).toEqual({
      seatLimit: 5,
      seatsUsed: 1,
      externals: 1,
      externalsInvited: 1,
      workgroups: [{ id: launch, name: 'Launch' }],
      closedWorkgroups: [{ id: board, name: 'Board' }],
      mailService: false,
      smsService: false,
      mayCreateWorkgroup: true,
    })
  })

  it('A1, W2, X6: employees invite into groups they are in; where only administrators may, the group must allow it', async () => {
    const { context, extranet, order, workgroups, vera, launch } = await setUp({ who_may_invite: 'administrators' })
    const eve = await context.addPerson()
    const gina = await context.addPerson({ kind: 'external', departmentIds: [] })
    await workgroups.addMembers(vera, { id: launch, personIds: [eve.personId, gina.personId] })
    await expectRefusal(extranet.get(eve), 'NOT_ALLOWED')
    await expectRefusal(extranet.invite(eve, order('a@guest.example')), 'NOT_ALLOWED')
    await workgroups.update(vera, { id: launch, name: 'Launch', description: '', membersMayInvite: true })
    expect(await extranet.get(eve)).toMatchObject({ workgroups: [{ name: 'Launch' }], mayCreateWorkgroup: false })
    expect((await extranet.invite(eve, order('a@guest.example'))).invited).toBe(1)
    await expectRefusal(extranet.get(gina), 'NOT_ALLOWED')
    await expectRefusal(extranet.invite(gina, order('b@guest.example')), 'NOT_ALLOWED')
  })

  it('Z8, A2: a sponsor must be seen, active and no external; the last day must not be past', async () => {
    const { context, extranet, order, vera } = await setUp()
    const gina = await context.addPerson({ kind: 'external', departmentIds: [] })
    const asked = order('a@guest.example')
    await expectRefusal(extranet.invite(vera, { ...asked, sponsorId: gina.personId }), 'OWNER_NOT_ALLOWED')
    const past = await refusalOf(extranet.invite(vera, { ...asked, endsOn: '2026-03-01' }))
    expect(past.fields).toEqual([{ field: 'endsOn', code: 'DATE_PAST' }])
    expect((await extranet.invite(vera, { ...asked, endsOn: '2026-03-02' })).invited).toBe(1)
  })
})

describe('externals stay outside the structure', () => {
  it('X6: nobody puts an external into a department, makes them head, or adds them to a closed group', async () => {
    const { context, people, workgroups, vera } = await setUp()
    const gina = await context.addPerson({ kind: 'external', departmentIds: [] })
    const departmentId = await context.addDepartment('Sales')
    const { id: board } = await workgroups.add(vera, { name: 'Board', description: '' })
    const refusedOf = async (work: Promise<{ refused: readonly { refusal: { code: string } }[] }>) =>
      (await work).refused.map((each) => each.refusal.code)
    const ids = [gina.personId]
    expect(await refusedOf(people.changeDepartments(vera, { ids, departmentIds: [departmentId] }))).toEqual([
      'EXTERNAL_STAYS_OUTSIDE',
    ])
    const add = (places: { departmentIds: string[]; workgroupIds: string[] }) =>
      refusedOf(people.addTo(vera, { ids, ...places }))
    expect(await add({ departmentIds: [departmentId], workgroupIds: [] })).toEqual(['EXTERNAL_STAYS_OUTSIDE'])
    expect(await add({ departmentIds: [], workgroupIds: [board] })).toEqual(['WORKGROUP_CLOSED_TO_EXTERNALS'])
    const profile = await people.get(vera, { id: gina.personId })
    expect(profile.actions).not.toContain('change-departments')
  })
})
