import { describe, expect, it } from 'vitest'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { type DeskStory, openDesk } from '../../../../support/desk-story'
import { expectRefusal } from '../../../../support/refusals'

const PAPER = { departmentId: null, paper: 'A4', locale: 'en', way: 'print' } as const

async function openApprovals(names: readonly string[] = ['Ann', 'Bob', 'Cora'], settings = {}) {
  const story = await openDesk(settings)
  const people: Record<string, string> = {}
  for (const firstName of names) {
    people[firstName] = (await story.context.addPerson({ firstName, status: 'pending' })).personId
  }
  return { ...story, id: (name: string) => people[name] ?? '' }
}
const decide = (story: DeskStory, number: number, decisions: [string, 'approve' | 'decline', string?][]) =>
  story.desk.decide(story.vera, {
    number,
    decisions: decisions.map(([personId, decision, reason = '']) => ({ personId, decision, reason })),
  })

describe('printing', () => {
  it('Z10: those who wait are numbered, with boxes, a line for the reason, and where to sign', async () => {
    const story = await openApprovals()
    expect(await story.desk.printApproval(story.vera, PAPER)).toEqual({ number: 1, file: null, people: 3, left: 0 })
    const [page] = story.printed
    expect(page?.title).toBe('Approval sheet 1')
    const rows = [...(page?.body ?? '').matchAll(/<td class="position">(\d+)<\/td><td dir="auto"><b>(\w+)</gu)]
    expect(rows.map((row) => [row[1], row[2]])).toEqual([
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Cora'],
    ])
    expect(page?.body.match(/<td class="box"><i>/gu)).toHaveLength(6)
    for (const word of ['Signature', 'Date', 'Reason', 'Approve', 'Decline']) expect(page?.body).toContain(word)
    expect(await story.context.rowsOf('audit')).toMatchObject([
      { action: 'approval-sheet.printed', details: '{"sheet":1,"people":3}' },
    ])
  })

  it('Z10: a department prints its own people; where nobody waits it says so', async () => {
    const story = await openApprovals()
    const sales = await story.context.addDepartment('Sales')
    await expectRefusal(story.desk.printApproval(story.vera, { ...PAPER, departmentId: sales }), 'NOBODY_WAITS')
    await story.context.addPerson({ firstName: 'Dan', status: 'pending', departmentIds: [sales] })
    await story.desk.printApproval(story.vera, { ...PAPER, departmentId: sales, locale: 'ru' })
    expect(story.printed[0]?.body).toContain('Отдел: Sales')
    expect(story.printed[0]?.body).not.toContain('Ann')
    expect(await story.desk.approvals(story.vera, { cursor: null, limit: 10 })).toMatchObject({
      rows: [{ department: 'Sales', people: 1, waiting: 1 }],
    })
  })

  it('Z10: where nothing comes out of the printer no sheet is kept', async () => {
    const story = await openApprovals()
    story.paper.prints = false
    expect(await story.desk.printApproval(story.vera, PAPER)).toMatchObject({ number: null })
    story.paper.jammed = new Error('jam')
    await expect(story.desk.printApproval(story.vera, PAPER)).rejects.toThrow('jam')
    expect(await story.desk.approvals(story.vera, { cursor: null, limit: 10 })).toEqual({ rows: [], nextCursor: null })
    expect(await story.context.rowsOf('audit')).toEqual([])
  })

  it('Z10: names and departments of markup come out as text', async () => {
    const story = await openApprovals(['<img src=x>'], { name: '<i>Aurora</i>' })
    await story.desk.printApproval(story.vera, PAPER)
    expect(story.printed[0]?.body).not.toMatch(/<img|<i>Aurora/u)
  })

  it('C2: only who may confirm prints, reads and enters', async () => {
    const story = await openApprovals()
    const ed = await story.context.addPerson()
    await expectRefusal(story.desk.printApproval(ed, PAPER), 'NOT_ALLOWED')
    await expectRefusal(story.desk.approvals(ed, { cursor: null, limit: 1 }), 'NOT_ALLOWED')
    await expectRefusal(story.desk.approval(ed, { number: 1 }), 'NOT_ALLOWED')
    await expectRefusal(story.desk.decide(ed, { number: 1, decisions: [] }), 'NOT_ALLOWED')
  })
})

describe('entering back', () => {
  it('Z10: the very list opens in its order, and decisions are applied in one pass with their reasons in the log', async () => {
    const story = await openApprovals()
    await story.desk.printApproval(story.vera, PAPER)
    // Somebody who came later is not on the sheet.
    await story.context.addPerson({ firstName: 'Abe', status: 'pending' })
    const { lines } = await story.desk.approval(story.vera, { number: 1 })
    expect(lines.map((line) => [line.position, line.name, line.standing])).toEqual([
      [1, 'Ann', 'pending'],
      [2, 'Bob', 'pending'],
      [3, 'Cora', 'pending'],
    ])
    const result = await decide(story, 1, [
      [story.id('Ann'), 'approve'],
      [story.id('Bob'), 'decline', 'Left before the first day'],
    ])
    expect(result).toMatchObject({ approved: [{ name: 'Ann' }], declined: [{ name: 'Bob' }], refused: [] })
    expect((await story.context.rowsOf('audit')).slice(1)).toMatchObject([
      { action: 'person.confirmed', subject_name: 'Ann', details: '{"sheet":1}' },
      {
        action: 'person.declined',
        subject_name: 'Bob',
        details: expect.stringContaining('"sheet":1,"reason":"Left before the first day"'),
      },
    ])
    const after = await story.desk.approval(story.vera, { number: 1 })
    expect(after.sheet).toMatchObject({ people: 3, waiting: 1 })
    expect(after.lines.map((line) => [line.name, line.standing, line.decision])).toEqual([
      ['Ann', 'active', 'approve'],
      ['Bob', 'gone', 'decline'],
      ['Cora', 'pending', null],
    ])
  })

  it('Z10, S5: who meanwhile changed state is shown as such, refused alone, and decided once', async () => {
    const story = await openApprovals()
    await story.desk.printApproval(story.vera, PAPER)
    await decide(story, 1, [[story.id('Ann'), 'approve']])
    const result = await decide(story, 1, [
      [story.id('Ann'), 'decline'],
      [story.id('Cora'), 'approve'],
    ])
    expect(result).toMatchObject({
      approved: [{ name: 'Cora' }],
      refused: [{ name: 'Ann', decision: 'decline', refusal: { code: 'STATE_NOT_ALLOWED' } }],
    })
    const twice = await Promise.all([0, 1].map(() => decide(story, 1, [[story.id('Bob'), 'approve']])))
    expect(twice.flatMap((each) => each.approved)).toHaveLength(1)
  })

  it('N1, S1: without a seat nobody is approved, and who has tasks is not declined', async () => {
    const story = await openApprovals(['Ann', 'Bob'], { seat_limit: 1 })
    await createTasksService(story.context).add(story.vera, {
      personId: story.id('Bob'),
      title: 'Laptop',
      ownerId: null,
      dueOn: null,
    })
    await story.desk.printApproval(story.vera, PAPER)
    expect(story.printed[0]?.body).toContain('Has tasks: can be dismissed, not declined')
    expect((await story.desk.approval(story.vera, { number: 1 })).lines[1]).toMatchObject({ hasTasks: true })
    const result = await decide(story, 1, [
      [story.id('Ann'), 'approve'],
      [story.id('Bob'), 'decline'],
    ])
    expect(result.refused.map((each) => each.refusal.code)).toEqual(['NO_SEAT', 'HAS_TASKS'])
  })

  it('Z10: only people on that sheet are decided by it, and only sheets that were printed are there', async () => {
    const story = await openApprovals()
    await story.desk.printApproval(story.vera, PAPER)
    const later = await story.context.addPerson({ firstName: 'Abe', status: 'pending' })
    const result = await decide(story, 1, [[later.personId, 'approve']])
    expect(result).toMatchObject({ approved: [], refused: [{ refusal: { code: 'NOT_FOUND' } }] })
    await expectRefusal(story.desk.approval(story.vera, { number: 2 }), 'NOT_FOUND')
  })

  it('Z10: sheets are listed newest first, page by page', async () => {
    const story = await openApprovals()
    for (let each = 0; each < 3; each += 1) await story.desk.printApproval(story.vera, PAPER)
    const first = await story.desk.approvals(story.vera, { cursor: null, limit: 2 })
    const second = await story.desk.approvals(story.vera, { cursor: first.nextCursor, limit: 2 })
    expect([...first.rows, ...second.rows].map((row) => row.number)).toEqual([3, 2, 1])
  })
})
