import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { DAY } from '../../../../support/core-context'
import { inviting, openMailPortal, saveAccount } from '../../../../support/mail-story'

async function portalWithAccount(portal: Parameters<typeof openMailPortal>[0] = {}) {
  const opened = await openMailPortal(portal)
  await saveAccount(opened.context, 2525)
  return opened
}

const refused = (code: string, fields?: object[]) => expect.objectContaining({ code, ...(fields ? { fields } : {}) })

describe('inviting by mail service', { timeout: 60_000 }, () => {
  it('J4, S5: a handle drawn twice within one order stops nobody', async () => {
    const { context, invitations } = await portalWithAccount()
    const { bytes } = context.randomness
    let drawn = 0
    vi.spyOn(context.randomness, 'bytes').mockImplementation((length) => {
      if (length !== 4) return bytes(length)
      drawn += 1
      // As chance has it now and then with ten thousand people: the sixtieth is the same as the first.
      return Uint8Array.of(0, 0, drawn === 60 ? 1 : drawn, 0)
    })
    const people = Array.from({ length: 80 }, (_, at) => ({ email: `p${at}@example.com`, firstName: '', lastName: '' }))
    expect(await invitations.inviteByMailService(context.administrator, { ...inviting(), people })).toMatchObject({
      invited: 80,
    })
    const kept = await context.store.reader.selectFrom('invitation').select('handle').distinct().execute()
    expect(kept).toHaveLength(80)
  })

  it('S5, M6, M7: person, invitation, departments, workgroups, message and audit come together', async () => {
    const { context, invitations } = await portalWithAccount({ expiry_days: 7 })
    const departmentId = await context.addDepartment('Design')
    const workgroupId = context.rootId.replace(/^./u, 'f')
    await context.store.write(async (writer) => {
      await writer
        .insertInto('workgroup')
        .values({ id: workgroupId, name: 'Website', description: '', created_at: 0 })
        .execute()
    })
    const result = await invitations.inviteByMailService(context.administrator, {
      ...inviting(),
      people: [{ email: ' Ann@EXAMPLE.com', firstName: 'Ann', lastName: 'Lee' }],
      departmentIds: [departmentId, departmentId],
      workgroupIds: [workgroupId],
    })
    expect(result).toMatchObject({ invited: 1, rows: [{ email: 'ann@example.com', fate: 'new', name: 'Ann Lee' }] })
    const now = context.clock.now()
    expect(await context.rowsOf('person')).toContainEqual(
      expect.objectContaining({
        id: result.rows[0]?.personId,
        name: 'Ann Lee',
        email: 'ann@example.com',
        status: 'invited',
        invited_by: context.administrator.personId,
        invited_at: now,
      }),
    )
    const [invitation] = await context.rowsOf('invitation')
    expect(invitation).toMatchObject({
      state: 'live',
      channel: 'mail-service',
      sent_at: null,
      expires_at: now + 7 * DAY,
    })
    expect(await context.store.reader.selectFrom('invitation_department').select('department_id').execute()).toEqual([
      { department_id: departmentId },
    ])
    expect(await context.store.reader.selectFrom('invitation_workgroup').select('workgroup_id').execute()).toEqual([
      { workgroup_id: workgroupId },
    ])
    expect(await context.rowsOf('message')).toMatchObject([
      {
        state: 'queued',
        to_name: 'Ann Lee',
        to_address: 'ann@example.com',
        message_id: expect.stringMatching(/^<.+@aurora\.example>$/u),
      },
    ])
    expect(await context.rowsOf('audit')).toMatchObject([{ action: 'person.invited', subject_name: 'Ann Lee' }])
    expect(context.announced.flat()).toEqual(expect.arrayContaining(['people', 'counters', 'messages', 'activity']))
  })

  it('S6: whoever is there already never becomes a second person; each row gets its fate', async () => {
    const { context, invitations } = await portalWithAccount()
    for (const status of ['active', 'dismissed', 'invited', 'pending'] as const) {
      await context.addPerson({ email: `${status}@example.com`, firstName: status, status })
    }
    const result = await invitations.inviteByMailService(
      context.administrator,
      inviting(
        'ACTIVE@example.com',
        'dismissed@example.com',
        'invited@example.com',
        'pending@example.com',
        'new@example.com',
        'New@Example.com',
        'Active@example.com',
        'nonsense',
      ),
    )
    expect(result.rows.map((row) => [row.fate, row.name])).toEqual([
      ['active', 'active'],
      ['dismissed', 'dismissed'],
      ['invited', 'invited'],
      ['pending', 'pending'],
      ['new', 'new@example.com'],
      ['duplicate', ''],
      ['duplicate', 'active'],
      ['invalid', ''],
    ])
    expect(result.invited).toBe(1)
    expect(await context.rowsOf('person')).toHaveLength(6)
    expect(await context.rowsOf('message')).toHaveLength(1)
  })

  it('S6: two consoles inviting the same addresses at once make each person once', async () => {
    const { context, invitations } = await portalWithAccount()
    const batch = inviting('a@x.com', 'b@x.com', 'c@x.com')
    const results = await Promise.all(
      [1, 2, 3].map(() => invitations.inviteByMailService(context.administrator, batch)),
    )
    expect(results.map((result) => result.invited).toSorted((one, other) => one - other)).toEqual([0, 0, 3])
    expect(await context.rowsOf('person')).toHaveLength(4)
    expect(await context.rowsOf('invitation')).toHaveLength(3)
    expect(await context.rowsOf('message')).toHaveLength(3)
  })

  it('S6: any lists, overlapping in any way, leave one person an address', async () => {
    const lists = fc.array(
      fc.array(fc.constantFrom('a@x.com', 'A@X.com', ' b@x.com', 'b@X.COM', 'c@x.com', 'no'), { minLength: 1 }),
      { maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(lists, async (batches) => {
        const { context, invitations } = await portalWithAccount()
        await Promise.allSettled(
          batches.map((batch) => invitations.inviteByMailService(context.administrator, inviting(...batch))),
        )
        const wanted = new Set(
          batches
            .flat()
            .filter((each) => each !== 'no')
            .map((each) => each.trim().toLowerCase()),
        )
        const people = await context.store.reader
          .selectFrom('person')
          .select('email')
          .where('status', '=', 'invited')
          .execute()
        expect(new Set(people.map((each) => each.email))).toEqual(wanted)
        expect(people).toHaveLength(wanted.size)
      }),
      { numRuns: 10 },
    )
  })

  it('S5: a failure in the middle leaves nothing behind', async () => {
    const { context, invitations } = await portalWithAccount()
    const before = await context.rowsOf('person')
    await context.store.write(async (writer) => {
      await writer.deleteFrom('mail_account').execute()
    })
    await expect(invitations.inviteByMailService(context.administrator, inviting('a@x.com'))).rejects.toEqual(
      refused('MAIL_ACCOUNT_MISSING'),
    )
    await saveAccount(context, 25)
    await expect(
      invitations.inviteByMailService(context.administrator, {
        ...inviting('a@x.com'),
        departmentIds: [context.administrator.personId],
      }),
    ).rejects.toEqual(refused('NOT_FOUND'))
    expect(await context.rowsOf('person')).toEqual(before)
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('J1: where nobody can reach the join site, inviting is refused before anything is created', async () => {
    const { context, invitations, site } = await portalWithAccount()
    site.address = null
    await expect(invitations.inviteByMailService(context.administrator, inviting('a@x.com'))).rejects.toEqual(
      refused('JOIN_ADDRESS_MISSING'),
    )
    await expect(
      invitations.prepareDrafts(context.administrator, { ...inviting('a@x.com'), mode: 'each' }),
    ).rejects.toEqual(refused('JOIN_ADDRESS_MISSING'))
    expect(await context.rowsOf('person')).toHaveLength(1)
  })

  it('M4: an account with a user name but no password in the vault is refused', async () => {
    const { context, invitations } = await portalWithAccount()
    await context.store.write(async (writer) => {
      await writer.updateTable('mail_account').set({ username: 'hr', sign_in: 'password' }).execute()
    })
    await expect(invitations.inviteByMailService(context.administrator, inviting('a@x.com'))).rejects.toEqual(
      refused('MAIL_PASSWORD_MISSING'),
    )
  })

  it('M4: a batch without one address is refused, naming the fields', async () => {
    const { context, invitations } = await portalWithAccount()
    await expect(
      invitations.inviteByMailService(context.administrator, inviting('nobody', 'x'.repeat(300) + '@x.com')),
    ).rejects.toEqual(
      refused('NOBODY_TO_INVITE', [
        { field: 'people.0.email', code: 'EMAIL_INVALID' },
        { field: 'people.1.email', code: 'TOO_LONG' },
      ]),
    )
  })

  it('M5: own wording is for commercial plans, and an unknown placeholder stops everything', async () => {
    const free = await portalWithAccount({ plan: 'free' })
    const text = { subject: 'Hi {{firstName}}', body: '{{link}}' }
    await expect(
      free.invitations.inviteByMailService(free.context.administrator, { ...inviting('a@x.com'), text }),
    ).rejects.toEqual(refused('MAIL_TEXT_FIXED'))
    const { context, invitations } = await portalWithAccount()
    await expect(
      invitations.inviteByMailService(context.administrator, {
        ...inviting('a@x.com'),
        text: { ...text, subject: '{{nick}}' },
      }),
    ).rejects.toEqual(refused('UNKNOWN_PLACEHOLDER'))
    expect(await context.rowsOf('person')).toHaveLength(1)
    await invitations.inviteByMailService(context.administrator, { ...inviting('a@x.com', 'b@x.com'), text })
    expect(await context.store.reader.selectFrom('message_text').select(['subject', 'body']).execute()).toEqual([text])
  })

  it('A1: who may not invite is refused; who may not confirm cannot switch confirmation off', async () => {
    const { context, invitations } = await portalWithAccount({ who_may_invite: 'administrators' })
    const employee = await context.addPerson()
    for (const attempt of [
      invitations.inviteByMailService(employee, inviting('a@x.com')),
      invitations.prepareDrafts(employee, { ...inviting('a@x.com'), mode: 'each' }),
      invitations.read(employee, { text: 'a@x.com' }),
      invitations.resend(employee, { ids: [employee.personId] }),
    ]) {
      await expect(attempt).rejects.toEqual(refused('NOT_ALLOWED'))
    }
    const open = await portalWithAccount()
    const colleague = await open.context.addPerson()
    await expect(
      open.invitations.inviteByMailService(colleague, { ...inviting('a@x.com'), requireConfirmation: false }),
    ).rejects.toEqual(refused('NOT_ALLOWED'))
    await open.invitations.inviteByMailService(colleague, inviting('a@x.com'))
    expect(await open.context.rowsOf('invitation')).toMatchObject([{ require_confirmation: 1 }])
  })

  it('A2: an employee learns the fate of an address, but not who is behind it', async () => {
    const { context, invitations } = await portalWithAccount()
    const employee = await context.addPerson()
    await context.addPerson({ email: 'hidden@x.com', firstName: 'Hidden', status: 'pending' })
    const result = await invitations.inviteByMailService(employee, inviting('hidden@x.com', 'mine@x.com'))
    expect(result.rows[0]).toEqual({ email: 'hidden@x.com', fate: 'pending', personId: null, name: '' })
    const { entries } = await invitations.read(employee, { text: 'hidden@x.com mine@x.com' })
    expect(entries.map((entry) => entry.person?.name ?? null)).toEqual([null, 'mine@x.com'])
  })

  it('M4: a long list is invited in slices, each person once', async () => {
    const { context, invitations } = await portalWithAccount()
    const emails = Array.from({ length: 3_000 }, (_, index) => `p${index}@x.com`)
    // Processor time, not time on the clock: other programs are busy too.
    const turns: number[] = []
    let done = false
    let since = process.cpuUsage()
    const turn = (): void => {
      const { system, user } = process.cpuUsage(since)
      turns.push((user + system) / 1_000)
      since = process.cpuUsage()
      if (!done) setImmediate(turn)
    }
    setImmediate(turn)
    const result = await invitations.inviteByMailService(context.administrator, inviting(...emails))
    done = true
    expect(result.invited).toBe(3_000)
    turns.sort((one, other) => one - other)
    expect(turns.length).toBeGreaterThan(100)
    expect(turns[Math.floor(turns.length * 0.95)]).toBeLessThan(16)
    expect(new Set((await context.rowsOf('invitation')).map((row) => Reflect.get(row, 'handle'))).size).toBe(3_000)
    expect(await verifyAudit(context.store.reader)).toMatchObject({ entries: 3_000, intact: true })
  })
})

describe('reading a list', () => {
  it('M4, S6: each entry says what will happen to it', async () => {
    const { context, invitations } = await portalWithAccount()
    const active = await context.addPerson({ email: 'ann@x.com', firstName: 'Ann' })
    const { entries } = await invitations.read(context.administrator, {
      text: 'Ann@X.com, "Ray, Bob" <bob@x.com>; bob@x.com\nnonsense',
    })
    expect(entries.map((entry) => entry.fate)).toEqual(['active', 'new', 'duplicate', 'invalid'])
    expect(entries[0]?.person).toEqual({ id: active.personId, name: 'Ann' })
    expect(entries[1]).toMatchObject({
      firstName: 'Bob',
      lastName: 'Ray',
      email: 'bob@x.com',
      person: null,
      problem: null,
    })
    expect(entries[3]).toMatchObject({ email: null, problem: 'EMAIL_INVALID' })
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('M5: the preview is filled in, and says whether it may be edited', async () => {
    const { context, invitations } = await portalWithAccount({ expiry_days: 14 })
    const departmentId = await context.addDepartment('Design')
    const shown = await invitations.previewText(context.administrator, {
      locale: 'ru',
      text: null,
      departmentIds: [departmentId, context.rootId],
    })
    expect(shown.editable).toBe(true)
    expect(shown.mailService.body).toContain('Анна')
    expect(shown.mailService.body).toContain('Ваш отдел: Design\n')
    expect(shown.mailApp.body).toContain('Отдел: Design\n')
    for (const { body } of [shown.mailApp, shown.mailService]) expect(body).toContain('16 марта 2026')
    expect(shown.template.body).toContain('{{link}}')
    await expect(
      invitations.previewText(context.administrator, {
        locale: 'en',
        text: { subject: 'x', body: 'y' },
        departmentIds: [],
      }),
    ).rejects.toEqual(refused('INVALID_INPUT', [{ field: 'text.body', code: 'LINK_PLACEHOLDER_MISSING' }]))
  })
})
