import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createImportsService } from '../../../../../electron/core/services/imports/imports'
import { newId } from '../../../../../electron/core/services/ids'
import { verifyAudit } from '../../../../../electron/core/store/audit'
import { openImportPortal, importStory } from '../../../../support/import-story'
import { openMailPortal, saveAccount } from '../../../../support/mail-story'
import { expectRefusal } from '../../../../support/refusals'

const HEADER = 'First name,Last name,E-mail,Phone,Department,Job title\n'

const actionsOf = (rows: readonly object[]): readonly unknown[] => rows.map((row) => Reflect.get(row, 'action'))

describe('running an import', { timeout: 120_000 }, () => {
  it('D4, S3: people who work here already are in at once, with departments made once, a place each, and no password', async () => {
    const { check, context, imports, run } = await openImportPortal()
    const id = await check(
      `${HEADER}Ann,Lee,ann@x.com,030 123456,Design,Designer\nBob,Ray,bob@x.com,,Design,\nCy,Poe,,+49 30 777777,,Driver\n`,
    )
    expect(await run(id)).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
      made: 3,
      waiting: 0,
      departments: 1,
      leftOut: 0,
    })
    const people = await context.rowsOf('person')
    expect(people).toContainEqual(
      expect.objectContaining({
        name: 'Ann Lee',
        email: 'ann@x.com',
        phone: '+4930123456',
        position: 'Designer',
        status: 'active',
        joined_at: context.clock.now(),
        invited_by: null,
        name_key: expect.stringMatching(/./u),
      }),
    )
    const members = await context.store.reader
      .selectFrom('department_member')
      .innerJoin('department', 'department.id', 'department_member.department_id')
      .innerJoin('person', 'person.id', 'department_member.person_id')
      .select(['person.name as person', 'department.name as department'])
      .orderBy('person.name')
      .execute()
    expect(members).toEqual([
      { person: 'Ann Lee', department: 'Design' },
      { person: 'Bob Ray', department: 'Design' },
      { person: 'Cy Poe', department: 'Aurora' },
      { person: 'Vera Stone', department: 'Aurora' },
    ])
    expect(await context.store.reader.selectFrom('credential').selectAll().execute()).toEqual([])
    const audit = await context.rowsOf('audit')
    expect(actionsOf(audit)).toEqual([
      'department.added',
      'person.imported',
      'person.imported',
      'person.imported',
      'directory.imported',
    ])
    expect(JSON.parse(String(Reflect.get(audit.at(-1) ?? {}, 'details')))).toEqual({
      file: 'people.csv',
      made: 3,
      waiting: 0,
      departments: 1,
      leftOut: 0,
    })
    expect((await verifyAudit(context.store.reader)).intact).toBe(true)
    expect((await imports.preview(context.administrator, { id })).fates).toMatchObject({ new: 0, active: 3 })
    expect(context.announced.flat()).toEqual(expect.arrayContaining(['imports', 'people', 'counters', 'activity']))
  })

  it('D4, M6: invited people get a live link each, and their departments and workgroups wait in the invitation', async () => {
    const { check, context, run } = await openImportPortal({ expiry_days: 3 })
    const chosen = await context.addDepartment('Newcomers')
    const id = await check(
      'Name,E-mail,Department,Workgroups\nAnn Lee,ann@x.com,Design,Running club\nBob Ray,bob@x.com,,\n',
      'invited',
      { departmentIds: [chosen] },
    )
    expect(await run(id)).toMatchObject({ made: 2, departments: 1, leftOut: 0 })
    const places = await context.store.reader
      .selectFrom('invitation')
      .innerJoin('person', 'person.id', 'invitation.person_id')
      .leftJoin('invitation_department', 'invitation_department.invitation_id', 'invitation.id')
      .leftJoin('department', 'department.id', 'invitation_department.department_id')
      .leftJoin('invitation_workgroup', 'invitation_workgroup.invitation_id', 'invitation.id')
      .leftJoin('workgroup', 'workgroup.id', 'invitation_workgroup.workgroup_id')
      .select([
        'person.name',
        'person.status',
        'invitation.channel',
        'invitation.state',
        'department.name as department',
      ])
      .select('workgroup.name as workgroup')
      .orderBy('person.name')
      .orderBy('department.name')
      .execute()
    const live = { status: 'invited', channel: 'link', state: 'live' }
    expect(places).toEqual([
      { ...live, name: 'Ann Lee', department: 'Design', workgroup: 'Running club' },
      { ...live, name: 'Ann Lee', department: 'Newcomers', workgroup: 'Running club' },
      { ...live, name: 'Bob Ray', department: 'Newcomers', workgroup: null },
    ])
    expect(actionsOf(await context.rowsOf('audit'))).toEqual([
      'department.added',
      'workgroup.added',
      'person.invited',
      'person.invited',
      'directory.imported',
    ])
  })

  it('D4, M4: with sending, whoever has an e-mail address gets a message, and the others a link', async () => {
    const { context, links } = await openMailPortal()
    const story = importStory(context, createImportsService(context, links))
    const id = await story.check('Name,E-mail,Phone\nAnn Lee,ann@x.com,\nBob Ray,,+49 30 777777\n', 'invited')
    await expectRefusal(story.run(id, true), 'MAIL_ACCOUNT_MISSING')
    await saveAccount(context, 2525)
    expect(await story.run(id, true)).toMatchObject({ made: 2, leftOut: 0 })
    expect(await context.rowsOf('message')).toMatchObject([
      { to_address: 'ann@x.com', state: 'queued', to_name: 'Ann Lee' },
    ])
    const channels = await context.store.reader.selectFrom('invitation').select('channel').orderBy('channel').execute()
    expect(channels.map((row) => row.channel)).toEqual(['link', 'mail-service'])
  })

  it('N1, S3: seats are given out in the order of the file; the others wait for one', async () => {
    const { check, context, run } = await openImportPortal({ seat_limit: 3 })
    const id = await check(`${HEADER}A,Aa,a@x.com,,,\nB,Bb,b@x.com,,,\nC,Cc,c@x.com,,,\nD,Dd,d@x.com,,,\n`)
    expect(await run(id)).toMatchObject({ made: 4, waiting: 2 })
    const people = await context.store.reader
      .selectFrom('person')
      .select(['email', 'status', 'pending_reason', 'joined_at'])
      .where('email', 'like', '%@x.com')
      .orderBy('email')
      .execute()
    const at = context.clock.now()
    expect(people).toEqual([
      { email: 'a@x.com', status: 'active', pending_reason: null, joined_at: at },
      { email: 'b@x.com', status: 'active', pending_reason: null, joined_at: at },
      { email: 'c@x.com', status: 'pending', pending_reason: 'no-seat', joined_at: null },
      { email: 'd@x.com', status: 'pending', pending_reason: 'no-seat', joined_at: null },
    ])
  })

  it('D4, S6: the same file twice makes nothing twice, nor does asking twice', async () => {
    const { check, context, imports, run } = await openImportPortal()
    const text = `${HEADER}A,Aa,a@x.com,,Design/Web,\nB,Bb,b@x.com,,Design/Web,\nC,Cc,c@x.com,030 123456,New,\n`
    const id = await check(text)
    await run(id)
    const tables = ['person', 'audit'] as const
    const after = await Promise.all(tables.map((table) => context.rowsOf(table)))
    const departments = await context.store.reader.selectFrom('department').selectAll().execute()
    expect(await run(id)).toMatchObject({ made: 3, leftOut: 0 })
    const again = await check(text)
    expect(await imports.preview(context.administrator, { id: again })).toMatchObject({
      fates: { new: 0, active: 3 },
      included: 0,
      newDepartments: [],
    })
    expect(await run(again)).toMatchObject({ state: 'done', made: 0, leftOut: 3, departments: 0 })
    expect(await Promise.all(tables.map((table) => context.rowsOf(table)))).toEqual(after)
    expect(await context.store.reader.selectFrom('department').selectAll().execute()).toEqual(departments)
  })

  it('S5, S6: whoever was added since the check is met, not made a second time', async () => {
    const { check, context, imports, rows, run } = await openImportPortal()
    const id = await check(`${HEADER}A,Aa,a@x.com,,,\nB,Bb,b@x.com,030 123456,,\nC,Cc,c@x.com,,,\n`)
    await context.addPerson({ email: 'a@x.com', firstName: 'Quicker', status: 'pending' })
    await context.addPerson({ email: 'other@x.com', phone: '+4930123456', firstName: 'Other' })
    expect(await run(id)).toMatchObject({ made: 2, leftOut: 1 })
    expect((await rows(id)).map((row) => [row.fate, row.person?.name])).toEqual([
      ['pending', 'Quicker'],
      ['active', 'B Bb'],
      ['active', 'C Cc'],
    ])
    // Somebody else's number stays theirs.
    expect(await context.rowsOf('person')).toContainEqual(expect.objectContaining({ email: 'b@x.com', phone: null }))
    expect((await imports.outcome(context.administrator, { id })).leftOut).toBe(1)
  })

  it('S5: a department removed since the check refuses its rows and no others', async () => {
    const { check, context, rows, run } = await openImportPortal()
    const design = await context.addDepartment('Design')
    const id = await check(`${HEADER}A,Aa,a@x.com,,Design,\nB,Bb,b@x.com,,,\n`)
    await context.store.write(async (writer) => {
      await writer.deleteFrom('department').where('id', '=', design).execute()
    })
    expect(await run(id)).toMatchObject({ made: 1, leftOut: 1 })
    expect((await rows(id)).map((row) => [row.fate, row.problems])).toEqual([
      ['invalid', ['DEPARTMENT_UNKNOWN']],
      ['active', []],
    ])
  })

  it('S5, W1: a workgroup removed since the check refuses its rows by its own name', async () => {
    const { check, context, rows, run } = await openImportPortal()
    const choir = newId(context)
    await context.store.write(async (writer) => {
      await writer
        .insertInto('workgroup')
        .values({ id: choir, name: 'Choir', description: '', created_at: 0 })
        .execute()
    })
    const id = await check('Name,E-mail,Workgroups\nAnn Lee,a@x.com,Choir\nBob Ray,b@x.com,\n')
    await context.store.write(async (writer) => {
      await writer.deleteFrom('workgroup').where('id', '=', choir).execute()
    })
    expect(await run(id)).toMatchObject({ made: 1, leftOut: 1 })
    expect((await rows(id))[0]?.problems).toEqual(['WORKGROUP_UNKNOWN'])
  })

  it('A2, S4: an operator who is dismissed meanwhile imports nobody', async () => {
    const { check, context, run } = await openImportPortal()
    const id = await check(`${HEADER}A,Aa,a@x.com,,New,\n`)
    await context.store.write(async (writer) => {
      await writer.updateTable('person').set({ status: 'dismissed' }).execute()
    })
    expect(await run(id)).toMatchObject({ state: 'failed', refusal: { code: 'NOT_ALLOWED' }, made: 0, leftOut: 1 })
    expect(await context.rowsOf('person')).toHaveLength(1)
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('D4: cancelled, it stops after the slice under way; asked again, it goes on with the rest', async () => {
    const { check, context, imports, ran, run } = await openImportPortal()
    const lines = Array.from({ length: 900 }, (_, index) => `,,p${index}@x.com,,,`)
    const id = await check(HEADER + lines.join('\n'))
    const actor = context.administrator
    await imports.run(actor, { id, locale: 'en', send: false })
    await expectRefusal(imports.run(actor, { id, locale: 'en', send: false }), 'IMPORT_RUNNING')
    await expectRefusal(imports.configure(actor, { id, ...CONFIGURED }), 'IMPORT_RUNNING')
    await expectRefusal(imports.choose(actor, { id, rows: [2], included: false }), 'IMPORT_RUNNING')
    while ((await imports.outcome(actor, { id })).made === 0) await new Promise((resolve) => void setImmediate(resolve))
    await imports.cancel(actor, { id })
    await ran(id)
    const stopped = await imports.outcome(actor, { id })
    expect(stopped.state).toBe('cancelled')
    expect(stopped.made).toBeGreaterThan(0)
    expect(stopped.made).toBeLessThan(900)
    expect(stopped.made + stopped.leftOut).toBe(900)
    expect(await context.rowsOf('person')).toHaveLength(stopped.made + 1)
    expect(await run(id)).toMatchObject({ state: 'done', made: 900, leftOut: 0 })
    expect(await context.rowsOf('person')).toHaveLength(901)
  })

  it('D4: refused rows are saved as the file had them, with their reasons', async () => {
    const { check, context, imports } = await openImportPortal()
    const id = await check(`${HEADER}A,Aa,=nonsense,,Design,\nB,Bb,b@x.com,,,\n"C,c",Cc,,,,,too,many\n`)
    const saved = await imports.saveRefused(context.administrator, { id })
    expect(saved).toEqual({ file: '/chosen/Refused rows of people.csv', rows: 2 })
    const lines = (context.files.saved.get('Refused rows of people.csv') ?? '').replace('\uFEFF', '').split('\r\n')
    expect(lines[0]).toMatch(/^First name,Last name,E-mail,Phone,Department,Job title,,?,?Reason$/u)
    expect(lines[1]).toMatch(/^A,Aa,'=nonsense,,Design,,.*Not an e-mail address$/u)
    expect(lines[2]).toMatch(/^"C,c",Cc,,,,,too,many,More cells than columns/u)
    context.files.place = null
    expect(await imports.saveRefused(context.administrator, { id })).toBeNull()
  })

  it('D4: no file loses a row: fates sum to the rows, and made with left out too', async () => {
    const cell = fc.constantFrom(
      '',
      'Ann',
      'Иван',
      'a@x.com',
      'b@x.com',
      'A@X.com',
      'bad@',
      '030 123456',
      '+4930123456',
      'Sales',
      'Sales/EU',
      '"q,""\n"',
      '\u0001',
      ',,,',
    )
    const line = fc.array(cell, { minLength: 1, maxLength: 6 }).map((cells) => cells.join(','))
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('active', 'invited'),
        fc.boolean(),
        async (lines, as, makeDepartments) => {
          const { check, context, imports, open, rows, run } = await openImportPortal({ seat_limit: 3 })
          await context.addPerson({ email: 'b@x.com', status: 'dismissed' })
          const text = HEADER + lines.join('\n')
          const opened = await open(text).catch(() => null)
          if (opened === null) return
          const reading = await imports.configure(context.administrator, { id: opened, ...CONFIGURED })
          const id = await check(text, as, { makeDepartments })
          const preview = await imports.preview(context.administrator, { id })
          const sum = Object.values(preview.fates).reduce((total, count) => total + count, 0)
          expect(sum).toBe(reading.rows)
          expect(await rows(id)).toHaveLength(reading.rows)
          await imports.choose(context.administrator, {
            id,
            rows: (await rows(id)).map((row) => row.row),
            included: true,
          })
          const outcome = await run(id)
          expect(outcome.state).toBe('done')
          expect(outcome.made + outcome.leftOut).toBe(reading.rows)
          expect(await context.rowsOf('person')).toHaveLength(outcome.made + 2)
          const again = await check(text, as, { makeDepartments })
          expect(await run(again)).toMatchObject({ made: 0, departments: 0 })
          expect((await verifyAudit(context.store.reader)).intact).toBe(true)
        },
      ),
      { numRuns: 25 },
    )
  })
})

const CONFIGURED = { encoding: null, delimiter: null, hasHeader: null, sheet: null, mapping: null }
