import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIFFERENCES, type Difference, LOCALES } from '../../../../../electron/core/domain/vocabulary'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { fillLikeness } from '../../../../../electron/core/store/likeness'
import { saveAccount } from '../../../../support/mail-story'
import { openImportPortal } from '../../../../support/import-story'
import { expectRefusal } from '../../../../support/refusals'

const HEADER = 'First name,Last name,E-mail,Phone,Department path,Job title,Status\n'

type Portal = Awaited<ReturnType<typeof openImportPortal>>

async function differences({ context, imports }: Portal, id: string, difference: Difference) {
  const page = await imports.differences(context.administrator, { id, cursor: null, limit: 200, difference })
  return page.rows
}

async function names(portal: Portal, id: string): Promise<Record<Difference, readonly string[]>> {
  const found: Partial<Record<Difference, readonly string[]>> = {}
  for (const each of DIFFERENCES) found[each] = (await differences(portal, id, each)).map((row) => row.name)
  return found as Record<Difference, readonly string[]>
}

const statusOf = async ({ context }: Portal, email: string) =>
  await context.store.reader
    .selectFrom('person')
    .select(['status', 'pending_reason', 'first_name', 'position', 'phone'])
    .where('email', '=', email)
    .executeTakeFirst()

describe('reconciling with the real directory', { timeout: 120_000 }, () => {
  it('Z5, A3: finds each kind of difference, and never proposes to dismiss those it may not', async () => {
    const portal = await openImportPortal()
    const { compare, context, imports } = portal
    for (const status of ['active', 'invited', 'pending', 'dismissed'] as const) {
      for (const where of ['in', 'out', 'missing']) {
        const email = `${status}-${where}@x.com`
        await context.addPerson({ email, firstName: status, lastName: where, status })
      }
    }
    await context.addPerson({ kind: 'external', firstName: 'Guest', email: 'guest@x.com' })
    await context.addPerson({ kind: 'partner', firstName: 'Partner', email: 'partner@x.com' })
    const line = (status: string, where: string, state: string) =>
      `${status},${where},${status}-${where}@x.com,,,,${state}`
    const statuses = ['active', 'invited', 'pending', 'dismissed']
    const id = await compare(
      HEADER +
        [
          ...statuses.map((status) => line(status, 'in', 'Active')),
          ...statuses.map((status) => line(status, 'out', 'Suspended')),
          'Brand,New,new@x.com,,,,Active',
          'Gone,There,gone@x.com,,,,Suspended',
          'Guest,Star,guest@x.com,,,,Suspended',
        ].join('\n'),
    )
    expect(await names(portal, id)).toEqual({
      'missing-here': ['Brand New'],
      'missing-there': ['active missing', 'invited missing', 'pending missing'],
      'is-in': ['invited in', 'pending in', 'dismissed in'],
      'is-out': ['active out', 'invited out', 'pending out'],
      changed: [],
      same: ['active in', 'dismissed out', 'Guest', 'Gone There'],
    })
    // Nobody is dismissed without being chosen.
    expect(await imports.comparison(context.administrator, { id })).toMatchObject({
      progress: { state: 'done' },
      chosen: 4,
      chosenOf: { 'missing-here': 1, 'missing-there': 0, 'is-in': 3, 'is-out': 0, changed: 0, same: 0 },
    })
  })

  it('Z5, C6: who is only invited or waits in the file as well is let in by nobody, and only what differs is a change', async () => {
    const portal = await openImportPortal()
    const { compare, context } = portal
    for (const status of ['active', 'invited', 'pending', 'dismissed'] as const) {
      await context.addPerson({ email: `${status}@x.com`, firstName: status, lastName: 'Same', status })
    }
    await context.addPerson({ email: 'other@x.com', firstName: 'Otto', lastName: 'Other', status: 'invited' })
    const id = await compare(
      HEADER +
        [
          'active,Same,active@x.com,,,,Invited',
          'invited,Same,invited@x.com,,,,Invited',
          'pending,Same,pending@x.com,,,,Pending confirmation',
          'dismissed,Same,dismissed@x.com,,,,Приглашён',
          'Otto,Other,other@x.com,030 123456,,Clerk,Ждёт подтверждения',
          'Nobody,Here,nobody@x.com,,,,Invited',
        ].join('\n'),
    )
    expect(await names(portal, id)).toMatchObject({
      'missing-here': [],
      'is-in': [],
      'is-out': [],
      changed: ['Otto Other'],
      same: ['active Same', 'invited Same', 'pending Same', 'dismissed Same', 'Nobody Here'],
    })
    // C5: another number would kill the link that was sent.
    expect((await differences(portal, id, 'changed'))[0]?.changes.map(({ field }) => field)).toEqual(['position'])
    expect((await differences(portal, id, 'same')).map(({ standing }) => standing)).toEqual(Array(5).fill('not-in-yet'))
  })

  it.each(LOCALES)('Z5, D2: the list as Usher itself saves it (%s) differs in nothing', async (locale) => {
    const portal = await openImportPortal({ locale })
    const { compare, context } = portal
    for (const status of ['active', 'invited', 'pending', 'dismissed'] as const) {
      await context.addPerson({ email: `${status}@x.com`, firstName: status, lastName: 'Same', status })
    }
    const people = createPeopleService(context)
    const list = { filter: 'all', search: '', departmentId: null, sort: 'name', descending: false, ids: null } as const
    await people.export(context.administrator, { ...list, delimiter: ',' })
    const [saved = ''] = context.files.saved.values()
    const id = await compare(saved)
    const { counts } = await portal.imports.comparison(context.administrator, { id })
    expect(counts).toEqual({ 'missing-here': 0, 'missing-there': 0, 'is-in': 0, 'is-out': 0, changed: 0, same: 5 })
  })

  it('Z5, S5, N1: applies what is chosen, each person with one entry; who comes in finds the seats of those who leave', async () => {
    const portal = await openImportPortal({ seat_limit: 4 })
    const { compare, context, imports, reconcile } = portal
    const leaver = await context.addPerson({ email: 'leaver@x.com', firstName: 'Leaver' })
    const outsider = await context.addPerson({ email: 'out@x.com', firstName: 'Out' })
    const invited = await context.addPerson({ email: 'invited@x.com', firstName: 'Asked', status: 'invited' })
    const design = await context.addDepartment('Design')
    await context.addInvitation(invited.personId, [design])
    await context.addPerson({ email: 'waiting@x.com', firstName: 'Waits', status: 'pending' })
    await context.addPerson({ email: 'back@x.com', firstName: 'Back', status: 'dismissed', joined_at: 1 })
    const id = await compare(
      `${HEADER}Asked,One,invited@x.com,,,,Active\nWaits,,waiting@x.com,,,,Active\nBack,,back@x.com,,,,Active\n` +
        'Brand,New,new@x.com,030 123456,Design,Designer,Active\nOut,,out@x.com,,,,Suspended\n',
    )
    const actor = context.administrator
    await imports.chooseDifferences(actor, { id, difference: 'missing-there', keys: [leaver.personId], chosen: true })
    await imports.chooseDifferences(actor, { id, difference: 'is-out', keys: null, chosen: true })
    const outcome = await reconcile(id)
    expect(outcome).toMatchObject({ state: 'done', applied: 6, refused: [] })
    expect(await statusOf(portal, 'leaver@x.com')).toMatchObject({ status: 'dismissed' })
    expect(await statusOf(portal, 'out@x.com')).toMatchObject({ status: 'dismissed' })
    expect(await statusOf(portal, 'invited@x.com')).toMatchObject({ status: 'active' })
    expect(await statusOf(portal, 'waiting@x.com')).toMatchObject({ status: 'active' })
    expect(await statusOf(portal, 'back@x.com')).toMatchObject({ status: 'active' })
    // Three came in before: the fourth seat was the administrator's.
    expect(await statusOf(portal, 'new@x.com')).toMatchObject({ status: 'pending', pending_reason: 'no-seat' })
    expect(outsider.name).toBe('Out')
    const audit = await context.store.reader.selectFrom('audit').select(['action', 'subject_name']).execute()
    expect(audit.map((row) => row.action)).toEqual([...Array(6).fill('person.reconciled'), 'directory.reconciled'])
    const [invitation] = await context.rowsOf('invitation')
    expect(invitation).toMatchObject({ state: 'accepted' })
    const memberships = await context.store.reader
      .selectFrom('department_member')
      .select('department_id')
      .where('person_id', '=', invited.personId)
      .execute()
    expect(memberships).toEqual([{ department_id: design }])
    expect((await verifyAudit(context.store.reader)).intact).toBe(true)
    // Asked again, nothing more is done.
    expect(await reconcile(id)).toMatchObject({ applied: 6 })
    expect(await context.rowsOf('audit')).toHaveLength(7)
  })

  it('Z12, Z5: the inviter hears of who came in by it, unless they brought them in themselves', async () => {
    const portal = await openImportPortal()
    const { compare, context, reconcile } = portal
    await saveAccount(context, 2525)
    const emil = await context.addPerson({ firstName: 'Emil', email: 'emil@x.com' })
    const asked = { status: 'invited', invited_by: emil.personId } as const
    const anna = await context.addPerson({ ...asked, firstName: 'Anna', email: 'anna@x.com' })
    const bo = await context.addPerson({ ...asked, status: 'pending', firstName: 'Bo', email: 'bo@x.com' })
    const own = { ...asked, invited_by: context.administrator.personId }
    await context.addPerson({ ...own, firstName: 'Cy', email: 'cy@x.com' })
    const lines = ['Anna,,anna@x.com', 'Bo,,bo@x.com', 'Cy,,cy@x.com'].map((line) => `${line},,,,Active\n`)
    expect(await reconcile(await compare(HEADER + lines.join('')))).toMatchObject({ applied: 3, refused: [] })
    expect(await context.rowsOf('message')).toMatchObject(
      [anna, bo].map(({ personId }) => ({ about: personId, kind: 'invitee-joined', to_address: 'emil@x.com' })),
    )
  })

  it('Z5, N1: without a seat an invited person waits, and a pending one is refused with the reason', async () => {
    const portal = await openImportPortal({ seat_limit: 1 })
    const { compare, context, reconcile } = portal
    await context.addPerson({ email: 'invited@x.com', firstName: 'Asked', status: 'invited' })
    await context.addPerson({ email: 'waiting@x.com', firstName: 'Waits', status: 'pending' })
    const id = await compare(`${HEADER}Asked,,invited@x.com,,,,\nWaits,,waiting@x.com,,,,\n`)
    expect(await reconcile(id)).toMatchObject({
      applied: 1,
      refused: [{ name: 'Waits', refusal: { code: 'NO_SEAT' } }],
    })
    expect(await statusOf(portal, 'invited@x.com')).toMatchObject({ status: 'pending', pending_reason: 'no-seat' })
  })

  it('Z5: changed names, positions, phones and departments are shown before and after, and written', async () => {
    const portal = await openImportPortal()
    const { compare, context, reconcile } = portal
    const design = await context.addDepartment('Design')
    const ann = await context.addPerson({
      email: 'ann@x.com',
      firstName: 'Ann',
      lastName: 'Lee',
      position: 'Designer',
      departmentIds: [design],
    })
    await context.addPerson({ email: 'same@x.com', firstName: 'Same', lastName: 'Old', position: 'Cook' })
    const id = await compare(
      `${HEADER}Anna,Lee,ann@x.com,030 123456,Sales/Europe,Head of design,Active\nSame,Old,same@x.com,,,,Active\n`,
    )
    expect(await differences(portal, id, 'changed')).toMatchObject([
      {
        name: 'Ann Lee',
        chosen: true,
        changes: [
          { field: 'firstName', before: 'Ann', after: 'Anna' },
          { field: 'position', before: 'Designer', after: 'Head of design' },
          { field: 'phone', before: '', after: '+4930123456' },
          { field: 'departments', before: 'Design', after: 'Sales › Europe' },
        ],
      },
    ])
    expect(await names(portal, id)).toMatchObject({ same: ['Same Old'], 'missing-there': [] })
    expect(await reconcile(id)).toMatchObject({ applied: 1, refused: [] })
    expect(await statusOf(portal, 'ann@x.com')).toMatchObject({
      first_name: 'Anna',
      position: 'Head of design',
      phone: '+4930123456',
    })
    const places = await context.store.reader
      .selectFrom('department_member')
      .innerJoin('department', 'department.id', 'department_member.department_id')
      .select('department.name')
      .where('person_id', '=', ann.personId)
      .execute()
    expect(places).toEqual([{ name: 'Europe' }])
  })

  it('S5, Z5: whoever has changed since the comparison is refused and holds up nobody else', async () => {
    const portal = await openImportPortal()
    const { compare, context, reconcile } = portal
    const waiting = await context.addPerson({ email: 'a@x.com', firstName: 'Aa', status: 'pending' })
    const renamed = await context.addPerson({ email: 'b@x.com', firstName: 'Bb' })
    await context.addPerson({ email: 'c@x.com', firstName: 'Cc', status: 'pending' })
    const id = await compare(`${HEADER}Aa,,a@x.com,,,,\nBeth,,b@x.com,,,,\nCc,,c@x.com,,,,\nDd,New,d@x.com,,,,\n`)
    await context.store.write(async (writer) => {
      await writer
        .updateTable('person')
        .set({ status: 'dismissed', pending_reason: null })
        .where('id', '=', waiting.personId)
        .execute()
      await writer.updateTable('person').set({ first_name: 'Bella' }).where('id', '=', renamed.personId).execute()
    })
    await context.addPerson({ email: 'd@x.com', firstName: 'Quicker' })
    const { applied, refused } = await reconcile(id)
    expect(applied).toBe(1)
    expect(refused.map((each) => [each.name, each.refusal.code])).toEqual([
      ['Aa', 'STATE_NOT_ALLOWED'],
      ['Dd New', 'ADDRESS_TAKEN'],
      ['Bb', 'STATE_NOT_ALLOWED'],
    ])
    expect(await statusOf(portal, 'c@x.com')).toMatchObject({ status: 'active' })
  })

  it('Z5: however many are refused, all are counted, and the first two hundred are named', async () => {
    const { check, compare, reconcile, run } = await openImportPortal()
    const text = HEADER + Array.from({ length: 203 }, (_, index) => `,,p${index}@x.com,,,,`).join('\n')
    const id = await compare(text)
    // Somebody else is quicker with the same file.
    await run(await check(text))
    const outcome = await reconcile(id)
    expect(outcome).toMatchObject({ state: 'done', applied: 0, refusals: 203 })
    expect(outcome.refused).toHaveLength(200)
  })

  it('B1: a partner is offered nothing that concerns an administrator', async () => {
    const portal = await openImportPortal()
    const { context, imports, open } = portal
    await context.addPerson({ firstName: 'Other', email: 'other@x.com', administrator: true })
    await context.addPerson({ firstName: 'Plain', email: 'plain@x.com' })
    const partner = await context.addPerson({ kind: 'partner', email: 'partner@y.com' })
    const id = await open(`${HEADER}Renamed,,other@x.com,,,,\n`, 'today.csv', partner)
    await imports.compare(partner, { id })
    let state = 'running'
    while (state === 'running') {
      await new Promise((resolve) => void setImmediate(resolve))
      state = (await imports.comparison(partner, { id })).progress.state
    }
    const page = await imports.differences(partner, { id, cursor: null, limit: 50, difference: 'missing-there' })
    expect(page.rows.map((row) => row.name)).toEqual(['Plain'])
    expect((await imports.comparison(partner, { id })).counts).toMatchObject({ changed: 0, same: 1 })
    await expectRefusal(imports.comparison(context.administrator, { id }), 'IMPORT_GONE')
  })

  it('Z5: a shared number makes nobody somebody else', async () => {
    const portal = await openImportPortal()
    const { compare, context } = portal
    await context.addPerson({ firstName: 'Ann', lastName: 'Lee', email: 'ann@x.com', phone: '+4930123456' })
    await context.addPerson({ firstName: 'Cy', lastName: 'Poe', phone: '+4930777777' })
    const id = await compare(
      `${HEADER}Bo,Ty,bo@x.com,030 123456,,,\nAnn,Lee,ann@x.com,030 123456,,,\nCy,Poe,cy@x.com,030 777777,,,\n`,
    )
    expect(await names(portal, id)).toMatchObject({
      'missing-here': ['Bo Ty'],
      'missing-there': [],
      changed: [],
      same: ['Ann Lee', 'Cy Poe'],
    })
  })

  it('Z5: a middle name that only one of the two knows is no change', async () => {
    const portal = await openImportPortal()
    const { compare, context } = portal
    await context.addPerson({ firstName: 'Иван', lastName: 'Петров', email: 'ivan@x.com' })
    await context.addPerson({ firstName: 'Анна Сергеевна', lastName: 'Белова', email: 'anna@x.com' })
    await context.addPerson({ firstName: 'Ann', lastName: 'Lee', email: 'lee@x.com' })
    const id = await compare(
      'Фамилия,Имя,Отчество,E-mail\nПетров,Иван,Петрович,ivan@x.com\nНовая,Анна,,anna@x.com\nLee,Anne,Marie,lee@x.com\n',
    )
    expect(await names(portal, id)).toMatchObject({ same: ['Иван Петров'] })
    expect((await differences(portal, id, 'changed')).map((row) => row.changes)).toEqual([
      [{ field: 'lastName', before: 'Белова', after: 'Новая' }],
      [{ field: 'firstName', before: 'Ann', after: 'Anne Marie' }],
    ])
  })

  it('Z7, Z5: who is not in Usher but resembles somebody comes in only when chosen', async () => {
    const portal = await openImportPortal()
    const { compare, context, imports, reconcile } = portal
    const actor = context.administrator
    await context.addPerson({ firstName: 'Ann', lastName: 'Lee', email: 'ann@aurora.example', phone: '+4930123456' })
    await context.store.write((writer) => fillLikeness(writer, 10))
    const id = await compare(
      `${HEADER}Ann,Lee,ann.lee@y.com,,,,\nAny,Body,ann+new@aurora.example,,,,\nFront,Desk,desk@y.com,030 123456,,,\n` +
        'Carl,Roe,carl@gmial.com,,,,\nQuite,New,quite@y.com,,,,\nNew,Quite,quite.new@y.com,,,,\n',
    )
    const here = await differences(portal, id, 'missing-here')
    expect(here.map((row) => [row.name, row.chosen, row.lookAlikes.map((alike) => alike.why)])).toEqual([
      ['Ann Lee', false, ['name']],
      ['Any Body', false, ['email']],
      ['Front Desk', false, ['phone']],
      ['Carl Roe', false, ['domain']],
      ['Quite New', true, []],
      ['New Quite', false, ['name']],
    ])
    expect(here[0]?.lookAlikes[0]?.person?.address).toBe('ann@aurora.example')
    expect(here[5]?.lookAlikes[0]).toMatchObject({ person: null, row: 6 })
    const alone = await imports.differences(actor, { id, cursor: null, limit: 200, difference: 'look-alike' })
    expect(alone.rows.map((row) => row.key)).toEqual(['2', '3', '4', '5', '7'])
    expect(await imports.comparison(actor, { id })).toMatchObject({ chosen: 1, lookAlikes: { count: 5, chosen: 0 } })
    await imports.chooseDifferences(actor, { id, difference: 'look-alike', keys: ['4'], chosen: true })
    expect(await imports.comparison(actor, { id })).toMatchObject({
      chosenOf: { 'missing-here': 2, 'missing-there': 0 },
      lookAlikes: { count: 5, chosen: 1 },
    })
    expect(await reconcile(id)).toMatchObject({ applied: 2, refused: [] })
    expect(await statusOf(portal, 'desk@y.com')).toMatchObject({ status: 'active', phone: null })
    expect(await statusOf(portal, 'ann.lee@y.com')).toBeUndefined()
  })

  it('Z5, D4: rows that cannot be used are listed and saved with their reasons; whom they name is not missing', async () => {
    const portal = await openImportPortal()
    const { compare, context, imports } = portal
    const actor = context.administrator
    await context.addPerson({ firstName: 'Ann', email: 'ann@x.com' })
    await context.addPerson({ firstName: 'Wide', email: 'wide@x.com' })
    await context.addPerson({ firstName: 'Bob', email: 'bob@x.com' })
    const id = await compare(
      `${HEADER}Ann,,ann@x.com,12,,,\nNobody,Here,no address,,,,\nWide,One,wide@x.com,,,,,too,many\n` +
        'Bob,,bob@x.com,,,,\nBobby,,bob@x.com,,Sales/EU,,\nNew,One,new@x.com,,,,\nNew,Two,new@x.com,,,,\n',
    )
    expect(await names(portal, id)).toEqual({
      'missing-here': ['New One'],
      'missing-there': [],
      'is-in': [],
      'is-out': [],
      changed: [],
      same: ['Bob'],
    })
    const first = await imports.refusedRows(actor, { id, cursor: null, limit: 3 })
    const rest = await imports.refusedRows(actor, { id, cursor: first.nextCursor, limit: 3 })
    expect(rest.nextCursor).toBeNull()
    const all = [...first.rows, ...rest.rows]
    expect(all.map((row) => [row.row, row.fate, row.problems])).toEqual([
      [2, 'invalid', ['PHONE_INVALID']],
      [3, 'invalid', ['EMAIL_INVALID']],
      [4, 'invalid', ['TOO_MANY_CELLS']],
      [6, 'duplicate', []],
      [8, 'duplicate', []],
    ])
    expect(all[2]?.cells).toEqual(['Wide', 'One', 'wide@x.com', '', '', '', '', 'too', 'many'])
    expect(all[3]).toMatchObject({ name: 'Bobby', departments: ['Sales › EU'], cells: [] })
    expect(await imports.comparison(actor, { id })).toMatchObject({ refused: 5 })
    expect(await imports.saveRefused(actor, { id })).toMatchObject({ rows: 5 })
    const lines = (context.files.saved.get('Refused rows of people.csv') ?? '').split('\r\n')
    expect(lines[2]).toMatch(/^Nobody,Here,no address,.*,Not an e-mail address$/u)
    expect(lines[4]).toMatch(/^Bobby,,bob@x.com,.*,Repeats an earlier row$/u)
    await expectRefusal(imports.refusedRows(await context.addPerson(), { id, cursor: null, limit: 3 }), 'NOT_ALLOWED')
  })

  it('D4, Z5: the last look at a file is the one that counts', async () => {
    const { compare, context, imports, checked } = await openImportPortal()
    const actor = context.administrator
    const id = await compare(`${HEADER}A,,a@x.com,,,,\nA,,a@x.com,,,,\nB,,bad,,,,\n`)
    expect(await imports.saveRefused(actor, { id })).toMatchObject({ rows: 2 })
    await imports.check(actor, { id, as: 'active', departmentIds: [], workgroupIds: [], makeDepartments: true })
    await checked(id)
    expect(await imports.saveRefused(actor, { id })).toMatchObject({ rows: 1 })
    expect(await imports.comparison(actor, { id })).toMatchObject({ progress: { state: 'waiting' }, refused: 0 })
    expect((await imports.refusedRows(actor, { id, cursor: null, limit: 9 })).rows).toEqual([])
  })

  it('Z5: applied whole, a second comparison finds nothing more to do', async () => {
    const state = fc.constantFrom('', 'Active', 'Suspended', 'Invited')
    const person = fc.record({
      here: fc.constantFrom(null, 'active', 'invited', 'pending', 'dismissed'),
      there: fc.option(
        fc.record({
          state,
          phoned: fc.boolean(),
          name: fc.constantFrom('Al', 'Bo'),
          place: fc.constantFrom('', 'Sales', 'Sales/EU'),
        }),
      ),
    } as const)
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 8 }), async (people) => {
        const portal = await openImportPortal()
        const { compare, context, imports, reconcile } = portal
        const lines: string[] = []
        for (const [index, { here, there }] of people.entries()) {
          const email = `p${index}@x.com`
          const joined_at = here === 'pending' || here === 'invited' ? null : 1
          if (here !== null) {
            const { personId } = await context.addPerson({ email, firstName: 'Al', status: here, joined_at })
            if (here === 'invited') await context.addInvitation(personId)
          }
          const phone = there?.phoned ? `030 123450${index}` : ''
          if (there) lines.push(`${there.name},,${email},${phone},${there.place},,${there.state}`)
        }
        if (lines.length === 0) return
        const id = await compare(HEADER + lines.join('\n'))
        for (const difference of DIFFERENCES) {
          await imports.chooseDifferences(context.administrator, { id, difference, keys: null, chosen: true })
        }
        const { applied, refused, total } = await reconcile(id)
        expect(refused).toEqual([])
        expect(applied).toBe(total)
        const again = await compare(HEADER + lines.join('\n'))
        const { counts } = await imports.comparison(context.administrator, { id: again })
        expect({ ...counts, same: 0 }).toEqual({
          'missing-here': 0,
          'missing-there': 0,
          'is-in': 0,
          'is-out': 0,
          changed: 0,
          same: 0,
        })
        expect(await context.rowsOf('audit')).toHaveLength(
          applied +
            (applied > 0 ? 1 : 0) +
            (await context.store.reader.selectFrom('department').select('id').execute()).length -
            1,
        )
      }),
      { numRuns: 20 },
    )
  })
})
