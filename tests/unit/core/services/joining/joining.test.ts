import { describe, expect, it, vi } from 'vitest'
import { shortCode } from '../../../../../electron/core/domain/join-codes'
import { createJoiningService } from '../../../../../electron/core/services/joining/joining'
import type { JoinForm } from '../../../../../electron/core/services/joining/joining-form'
import { newId } from '../../../../../electron/core/services/ids'
import { isPassword } from '../../../../../electron/core/services/accounts/password-hashing'
import { DAY, openTestPortal, type TestPortal } from '../../../../support/core-context'
import { auditActions, GOOD_PASSWORD, invite, openTheLink, personOf, tokenOf } from '../../reception/reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const form: JoinForm = {
  firstName: 'Anna',
  lastName: 'Weiss',
  address: '',
  password: GOOD_PASSWORD,
  passwordAgain: GOOD_PASSWORD,
  locale: 'en',
}
const dead = { code: 'LINK_DEAD', params: {}, fields: [] }

async function departmentsOf(portal: TestPortal, personId: string): Promise<readonly string[]> {
  const rows = await portal.store.reader
    .selectFrom('department_member')
    .select('department_id')
    .where('person_id', '=', personId)
    .execute()
  return rows.map((row) => row.department_id).sort()
}

describe('opening a link', () => {
  it('J4, J6: shows what is needed and never uses the link up; the first opening is noted once', async () => {
    const portal = await openTestPortal()
    const { personId, invitationId, token } = await invite(
      portal,
      { email: 'anna@example.com', firstName: 'Anna' },
      { locale: 'ru' },
    )
    const joining = createJoiningService(portal)
    await joining.open(token, false)
    expect(await auditActions(portal)).toEqual([])
    portal.clock.advance(5_000)
    const first = portal.clock.now()
    expect(await joining.open(token, true)).toEqual({
      kind: 'invitation',
      portal: 'Aurora',
      locale: 'ru',
      greeting: '',
      firstName: 'Anna',
      lastName: '',
      address: 'a•••@example.com',
    })
    portal.clock.advance(DAY)
    await joining.open(token.toLowerCase(), true)
    const row = await portal.store.reader
      .selectFrom('invitation')
      .selectAll()
      .where('id', '=', invitationId)
      .executeTakeFirst()
    expect(row).toMatchObject({ opened_at: first, state: 'live' })
    expect((await personOf(portal, personId))?.status).toBe('invited')
    expect(await auditActions(portal)).toEqual(['person.link-opened'])
  })

  it('M8: the short code opens the same as the link, however it is typed', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const joining = createJoiningService(portal)
    const code = shortCode(token)
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `]) {
      expect((await joining.open(typed, true)).kind).toBe('invitation')
    }
  })

  it('J4: a link dies when used, replaced, expired, revoked, deleted or its person dismissed, and all look alike', async () => {
    const portal = await openTestPortal()
    const joining = createJoiningService(portal)
    const change = async (set: object) => {
      const invited = await invite(portal)
      await portal.store.write((writer) =>
        writer.updateTable('invitation').set(set).where('id', '=', invited.invitationId).execute(),
      )
      return invited.token
    }
    const gone = await invite(portal)
    await portal.store.write((writer) => writer.deleteFrom('person').where('id', '=', gone.personId).execute())
    const dismissed = await invite(portal)
    await portal.store.write((writer) =>
      writer.updateTable('person').set({ status: 'dismissed' }).where('id', '=', dismissed.personId).execute(),
    )
    const tokens = [
      await change({ state: 'accepted' }),
      await change({ state: 'revoked' }),
      await change({ generation: 2 }),
      await change({ expires_at: portal.clock.now() }),
      gone.token,
      dismissed.token,
      'ZZZZZZ'.padEnd(32, '0'),
      'no code at all',
      '',
    ]
    for (const token of tokens) {
      await expect(joining.open(token, true)).rejects.toMatchObject(dead)
      await expect(joining.accept(token, form)).rejects.toMatchObject(dead)
    }
    expect(await auditActions(portal)).toEqual([])
  })

  it('J4: every character of a link counts', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const joining = createJoiningService(portal)
    for (let place = 6; place < token.length; place += 1) {
      const other = token[place] === '7' ? '8' : '7'
      await expect(joining.open(token.slice(0, place) + other + token.slice(place + 1), true)).rejects.toMatchObject(
        dead,
      )
    }
    expect((await joining.open(token, true)).kind).toBe('invitation')
  })

  it('J5: wrong short codes make the next try at that handle wait, right ones included; other links are untouched', async () => {
    const portal = await openTestPortal()
    const joining = createJoiningService(portal)
    const { token } = await invite(portal)
    const other = await invite(portal)
    const wrong = `${token.slice(0, 6)}ZZZZZZZZZZ`
    for (let tries = 0; tries < 4; tries += 1) await expect(joining.open(wrong, true)).rejects.toMatchObject(dead)
    const later = { code: 'LINK_TRY_LATER', params: { seconds: 5 } }
    await expect(joining.open(wrong, true)).rejects.toMatchObject(later)
    await expect(joining.open(shortCode(token), true)).rejects.toMatchObject(later)
    await joining.open(shortCode(other.token), true)
    await joining.open(token, true)
    portal.clock.advance(5_000)
    await joining.open(shortCode(token), true)
  })

  it('J5: a handle nobody has makes wait exactly like one that somebody has', async () => {
    const portal = await openTestPortal()
    const joining = createJoiningService(portal)
    const codes = []
    for (let tries = 0; tries < 5; tries += 1) {
      codes.push(await joining.open('ZZZZZZ0000000000', true).catch((error: { code: string }) => error.code))
    }
    expect(codes).toEqual([...Array(4).fill('LINK_DEAD'), 'LINK_TRY_LATER'])
  })
})

describe('accepting an invitation', () => {
  it('M6, W1, M7, S5: makes the person what was chosen with the invitation, in one step with one log entry', async () => {
    const portal = await openTestPortal()
    const department = await portal.addDepartment('Optics')
    const workgroup = newId(portal)
    await portal.store.write((writer) =>
      writer
        .insertInto('workgroup')
        .values({ id: workgroup, name: 'Launch', description: '', created_at: 0 })
        .execute(),
    )
    const { personId, invitationId, token } = await invite(
      portal,
      { email: 'anna@example.com' },
      { require_confirmation: 0, departmentIds: [department], workgroupIds: [workgroup] },
    )
    const outcome = await createJoiningService(portal).accept(token, { ...form, firstName: ' Анна ', locale: 'ru' })
    expect(outcome).toEqual({ status: 'active', reason: null, proof: null })
    expect(await personOf(portal, personId)).toMatchObject({
      status: 'active',
      name: 'Анна Weiss',
      sort_name: 'анна weiss',
      email: 'anna@example.com',
      locale: 'ru',
      joined_at: portal.clock.now(),
      pending_reason: null,
    })
    expect(await departmentsOf(portal, personId)).toEqual([department])
    expect(await portal.store.reader.selectFrom('workgroup_member').selectAll().execute()).toEqual([
      { workgroup_id: workgroup, person_id: personId },
    ])
    const row = await portal.store.reader
      .selectFrom('invitation')
      .selectAll()
      .where('id', '=', invitationId)
      .executeTakeFirst()
    expect(row).toMatchObject({ state: 'accepted', ended_at: portal.clock.now() })
    expect(await auditActions(portal)).toEqual(['person.accepted'])
    const { password } = await portal.store.reader.selectFrom('credential').select('password').executeTakeFirstOrThrow()
    expect(await isPassword(GOOD_PASSWORD, password)).toBe(true)
    expect(portal.announced.flat()).toContain('counters')
  })

  it('S3, L4: waits for approval where it is asked for, and nobody is left without a department', async () => {
    const portal = await openTestPortal()
    const { personId, token } = await invite(portal)
    const outcome = await createJoiningService(portal).accept(token, form)
    expect(outcome).toEqual({ status: 'pending', reason: 'approval', proof: null })
    expect(await personOf(portal, personId)).toMatchObject({
      status: 'pending',
      pending_reason: 'approval',
      joined_at: null,
    })
    expect(await departmentsOf(portal, personId)).toEqual([portal.rootId])
  })

  it('N1: without a free seat waits with that reason; externals take no seat of the intranet', async () => {
    const portal = await openTestPortal({ seat_limit: 1 })
    const joining = createJoiningService(portal)
    const inside = await invite(portal, {}, { require_confirmation: 0 })
    expect(await joining.accept(inside.token, form)).toEqual({ status: 'pending', reason: 'no-seat', proof: null })
    const outside = await invite(portal, { kind: 'external' }, { require_confirmation: 0 })
    expect(await joining.accept(outside.token, form)).toEqual({ status: 'active', reason: null, proof: null })
  })

  it('S5, J4: of many at once exactly one wins; a replay is refused', async () => {
    const portal = await openTestPortal()
    const { token } = await invite(portal)
    const joining = createJoiningService(portal)
    const race = Array.from({ length: 6 }, (_, order) => joining.accept(token, { ...form, firstName: `Anna${order}` }))
    const results = await Promise.allSettled(race)
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(dead)
    await expect(joining.accept(token, form)).rejects.toMatchObject(dead)
    expect(await auditActions(portal)).toEqual(['person.accepted'])
  })

  it('J4: what dies while the form is being sent stays dead', async () => {
    const portal = await openTestPortal()
    const { personId, invitationId, token } = await invite(portal)
    const sending = createJoiningService(portal).accept(token, form)
    await portal.store.write((writer) =>
      writer.updateTable('invitation').set({ generation: 2 }).where('id', '=', invitationId).execute(),
    )
    await expect(sending).rejects.toMatchObject(dead)
    expect(await personOf(portal, personId)).toMatchObject({ status: 'invited' })
    expect(await portal.store.reader.selectFrom('credential').selectAll().execute()).toEqual([])
  })

  it('J2: says everything that is wrong at once, and the invitation stays as it was', async () => {
    const portal = await openTestPortal()
    const { personId, token } = await invite(portal, { email: 'anna@example.com' })
    const joining = createJoiningService(portal)
    const bad = { ...form, firstName: ' ', lastName: 'x'.repeat(101), password: 'short', passwordAgain: '' }
    await expect(joining.accept(token, bad)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [
        { field: 'firstName', code: 'REQUIRED' },
        { field: 'lastName', code: 'TOO_LONG' },
        { field: 'password', code: 'PASSWORD_TOO_SHORT' },
      ],
    })
    await expect(joining.accept(token, { ...form, passwordAgain: 'other' })).rejects.toMatchObject({
      fields: [{ field: 'passwordAgain', code: 'PASSWORDS_DIFFER' }],
    })
    await expect(
      joining.accept(token, { ...form, password: 'for anna@example.com', passwordAgain: 'for anna@example.com' }),
    ).rejects.toMatchObject({
      fields: [{ field: 'password', code: 'PASSWORD_TOO_COMMON' }],
    })
    expect(await personOf(portal, personId)).toMatchObject({ status: 'invited' })
  })
})

describe('registering through the open link', () => {
  const register = (address: string): JoinForm => ({ ...form, address })

  it('L2, L4, L6: a moderated link makes people pending in its departments; a public one active', async () => {
    const portal = await openTestPortal()
    const department = await portal.addDepartment('Optics')
    const token = await openTheLink(portal, { greeting: 'Hello\nthere' }, [department])
    const joining = createJoiningService(portal)
    expect(await joining.open(token, true)).toMatchObject({
      kind: 'open-link',
      greeting: 'Hello\nthere',
      address: null,
    })
    expect(await joining.accept(token, register('New@Example.com'))).toEqual({
      status: 'pending',
      reason: 'approval',
      proof: null,
    })
    const person = await portal.store.reader
      .selectFrom('person')
      .selectAll()
      .where('email', '=', 'new@example.com')
      .executeTakeFirstOrThrow()
    expect(person).toMatchObject({
      status: 'pending',
      invited_by: null,
      invited_at: null,
      kind: 'employee',
      administrator: 0,
    })
    expect(await departmentsOf(portal, person.id)).toEqual([department])
    await portal.store.write((writer) => writer.updateTable('open_link').set({ require_confirmation: 0 }).execute())
    expect(await joining.accept(token, register('030 901820'))).toEqual({ status: 'active', reason: null, proof: null })
    expect(await auditActions(portal)).toEqual(['person.joined', 'person.joined'])
  })

  it('L1, L3, L7: switched off, replaced, expired or full, it is dead in the same words', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal)
    const joining = createJoiningService(portal)
    const now = portal.clock.now()
    for (const set of [
      { enabled: 0 as const },
      { enabled: 1 as const, generation: 2 },
      { generation: 1, valid_until: now },
      { valid_until: now + DAY, maximum_registrations: 3, registrations: 3 },
    ]) {
      await portal.store.write((writer) => writer.updateTable('open_link').set(set).execute())
      await expect(joining.open(token, true)).rejects.toMatchObject(dead)
      await expect(joining.accept(token, register('new@example.com'))).rejects.toMatchObject(dead)
    }
    await portal.store.write((writer) => writer.updateTable('open_link').set({ registrations: 2 }).execute())
    await joining.accept(token, register('new@example.com'))
  })

  it('L7: of a race for the last place exactly one wins', async () => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal, { maximum_registrations: 1 })
    const joining = createJoiningService(portal)
    const results = await Promise.allSettled(
      ['one', 'two', 'three'].map((name) => joining.accept(token, register(`${name}@example.com`))),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  it('L11: every variant leads to its own departments and dies with the others', async () => {
    const portal = await openTestPortal()
    await openTheLink(portal)
    const department = await portal.addDepartment('Optics')
    const variant = { id: newId(portal), handle: 'VAR1AN', generation: 1 }
    await portal.store.write(async (writer) => {
      await writer
        .insertInto('open_link_variant')
        .values({ id: variant.id, handle: 'VAR1AN', main: 0, created_by: null, created_at: 0 })
        .execute()
      await writer
        .insertInto('open_link_variant_department')
        .values({ variant_id: variant.id, department_id: department })
        .execute()
    })
    const joining = createJoiningService(portal)
    await joining.accept(tokenOf(portal, variant), register('new@example.com'))
    const person = await portal.store.reader
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'new@example.com')
      .executeTakeFirstOrThrow()
    expect(await departmentsOf(portal, person.id)).toEqual([department])
    await portal.store.write((writer) => writer.updateTable('open_link').set({ generation: 2 }).execute())
    await expect(joining.open(tokenOf(portal, variant), true)).rejects.toMatchObject(dead)
  })

  it.each(['active', 'pending', 'dismissed'] as const)(
    'J5, S6: an address that is %s gets the answer of a stranger, and nothing changes but the log',
    async (status) => {
      const portal = await openTestPortal()
      const token = await openTheLink(portal, { require_confirmation: 0 })
      const { personId } = await portal.addPerson({ status, email: 'anna@example.com' })
      const before = await portal.rowsOf('person')
      const joining = createJoiningService(portal)
      const known = await joining.accept(token, register('ANNA@example.com'))
      expect(await portal.rowsOf('person')).toEqual(before)
      expect(await portal.store.reader.selectFrom('credential').selectAll().execute()).toEqual([])
      expect(await joining.accept(token, register('stranger@example.com'))).toEqual(known)
      const [entry] = await portal.store.reader.selectFrom('audit').selectAll().orderBy('id').execute()
      expect(entry).toMatchObject({ action: 'person.registration-repeated', subject_id: personId, notable: 1 })
    },
  )

  it('S6: an invited address accepts its own invitation, never a second person', async () => {
    const portal = await openTestPortal()
    const [own, shared] = [await portal.addDepartment('Optics'), await portal.addDepartment('Sales')]
    const invited = await invite(
      portal,
      { email: 'anna@example.com' },
      { require_confirmation: 0, departmentIds: [own] },
    )
    const token = await openTheLink(portal, {}, [shared])
    const joining = createJoiningService(portal)
    expect(await joining.accept(token, register('anna@example.com'))).toEqual({
      status: 'pending',
      reason: 'approval',
      proof: null,
    })
    expect(await personOf(portal, invited.personId)).toMatchObject({ status: 'pending', first_name: 'Anna' })
    expect(await departmentsOf(portal, invited.personId)).toEqual([own, shared].sort())
    expect((await portal.rowsOf('person')).length).toBe(2)
    await expect(joining.open(invited.token, true)).rejects.toMatchObject(dead)
  })

  it('S6, J5: through a public link an invitation that asks for approval still waits for it, and the answer does not tell', async () => {
    const portal = await openTestPortal()
    const invited = await invite(portal, { email: 'anna@example.com' }, { require_confirmation: 1 })
    const token = await openTheLink(portal, { require_confirmation: 0 })
    const joining = createJoiningService(portal)
    const answer = await joining.accept(token, register('anna@example.com'))
    expect(answer).toEqual(await joining.accept(token, register('stranger@example.com')))
    expect(await personOf(portal, invited.personId)).toMatchObject({ status: 'pending', pending_reason: 'approval' })
  })

  it('S6, J4, M6: through a public link, an invitation that leads further than the link waits for approval', async () => {
    const portal = await openTestPortal()
    const [shared, secret] = [await portal.addDepartment('Sales'), await portal.addDepartment('Board')]
    const workgroup = newId(portal)
    await portal.store.write((writer) =>
      writer
        .insertInto('workgroup')
        .values({ id: workgroup, name: 'Launch', description: '', created_at: 0 })
        .execute(),
    )
    const token = await openTheLink(portal, { require_confirmation: 0 }, [shared])
    const joining = createJoiningService(portal)
    const joined = async (email: string, places: { departmentIds?: string[]; workgroupIds?: string[] }) => {
      const { personId } = await invite(portal, { email }, { require_confirmation: 0, ...places })
      await joining.accept(token, register(email))
      return (await personOf(portal, personId))?.status
    }
    expect(await joined('plain@example.com', {})).toBe('active')
    expect(await joined('same@example.com', { departmentIds: [shared] })).toBe('active')
    expect(await joined('board@example.com', { departmentIds: [shared, secret] })).toBe('pending')
    expect(await joined('launch@example.com', { workgroupIds: [workgroup] })).toBe('pending')
  })

  it('M2, M6: where the invitation was handed over with this very link, it is accepted as any other', async () => {
    const portal = await openTestPortal()
    const department = await portal.addDepartment('Board')
    const token = await openTheLink(portal, { require_confirmation: 0 })
    const { invitationId, personId } = await invite(
      portal,
      { email: 'anna@example.com' },
      { require_confirmation: 0, departmentIds: [department] },
    )
    const draft = newId(portal)
    await portal.store.write(async (writer) => {
      const variant = await writer.selectFrom('open_link_variant').select('id').orderBy('id', 'desc').executeTakeFirst()
      await writer
        .insertInto('draft')
        .values({
          ...{
            id: draft,
            channel: 'mail',
            mode: 'bcc',
            state: 'sent',
            locale: 'en',
            batch_position: 1,
            batch_total: 1,
          },
          ...{ variant_id: variant?.id ?? null, created_at: 0 },
        })
        .execute()
      await writer
        .insertInto('draft_recipient')
        .values({ draft_id: draft, invitation_id: invitationId, place: 0 })
        .execute()
    })
    await createJoiningService(portal).accept(token, register('anna@example.com'))
    expect(await personOf(portal, personId)).toMatchObject({ status: 'active' })
    expect(await departmentsOf(portal, personId)).toEqual([department])
  })

  it.each([
    '',
    'nobody',
    'a@b',
    'anna@example.com,bob@example.com',
    'x'.repeat(5_000),
    'a@example.com\r\nBcc: b@example.com',
  ])('J2: %j is no address', async (address) => {
    const portal = await openTestPortal()
    const token = await openTheLink(portal)
    await expect(createJoiningService(portal).accept(token, register(address))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'address', code: address === '' ? 'REQUIRED' : 'ADDRESS_INVALID' }],
    })
  })
})
