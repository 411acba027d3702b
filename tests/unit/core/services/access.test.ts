import { describe, expect, it } from 'vitest'
import { createAccessService } from '../../../../electron/core/services/access'
import { newId } from '../../../../electron/core/services/ids'
import type { Actor } from '../../../../electron/core/services/ports'
import { createPeopleService } from '../../../../electron/core/services/people/people'
import { createSearchService } from '../../../../electron/core/services/search'
import { readStanding } from '../../../../electron/core/services/accounts/standing'
import { createStructureService } from '../../../../electron/core/services/structure/structure'
import { createWorkgroupsService } from '../../../../electron/core/services/workgroups/workgroups'
import { readMembership } from '../../../../electron/core/store/accounts'
import type { TestPortal } from '../../../support/core-context'
import { inviting, openMailPortal, saveAccount } from '../../../support/mail-story'
import { expectRefusal } from '../../../support/refusals'

const NOWHERE = { departments: 'none', workgroups: 'none', skipConfirmation: false } as const
const CLOSED = {
  whoMayInvite: 'administrators',
  structureSeenBy: 'everyone',
  structureEditedBy: 'administrators',
} as const

async function setUp(portal: Parameters<typeof openMailPortal>[0] = { who_may_invite: 'administrators' }) {
  const opened = await openMailPortal(portal)
  await saveAccount(opened.context, 2525)
  const { context } = opened
  return {
    ...opened,
    vera: context.administrator,
    access: createAccessService(context),
    people: createPeopleService(context),
    structure: createStructureService(context),
  }
}

async function addGroup(
  context: TestPortal,
  name: string,
  columns: { members_may_invite?: 0 | 1; owner_id?: string; members?: readonly Actor[] } = {},
): Promise<string> {
  const { members = [], ...flags } = columns
  const id = newId(context)
  await context.store.write(async (writer) => {
    await writer
      .insertInto('workgroup')
      .values({ id, name, description: '', created_at: 0, ...flags })
      .execute()
    for (const { personId } of members) {
      await writer.insertInto('workgroup_member').values({ workgroup_id: id, person_id: personId }).execute()
    }
  })
  return id
}

async function makeHead(context: TestPortal, person: Actor, departmentId: string): Promise<void> {
  await context.store.write(async (writer) => {
    await writer
      .insertInto('department_member')
      .values({ person_id: person.personId, department_id: departmentId, head: 1 })
      .onConflict((conflict) => conflict.columns(['department_id', 'person_id']).doUpdateSet({ head: 1 }))
      .execute()
  })
}

describe('who may invite', () => {
  it('A1: is kept, told and recorded with what changed; what is as it was leaves no trace', async () => {
    const { access, context, vera } = await setUp({})
    await access.update(vera, CLOSED)
    await access.update(vera, CLOSED)
    expect(await access.get(vera)).toEqual({ ...CLOSED, delegations: [] })
    expect(await context.rowsOf('audit')).toMatchObject([
      { action: 'access.changed', details: '{"who_may_invite":"administrators"}' },
    ])
    expect(context.announced).toEqual([['settings', 'structure', 'session', 'activity']])
  })

  it('A1, B1: is for administrators and partners to see and to set', async () => {
    const { access, context } = await setUp()
    const partner = await context.addPerson({ kind: 'partner' })
    const colleague = await context.addPerson()
    const guest = await context.addPerson({ kind: 'external', departmentIds: [] })
    for (const actor of [colleague, guest]) {
      await expectRefusal(access.get(actor), 'NOT_ALLOWED')
      await expectRefusal(access.update(actor, CLOSED), 'NOT_ALLOWED')
      await expectRefusal(access.delegate(actor, { holder: 'person', ofId: actor.personId, ...NOWHERE }), 'NOT_ALLOWED')
      await expectRefusal(access.removeDelegation(actor, { id: context.rootId }), 'NOT_ALLOWED')
    }
    await access.update(partner, { ...CLOSED, whoMayInvite: 'everyone' })
    expect((await access.get(partner)).whoMayInvite).toBe('everyone')
  })
})

describe('inviting delegated (Z11)', () => {
  it('Z11: lets a person invite into the departments they are in and all below, and nowhere else', async () => {
    const { access, context, invitations, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const north = await context.addDepartment('North', sales)
    const design = await context.addDepartment('Design')
    const group = await addGroup(context, 'Website')
    const emil = await context.addPerson({ departmentIds: [sales] })
    await expectRefusal(invitations.inviteByMailService(emil, inviting('a@x.com')), 'NOT_ALLOWED')
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE, departments: 'own' })

    const invite = (departmentIds: string[], workgroupIds: string[] = []) =>
      invitations.inviteByMailService(emil, {
        ...inviting(`${departmentIds.length}@x.com`),
        departmentIds,
        workgroupIds,
      })
    expect((await invite([sales, north])).invited).toBe(1)
    expect((await invite([])).invited).toBe(1)
    await expectRefusal(invite([design]), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invite([north, context.rootId]), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invite([], [group]), 'PLACE_NOT_ALLOWED')
    const drafted = { ...inviting('b@x.com'), mode: 'each' as const, departmentIds: [design] }
    await expectRefusal(invitations.prepareDrafts(emil, drafted), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invitations.countDrafts(emil, drafted), 'PLACE_NOT_ALLOWED')
    await expectRefusal(
      invitations.previewText(emil, { locale: 'en', text: null, departmentIds: [design] }),
      'PLACE_NOT_ALLOWED',
    )
    expect(await access.invitingScope(emil)).toEqual({
      allowed: true,
      departmentIds: expect.arrayContaining([sales, north]),
      departments: [
        { id: north, name: 'North' },
        { id: sales, name: 'Sales' },
      ],
      workgroupIds: [],
      skipConfirmation: false,
    })
  })

  it('Z11: to be in the company itself makes none of its departments one’s own', async () => {
    const { access, context, vera } = await setUp()
    await context.addDepartment('Sales')
    const emil = await context.addPerson()
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE, departments: 'own' })
    expect((await access.invitingScope(emil)).departmentIds).toEqual([context.rootId])
    await makeHead(context, emil, context.rootId)
    expect((await access.invitingScope(emil)).departmentIds).toHaveLength(2)
  })

  it('Z11: given to heads, it follows who is head, of any department or of one', async () => {
    const { access, context, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const north = await context.addDepartment('North', sales)
    const design = await context.addDepartment('Design')
    const emil = await context.addPerson({ departmentIds: [design] })
    const scope = () => access.invitingScope(emil)
    const { id } = await access.delegate(vera, {
      holder: 'department-heads',
      ofId: sales,
      ...NOWHERE,
      departments: 'own',
    })
    await makeHead(context, emil, design)
    expect(await scope()).toMatchObject({ allowed: false, departmentIds: [] })
    await makeHead(context, emil, sales)
    expect(new Set((await scope()).departmentIds)).toEqual(new Set([sales, north]))
    await access.delegate(vera, { holder: 'department-heads', ofId: null, ...NOWHERE, departments: 'own' })
    expect(new Set((await scope()).departmentIds)).toEqual(new Set([sales, north, design]))
    await access.removeDelegation(vera, { id })
    await createStructureService(context).setHeads(vera, { id: sales, personIds: [] })
    expect((await scope()).departmentIds).toEqual([design])
  })

  it('Z11: given to owners of workgroups, it follows who owns one', async () => {
    const { access, context, invitations, vera } = await setUp()
    const emil = await context.addPerson()
    const own = await addGroup(context, 'Own', { owner_id: emil.personId })
    const joined = await addGroup(context, 'Joined', { members: [emil] })
    await access.delegate(vera, { holder: 'workgroup-owners', ofId: null, ...NOWHERE, workgroups: 'own' })
    expect((await access.invitingScope(emil)).workgroupIds).toEqual([own])
    await expectRefusal(
      invitations.inviteByMailService(emil, { ...inviting('a@x.com'), workgroupIds: [joined] }),
      'PLACE_NOT_ALLOWED',
    )
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE, workgroups: 'own' })
    expect(new Set((await access.invitingScope(emil)).workgroupIds)).toEqual(new Set([own, joined]))
  })

  it('Z11, A1: whoever may edit the structure, but not manage access, changes nobody’s right to invite by it', async () => {
    const open = { who_may_invite: 'administrators', structure_edited_by: 'everyone' } as const
    const { access, context, structure, vera } = await setUp(open)
    const [eve, otto] = [await context.addPerson(), await context.addPerson({ firstName: 'Otto' })]
    const [sales, design] = [await context.addDepartment('Sales'), await context.addDepartment('Design')]
    await makeHead(context, otto, sales)
    const seen = await context.addPerson({ invited_by: eve.personId })
    const lead = (who: Actor[], id = context.rootId) =>
      structure.setHeads(eve, { id, personIds: who.map(({ personId }) => personId) })
    const mayLead = async (actor: Actor, id = design) => (await structure.get(actor, { id })).maySetHeads
    expect([await mayLead(eve), await mayLead(vera)]).toEqual([true, true])
    await lead([seen])
    const step = await structure.lastStep(eve)
    expect(step).toMatchObject({ act: 'department.heads-changed' })
    const { id } = await access.delegate(vera, {
      holder: 'department-heads',
      ofId: null,
      departments: 'own',
      workgroups: 'none',
      skipConfirmation: true,
    })
    await expectRefusal(lead([eve]), 'NOT_ALLOWED')
    await expectRefusal(lead([seen, eve]), 'NOT_ALLOWED')
    await expectRefusal(lead([eve], design), 'NOT_ALLOWED')
    // The window does not offer what is refused.
    expect([await mayLead(eve), await mayLead(eve, context.rootId), await mayLead(vera)]).toEqual([false, false, true])
    await expectRefusal(structure.merge(eve, { id: sales, intoId: design }), 'NOT_ALLOWED')
    await expectRefusal(structure.remove(eve, { id: sales }), 'NOT_ALLOWED')
    await expectRefusal(structure.undo(eve, { id: step?.id ?? 0 }), 'NOT_ALLOWED')
    expect(await structure.lastStep(eve)).toBeNull()
    expect((await access.invitingScope(eve)).allowed).toBe(false)
    // What changes nobody's rights is theirs to do.
    const { id: field } = await structure.add(eve, { parentId: sales, name: 'Field' })
    await structure.move(eve, { id: design, parentId: sales, position: null })
    await structure.merge(eve, { id: field, intoId: design })
    await access.removeDelegation(vera, { id })
    expect(await mayLead(eve)).toBe(true)
    await lead([eve], design)
  })

  it('Z11, A1: a head moves nothing below themselves that they could then invite to', async () => {
    const open = { who_may_invite: 'administrators', structure_edited_by: 'everyone' } as const
    const { access, context, structure, vera } = await setUp(open)
    const emil = await context.addPerson()
    const [sales, design] = [await context.addDepartment('Sales'), await context.addDepartment('Design')]
    await makeHead(context, emil, sales)
    await access.delegate(vera, { holder: 'department-heads', ofId: sales, ...NOWHERE, departments: 'own' })
    await expectRefusal(structure.move(emil, { id: design, parentId: sales, position: null }), 'NOT_ALLOWED')
    const { id: field } = await structure.add(emil, { parentId: sales, name: 'Field' })
    await structure.move(emil, { id: field, parentId: design, position: null })
    expect((await access.invitingScope(emil)).departmentIds).toEqual([sales])
  })

  it('Z11, A1: an owner hands a workgroup on only where no inviting goes with it', async () => {
    const { access, context, vera } = await setUp()
    const workgroups = createWorkgroupsService(context)
    const [emil, nina] = [await context.addPerson(), await context.addPerson()]
    const id = await addGroup(context, 'Own', { owner_id: emil.personId, members: [emil, nina] })
    await access.delegate(vera, { holder: 'workgroup-owners', ofId: id, ...NOWHERE, workgroups: 'own' })
    const hand = (actor: Actor, ownerId: string) =>
      workgroups.update(actor, { id, name: 'Own', description: 'Ours', ownerId })
    const heirs = async (actor: Actor) => (await workgroups.get(actor, { id })).heirs
    expect([await heirs(emil), await heirs(nina), await heirs(vera)]).toEqual([[], [], null])
    await expectRefusal(hand(emil, nina.personId), 'NOT_ALLOWED')
    await hand(emil, emil.personId)
    await hand(vera, nina.personId)
    expect((await access.invitingScope(nina)).workgroupIds).toEqual([id])
  })

  it('Z11: the same holder again replaces what was set, and each step is written down readably', async () => {
    const { access, context, vera } = await setUp()
    const emil = await context.addPerson({ firstName: 'Emil' })
    const holder = { holder: 'person', ofId: emil.personId } as const
    const first = await access.delegate(vera, { ...holder, ...NOWHERE })
    const second = await access.delegate(vera, { ...holder, ...NOWHERE, departments: 'any', skipConfirmation: true })
    expect(second).toEqual(first)
    expect((await access.get(vera)).delegations).toEqual([
      {
        ...first,
        holder: 'person',
        of: { id: emil.personId, name: 'Emil' },
        departments: 'any',
        workgroups: 'none',
        skipConfirmation: true,
      },
    ])
    await access.removeDelegation(vera, first)
    await expectRefusal(access.removeDelegation(vera, first), 'NOT_FOUND')
    expect(await context.rowsOf('audit')).toMatchObject([
      { action: 'access.delegated', subject_name: 'Emil' },
      {
        action: 'access.delegated',
        details: '{"holder":"person","departments":"any","workgroups":"none","skipConfirmation":1}',
      },
      { action: 'access.delegation-removed', subject_name: 'Emil' },
    ])
    expect((await access.invitingScope(emil)).allowed).toBe(false)
  })

  it('Z11, X6: only an active employee is given it, and only a place that is there', async () => {
    const { access, context, vera } = await setUp()
    const invited = await context.addPerson({ status: 'invited' })
    const guest = await context.addPerson({ kind: 'external', departmentIds: [] })
    const delegate = (holder: 'person' | 'department-heads' | 'workgroup-owners', ofId: string | null) =>
      access.delegate(vera, { holder, ofId, ...NOWHERE })
    await expectRefusal(delegate('person', invited.personId), 'STATE_NOT_ALLOWED')
    await expectRefusal(delegate('person', guest.personId), 'EXTERNAL_STAYS_OUTSIDE')
    await expectRefusal(delegate('person', null), 'NOT_FOUND')
    await expectRefusal(delegate('department-heads', guest.personId), 'NOT_FOUND')
    await expectRefusal(delegate('workgroup-owners', context.rootId), 'NOT_FOUND')
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('Z11: whoever is dismissed holds it no longer; the operator’s standing tells', async () => {
    const { access, context, people, vera } = await setUp()
    const emil = await context.addPerson()
    const standing = () => readStanding(context.store.reader, emil.personId)
    expect(await standing()).toMatchObject({ mayInvite: false })
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE })
    expect(await standing()).toMatchObject({ mayInvite: true })
    await people.dismiss(vera, { ids: [emil.personId] })
    expect(await standing()).toBeNull()
    expect((await access.invitingScope(emil)).allowed).toBe(false)
  })

  it('Z11: confirmation is skipped only where the delegation says so', async () => {
    const { access, context, invitations, vera } = await setUp()
    const emil = await context.addPerson()
    const holder = { holder: 'person', ofId: emil.personId } as const
    const invite = () => invitations.inviteByMailService(emil, { ...inviting('a@x.com'), requireConfirmation: false })
    await access.delegate(vera, { ...holder, ...NOWHERE })
    await expectRefusal(invite(), 'NOT_ALLOWED')
    await access.delegate(vera, { ...holder, ...NOWHERE, skipConfirmation: true })
    expect((await invite()).invited).toBe(1)
  })

  it('Z11: where somebody may not invite to, an employee does not move their invitee to either', async () => {
    const { access, context, people, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const design = await context.addDepartment('Design')
    const emil = await context.addPerson({ departmentIds: [sales] })
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE, departments: 'own' })
    const nina = await context.addPerson({ status: 'invited', invited_by: emil.personId })
    await context.addInvitation(nina.personId, [])
    const refusedWith = async (departmentIds: string[]) => {
      const ids = [nina.personId]
      const changed = await people.changeDepartments(emil, { ids, departmentIds })
      const added = await people.addTo(emil, { ids, departmentIds, workgroupIds: [] })
      return [...changed.refused, ...added.refused].map((each) => each.refusal.code)
    }
    expect(await refusedWith([design])).toEqual(['PLACE_NOT_ALLOWED', 'PLACE_NOT_ALLOWED'])
    expect(await refusedWith([sales])).toEqual([])
    await people.changeDepartments(vera, { ids: [nina.personId], departmentIds: [design] })
    expect(await refusedWith([design, sales])).toEqual([])
  })

  it('Z11: a delegate is shown the open link only where all it leads to is theirs', async () => {
    const { access, context, openLink, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const design = await context.addDepartment('Design')
    const emil = await context.addPerson({ departmentIds: [sales] })
    await access.delegate(vera, { holder: 'person', ofId: emil.personId, ...NOWHERE, departments: 'own' })
    const open = (departmentIds: string[]) =>
      openLink.update(vera, {
        enabled: true,
        requireConfirmation: true,
        greeting: '',
        validUntil: null,
        maximumRegistrations: null,
        departmentIds,
      })
    await open([sales])
    expect(await openLink.get(emil)).toMatchObject({ link: { url: expect.any(String) }, departments: [{ id: sales }] })
    await open([sales, design])
    expect(await openLink.get(emil)).toMatchObject({ link: null, departments: [{ id: sales }] })
  })
})

describe('inviting from a workgroup (W2)', () => {
  it('W2: a member invites into it where the group allows it, and into nothing else', async () => {
    const { context, invitations, people, vera } = await setUp()
    const emil = await context.addPerson()
    const open = await addGroup(context, 'Open', { members_may_invite: 1, members: [emil] })
    const shut = await addGroup(context, 'Shut', { members: [emil] })
    const foreign = await addGroup(context, 'Foreign', { members_may_invite: 1 })
    const sales = await context.addDepartment('Sales')
    const invite = (fromWorkgroupId: string | null, workgroupIds: string[], more: object = {}) =>
      invitations.inviteByMailService(emil, { ...inviting('a@x.com'), fromWorkgroupId, workgroupIds, ...more })
    await expectRefusal(invite(null, [open]), 'NOT_ALLOWED')
    await expectRefusal(invite(shut, [shut]), 'NOT_ALLOWED')
    await expectRefusal(invite(foreign, [foreign]), 'NOT_ALLOWED')
    await expectRefusal(invite(open, []), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invite(open, [open, shut]), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invite(open, [open], { departmentIds: [sales] }), 'PLACE_NOT_ALLOWED')
    await expectRefusal(invite(open, [open], { requireConfirmation: false }), 'NOT_ALLOWED')
    await expectRefusal(invite(sales, [open]), 'NOT_FOUND')
    expect((await invitations.read(emil, { text: 'a@x.com' })).entries).toHaveLength(1)

    expect((await invite(open, [open])).invited).toBe(1)
    expect(await context.rowsOf('invitation')).toMatchObject([{ channel: 'workgroup', created_by: emil.personId }])
    const nina = (await people.list(vera, { ...LIST, filter: 'invited' })).rows[0]
    expect((await invitations.resend(emil, { ids: [nina?.id ?? ''] })).done).toHaveLength(1)
  })

  it('W2, X6: an external member never invites', async () => {
    const { context, invitations } = await setUp({ who_may_invite: 'everyone' })
    const guest = await context.addPerson({ kind: 'external', departmentIds: [] })
    const open = await addGroup(context, 'Open', { members_may_invite: 1, members: [guest], owner_id: guest.personId })
    const order = { ...inviting('a@x.com'), fromWorkgroupId: open, workgroupIds: [open] }
    await expectRefusal(invitations.inviteByMailService(guest, order), 'NOT_ALLOWED')
    await expectRefusal(invitations.read(guest, { text: 'a@x.com' }), 'NOT_ALLOWED')
    expect(await readStanding(context.store.reader, guest.personId)).toMatchObject({ mayInvite: false })
  })
})

const LIST = {
  cursor: null,
  limit: 50,
  filter: 'all',
  search: '',
  departmentId: null,
  sort: 'name',
  descending: false,
} as const

describe('for whom the structure is open', () => {
  it('A1: employees neither see nor find departments where administrators only see the structure', async () => {
    const { access, context, structure, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const emil = await context.addPerson()
    const search = createSearchService(context)
    expect(await structure.tree(emil)).toHaveLength(2)
    expect(await search.find(emil, { text: 'sales' })).toHaveLength(1)
    await access.update(vera, { ...CLOSED, structureSeenBy: 'administrators', structureEditedBy: 'everyone' })
    await expectRefusal(structure.tree(emil), 'NOT_ALLOWED')
    await expectRefusal(structure.get(emil, { id: sales }), 'NOT_ALLOWED')
    await expectRefusal(structure.rename(emil, { id: sales, name: 'Selling' }), 'NOT_ALLOWED')
    expect(await search.find(emil, { text: 'sales' })).toEqual([])
    expect(await readStanding(context.store.reader, emil.personId)).toMatchObject({ structure: 'none' })
    expect(await search.find(vera, { text: 'sales' })).toHaveLength(1)
  })

  it('A1, A2: employees edit the structure where it is open to them, and see of people no more than before', async () => {
    const { access, context, people, structure, vera } = await setUp()
    const sales = await context.addDepartment('Sales')
    const colleague = await context.addPerson({ firstName: 'Nina', departmentIds: [sales] })
    const emil = await context.addPerson()
    await expectRefusal(structure.add(emil, { parentId: sales, name: 'North' }), 'NOT_ALLOWED')
    await access.update(vera, { ...CLOSED, structureEditedBy: 'everyone' })
    await structure.add(emil, { parentId: sales, name: 'North' })
    await structure.rename(emil, { id: sales, name: 'Selling' })
    await expectRefusal(structure.setHeads(emil, { id: sales, personIds: [colleague.personId] }), 'NOT_FOUND')
    await structure.setHeads(vera, { id: sales, personIds: [colleague.personId] })
    await structure.setHeads(emil, { id: sales, personIds: [colleague.personId, emil.personId] })
    expect((await structure.get(emil, { id: sales })).heads).toHaveLength(2)
    expect((await people.list(emil, LIST)).rows.map((row) => row.id)).toEqual([emil.personId])
    expect(await readStanding(context.store.reader, emil.personId)).toMatchObject({ structure: 'edit' })
  })
})

describe('what an external person sees (X6)', () => {
  it('X6: themselves, their workgroups and the names of those in them; no department, whoever put them into one', async () => {
    const { context, people, structure, vera } = await setUp({ who_may_invite: 'everyone' })
    const sales = await context.addDepartment('Sales')
    const guest = await context.addPerson({
      kind: 'external',
      firstName: 'Gregor',
      departmentIds: [sales],
      invited_by: vera.personId,
    })
    const fellow = await context.addPerson({ firstName: 'Fiona', email: 'fiona@aurora.example', position: 'Chief' })
    const stranger = await context.addPerson({ firstName: 'Stella' })
    const shared = await addGroup(context, 'Shared', { members: [guest, fellow] })
    await addGroup(context, 'Hidden', { members: [stranger] })
    const workgroups = createWorkgroupsService(context)

    const list = await people.list(guest, LIST)
    expect(list.rows).toMatchObject([{ name: 'Gregor', departments: [], invitedBy: null, actions: [] }])
    expect(await people.get(guest, { id: guest.personId })).toMatchObject({ departments: [], heads: [] })
    for (const other of [fellow, stranger, vera]) {
      await expectRefusal(people.get(guest, { id: other.personId }), 'NOT_FOUND')
    }
    expect(await people.counters(guest)).toEqual({ invited: 0, pending: null })
    await expectRefusal(structure.tree(guest), 'NOT_ALLOWED')
    await expectRefusal(structure.get(guest, { id: sales }), 'NOT_ALLOWED')
    const search = createSearchService(context)
    expect(await search.find(guest, { text: 'sales' })).toEqual([])
    expect(await search.find(guest, { text: 'fiona' })).toEqual([])

    expect((await workgroups.list(guest)).map((group) => group.name)).toEqual(['Shared'])
    const group = JSON.stringify(await workgroups.get(guest, { id: shared }))
    expect(group).toContain('Fiona')
    expect(group).not.toMatch(/Chief|fiona@|Sales/u)
  })

  it('X6: the page of the join site names no department to them', async () => {
    const { context } = await setUp()
    const sales = await context.addDepartment('Sales')
    const guest = await context.addPerson({ kind: 'external', departmentIds: [sales] })
    await context.store.write(async (writer) => {
      await writer
        .insertInto('credential')
        .values({ person_id: guest.personId, password: 'x', changed_at: 0 })
        .execute()
    })
    expect(await readMembership(context.store.reader, guest.personId)).toMatchObject({ departments: [] })
  })
})
