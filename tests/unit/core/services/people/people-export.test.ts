import { describe, expect, it } from 'vitest'
import { AS_RECOGNISED, personOf, readImportFile } from '../../../../../electron/core/imports'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { openTestPortal, type TestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

const ALL = {
  filter: 'all',
  search: '',
  departmentId: null,
  sort: 'name',
  descending: false,
  ids: null,
  delimiter: ',',
} as const

function savedText(portal: TestPortal): string {
  return [...portal.files.saved.values()].at(-1) ?? ''
}

function linesOf(portal: TestPortal): readonly string[] {
  return savedText(portal).replace('\uFEFF', '').trimEnd().split('\r\n')
}

describe('people as a file', () => {
  it('D2: holds what the list tells, in its order, with names in parts and days', async () => {
    const portal = await openTestPortal()
    const people = createPeopleService(portal)
    const sales = await portal.addDepartment('Sales')
    await portal.addPerson({
      firstName: 'Oleg',
      lastName: 'Petrov',
      email: 'oleg@aurora.example',
      position: 'Clerk, night',
      departmentIds: [portal.rootId, sales],
      invited_by: portal.administrator.personId,
    })
    const saved = await people.export(portal.administrator, ALL)
    expect(saved).toEqual({ file: '/chosen/People of Aurora 2026-03-02.csv', rows: 2 })
    expect(savedText(portal).startsWith('\uFEFF')).toBe(true)
    expect(linesOf(portal)).toEqual([
      'First name,Last name,E-mail,Phone,Position,Departments,Status,Kind,Invited by,Invited on,Joined on',
      'Oleg,Petrov,oleg@aurora.example,,"Clerk, night",Aurora; Sales,Active,Employee,Vera Stone,2026-03-02,2026-03-02',
      'Vera,Stone,person-1@aurora.example,,,Aurora,Active,Employee,,2026-03-02,2026-03-02',
    ])
    expect(await portal.rowsOf('audit')).toMatchObject([
      { action: 'directory.exported', actor_name: 'Vera Stone', details: '{"rows":2}' },
    ])
  })

  it('D2: goes page by page through a list longer than a page, each person once', async () => {
    const portal = await openTestPortal()
    for (let count = 0; count < 430; count += 1) await portal.addPerson({ firstName: `P${count % 7}` })
    const saved = await createPeopleService(portal).export(portal.administrator, { ...ALL, descending: true })
    expect(saved?.rows).toBe(431)
    const addresses = linesOf(portal)
      .slice(1)
      .map((line) => line.split(',')[2])
    expect(new Set(addresses).size).toBe(431)
  })

  it('D2: follows filter and search, or takes the people chosen and nobody else', async () => {
    const portal = await openTestPortal()
    const people = createPeopleService(portal)
    const zoe = await portal.addPerson({ firstName: 'Zoe' })
    const ann = await portal.addPerson({ firstName: 'Ann', status: 'dismissed' })
    expect(await people.export(portal.administrator, { ...ALL, filter: 'dismissed' })).toMatchObject({ rows: 1 })
    expect(linesOf(portal)[1]).toMatch(/^Ann,/)
    expect(await people.export(portal.administrator, { ...ALL, search: 'stone' })).toMatchObject({ rows: 1 })
    const ids = [zoe.personId, ann.personId, zoe.personId]
    expect(await people.export(portal.administrator, { ...ALL, ids })).toMatchObject({ rows: 2 })
    expect(linesOf(portal).map((line) => line.split(',')[0])).toEqual(['First name', 'Ann', 'Zoe'])
  })

  it.each(['en', 'ru'] as const)('D2, D4: our own import reads the file back, in %s', async (locale) => {
    const portal = await openTestPortal({ locale })
    const sales = await portal.addDepartment('Sales, north')
    await portal.addPerson({
      firstName: '=Oleg',
      lastName: 'Petrov',
      email: 'oleg@aurora.example',
      phone: '+491701234567',
      position: 'Clerk; night',
      departmentIds: [portal.rootId, sales],
    })
    await createPeopleService(portal).export(portal.administrator, { ...ALL, search: 'petrov', delimiter: ';' })
    const file = { name: 'people.csv', bytes: new TextEncoder().encode(savedText(portal)) }
    const table = await readImportFile(file, AS_RECOGNISED, () => undefined)
    expect(table.columns.map((column) => column.field)).toEqual([
      'firstName',
      'lastName',
      'email',
      'phone',
      'position',
      'department',
      'status',
      null,
      null,
      null,
      null,
    ])
    const [row] = table.rows
    if (!row) throw new Error('One row was saved')
    expect(personOf(table, row, { country: 'DE', rootName: 'Aurora' })).toMatchObject({
      firstName: '=Oleg',
      lastName: 'Petrov',
      email: 'oleg@aurora.example',
      phone: '+491701234567',
      position: 'Clerk; night',
      departmentPaths: [['Sales, north']],
      status: 'active',
      problems: [],
    })
  })

  it('D2: a name that a spreadsheet would compute is only text', async () => {
    const portal = await openTestPortal({ locale: 'ru' })
    await portal.addPerson({ firstName: '=cmd|x', lastName: '@sum', phone: '+491701234567', email: null })
    await createPeopleService(portal).export(portal.administrator, { ...ALL, delimiter: ';', search: 'cmd' })
    expect(linesOf(portal)[0]).toMatch(/^Имя;Фамилия;Эл. почта;Телефон;/)
    expect(linesOf(portal)[1]).toMatch(/^'=cmd\|x;'@sum;;'?\+491701234567;/)
  })

  it('A2: employees may not take the directory away, and nothing is written when no place is chosen', async () => {
    const portal = await openTestPortal()
    const people = createPeopleService(portal)
    const eve = await portal.addPerson({ firstName: 'Eve' })
    await expectRefusal(people.export(eve, ALL), 'NOT_ALLOWED')
    await expectRefusal(people.export(eve, { ...ALL, ids: [eve.personId] }), 'NOT_ALLOWED')
    portal.files.place = null
    expect(await people.export(portal.administrator, ALL)).toBeNull()
    expect(await portal.rowsOf('audit')).toEqual([])
  })

  it('H1: a file whose export cannot be written down does not come into being', async () => {
    const portal = await openTestPortal()
    const gaveUp: string[] = []
    const files = {
      choose: async () => null,
      saveAs: async () => ({
        path: '/chosen/x.csv',
        write: async () => {},
        end: async () => void gaveUp.push('ended'),
        giveUp: async () => void gaveUp.push('given up'),
      }),
    }
    const store = {
      ...portal.store,
      write: async () => {
        throw new Error('disk')
      },
    }
    await expect(createPeopleService({ ...portal, files, store }).export(portal.administrator, ALL)).rejects.toThrow(
      'disk',
    )
    expect(gaveUp).toEqual(['given up'])
  })
})
