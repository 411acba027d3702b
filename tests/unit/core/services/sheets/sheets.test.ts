import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { deriveToken, shortCode } from '../../../../../electron/core/domain/join-codes'
import { MOST_SHEETS } from '../../../../../electron/core/domain/vocabulary'
import { qrCode } from '../../../../../electron/core/sheets/qr-code'
import { expectRefusal } from '../../../../support/refusals'
import { forPeople, LETTERS, openSheets } from '../../../../support/sheets-story'

vi.setConfig({ testTimeout: 60_000 })

type Story = Awaited<ReturnType<typeof openSheets>>

async function rows({ context }: Story) {
  return context.store.reader.selectFrom('sheet').selectAll().orderBy('id').execute()
}

async function audits({ context }: Story) {
  const found = await context.store.reader.selectFrom('audit').selectAll().orderBy('id').execute()
  return found.map((row) => ({
    action: row.action,
    subject: row.subject_id,
    details: JSON.parse(row.details) as object,
  }))
}

/** The link of a generation as the code on a sheet says it. */
async function pathOf({ context, links }: Story, invitationId: string, generation: number): Promise<string> {
  const { handle } = await context.store.reader
    .selectFrom('invitation')
    .select('handle')
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow()
  const secret = context.vault.get('portal-secret') ?? ''
  return qrCode(links.url(await links.base(), deriveToken(secret, invitationId, generation, handle))).path
}

async function renew({ context }: Story, invitationId: string): Promise<void> {
  await context.store.write(async (writer) => {
    await writer.updateTable('invitation').set({ generation: 2 }).where('id', '=', invitationId).execute()
  })
}

describe('whom sheets are for', () => {
  it('Q2: everybody invited, grouped by department and in order of their names', async () => {
    const story = await openSheets()
    const sales = await story.context.addDepartment('Sales')
    const design = await story.context.addDepartment('Design')
    await story.invite('Boris Ivanov', [sales])
    await story.invite('Anna Berg', [sales])
    await story.invite('Zoe Adams', [design])
    const order = { whom: { kind: 'waiting' as const }, paper: LETTERS }
    const preview = await story.sheets.preview(story.vera, { ...order, page: 1 })
    expect(preview).toMatchObject({ sheets: 3, pages: 3, leftOutTotal: 0 })
    expect(preview.page?.body).toContain('Zoe Adams')
    await story.sheets.print(story.vera, order)
    const body = story.printed[0]?.body ?? ''
    const places = ['Zoe Adams', 'Anna Berg', 'Boris Ivanov'].map((name) => body.indexOf(name))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  })

  it('Q2: a department with or without what lies below it; one that is gone is not found', async () => {
    const story = await openSheets()
    const sales = await story.context.addDepartment('Sales')
    const north = await story.context.addDepartment('North', sales)
    await story.invite('Anna Berg', [sales])
    await story.invite('Boris Ivanov', [north, sales])
    await story.invite('Clara Fox', [north])
    const ask = (departmentId: string, below: boolean) =>
      story.sheets.preview(story.vera, {
        whom: { kind: 'department', departmentId, below },
        paper: LETTERS,
        page: 1,
      })
    expect((await ask(sales, false)).sheets).toBe(2)
    expect((await ask(sales, true)).sheets).toBe(3)
    expect((await ask(story.context.rootId, true)).sheets).toBe(3)
    await expectRefusal(ask('0190a000-0000-7000-8000-000000000001', true), 'NOT_FOUND')
  })

  it('Q3: who has no link that works is left out and told with the reason', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    const late = await story.invite('Late Larsson')
    await story.context.store.write(async (writer) => {
      const ended = { expires_at: story.context.clock.now() - 1 }
      await writer.updateTable('invitation').set(ended).where('id', '=', late.invitationId).execute()
    })
    const active = await story.context.addPerson({ firstName: 'Iris' })
    const pending = await story.context.addPerson({ firstName: 'Pia', status: 'pending' })
    const gone = await story.context.addPerson({ firstName: 'Gus', status: 'dismissed' })
    const linkless = await story.context.addPerson({ firstName: 'Lin', status: 'invited' })
    const nobody = '0190a000-0000-7000-8000-000000000001'
    const ids = [anna.id, late.id, active.personId, pending.personId, gone.personId, linkless.personId, nobody]
    const { leftOut, sheets } = await story.sheets.preview(story.vera, { ...forPeople(ids), page: 1 })
    expect(sheets).toBe(1)
    expect(leftOut.map(({ name, reason }) => [name, reason])).toEqual([
      ['Late Larsson', 'expired'],
      ['Iris', 'in'],
      ['Pia', 'pending'],
      ['Gus', 'dismissed'],
      ['Lin', 'no-link'],
      ['', 'gone'],
    ])
  })

  it('A2: an employee gets sheets for their own invitees alone, and learns nothing of others', async () => {
    const story = await openSheets()
    const eve = await story.context.addPerson({ firstName: 'Eve' })
    const hers = await story.invite('Hanna Own', undefined, eve.personId)
    const other = await story.invite('Otto Other')
    const preview = await story.sheets.preview(eve, { ...forPeople([hers.id, other.id]), page: 1 })
    expect(preview.sheets).toBe(1)
    expect(preview.leftOut).toEqual([{ id: other.id, name: '', reason: 'gone' }])
    const all = await story.sheets.preview(eve, { whom: { kind: 'waiting' }, paper: LETTERS, page: 1 })
    expect([all.sheets, all.leftOutTotal]).toEqual([1, 0])
    const guest = await story.context.addPerson({ firstName: 'Xenia', kind: 'external' })
    await expectRefusal(story.sheets.preview(guest, { ...forPeople([other.id]), page: 1 }), 'NOT_ALLOWED')
  })

  it('L11: copies with the open link for departments of their own', async () => {
    const story = await openSheets()
    await story.context.store.write(async (writer) => {
      await writer.updateTable('open_link').set({ enabled: 1 }).execute()
    })
    const sales = await story.context.addDepartment('Sales')
    const order = {
      whom: { kind: 'open-link' as const, departmentIds: [sales], copies: 10 },
      paper: { ...LETTERS, layout: 'cards' as const },
    }
    const preview = await story.sheets.preview(story.vera, { ...order, page: 2 })
    expect(preview).toMatchObject({ sheets: 10, pages: 2, page: { number: 2 } })
    expect(preview.page?.body).toContain('You are invited to Aurora')
    expect(preview.page?.body).not.toContain('Receipt')
    expect(await story.sheets.print(story.vera, order)).toEqual({ printed: true, sheets: 10 })
    expect(await rows(story)).toEqual([])
  })
})

describe('printing sheets', () => {
  it('Q3: a sheet printed twice carries the same link, and one row says how often', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    await story.sheets.print(story.vera, forPeople([anna.id]))
    story.context.clock.advance(60_000)
    await story.sheets.print(story.vera, forPeople([anna.id], { layout: 'L7160' }))
    const path = await pathOf(story, anna.invitationId, 1)
    for (const { body } of story.printed) expect(body).toContain(path)
    expect(await rows(story)).toMatchObject([
      {
        invitation_id: anna.invitationId,
        generation: 1,
        person_id: anna.id,
        layout: 'L7160',
        printings: 2,
        printed_at: story.context.clock.now(),
        printed_by: story.vera.personId,
        handed_over_at: null,
      },
    ])
    const entries = (await audits(story)).filter((each) => each.action === 'sheets.printed')
    expect(entries).toMatchObject([
      { subject: anna.id, details: { sheets: 1, layout: 'letter', to: 'printer' } },
      { subject: anna.id, details: { sheets: 1, layout: 'L7160', to: 'printer' } },
    ])
    expect(story.context.announced.flat()).toEqual(expect.arrayContaining(['sheets', 'activity']))
  })

  it('Q3: New link makes the printed one dead: the next sheet has another code and a row of its own', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    await story.sheets.print(story.vera, forPeople([anna.id]))
    await renew(story, anna.invitationId)
    await story.sheets.print(story.vera, forPeople([anna.id]))
    const [first, second] = [await pathOf(story, anna.invitationId, 1), await pathOf(story, anna.invitationId, 2)]
    expect(story.printed[1]?.body).toContain(second)
    expect(story.printed[1]?.body).not.toContain(first)
    expect((await rows(story)).map((row) => [row.generation, row.printings])).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  it('Z3: who has their sheet in hand is left out of everybody, until they get a new link', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    await story.invite('Boris Ivanov')
    await story.sheets.print(story.vera, forPeople([anna.id]))
    await story.context.store.write(async (writer) => {
      await writer.updateTable('sheet').set({ handed_over_at: 1 }).execute()
    })
    const everybody = { whom: { kind: 'waiting' as const }, paper: LETTERS, page: 1 }
    expect((await story.sheets.preview(story.vera, everybody)).sheets).toBe(1)
    await renew(story, anna.invitationId)
    expect((await story.sheets.preview(story.vera, everybody)).sheets).toBe(2)
  })

  it('S5: nothing is kept where the print dialog was closed or no place was chosen; a saved file counts as printed', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    story.paper.prints = false
    expect(await story.sheets.print(story.vera, forPeople([anna.id]))).toEqual({ printed: false, sheets: 1 })
    story.context.files.place = null
    expect(await story.sheets.savePdf(story.vera, forPeople([anna.id]))).toBeNull()
    expect(await rows(story)).toEqual([])
    expect((await audits(story)).map((each) => each.action)).not.toContain('sheets.printed')
    story.context.files.place = '/chosen'
    const saved = await story.sheets.savePdf(story.vera, forPeople([anna.id]))
    expect(saved).toEqual({ file: '/chosen/Invitation sheets – Aurora.pdf', sheets: 1 })
    expect(await rows(story)).toMatchObject([{ person_id: anna.id, printings: 1 }])
  })

  it('H1: links that are looked at on a preview are noted once, printing as one entry', async () => {
    const story = await openSheets()
    const people = [await story.invite('Anna Berg'), await story.invite('Boris Ivanov')]
    const order = forPeople(
      people.map((each) => each.id),
      { layout: 'cards' },
    )
    for (let times = 0; times < 3; times += 1) await story.sheets.preview(story.vera, { ...order, page: 1 })
    await story.sheets.print(story.vera, order)
    expect(await audits(story)).toMatchObject([
      { action: 'sheets.shown', details: { sheets: 2 } },
      { action: 'sheets.printed', details: { sheets: 2, layout: 'cards', to: 'printer' } },
    ])
  })

  it('Q2: the code to type stands in plain beside the link, never in the log', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    await story.sheets.print(story.vera, forPeople([anna.id]))
    const { handle } = await story.context.store.reader
      .selectFrom('invitation')
      .select('handle')
      .executeTakeFirstOrThrow()
    const token = deriveToken(story.context.vault.get('portal-secret') ?? '', anna.invitationId, 1, handle)
    expect(story.printed[0]?.body).toContain(shortCode(token))
    expect(JSON.stringify([await audits(story), story.context.log.lines])).not.toContain(token.slice(6))
  })
})

describe('what is refused', () => {
  it('Q4: a code that no phone could read, with its measure; a larger layout takes it', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    story.site.address = `https://${'a-very-long-name.'.repeat(9)}example`
    const small = forPeople([anna.id], { layout: '5160', correction: 'Q' })
    await expectRefusal(story.sheets.print(story.vera, small), 'SHEET_CODE_TOO_FINE', { size: '0.36', smallest: 0.5 })
    await expectRefusal(story.sheets.preview(story.vera, { ...small, page: 1 }), 'SHEET_CODE_TOO_FINE')
    expect((await story.sheets.print(story.vera, forPeople([anna.id]))).printed).toBe(true)
  })

  it('J1: without an address nobody could follow the link', async () => {
    const story = await openSheets()
    const anna = await story.invite('Anna Berg')
    story.site.address = null
    await expectRefusal(story.sheets.print(story.vera, forPeople([anna.id])), 'JOIN_ADDRESS_MISSING')
  })

  it('Q2: nobody to print for', async () => {
    const story = await openSheets()
    const order = { whom: { kind: 'waiting' as const }, paper: LETTERS }
    await expectRefusal(story.sheets.print(story.vera, order), 'SHEETS_NOBODY')
    await expectRefusal(story.sheets.savePdf(story.vera, order), 'SHEETS_NOBODY')
    expect(await story.sheets.preview(story.vera, { ...order, page: 1 })).toMatchObject({ sheets: 0, page: null })
  })

  it('Q2: what is being made can be stopped, and nothing of it is kept', async () => {
    const story = await openSheets()
    const people: string[] = []
    for (let at = 0; at < 150; at += 1) people.push((await story.invite(`Person N${at}`)).id)
    const printing = expectRefusal(story.sheets.print(story.vera, forPeople(people)), 'SHEETS_CANCELLED')
    for (;;) {
      const progress = await story.sheets.progress(story.vera)
      if (progress !== null) break
      await setImmediate()
    }
    await story.sheets.cancel(story.vera)
    await printing
    expect(await story.sheets.progress(story.vera)).toBeNull()
    expect(await rows(story)).toEqual([])
    expect(MOST_SHEETS).toBeGreaterThanOrEqual(1_000)
  })
})
