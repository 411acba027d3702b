import { describe, expect, it } from 'vitest'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createWorkgroupsService } from '../../../../../electron/core/services/workgroups/workgroups'
import { openTestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

async function setUp() {
  const context = await openTestPortal()
  const people = createPeopleService(context)
  const workgroups = createWorkgroupsService(context)
  const vera = context.administrator
  const sales = await context.addDepartment('Sales')
  const { id: launch } = await workgroups.add(vera, { name: 'Launch', description: '' })
  const placesOf = async (id: string) => {
    const profile = await people.get(vera, { id })
    return [...profile.departments, ...profile.workgroups].map((each) => each.name)
  }
  return { context, people, vera, sales, launch, placesOf }
}

describe('adding people who are here already', () => {
  it('S6: adds to departments and workgroups, and takes nobody out of where they are', async () => {
    const { context, people, vera, sales, launch, placesOf } = await setUp()
    const design = await context.addDepartment('Design')
    const ann = await context.addPerson({ firstName: 'Ann', departmentIds: [design] })
    await context.store.write((writer) =>
      writer.updateTable('department_member').set({ head: 1 }).where('person_id', '=', ann.personId).execute(),
    )
    const add = { ids: [ann.personId], departmentIds: [sales, design], workgroupIds: [launch] }
    expect(await people.addTo(vera, add)).toEqual({ done: [{ id: ann.personId, name: 'Ann' }], refused: [] })
    expect(await placesOf(ann.personId)).toEqual(['Design', 'Sales', 'Launch'])
    const heads = await context.store.reader
      .selectFrom('department_member')
      .select('department_id')
      .where('head', '=', 1)
      .execute()
    expect(heads).toEqual([{ department_id: design }])
    expect(context.announced.at(-1)).toEqual(['people', 'structure', 'workgroups', 'activity'])
  })

  it('S5: one entry a person says what is new, and doing it twice changes and records nothing', async () => {
    const { context, people, vera, sales, launch } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann' })
    const add = { ids: [ann.personId, ann.personId], departmentIds: [context.rootId, sales], workgroupIds: [launch] }
    await people.addTo(vera, add)
    const again = await people.addTo(vera, add)
    expect(again.done).toHaveLength(1)
    const entries = (await context.rowsOf('audit')).filter(
      (entry) => Reflect.get(entry, 'action') === 'person.added-to',
    )
    expect(entries).toMatchObject([
      { subject_id: ann.personId, details: '{"departments":"Sales","workgroups":"Launch"}' },
    ])
  })

  it('M6: somebody invited gets them on acceptance', async () => {
    const { context, people, vera, sales, launch, placesOf } = await setUp()
    const bob = await context.addPerson({ firstName: 'Bob', status: 'invited' })
    await context.addInvitation(bob.personId)
    await people.addTo(vera, { ids: [bob.personId], departmentIds: [sales], workgroupIds: [launch] })
    expect(await placesOf(bob.personId)).toEqual(['Aurora', 'Sales', 'Launch'])
    expect(await context.store.reader.selectFrom('workgroup_member').selectAll().execute()).toEqual([])
  })

  it('S5: each person on their own; who has left, or a place that is gone, is refused with a reason', async () => {
    const { context, people, vera, sales } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann' })
    const gone = await context.addPerson({ firstName: 'Gil', status: 'dismissed' })
    const result = await people.addTo(vera, {
      ids: [gone.personId, ann.personId],
      departmentIds: [sales],
      workgroupIds: [],
    })
    expect(result.done.map((each) => each.name)).toEqual(['Ann'])
    expect(result.refused).toMatchObject([
      { name: 'Gil', refusal: { code: 'STATE_NOT_ALLOWED', params: { status: 'dismissed' } } },
    ])
    const missing = { ids: [ann.personId], departmentIds: [], workgroupIds: [sales] }
    expect((await people.addTo(vera, missing)).refused).toMatchObject([{ name: 'Ann', refusal: { code: 'NOT_FOUND' } }])
  })

  it('A1, A2: needs somewhere to add to, and the right to change people and workgroups', async () => {
    const { context, people, vera, sales, launch } = await setUp()
    const ann = await context.addPerson({ firstName: 'Ann' })
    const eve = await context.addPerson({ firstName: 'Eve' })
    await expectRefusal(
      people.addTo(vera, { ids: [ann.personId], departmentIds: [], workgroupIds: [] }),
      'INVALID_INPUT',
    )
    await expectRefusal(
      people.addTo(eve, { ids: [ann.personId], departmentIds: [], workgroupIds: [launch] }),
      'NOT_ALLOWED',
    )
    const result = await people.addTo(eve, {
      ids: [ann.personId, eve.personId],
      departmentIds: [sales],
      workgroupIds: [],
    })
    expect(result).toMatchObject({
      done: [],
      refused: [
        { name: '', refusal: { code: 'NOT_FOUND' } },
        { name: '', refusal: { code: 'NOT_ALLOWED' } },
      ],
    })
  })
})
