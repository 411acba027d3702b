import { describe, expect, it } from 'vitest'
import { IMPORT_MAXIMUM } from '../../../../../electron/contract/vocabulary'
import { openImportPortal } from '../../../../support/import-story'
import { expectRefusal } from '../../../../support/refusals'

const HEADER = 'First name,Last name,E-mail,Phone,Department\n'

describe('the preview of an import', { timeout: 60_000 }, () => {
  it('D4, S6: each row meets its fate, and whoever is there already is named', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    for (const status of ['active', 'dismissed', 'invited', 'pending'] as const) {
      await context.addPerson({ email: `${status}@example.com`, firstName: status, status })
    }
    const before = await context.rowsOf('audit')
    const id = await check(
      `${HEADER}A,Active,ACTIVE@example.com,,\nB,Gone,dismissed@example.com,,\nC,Asked,invited@example.com,,\n` +
        'D,Waits,pending@example.com,,\nE,New,new@example.com,,\nE,Again,New@Example.com,,\nF,Wrong,nonsense,,\nG,None,,,\n',
    )
    const found = await rows(id)
    expect(found.map((row) => [row.row, row.fate, row.person?.name ?? null, row.included])).toEqual([
      [2, 'active', 'active', false],
      [3, 'dismissed', 'dismissed', false],
      [4, 'invited', 'invited', false],
      [5, 'pending', 'pending', false],
      [6, 'new', null, true],
      [7, 'duplicate', null, false],
      [8, 'invalid', null, false],
      [9, 'invalid', null, false],
    ])
    expect(found.slice(-2).map((row) => row.problems)).toEqual([['EMAIL_INVALID'], ['ADDRESS_REQUIRED']])
    expect(await imports.preview(context.administrator, { id })).toMatchObject({
      progress: { state: 'done', done: 8, total: 8 },
      fates: { new: 1, active: 1, dismissed: 1, invited: 1, pending: 1, duplicate: 1, invalid: 2 },
      included: 1,
    })
    // The dry run changes nothing.
    expect(await context.rowsOf('audit')).toEqual(before)
    expect(await context.rowsOf('person')).toHaveLength(5)
  })

  it('S6: an e-mail and a phone of two different people refuse the row; of one person they do not', async () => {
    const { check, context, rows } = await openImportPortal()
    await context.addPerson({ email: 'ann@example.com' })
    await context.addPerson({ phone: '+4930123456' })
    await context.addPerson({ email: 'both@example.com', phone: '+4930999999' })
    const id = await check(
      `${HEADER}Ann,Lee,ann@example.com,030 123456,\nBo,Th,both@example.com,+49 30 999999,\nPho,Ne,,+49 30 123456,\n`,
    )
    expect((await rows(id)).map((row) => [row.fate, row.problems])).toEqual([
      ['invalid', ['ADDRESS_TAKEN']],
      ['active', []],
      ['active', []],
    ])
  })

  it('D4, D1: departments are found whatever their case, planned along their path, and unknown ones can be refused', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    const sales = await context.addDepartment('Sales')
    await context.addDepartment('Europe', sales)
    const text =
      'Name,E-mail,Department path\nAnn Lee,a@x.com,Aurora/SALES/europe\nBob Ray,b@x.com,/Sales/Asia/Tokyo\nCy Poe,c@x.com,/\nDi Fox,d@x.com,Europe\n'
    const id = await check(text)
    expect((await rows(id)).map((row) => [row.departments, row.newDepartments])).toEqual([
      [['Sales › Europe'], []],
      [['Sales › Asia › Tokyo'], ['Sales › Asia › Tokyo']],
      [expect.toSatisfy((names: readonly string[]) => names.length === 0 || names[0] === 'Aurora'), []],
      [['Sales › Europe'], []],
    ])
    const preview = await imports.preview(context.administrator, { id })
    expect(preview.newDepartments).toEqual(['Sales › Asia', 'Sales › Asia › Tokyo'])
    const left = await imports.choose(context.administrator, { id, rows: [3], included: false })
    expect(left).toMatchObject({ newDepartments: [], included: 3 })

    const strict = await check(text, 'active', { makeDepartments: false })
    expect((await rows(strict)).map((row) => [row.fate, row.problems])).toEqual([
      ['new', []],
      ['invalid', ['DEPARTMENT_UNKNOWN']],
      ['new', []],
      ['new', []],
    ])
  })

  it('W1, D4: an unknown workgroup is told apart from an unknown department', async () => {
    const { check, context, rows } = await openImportPortal()
    await context.addDepartment('Sales')
    const id = await check(
      'Name,E-mail,Department,Workgroups\nAnn Lee,a@x.com,Sales,Choir\nBob Ray,b@x.com,Nowhere,Choir\nCy Poe,c@x.com,Sales,\n',
      'active',
      { makeDepartments: false },
    )
    expect((await rows(id)).map((row) => row.problems)).toEqual([['WORKGROUP_UNKNOWN'], ['DEPARTMENT_UNKNOWN'], []])
  })

  it('D4: who is suspended over there is counted, told and left out unless chosen', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    const actor = context.administrator
    await context.addPerson({ email: 'here@x.com' })
    const id = await check(
      'Name,E-mail,Status\nAnn Lee,a@x.com,Suspended\nBob Ray,b@x.com,Active\nIs Here,here@x.com,Suspended\n',
    )
    expect((await rows(id)).map((row) => [row.fate, row.standing ?? null, row.included])).toEqual([
      ['new', 'suspended', false],
      ['new', null, true],
      ['active', 'suspended', false],
    ])
    expect(await imports.preview(actor, { id })).toMatchObject({ standings: { suspended: 1 }, included: 1 })
    const page = await imports.rows(actor, { id, cursor: null, limit: 50, fate: 'suspended' })
    expect(page.rows.map((row) => row.row)).toEqual([2])
    expect(await imports.choose(actor, { id, rows: [2], included: true })).toMatchObject({
      standings: { suspended: 1 },
      included: 2,
    })
  })

  it('D4: who is only invited or waits over there is left out of those who are active at once, unless chosen', async () => {
    const { check, context, imports, rows } = await openImportPortal()
    const actor = context.administrator
    const file =
      'Name,E-mail,Status\nAnn Lee,a@x.com,Invited\nBob Ray,b@x.com,Pending confirmation\nCy Poe,c@x.com,Active\n'
    const working = await check(file, 'active')
    expect((await rows(working)).map((row) => [row.standing ?? null, row.included])).toEqual([
      ['not-in-yet', false],
      ['not-in-yet', false],
      [null, true],
    ])
    expect(await imports.preview(actor, { id: working })).toMatchObject({ standings: { 'not-in-yet': 2 }, included: 1 })
    const page = await imports.rows(actor, { id: working, cursor: null, limit: 50, fate: 'not-in-yet' })
    expect(page.rows.map((row) => row.row)).toEqual([2, 3])
    expect(await imports.choose(actor, { id: working, rows: [2], included: true })).toMatchObject({ included: 2 })

    // They may be invited here as well as there.
    const invited = await check(file, 'invited')
    expect((await rows(invited)).map((row) => [row.standing ?? null, row.included])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ])
  })

  it('N1: tells how many would find no seat, as rows are taken in and left out', async () => {
    const { check, context, imports } = await openImportPortal({ seat_limit: 2 })
    const id = await check(`${HEADER}A,Aa,a@x.com,,\nB,Bb,b@x.com,,\nC,Cc,c@x.com,,\n`)
    expect(await imports.preview(context.administrator, { id })).toMatchObject({ included: 3, overSeats: 2 })
    const left = await imports.choose(context.administrator, { id, rows: [2, 3, 99], included: false })
    expect(left).toMatchObject({ included: 1, overSeats: 0 })
  })

  it('D4: pages go on behind the last row, by fate', async () => {
    const { check, context, imports } = await openImportPortal()
    const lines = Array.from(
      { length: 25 },
      (_, index) => `P${index},Q${index},${index % 3 === 0 ? 'bad' : `p${index}@x.com`},,`,
    )
    const id = await check(HEADER + lines.join('\n'))
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await imports.rows(context.administrator, { id, cursor, limit: 4, fate: 'invalid' })
      seen.push(...page.rows.map((row) => row.row))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(lines.flatMap((_, index) => (index % 3 === 0 ? [index + 2] : [])))
  })

  it('A1, A2: only administrators and partners import, and nobody sees the file of somebody else', async () => {
    const { check, context, imports } = await openImportPortal()
    const employee = await context.addPerson()
    const partner = await context.addPerson({ kind: 'partner' })
    const id = await check(`${HEADER}A,Aa,a@x.com,,\n`)
    await expectRefusal(imports.open(employee, { fileName: 'a.csv', size: 1 }), 'NOT_ALLOWED')
    await expectRefusal(imports.preview(employee, { id }), 'NOT_ALLOWED')
    await expectRefusal(imports.preview(partner, { id }), 'IMPORT_GONE')
    await expectRefusal(imports.run(partner, { id, locale: 'en', send: false }), 'IMPORT_GONE')
    await imports.close(context.administrator, { id })
    await expectRefusal(imports.preview(context.administrator, { id }), 'IMPORT_GONE')
  })

  it('D4: pieces come in order and in full, and no file is larger than can be taken', async () => {
    const { context, imports } = await openImportPortal()
    const actor = context.administrator
    await expectRefusal(imports.open(actor, { fileName: 'a.csv', size: IMPORT_MAXIMUM + 1 }), 'IMPORT_TOO_LARGE', {
      maximum: 128,
    })
    const { id } = await imports.open(actor, { fileName: 'a.csv', size: 4 })
    const data = Buffer.from('ab').toString('base64')
    await expectRefusal(imports.put(actor, { id, offset: 2, data }), 'INVALID_INPUT')
    await imports.put(actor, { id, offset: 0, data })
    await expectRefusal(imports.read(actor, { id }), 'INVALID_INPUT')
    await expectRefusal(imports.put(actor, { id, offset: 0, data }), 'INVALID_INPUT')
    await expectRefusal(
      imports.put(actor, { id, offset: 2, data: Buffer.from('abc').toString('base64') }),
      'INVALID_INPUT',
    )
    await expectRefusal(
      imports.check(actor, { id, as: 'active', departmentIds: [], workgroupIds: [], makeDepartments: true }),
      'INVALID_INPUT',
    )
  })

  it('D4: a file forgotten open makes room for the next one', async () => {
    const { context, imports } = await openImportPortal()
    const actor = context.administrator
    const ids: string[] = []
    for (let file = 0; file < 6; file += 1) ids.push((await imports.open(actor, { fileName: 'a.csv', size: 1 })).id)
    const first = ids[0] ?? ''
    await expectRefusal(imports.preview(actor, { id: first }), 'IMPORT_GONE')
    await expect(imports.preview(actor, { id: ids[5] ?? '' })).resolves.toMatchObject({ included: 0 })
  })
})
