import { describe, expect, it } from 'vitest'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { type NewTestPerson, openTestPortal } from '../../../../support/core-context'
import { inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'

async function setUp(portal: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal(portal)
  const workgroups = createWorkgroupsService(context)
  const vera = context.administrator
  const group = async (name: string, flags: object = {}) =>
    (await workgroups.add(vera, { name, description: '', ...flags })).id
  const guest = (person: NewTestPerson = {}) => context.addPerson({ kind: 'external', departmentIds: [], ...person })
  return { context, workgroups, vera, group, guest }
}

describe('workgroups and external users', () => {
  it('X2: a new workgroup is closed to externals; one that allows them counts them', async () => {
    const { workgroups, vera, group, guest } = await setUp()
    const gina = await guest({ firstName: 'Gina' })
    const closed = await group('Board')
    await expectRefusal(
      workgroups.addMembers(vera, { id: closed, personIds: [gina.personId] }),
      'WORKGROUP_CLOSED_TO_EXTERNALS',
      { name: 'Board' },
    )
    const open = await group('Launch', { allowExternal: true })
    await workgroups.addMembers(vera, { id: open, personIds: [gina.personId, vera.personId] })
    expect(await workgroups.get(vera, { id: open })).toMatchObject({
      members: 2,
      externals: 1,
      allowExternal: true,
      people: [
        { name: 'Gina', kind: 'external' },
        { name: 'Vera Stone', kind: 'employee' },
      ],
    })
    expect(await workgroups.get(vera, { id: closed })).toMatchObject({ members: 0, externals: 0, allowExternal: false })
  })

  it('X2: access is not switched off while externals are in or invited; whoever was dismissed does not come back', async () => {
    const { context, workgroups, vera, group, guest } = await setUp()
    const id = await group('Launch', { allowExternal: true })
    const gina = await guest()
    const gone = await guest()
    const invited = await guest({ status: 'invited' })
    await workgroups.addMembers(vera, { id, personIds: [gina.personId, gone.personId] })
    const invitationId = await context.addInvitation(invited.personId, [])
    await context.store.write(async (writer) => {
      await writer
        .insertInto('invitation_workgroup')
        .values({ invitation_id: invitationId, workgroup_id: id })
        .execute()
      await writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', gone.personId).execute()
    })
    const close = () => workgroups.update(vera, { id, name: 'Launch', description: '', allowExternal: false })
    await expectRefusal(close(), 'WORKGROUP_HAS_EXTERNALS', { count: 2 })
    await workgroups.removeMember(vera, { id, personId: gina.personId })
    await expectRefusal(close(), 'WORKGROUP_HAS_EXTERNALS', { count: 1 })
    await context.store.write(async (writer) => {
      await writer.updateTable('invitation').set({ state: 'revoked' }).where('id', '=', invitationId).execute()
    })
    await close()
    expect(await workgroups.get(vera, { id })).toMatchObject({ allowExternal: false, externals: 0 })
    expect(await context.store.reader.selectFrom('workgroup_member').selectAll().execute()).toEqual([])
    expect(await context.store.reader.selectFrom('invitation_workgroup').selectAll().execute()).toEqual([])
  })

  it('X2: other changes leave the flags as they are', async () => {
    const { workgroups, vera, group } = await setUp()
    const id = await group('Launch', { allowExternal: true, membersMayInvite: true, ownerId: vera.personId })
    await workgroups.update(vera, { id, name: 'Start', description: 'All of it' })
    expect(await workgroups.list(vera)).toMatchObject([
      { name: 'Start', allowExternal: true, membersMayInvite: true, owner: { name: 'Vera Stone' }, members: 1 },
    ])
  })

  it('X6: an external sees the groups they are in with the names of the people, and nothing else', async () => {
    const { context, workgroups, vera, group, guest } = await setUp()
    const gina = await guest({ firstName: 'Gina' })
    const ann = await context.addPerson({ firstName: 'Ann', position: 'Buyer', status: 'pending' })
    const invited = await context.addPerson({ status: 'invited', firstName: 'Ivan' })
    const shared = await group('Launch', { allowExternal: true, membersMayInvite: true })
    const other = await group('Board')
    await workgroups.addMembers(vera, { id: shared, personIds: [gina.personId, ann.personId] })
    const invitationId = await context.addInvitation(invited.personId)
    await context.store.write(async (writer) => {
      await writer
        .insertInto('invitation_workgroup')
        .values({ invitation_id: invitationId, workgroup_id: shared })
        .execute()
    })
    expect(await workgroups.list(gina)).toMatchObject([{ id: shared, mayEdit: false, mayInvite: false }])
    await expectRefusal(workgroups.get(gina, { id: other }), 'NOT_FOUND')
    const seen = await workgroups.get(gina, { id: shared })
    expect(seen.people.map(({ name, position, status }) => [name, position, status])).toEqual([
      ['Ann', '', 'active'],
      ['Gina', '', 'active'],
    ])
    expect(seen.invited).toEqual([])
    await expectRefusal(workgroups.addMembers(gina, { id: shared, personIds: [gina.personId] }), 'NOT_ALLOWED')
    await expectRefusal(workgroups.update(gina, { id: shared, name: 'Mine', description: '' }), 'NOT_ALLOWED')
    expect((await workgroups.get(vera, { id: shared })).invited.map((person) => person.name)).toEqual(['Ivan'])
  })
})

describe('owners', () => {
  it('W2: an owner is somebody active and no external, is a member, and edits the group but no other', async () => {
    const { context, workgroups, vera, group, guest } = await setUp()
    const olga = await context.addPerson({ firstName: 'Olga' })
    const gina = await guest()
    const pending = await context.addPerson({ status: 'pending' })
    const id = await group('Launch', { ownerId: olga.personId })
    const other = await group('Board')
    for (const nobody of [gina, pending]) {
      const change = workgroups.update(vera, { id, name: 'Launch', description: '', ownerId: nobody.personId })
      await expectRefusal(change, 'OWNER_NOT_ALLOWED')
    }
    expect(await workgroups.list(olga)).toMatchObject([{ id, mayEdit: true, owner: { name: 'Olga' }, members: 1 }])
    await workgroups.update(olga, { id, name: 'Launch', description: 'Ours', membersMayInvite: true })
    await expectRefusal(workgroups.update(olga, { id: other, name: 'B', description: '' }), 'NOT_FOUND')
    await expectRefusal(workgroups.remove(olga, { id }), 'NOT_ALLOWED')
    expect((await workgroups.get(olga, { id })).people).toMatchObject([{ name: 'Olga', owner: true }])
    await workgroups.removeMember(vera, { id, personId: olga.personId })
    expect(await workgroups.list(vera)).toMatchObject([{ name: 'Board' }, { name: 'Launch', owner: null }])
  })

  it('A2: an owner adds and names only people they see', async () => {
    const { context, workgroups, vera, group } = await setUp()
    const olga = await context.addPerson({ firstName: 'Olga' })
    const stranger = await context.addPerson()
    const own = await context.addPerson({ invited_by: olga.personId, firstName: 'Nick' })
    const id = await group('Launch', { ownerId: olga.personId })
    await expectRefusal(workgroups.addMembers(olga, { id, personIds: [stranger.personId] }), 'NOT_FOUND')
    const hand = (ownerId: string) => workgroups.update(olga, { id, name: 'Launch', description: '', ownerId })
    await expectRefusal(hand(stranger.personId), 'NOT_FOUND')
    await workgroups.addMembers(olga, { id, personIds: [own.personId] })
    const pending = await context.addPerson({ status: 'pending' })
    await workgroups.addMembers(vera, { id, personIds: [pending.personId] })
    // Offered are the members who can own it, and nobody else.
    expect((await workgroups.get(olga, { id })).heirs?.map(({ name }) => name)).toEqual(['Nick', 'Olga'])
    await expectRefusal(hand(pending.personId), 'OWNER_NOT_ALLOWED')
    await hand(own.personId)
    expect((await workgroups.get(olga, { id })).heirs).toEqual([])
    expect(await workgroups.list(vera)).toMatchObject([{ owner: { name: 'Nick' } }])
  })
})

describe('inviting from a workgroup', () => {
  it('W2, A1: any member may invite where the group allows it, although only administrators may', async () => {
    const { context, workgroups, vera, group } = await setUp({ who_may_invite: 'administrators' })
    const ann = await context.addPerson()
    const open = await group('Launch', { membersMayInvite: true })
    const closed = await group('Board')
    for (const id of [open, closed]) await workgroups.addMembers(vera, { id, personIds: [ann.personId] })
    expect((await workgroups.list(ann)).map(({ name, mayInvite }) => [name, mayInvite])).toEqual([
      ['Board', false],
      ['Launch', true],
    ])
    expect((await workgroups.list(vera)).every((each) => each.mayInvite)).toBe(true)
  })

  it('W1: an invitation into the group shows among its invited, to whom may see the person', async () => {
    const { context, invitations } = await openMailPortal()
    await saveAccount(context, 2525)
    const workgroups = createWorkgroupsService(context)
    const vera = context.administrator
    const { id } = await workgroups.add(vera, { name: 'Launch', description: '' })
    const ann = await context.addPerson({ firstName: 'Ann' })
    await workgroups.addMembers(vera, { id, personIds: [ann.personId] })
    await invitations.inviteByMailService(vera, { ...inviting('new@example.com'), workgroupIds: [id] })
    expect((await workgroups.get(vera, { id })).invited).toMatchObject([{ name: 'new@example.com', status: 'invited' }])
    expect((await workgroups.get(ann, { id })).invited).toEqual([])
  })
})
