import { describe, expect, it } from 'vitest'
import { expectRefusal } from '../../../../support/refusals'
import { openDesk } from '../../../../support/desk-story'

const DAY = 86_400_000

describe('handing over', () => {
  it('Z3: the scanned link or the typed code marks the sheet as given out, with one entry in the log', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    const answer = await story.desk.mark(story.vera, { text: story.codeOf(ann).toLowerCase(), mark: 'handed-over' })
    expect(answer).toMatchObject({
      outcome: 'marked',
      life: 'live',
      sheet: { name: 'Ann', handedOverAt: story.context.clock.now(), handedOverBy: 'Vera Stone', returnedAt: null },
    })
    const again = await story.desk.mark(story.vera, {
      text: `HTTPS://JOIN.AURORA.EXAMPLE/J/${story.tokenOf(ann)}\n`,
      mark: 'handed-over',
    })
    expect(again).toMatchObject({ outcome: 'already', sheet: { handedOverBy: 'Vera Stone' } })
    expect(await story.context.rowsOf('audit')).toMatchObject([
      { action: 'sheet.handed-over', subject_name: 'Ann', actor_name: 'Vera Stone', origin: 'console' },
    ])
    expect(story.context.announced).toEqual([['sheets', 'activity']])
  })

  it('S5: of two scans at once exactly one marks the sheet', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    const scan = () => story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'handed-over' })
    const outcomes = (await Promise.all([scan(), scan()])).map((answer) => answer.outcome)
    expect(outcomes.toSorted()).toEqual(['already', 'marked'])
    expect(await story.context.rowsOf('audit')).toHaveLength(1)
  })

  it('Z3: a receipt is taken back whatever became of the code, and tells of the hand-over too', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    await story.changeInvitation(ann, { state: 'accepted', ended_at: story.context.clock.now() })
    const answer = await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'returned' })
    expect(answer).toMatchObject({ outcome: 'marked', life: 'accepted' })
    expect(answer.sheet?.handedOverAt).toBe(story.context.clock.now())
    expect(answer.sheet?.returnedBy).toBe('Vera Stone')
    expect(await story.context.rowsOf('audit')).toMatchObject([{ action: 'sheet.returned' }])
  })

  it('Z3, J4: a code that is dead says what became of it, and marks nothing', async () => {
    const story = await openDesk()
    const now = story.context.clock.now()
    const cases = [
      ['replaced', { generation: 2 }],
      ['expired', { expires_at: now - 1 }],
      ['withdrawn', { state: 'revoked', ended_at: now - 5 }],
    ] as const
    for (const [outcome, change] of cases) {
      const person = await story.invite(outcome)
      await story.printSheet(person)
      await story.changeInvitation(person, change)
      const answer = await story.desk.mark(story.vera, { text: story.codeOf(person), mark: 'handed-over' })
      expect(answer).toMatchObject({ outcome, life: outcome, sheet: { name: outcome, handedOverAt: null } })
    }
    expect(await story.context.rowsOf('audit')).toEqual([])
  })

  it('Z3: who is in already has had the sheet: it is marked, and their being in is told', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    await story.changeInvitation(ann, { state: 'accepted', ended_at: 7 })
    expect(await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'handed-over' })).toMatchObject({
      outcome: 'marked',
      life: 'accepted',
      endedAt: 7,
    })
  })

  it('Z3: the sheet of the newest link is marked, not that of an older one', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    await story.changeInvitation(ann, { generation: 3 })
    expect(await story.desk.mark(story.vera, { text: story.codeOf(ann, 3), mark: 'handed-over' })).toMatchObject({
      outcome: 'not-printed',
      sheet: { sheetId: null, name: 'Ann' },
    })
    await story.printSheet(ann, 3)
    expect(await story.desk.mark(story.vera, { text: story.codeOf(ann, 3), mark: 'handed-over' })).toMatchObject({
      outcome: 'marked',
    })
    expect(await story.desk.mark(story.vera, { text: story.codeOf(ann, 1), mark: 'handed-over' })).toMatchObject({
      outcome: 'replaced',
    })
  })

  it('Z3: what was never printed, what is no code and what leads to nobody are told apart', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    const outcome = async (text: string) => (await story.desk.mark(story.vera, { text, mark: 'handed-over' })).outcome
    expect(await outcome(story.codeOf(ann))).toBe('not-printed')
    expect(await outcome('hello')).toBe('no-code')
    expect(await outcome('')).toBe('no-code')
    expect(await outcome('ABCD-EFGH-JKMN-PQRS')).toBe('unknown')
    const wrong = story.codeOf(ann).replace(/.$/u, (last) => (last === '7' ? '8' : '7'))
    expect(await outcome(wrong)).toBe('unknown')
  })

  it('Z3, L11: a code of the registration link for everybody is nobody’s sheet', async () => {
    const story = await openDesk()
    await story.context.store.write((writer) =>
      writer
        .insertInto('open_link_variant')
        .values({
          id: '0190a000-0000-7000-8000-00000000000a',
          handle: 'ABC123',
          main: 1,
          created_by: null,
          created_at: 0,
        })
        .execute(),
    )
    const token = story.links.token({ id: '0190a000-0000-7000-8000-00000000000a', generation: 1, handle: 'ABC123' })
    expect(await story.desk.mark(story.vera, { text: token, mark: 'handed-over' })).toMatchObject({
      outcome: 'open-link',
      sheet: null,
    })
  })

  it('A2: an employee marks sheets of whom they invited; all others are as unknown as what never was', async () => {
    const story = await openDesk()
    const ed = await story.context.addPerson({ firstName: 'Ed' })
    const own = await story.invite('Own', ed)
    const other = await story.invite('Other')
    for (const each of [own, other]) await story.printSheet(each)
    const mark = (text: string) => story.desk.mark(ed, { text, mark: 'handed-over' as const })
    expect(await mark(story.codeOf(other))).toEqual(await mark('ABCD-EFGH-JKMN-PQRS'))
    expect(await mark(story.codeOf(own))).toMatchObject({ outcome: 'marked' })
    expect(await story.desk.state(ed)).toMatchObject({ toHandOver: 0, toReturn: 1, marks: [{ name: 'Own' }] })
    expect(await story.desk.state(story.vera)).toMatchObject({ toHandOver: 1, toReturn: 1 })
    const guest = await story.context.addPerson({ kind: 'external' })
    await expectRefusal(story.desk.state(guest), 'NOT_ALLOWED')
    await expectRefusal(story.desk.mark(guest, { text: story.codeOf(other), mark: 'returned' }), 'NOT_ALLOWED')
  })
})

describe('taking a mark back', () => {
  it('Z3: the last mark is taken back, with the hand-over that only the receipt told of, and an entry of its own', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    const sheetId = await story.printSheet(ann)
    await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'returned' })
    await expectRefusal(story.desk.takeBack(story.vera, { sheetId, mark: 'handed-over' }), 'NOTHING_TO_UNDO')
    await story.desk.takeBack(story.vera, { sheetId, mark: 'returned' })
    expect(await story.desk.state(story.vera)).toMatchObject({ toHandOver: 1, toReturn: 0, marks: [] })
    await expectRefusal(story.desk.takeBack(story.vera, { sheetId, mark: 'returned' }), 'NOTHING_TO_UNDO')
    expect(await story.context.rowsOf('audit')).toMatchObject([
      { action: 'sheet.returned' },
      { action: 'sheet.mark-taken-back', details: '{"mark":"returned"}' },
    ])
  })

  it('Z3: a receipt taken back leaves the hand-over that was marked before', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    const sheetId = await story.printSheet(ann)
    await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'handed-over' })
    story.context.clock.advance(1_000)
    await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'returned' })
    await story.desk.takeBack(story.vera, { sheetId, mark: 'returned' })
    expect(await story.desk.state(story.vera)).toMatchObject({ toReturn: 1, marks: [{ mark: 'handed-over' }] })
  })

  it('A2: nobody takes back what they may not see', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    const sheetId = await story.printSheet(ann)
    await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'handed-over' })
    const ed = await story.context.addPerson()
    await expectRefusal(story.desk.takeBack(ed, { sheetId, mark: 'handed-over' }), 'NOT_FOUND')
  })
})

describe('what the desk waits for', () => {
  it('Z3: sheets come page by page, the oldest printing first, without those whose code is dead', async () => {
    const story = await openDesk()
    const people = []
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      const person = await story.invite(name)
      await story.printSheet(person)
      people.push(person)
      story.context.clock.advance(1_000)
    }
    const [first, second] = people
    if (!first || !second) throw new Error('nobody')
    await story.changeInvitation(second, { generation: 2 })
    await story.desk.mark(story.vera, { text: story.codeOf(first), mark: 'handed-over' })
    const names: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof story.desk.sheets>> = await story.desk.sheets(story.vera, {
        cursor,
        limit: 2,
        list: 'to-hand-over',
      })
      names.push(...page.rows.map((row) => row.name))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(names).toEqual(['C', 'D', 'E'])
    const out = await story.desk.sheets(story.vera, { cursor: null, limit: 50, list: 'to-return' })
    expect(out).toMatchObject({ rows: [{ name: 'A', handedOverBy: 'Vera Stone' }], nextCursor: null })
    expect(await story.desk.state(story.vera)).toMatchObject({ toHandOver: 3, toReturn: 1 })
  })

  it('Z3: the marks of today end with the day', async () => {
    const story = await openDesk()
    const ann = await story.invite('Ann')
    await story.printSheet(ann)
    await story.desk.mark(story.vera, { text: story.codeOf(ann), mark: 'handed-over' })
    expect(await story.desk.state(story.vera)).toMatchObject({ handedOverToday: 1, returnedToday: 0 })
    story.context.clock.advance(DAY)
    expect(await story.desk.state(story.vera)).toMatchObject({ handedOverToday: 0, marks: [], toReturn: 1 })
  })

  it('J4: a cursor of another list is refused', async () => {
    const story = await openDesk()
    const cursor = Buffer.from('["desk","to-return",1,"x"]').toString('base64url')
    await expectRefusal(story.desk.sheets(story.vera, { cursor, limit: 2, list: 'to-hand-over' }), 'INVALID_INPUT')
  })
})
