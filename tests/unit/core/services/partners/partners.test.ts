import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { contract } from '../../../../../electron/contract'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { readSeats } from '../../../../../electron/core/store/seats'
import { DAY } from '../../../../support/core-context'
import { openPartnerPortal, registryPayload, signedRegistry } from '../../../../support/partner-registry'
import { expectRefusal, refusalOf } from '../../../../support/refusals'

/** Many portals are opened, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const [PAULA, PIET, PETRA, PAVEL] = [
  'paula@nordlicht.example',
  'piet@nordlicht.example',
  'petra@nordlicht.example',
  'pavel@nordlicht.example',
] as const

async function threePartners() {
  const portal = await openPartnerPortal()
  const paula = await portal.addPartner(PAULA, { firstName: 'Paula' })
  const piet = await portal.addPartner(PIET, { firstName: 'Piet' })
  const petra = await portal.addPartner(PETRA, { firstName: 'Petra', status: 'invited' })
  await portal.context.addInvitation(petra.personId)
  return { ...portal, paula, piet, petra }
}

/** Everything a refused act must leave as it was. */
async function wholeStore({ context }: Awaited<ReturnType<typeof openPartnerPortal>>) {
  return Promise.all((['person', 'invitation', 'message', 'audit', 'draft'] as const).map(context.rowsOf))
}

describe('inviting a partner', () => {
  it('B2: an address of a Gold company is invited as a partner of that company, in one transaction', async () => {
    const { context, partners, vera, invitation, rowOf } = await openPartnerPortal()
    const input = { ...invitation('Paula@NORDLICHT.example'), firstName: 'Paula', lastName: 'Weber' }
    const { personId, draftIds } = await partners.invite(vera, input)
    expect(draftIds).toEqual([])
    expect(await rowOf(personId)).toMatchObject({
      kind: 'partner',
      status: 'invited',
      email: PAULA,
      name: 'Paula Weber',
      partner_company: 'nordlicht',
      administrator: 0,
    })
    expect(await context.rowsOf('invitation')).toMatchObject([{ channel: 'partner', state: 'live' }])
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'person.invited',
      details: JSON.stringify({ channel: 'partner', address: PAULA }),
    })
    expect(context.announced.flat()).toEqual(expect.arrayContaining(['partners', 'people', 'counters']))
  })

  it('B2: the invitation travels by the portal’s mail or as a draft of the mail app', async () => {
    const { context, partners, vera, invitation } = await openPartnerPortal()
    const byMail = { ...invitation(PAULA), delivery: 'mail-service' as const }
    await expectRefusal(partners.invite(vera, byMail), 'MAIL_ACCOUNT_MISSING')
    await context.store.write((writer) =>
      writer
        .insertInto('mail_account')
        .values({
          id: 1,
          host: 'mail.aurora.example',
          port: 465,
          security: 'tls',
          username: '',
          from_name: '',
          from_address: 'welcome@aurora.example',
          updated_at: 0,
        })
        .execute(),
    )
    await partners.invite(vera, byMail)
    expect(await context.rowsOf('message')).toMatchObject([{ to_address: PAULA, state: 'queued' }])
    const { draftIds } = await partners.invite(vera, { ...invitation(PIET), delivery: 'mail-app' })
    expect(await context.rowsOf('draft')).toMatchObject([{ id: draftIds[0], mode: 'each' }])
  })

  it('B2: an address that is not listed, or of a company below Gold, is refused and nobody is made', async () => {
    const portal = await openPartnerPortal()
    const { partners, vera, invitation } = portal
    const before = await wholeStore(portal)
    await expectRefusal(partners.invite(vera, invitation('eve@nordlicht.example')), 'PARTNER_NOT_LISTED')
    await expectRefusal(partners.invite(vera, invitation('olga@ostwind.example')), 'PARTNER_STATUS_TOO_LOW', {
      company: 'Ostwind',
      status: 'silver',
    })
    await expectRefusal(partners.invite(vera, invitation('no address')), 'INVALID_INPUT')
    expect(await wholeStore(portal)).toEqual(before)
  })

  it('B2: without a list, and once the list in force has expired, nobody gets access; partners who are in stay', async () => {
    const bare = await openPartnerPortal({ registry: false })
    await expectRefusal(bare.partners.invite(bare.vera, bare.invitation(PAULA)), 'REGISTRY_MISSING')
    const { context, partners, vera, invitation, addPartner, rowOf } = await openPartnerPortal()
    const piet = await addPartner(PIET)
    context.clock.advance(90 * DAY)
    await expectRefusal(partners.invite(vera, invitation(PAULA)), 'REGISTRY_EXPIRED', { date: '2026-05-31' })
    expect(await rowOf(piet.personId)).toMatchObject({ status: 'active', kind: 'partner' })
    expect((await partners.get(vera)).registry).toMatchObject({ expired: true })
  })

  it('S6: an address that is here makes no second person', async () => {
    const portal = await openPartnerPortal()
    await portal.context.addPerson({ firstName: 'Paula', email: PAULA })
    const before = await wholeStore(portal)
    await expectRefusal(portal.partners.invite(portal.vera, portal.invitation(PAULA)), 'ADDRESS_TAKEN', {
      name: 'Paula',
    })
    expect(await wholeStore(portal)).toEqual(before)
  })

  it('B3: partners of a second company are refused while the first one is here, invited or active', async () => {
    const { partners, people, vera, invitation, addPartner } = await openPartnerPortal()
    const paula = await addPartner(PAULA, { status: 'invited' })
    await expectRefusal(partners.invite(vera, invitation('sara@suedwind.example')), 'PARTNER_OTHER_COMPANY', {
      company: 'Nordlicht Consulting',
    })
    await people.dismiss(vera, { ids: [paula.personId] })
    await partners.invite(vera, invitation('sara@suedwind.example'))
    expect((await partners.get(vera)).company).toEqual({ id: 'suedwind', name: 'Suedwind Partners' })
  })

  it('B3: a fourth is refused, also when two are asked in at the same moment', async () => {
    const { partners, vera, invitation, addPartner } = await openPartnerPortal()
    await addPartner(PAULA)
    await addPartner(PIET, { status: 'pending' })
    const both = await Promise.allSettled([
      partners.invite(vera, invitation(PETRA)),
      partners.invite(vera, invitation(PAVEL)),
    ])
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expectRefusal(partners.invite(vera, invitation(PAVEL)), 'PARTNER_SEATS_TAKEN')
    expect((await partners.get(vera)).seats).toHaveLength(3)
  })

  it('B4: the fourth comes in for one of the three, who is dismissed with their link in the same transaction', async () => {
    const { context, partners, vera, invitation, petra, rowOf, actions } = await threePartners()
    const { personId } = await partners.invite(vera, invitation(PAVEL, { dismissId: petra.personId }))
    expect(await rowOf(petra.personId)).toMatchObject({ status: 'dismissed' })
    expect(await rowOf(personId)).toMatchObject({ status: 'invited', kind: 'partner' })
    expect((await context.rowsOf('invitation')).map((row) => 'state' in row && row.state)).toEqual(['revoked', 'live'])
    expect((await actions()).slice(-2)).toEqual(['person.dismissed', 'person.invited'])
    expect(await verifyAudit(context.store.reader)).toMatchObject({ intact: true })
  })

  it('B4: when the second half fails, the first has not happened', async () => {
    const portal = await threePartners()
    const { partners, vera, invitation, paula, context } = portal
    const before = await wholeStore(portal)
    const dismissId = paula.personId
    await expectRefusal(partners.invite(vera, invitation('eve@nordlicht.example', { dismissId })), 'PARTNER_NOT_LISTED')
    await expectRefusal(
      partners.invite(vera, invitation('sara@suedwind.example', { dismissId })),
      'PARTNER_OTHER_COMPANY',
    )
    expect(await wholeStore(portal)).toEqual(before)
    // Even where the second half breaks after everything was decided.
    await context.store.write((writer) =>
      sql`CREATE TRIGGER broken BEFORE INSERT ON invitation BEGIN SELECT RAISE(ABORT, 'broken'); END`.execute(writer),
    )
    await expect(partners.invite(vera, invitation(PAVEL, { dismissId }))).rejects.toThrow('broken')
    expect(await wholeStore(portal)).toEqual(before)
  })

  it('B4: nobody is dismissed where a seat has become free meanwhile', async () => {
    const { context, partners, people, vera, invitation, paula, piet, petra, rowOf } = await threePartners()
    await people.dismiss(vera, { ids: [petra.personId] })
    const { personId } = await partners.invite(vera, invitation(PAVEL, { dismissId: paula.personId }))
    await people.dismiss(vera, { ids: [personId] })
    await people.rehire(vera, { ids: [petra.personId], dismissId: paula.personId })
    await people.dismiss(vera, { ids: [petra.personId] })
    const other = await context.addPerson({ email: 'other@nordlicht.example' })
    await expectRefusal(
      partners.giveAccess(vera, { id: other.personId, dismissId: paula.personId }),
      'PARTNER_NOT_LISTED',
    )
    for (const { personId: id } of [paula, piet]) expect(await rowOf(id)).toMatchObject({ status: 'active' })
  })

  it('B4: only a partner can be chosen, and nobody can choose themselves', async () => {
    const portal = await threePartners()
    const { context, partners, invitation, paula, vera } = portal
    const eve = await context.addPerson()
    const before = await wholeStore(portal)
    await expectRefusal(partners.invite(vera, invitation(PAVEL, { dismissId: eve.personId })), 'NOT_FOUND')
    await expectRefusal(partners.invite(paula, invitation(PAVEL, { dismissId: paula.personId })), 'YOURSELF')
    expect(await wholeStore(portal)).toEqual(before)
  })
})

describe('giving and taking partner access', () => {
  it('B5: an employee gets access under the same check: rights and seat end, departments stay', async () => {
    const { context, partners, vera, rowOf } = await openPartnerPortal({ portal: { seat_limit: 5 } })
    const design = await context.addDepartment('Design')
    const paula = await context.addPerson({ email: PAULA, administrator: true, departmentIds: [design] })
    const other = await context.addPerson({ email: 'other@aurora.example' })
    expect((await readSeats(context.store.reader)).used).toBe(3)
    await partners.giveAccess(vera, { id: paula.personId, dismissId: null })
    expect(await rowOf(paula.personId)).toMatchObject({
      kind: 'partner',
      status: 'active',
      administrator: 0,
      partner_company: 'nordlicht',
    })
    expect(
      await context.store.reader
        .selectFrom('department_member')
        .select('department_id')
        .where('person_id', '=', paula.personId)
        .execute(),
    ).toEqual([{ department_id: design }])
    expect((await readSeats(context.store.reader)).used).toBe(2)
    expect((await context.rowsOf('audit')).at(-1)).toMatchObject({
      action: 'person.partner-given',
      details: JSON.stringify({ company: 'Nordlicht Consulting' }),
    })
    await expectRefusal(partners.giveAccess(vera, { id: other.personId, dismissId: null }), 'PARTNER_NOT_LISTED')
    expect(context.announced.flat()).toContain('session')
  })

  it('B5: a phone alone, a dismissed person and a partner get none', async () => {
    const { context, partners, vera, addPartner } = await openPartnerPortal()
    const phone = await context.addPerson({ phone: '+4930123456' })
    const gone = await context.addPerson({ email: PAULA, status: 'dismissed' })
    const piet = await addPartner(PIET)
    const give = (id: string) => partners.giveAccess(vera, { id, dismissId: null })
    await expectRefusal(give(phone.personId), 'ADDRESS_MISSING')
    await expectRefusal(give(gone.personId), 'STATE_NOT_ALLOWED', { status: 'dismissed' })
    await expectRefusal(give(piet.personId), 'STATE_NOT_ALLOWED', { status: 'active' })
    await expectRefusal(give(context.rootId), 'NOT_FOUND')
  })

  it('A3: the last administrator is not made a partner, and nobody makes themselves one', async () => {
    const { context, partners, addPartner } = await openPartnerPortal()
    const piet = await addPartner(PIET)
    const vera = context.administrator
    await context.store.write((writer) =>
      writer.updateTable('person').set({ email: PAULA }).where('id', '=', vera.personId).execute(),
    )
    await expectRefusal(partners.giveAccess(vera, { id: vera.personId, dismissId: null }), 'YOURSELF')
    await expectRefusal(partners.giveAccess(piet, { id: vera.personId, dismissId: null }), 'NOT_ALLOWED')
    const second = await context.addPerson({ administrator: true })
    await context.store.write((writer) =>
      writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', second.personId).execute(),
    )
    await expectRefusal(partners.giveAccess(second, { id: vera.personId, dismissId: null }), 'LAST_ADMINISTRATOR')
  })

  it('B4, B5: access for a fourth dismisses the one who is chosen, or nothing happens', async () => {
    const portal = await threePartners()
    const { context, partners, vera, piet, rowOf } = portal
    const pavel = await context.addPerson({ email: PAVEL })
    const eve = await context.addPerson({ email: 'eve@nordlicht.example' })
    await expectRefusal(partners.giveAccess(vera, { id: pavel.personId, dismissId: null }), 'PARTNER_SEATS_TAKEN')
    const before = await wholeStore(portal)
    await expectRefusal(partners.giveAccess(vera, { id: eve.personId, dismissId: piet.personId }), 'PARTNER_NOT_LISTED')
    expect(await wholeStore(portal)).toEqual(before)
    await partners.giveAccess(vera, { id: pavel.personId, dismissId: piet.personId })
    expect(await rowOf(piet.personId)).toMatchObject({ status: 'dismissed', kind: 'partner' })
    expect(await rowOf(pavel.personId)).toMatchObject({ status: 'active', kind: 'partner' })
  })

  it('B5: a dismissed partner is rehired where a seat is free and the registry still lists them', async () => {
    const { partners, people, vera, invitation, paula, rowOf, keys } = await threePartners()
    await people.dismiss(vera, { ids: [paula.personId] })
    await partners.invite(vera, invitation(PAVEL))
    const rehire = async () => (await people.rehire(vera, { ids: [paula.personId] })).refused[0]?.refusal.code
    // Nobody is asked whom to dismiss: the refusal must not promise it (B4).
    expect(await rehire()).toBe('NO_PARTNER_SEAT')
    const pavel = (await partners.get(vera)).seats.find((seat) => seat.email === PAVEL)
    await people.dismiss(vera, { ids: [pavel?.id ?? ''] })
    const nobody = { id: 'nordlicht', name: 'Nordlicht Consulting', status: 'gold', addresses: [PIET] }
    await partners.importRegistry(vera, {
      text: signedRegistry(keys, registryPayload({ serial: 2, companies: [nobody] })),
    })
    expect(await rehire()).toBe('PARTNER_NOT_LISTED')
    await partners.importRegistry(vera, { text: signedRegistry(keys, registryPayload({ serial: 3 })) })
    expect(await rehire()).toBeUndefined()
    expect(await rowOf(paula.personId)).toMatchObject({ status: 'active', kind: 'partner' })
  })

  it('B4, B5: a dismissed partner is rehired for one of the three, who is dismissed in the same transaction', async () => {
    const portal = await threePartners()
    const { context, partners, people, vera, invitation, paula, piet, rowOf, actions, keys } = portal
    await people.dismiss(vera, { ids: [paula.personId] })
    await partners.invite(vera, invitation(PAVEL))
    const eve = await context.addPerson({ status: 'dismissed' })
    const rehire = async (id: string, dismissId: string) => {
      const { done, refused } = await people.rehire(vera, { ids: [id], dismissId })
      return done.length > 0 ? 'done' : refused[0]?.refusal.code
    }
    const before = await wholeStore(portal)
    expect(await rehire(paula.personId, eve.personId)).toBe('NOT_FOUND')
    expect(await wholeStore(portal)).toEqual(before)

    const text = (serial: number, addresses: readonly string[]) => {
      const company = { id: 'nordlicht', name: 'Nordlicht Consulting', status: 'gold', addresses }
      return signedRegistry(keys, registryPayload({ serial, companies: [company] }))
    }
    await partners.importRegistry(vera, { text: text(2, [PIET]) })
    expect(await rehire(paula.personId, piet.personId)).toBe('PARTNER_NOT_LISTED')
    expect(await rowOf(piet.personId)).toMatchObject({ status: 'active' })

    await partners.importRegistry(vera, { text: text(3, [PAULA]) })
    expect(await rehire(paula.personId, piet.personId)).toBe('done')
    expect(await rowOf(paula.personId)).toMatchObject({ status: 'active', kind: 'partner' })
    expect(await rowOf(piet.personId)).toMatchObject({ status: 'dismissed', kind: 'partner' })
    expect((await actions()).slice(-2)).toEqual(['person.dismissed', 'person.rehired'])
    expect((await partners.get(vera)).seats).toHaveLength(3)
  })

  it('B4: nobody is dismissed for several at once', () => {
    const schema = contract.people.rehire['~orpc'].inputSchema
    const [one, two, three] = ['1', '2', '3'].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`)
    expect(schema?.safeParse({ ids: [one], dismissId: three }).success).toBe(true)
    expect(schema?.safeParse({ ids: [one, two] }).success).toBe(true)
    expect(schema?.safeParse({ ids: [one, two], dismissId: three }).success).toBe(false)
  })

  it('B4: for somebody who is no partner nobody is dismissed', async () => {
    const { context, people, vera, paula, rowOf } = await threePartners()
    const eve = await context.addPerson({ status: 'dismissed', joined_at: 1 })
    expect((await people.rehire(vera, { ids: [eve.personId], dismissId: paula.personId })).done).toHaveLength(1)
    expect(await rowOf(paula.personId)).toMatchObject({ status: 'active', kind: 'partner' })
  })

  it('B5: a dismissed partner whose access is taken is rehired as an employee and can be given access again', async () => {
    const { partners, people, vera, addPartner, rowOf, context } = await openPartnerPortal()
    const paula = await addPartner(PAULA)
    await people.dismiss(vera, { ids: [paula.personId] })
    await partners.takeAccess(vera, { id: paula.personId, departmentIds: [] })
    expect((await people.rehire(vera, { ids: [paula.personId] })).done).toHaveLength(1)
    expect(await rowOf(paula.personId)).toMatchObject({ kind: 'employee', status: 'active', partner_company: null })
    expect((await readSeats(context.store.reader)).used).toBe(2)
    await partners.giveAccess(vera, { id: paula.personId, dismissId: null })
    expect(await rowOf(paula.personId)).toMatchObject({ kind: 'partner', partner_company: 'nordlicht' })
  })

  it('N1: taking access from an active partner needs a free seat; a partner needs none', async () => {
    const { context, partners, vera, addPartner, rowOf } = await openPartnerPortal({ portal: { seat_limit: 2 } })
    const paula = await addPartner(PAULA)
    const eve = await context.addPerson()
    const design = await context.addDepartment('Design')
    const take = { id: paula.personId, departmentIds: [design] }
    await expectRefusal(partners.takeAccess(vera, take), 'NO_SEAT')
    await context.store.write((writer) => writer.updateTable('plan_limit').set({ seat_limit: 3 }).execute())
    await expectRefusal(partners.takeAccess(vera, { ...take, departmentIds: [eve.personId] }), 'NOT_FOUND')
    await expectRefusal(partners.takeAccess(vera, { ...take, id: eve.personId }), 'STATE_NOT_ALLOWED')
    await partners.takeAccess(vera, take)
    expect(await rowOf(paula.personId)).toMatchObject({ kind: 'employee', status: 'active' })
    expect(
      await context.store.reader
        .selectFrom('department_member')
        .select('department_id')
        .where('person_id', '=', paula.personId)
        .execute(),
    ).toEqual([{ department_id: design }])
    expect((await readSeats(context.store.reader)).used).toBe(3)
  })
})

describe('what a partner may', () => {
  it('B1: invites and dismisses users and gives partner access, but touches no administrator and sets no source', async () => {
    const { context, partners, people, addPartner, invitation, vera, keys } = await openPartnerPortal()
    const paula = await addPartner(PAULA)
    const eve = await context.addPerson()
    const pavel = await context.addPerson({ email: PAVEL })
    const anna = await context.addPerson({ firstName: 'Anna', administrator: true, email: PETRA })
    await partners.invite(paula, invitation(PIET))
    await partners.giveAccess(paula, { id: pavel.personId, dismissId: null })
    expect((await people.dismiss(paula, { ids: [eve.personId] })).done).toHaveLength(1)
    const refused = await people.dismiss(paula, { ids: [anna.personId, vera.personId] })
    expect(refused.refused.map((each) => each.refusal.code)).toEqual(['NOT_ALLOWED', 'NOT_ALLOWED'])
    await expectRefusal(people.setAdministrator(paula, { id: pavel.personId, administrator: true }), 'NOT_ALLOWED')
    await expectRefusal(people.setAdministrator(paula, { id: anna.personId, administrator: false }), 'NOT_ALLOWED')
    await expectRefusal(
      people.edit(paula, { id: anna.personId, firstName: 'Ann', lastName: '', position: '' }),
      'NOT_ALLOWED',
    )
    await expectRefusal(partners.giveAccess(paula, { id: anna.personId, dismissId: null }), 'NOT_ALLOWED')
    await expectRefusal(partners.setSource(paula, { address: null, publicKey: keys.publicKey }), 'NOT_ALLOWED')
    await expectRefusal(partners.takeAccess(paula, { id: paula.personId, departmentIds: [] }), 'YOURSELF')
    expect(await partners.get(paula)).toMatchObject({ source: null, limit: 3 })
    expect((await partners.get(vera)).source).toMatchObject({ publicKey: keys.publicKey })
  })

  it('A2: an employee and an external person learn nothing of partners and change nothing', async () => {
    const portal = await openPartnerPortal()
    const { context, partners, invitation } = portal
    const eve = await context.addPerson()
    const guest = await context.addPerson({ kind: 'external' })
    const before = await wholeStore(portal)
    for (const actor of [eve, guest]) {
      await expectRefusal(partners.get(actor), 'NOT_ALLOWED')
      await expectRefusal(partners.check(actor, { email: PAULA }), 'NOT_ALLOWED')
      await expectRefusal(partners.invite(actor, invitation(PAULA)), 'NOT_ALLOWED')
      await expectRefusal(partners.giveAccess(actor, { id: guest.personId, dismissId: null }), 'NOT_ALLOWED')
      await expectRefusal(partners.takeAccess(actor, { id: guest.personId, departmentIds: [] }), 'NOT_ALLOWED')
      await expectRefusal(partners.importRegistry(actor, { text: '{}' }), 'NOT_ALLOWED')
      await expectRefusal(partners.fetchRegistry(actor), 'NOT_ALLOWED')
    }
    expect(await wholeStore(portal)).toEqual(before)
  })

  it('B6: partners have their filter and count neither as users of the plan nor as administrators', async () => {
    const { context, people, vera, addPartner } = await openPartnerPortal()
    const paula = await addPartner(PAULA)
    await addPartner(PIET, { status: 'dismissed' })
    expect((await readSeats(context.store.reader)).used).toBe(1)
    expect((await people.counts(vera)).partners).toBe(2)
    const list = { cursor: null, limit: 50, search: '', departmentId: null, sort: 'name', descending: false } as const
    const { rows } = await people.list(vera, { ...list, filter: 'partners' })
    expect(rows.map(({ kind, administrator }) => ({ kind, administrator }))).toEqual([
      { kind: 'partner', administrator: false },
      { kind: 'partner', administrator: false },
    ])
    expect(await people.get(vera, { id: paula.personId })).toMatchObject({ partnerCompany: 'Nordlicht Consulting' })
    // A partner has an administrator's rights and is none: Vera is the last (A3).
    const { refused } = await people.dismiss(vera, { ids: [vera.personId] })
    expect(refused).toMatchObject([{ refusal: { code: 'LAST_ADMINISTRATOR' } }])
  })

  it('B1, B5: the menu offers what may be done', async () => {
    const { context, people, vera, addPartner } = await openPartnerPortal()
    const paula = await addPartner(PAULA)
    const eve = await context.addPerson()
    const anna = await context.addPerson({ administrator: true })
    const phone = await context.addPerson({ phone: '+4930123456' })
    const gone = await context.addPerson({ status: 'dismissed' })
    const offered = async (actor: typeof vera, person: typeof vera) =>
      (await people.get(actor, { id: person.personId })).actions.filter((action) => action.includes('partner'))
    expect(await offered(vera, eve)).toEqual(['give-partner-access'])
    expect(await offered(paula, eve)).toEqual(['give-partner-access'])
    expect(await offered(vera, anna)).toEqual(['give-partner-access'])
    expect(await offered(paula, anna)).toEqual([])
    expect(await offered(vera, vera)).toEqual([])
    expect(await offered(vera, phone)).toEqual([])
    expect(await offered(vera, gone)).toEqual([])
    expect(await offered(vera, paula)).toEqual(['take-partner-access'])
    expect(await offered(paula, paula)).toEqual([])
  })
})

describe('looking an address up', () => {
  it('B1, B5: tells why somebody cannot be given access as they stand, as giving it would', async () => {
    const { context, partners, vera, addPartner } = await openPartnerPortal()
    const piet = await addPartner(PIET)
    const anna = await context.addPerson({ administrator: true, email: PAULA })
    const gone = await context.addPerson({ status: 'dismissed', email: PETRA })
    const told = async (actor: typeof vera, email: string) =>
      (await partners.check(actor, { email })).person?.refusal?.code ?? null
    expect(await told(vera, PAULA)).toBeNull()
    expect(await told(anna, PAULA)).toBe('YOURSELF')
    expect(await told(piet, PAULA)).toBe('NOT_ALLOWED')
    expect(await told(vera, PETRA)).toBe('STATE_NOT_ALLOWED')
    expect(await told(vera, PIET)).toBe('STATE_NOT_ALLOWED')
    for (const [actor, person] of [
      [anna, anna],
      [piet, anna],
      [vera, gone],
    ] as const) {
      const code = await told(actor, person === gone ? PETRA : PAULA)
      await expectRefusal(partners.giveAccess(actor, { id: person.personId, dismissId: null }), code ?? 'NOT_FOUND')
    }
  })

  it('B2, B3: tells the company, who has the address, and why access cannot be given', async () => {
    const { context, partners, vera, addPartner } = await openPartnerPortal()
    const piet = await addPartner(PIET, { firstName: 'Piet' })
    const paula = await context.addPerson({ firstName: 'Paula', email: PAULA })
    const nordlicht = { id: 'nordlicht', name: 'Nordlicht Consulting', status: 'gold' }
    expect(await partners.check(vera, { email: ' PETRA@nordlicht.example ' })).toEqual({
      email: PETRA,
      company: nordlicht,
      person: null,
      refusal: null,
    })
    expect(await partners.check(vera, { email: PAULA })).toMatchObject({
      company: nordlicht,
      person: { id: paula.personId, name: 'Paula', status: 'active', administrator: false, refusal: null },
      refusal: null,
    })
    expect(await partners.check(vera, { email: PIET })).toMatchObject({ person: { id: piet.personId } })
    expect(await partners.check(vera, { email: 'sara@suedwind.example' })).toMatchObject({
      company: { name: 'Suedwind Partners' },
      refusal: { code: 'PARTNER_OTHER_COMPANY' },
    })
    expect(await partners.check(vera, { email: 'nobody' })).toMatchObject({
      email: null,
      company: null,
      refusal: { code: 'INVALID_INPUT', fields: [{ field: 'email', code: 'EMAIL_INVALID' }] },
    })
  })

  it('B3: of three seats none is left', async () => {
    const { partners, vera } = await threePartners()
    expect(await partners.check(vera, { email: PAVEL })).toMatchObject({ refusal: { code: 'PARTNER_SEATS_TAKEN' } })
    const state = await partners.get(vera)
    expect(state.seats.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Paula active',
      'Piet active',
      'Petra invited',
    ])
    expect((await refusalOf(partners.fetchRegistry(vera))).code).toBe('INVALID_INPUT')
  })
})
