import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../../../electron/core/services/ports'
import { createOverviewService } from '../../../../../electron/core/services/overview'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { DAY, openTestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

const NOBODY = '01900000-0000-7000-8000-000000000000'

async function setUp() {
  const context = await openTestPortal()
  const tasks = createTasksService(context)
  const vera = context.administrator
  const ann = await context.addPerson({ firstName: 'Ann', status: 'invited' })
  const eve = await context.addPerson({ firstName: 'Eve' })
  const add = (title: string, dueOn: string | null = null, owner: Actor | null = null, person = ann) =>
    tasks.add(vera, { personId: person.personId, title, dueOn, ownerId: owner?.personId ?? null })
  const titles = async (actor: Actor, change: Partial<Parameters<typeof tasks.list>[1]> = {}) =>
    (await tasks.list(actor, { cursor: null, limit: 50, whose: 'all', overdueOnly: false, ...change })).rows.map(
      (task) => task.title,
    )
  return { context, tasks, vera, ann, eve, add, titles, people: createPeopleService(context) }
}

describe('tasks with owners', () => {
  it('T1: an owner is active and no external person; anybody else is refused and nothing is kept', async () => {
    const { context, tasks, vera, ann, add } = await setUp()
    const gone = await context.addPerson({ status: 'dismissed' })
    const guest = await context.addPerson({ kind: 'external' })
    for (const owner of [gone, guest, ann]) await expectRefusal(add('Laptop', null, owner), 'OWNER_NOT_ALLOWED')
    const owned = { personId: ann.personId, title: 'Laptop', dueOn: null, ownerId: NOBODY }
    await expectRefusal(tasks.add(vera, owned), 'NOT_FOUND')
    expect(await context.rowsOf('task')).toEqual([])
    expect(await context.rowsOf('audit')).toEqual([])
  })

  it('T1: a task is changed as a whole; unchanged, nothing is written down; an owner who has left may stay', async () => {
    const { context, tasks, people, vera, ann, eve, add } = await setUp()
    const { id } = await add('Laptop', '2026-03-09', eve)
    await tasks.update(vera, { id, title: 'Laptop', dueOn: '2026-03-09', ownerId: eve.personId })
    await people.dismiss(vera, { ids: [eve.personId] })
    await tasks.update(vera, { id, title: 'Laptop and bag', dueOn: null, ownerId: eve.personId })
    expect((await people.get(vera, { id: ann.personId })).tasks).toEqual([
      {
        id,
        title: 'Laptop and bag',
        dueOn: null,
        doneAt: null,
        owner: { id: eve.personId, name: 'Eve' },
        checklist: null,
        overdue: false,
        mayMark: true,
      },
    ])
    const kept = (await context.rowsOf('audit')).map((row) => 'action' in row && row.action)
    expect(kept).toEqual(['task.added', 'person.dismissed', 'task.changed'])
  })

  it('T1, A2: the owner marks their own task, another employee none; only who keeps tasks changes or removes one', async () => {
    const { context, tasks, vera, ann, eve, add } = await setUp()
    const { id } = await add('Laptop', null, eve)
    const other = await context.addPerson()
    await tasks.setDone(eve, { id, done: true })
    expect(await context.rowsOf('task')).toMatchObject([{ done_at: context.clock.now() }])
    await expectRefusal(tasks.setDone(other, { id, done: false }), 'NOT_ALLOWED')
    await expectRefusal(tasks.setDone(other, { id: NOBODY, done: false }), 'NOT_ALLOWED')
    await expectRefusal(tasks.update(eve, { id, title: 'X', dueOn: null, ownerId: null }), 'NOT_ALLOWED')
    await expectRefusal(tasks.remove(eve, { id }), 'NOT_ALLOWED')
    await expectRefusal(tasks.add(eve, { personId: ann.personId, title: 'X', dueOn: null }), 'NOT_ALLOWED')
    await expectRefusal(tasks.setDone(vera, { id: NOBODY, done: true }), 'NOT_FOUND')
    await tasks.remove(vera, { id })
    expect(await context.rowsOf('task')).toEqual([])
  })
})

describe('the list of open tasks', () => {
  it('T1: is in the order of due days, those without one last, page by page without loss or repetition', async () => {
    const { tasks, vera, add } = await setUp()
    await add('none 1')
    await add('late', '2026-03-20')
    await add('soon 1', '2026-03-05')
    await add('none 2')
    await add('soon 2', '2026-03-05')
    const done = await add('done', '2026-03-01')
    await tasks.setDone(vera, { id: done.id, done: true })
    for (const limit of [1, 2, 3, 50]) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof tasks.list>> = await tasks.list(vera, {
          cursor,
          limit,
          whose: 'all',
          overdueOnly: false,
        })
        expect(page.rows.length).toBeLessThanOrEqual(limit)
        seen.push(...page.rows.map((task) => task.title))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen).toEqual(['soon 1', 'soon 2', 'late', 'none 1', 'none 2'])
    }
  })

  it('T1, A2: an employee gets the tasks they own, of whomever, and none of the others', async () => {
    const { context, tasks, vera, eve, add, titles } = await setUp()
    await add('Eve’s', '2026-03-05', eve)
    await add('Vera’s', '2026-03-04', vera)
    await add('Nobody’s')
    expect(await titles(eve)).toEqual(['Eve’s'])
    expect(await titles(vera)).toEqual(['Vera’s', 'Eve’s', 'Nobody’s'])
    expect(await titles(vera, { whose: 'mine' })).toEqual(['Vera’s'])
    const [row] = (await tasks.list(eve, { cursor: null, limit: 50, whose: 'all', overdueOnly: false })).rows
    expect(row).toMatchObject({ person: { name: 'Ann' }, mayMark: true })
    expect(await titles(await context.addPerson({ kind: 'external' }))).toEqual([])
  })

  it('T1: overdue begins the day after the due day, and the overview counts it, an employee’s own for them', async () => {
    const { context, vera, eve, add, titles } = await setUp()
    const overdue = async (actor: Actor) => (await createOverviewService(context).get(actor)).attention.overdueTasks
    await add('today', '2026-03-02', eve)
    await add('later', '2026-03-04', eve)
    await add('someone’s', '2026-03-02')
    await add('undated')
    expect(await titles(vera, { overdueOnly: true })).toEqual([])
    expect(await overdue(vera)).toBe(0)
    context.clock.advance(DAY)
    expect(await titles(vera, { overdueOnly: true })).toEqual(['today', 'someone’s'])
    expect(await titles(eve, { overdueOnly: true })).toEqual(['today'])
    expect([await overdue(vera), await overdue(eve)]).toEqual([2, 1])
  })
})
