import type { Updateable } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createOverviewService } from '../../../../../electron/core/services/overview'
import { createInvitationsService } from '../../../../../electron/core/services/inviting/invitations'
import { createPeopleService } from '../../../../../electron/core/services/people/people'
import type { Actor, PrintedPage } from '../../../../../electron/core/services/ports'
import { createTasksService } from '../../../../../electron/core/services/tasks/tasks'
import { createTodayService } from '../../../../../electron/core/services/today/today'
import type { PersonTable } from '../../../../../electron/core/store/schema'
import { DAY, openTestPortal } from '../../../../support/core-context'
import { fakeMailApp } from '../../../../support/fake-mail-app'
import { BASE, inviting } from '../../../../support/mail-story'
import { createJoinLinks } from '../../../../../electron/core/services/join-links'
import { prepareInFull } from '../../../../support/shown-drafts'

/** It is Monday, 2 March 2026. */
async function setUp(settings: Parameters<typeof openTestPortal>[0] = {}) {
  const context = await openTestPortal({ name: 'Aurora', ...settings })
  const vera = context.administrator
  const printed: PrintedPage[] = []
  const today = createTodayService(context, {
    print: async (page) => {
      printed.push(page)
      return true
    },
  })
  const tasks = createTasksService(context)
  const people = createPeopleService(context)
  const links = createJoinLinks(context, { current: () => Promise.resolve(BASE) })
  const invitations = createInvitationsService(context, links, fakeMailApp())
  const set = (id: string, change: Updateable<PersonTable>) =>
    context.store.write((writer) => writer.updateTable('person').set(change).where('id', '=', id).execute())
  /** An invited person whose link ends so many milliseconds from now. */
  const invited = async (firstName: string, endsIn: number | null, invitedBy = vera.personId) => {
    const person = await context.addPerson({ status: 'invited', firstName, invited_by: invitedBy })
    const id = await context.addInvitation(person.personId)
    await context.store.write((writer) =>
      writer
        .updateTable('invitation')
        .set({ expires_at: endsIn === null ? null : context.clock.now() + endsIn })
        .where('id', '=', id)
        .execute(),
    )
    return { ...person, invitationId: id }
  }
  const linesFor = async (actor: Actor) =>
    (await today.list(actor)).lines.map(
      (line) => `${line.time} ${line.on} ${line.kind} ${line.person?.name ?? line.detail}`,
    )
  return { context, vera, today, tasks, people, invitations, printed, set, invited, linesFor }
}

/** One of everything, and of each something that is due later than in a week. */
async function everything() {
  const opened = await setUp({ reminder_days: 5 })
  const { context, invited, set, tasks, vera } = opened
  const emil = await context.addPerson({ firstName: 'Emil' })
  await tasks.add(vera, { personId: vera.personId, title: 'Laptop', dueOn: '2026-03-01', ownerId: emil.personId })
  await tasks.add(vera, { personId: vera.personId, title: 'Later', dueOn: '2026-03-10', ownerId: null })
  await tasks.add(vera, { personId: emil.personId, title: 'Badge', dueOn: '2026-03-09', ownerId: null })
  await invited('Gone', -DAY)
  await invited('Soon', 2 * DAY)
  await invited('Far', 30 * DAY)
  await invited('Endless', null)
  await invited('Own', 0, emil.personId)
  const guest = await context.addPerson({ kind: 'external', firstName: 'Gina', departmentIds: [] })
  await set(guest.personId, { ends_on: '2026-03-04', sponsor_id: emil.personId })
  const starting = await context.addPerson({ firstName: 'Start' })
  await set(starting.personId, { starts_on: '2026-03-02' })
  const missing = await invited('Missing', null)
  await set(missing.personId, { starts_on: '2026-02-27' })
  const here = await context.addPerson({ firstName: 'Here' })
  await set(here.personId, { starts_on: '2026-02-27' })
  const hand = await invited('Hand', null)
  await context.store.write((writer) =>
    writer
      .updateTable('invitation')
      .set({ sent_at: context.clock.now() - 6 * DAY })
      .where('id', '=', hand.invitationId)
      .execute(),
  )
  return { ...opened, emil }
}

describe('Today', () => {
  it('Z9: has what is due until a week from now, by day, and nothing later', async () => {
    const { linesFor, today, vera } = await everything()
    expect(await linesFor(vera)).toEqual([
      'overdue 2026-02-27 first-day Missing',
      'overdue 2026-03-01 task Vera Stone',
      'overdue 2026-03-01 invitation-expired Gone',
      'overdue 2026-03-01 to-remind Hand',
      'today 2026-03-02 first-day Start',
      'today 2026-03-02 invitation-expired Own',
      'week 2026-03-04 guest-ending Gina',
      'week 2026-03-04 invitation-expiring Soon',
      'week 2026-03-09 task Emil',
    ])
    const { date, expired, totals } = await today.list(vera)
    expect([date, expired, totals]).toEqual(['2026-03-02', 2, { overdue: 4, today: 2, week: 3 }])
    expect(await today.counts(vera)).toEqual(totals)
  })

  it('A2, Z9: an employee gets their own tasks, invitees and guests; somebody else, and an external, nothing', async () => {
    const { context, emil, linesFor } = await everything()
    expect(await linesFor(emil)).toEqual([
      'overdue 2026-03-01 task Vera Stone',
      'today 2026-03-02 invitation-expired Own',
      'week 2026-03-04 guest-ending Gina',
    ])
    expect(await linesFor(await context.addPerson())).toEqual([])
    expect(await linesFor(await context.addPerson({ kind: 'external', departmentIds: [] }))).toEqual([])
  })

  it('Z9: offers of each line what this operator may do', async () => {
    const { emil, today, vera } = await everything()
    const acts = async (actor: Actor) =>
      Object.fromEntries((await today.list(actor)).lines.map((line) => [line.kind, line.acts.join(' ')]))
    expect(await acts(vera)).toEqual({
      'first-day': '',
      task: 'done',
      'invitation-expired': 'renew-invitation resend',
      'invitation-expiring': 'renew-invitation resend',
      'to-remind': 'resend',
      'guest-ending': 'renew-guest',
    })
    expect(await acts(emil)).toEqual({
      task: 'done',
      'invitation-expired': 'renew-invitation resend',
      'guest-ending': '',
    })
  })

  it('H3, M2: who got theirs by the mail app is to be reminded by hand, until a draft waits or it is sent again', async () => {
    const { context, invitations, linesFor, vera } = await setUp({ reminder_days: 5 })
    const order = { ...inviting('ann@x.com'), mode: 'each' as const }
    const { drafts } = await prepareInFull(invitations, vera, order)
    expect(await linesFor(vera)).toEqual(['today 2026-03-02 draft ann@x.com'])
    await invitations.markDraft(vera, { id: drafts[0]?.id ?? '', sent: true })
    context.clock.advance(5 * DAY)
    expect(await linesFor(vera)).toEqual(['today 2026-03-07 to-remind ann@x.com'])
    const ann = (await context.rowsOf('person')).at(-1)
    const again = await invitations.resendByMailApp(vera, { ids: [String(Reflect.get(ann ?? {}, 'id'))] })
    expect(await linesFor(vera)).toEqual(['today 2026-03-07 draft ann@x.com'])
    await invitations.markDraft(vera, { id: again.draftIds[0] ?? '', sent: true })
    expect(await linesFor(vera)).toEqual([])
    context.clock.advance(5 * DAY)
    expect(await linesFor(vera)).toHaveLength(1)
    await invitations.renew(vera, { ids: again.done.map((each) => each.id), sendAgain: false })
    expect(await linesFor(vera)).toEqual([])
    context.clock.advance(5 * DAY)
    expect(await linesFor(vera)).toEqual(['today 2026-03-17 to-remind ann@x.com'])
    await context.store.write((writer) => writer.updateTable('invitation').set({ reminders: 1 }).execute())
    await context.store.write((writer) => writer.updateTable('portal').set({ reminder_times: 1 }).execute())
    expect(await linesFor(vera)).toEqual([])
  })

  it('M2, L11: a draft is named by the first who is still to be invited, and gone once nobody is', async () => {
    const { context, invitations, today, vera } = await setUp()
    await context.store.write((writer) => writer.updateTable('open_link').set({ enabled: 1 }).execute())
    await invitations.prepareDrafts(vera, { ...inviting('ann@x.com', 'bob@x.com', 'cy@x.com'), mode: 'bcc' })
    const drafts = async () => (await today.list(vera)).lines.map(({ detail, person }) => [person?.name, detail])
    expect(await drafts()).toEqual([['ann@x.com', '3']])
    const move = (name: string, change: { status: 'active' } | { email: null; phone: string }): Promise<unknown> =>
      context.store.write((writer) => writer.updateTable('person').set(change).where('name', '=', name).execute())
    await move('ann@x.com', { status: 'active' })
    expect(await drafts()).toEqual([['bob@x.com', '2']])
    const overview = createOverviewService(context)
    const counted = async () => (await overview.get(vera)).attention.draftsWaiting
    expect(await counted()).toBe(1)
    await move('bob@x.com', { status: 'active' })
    await move('cy@x.com', { email: null, phone: '+4930123456' })
    expect(await drafts()).toEqual([])
    expect(await invitations.drafts(vera)).toEqual([])
    expect(await counted()).toBe(0)
    expect((await today.counts(vera)).today).toBe(0)
    await invitations.prepareDrafts(vera, { ...inviting(), mode: 'bcc' })
    expect(await drafts()).toEqual([[undefined, '0']])
    expect(await counted()).toBe(1)
  })

  it('Z9: a first day is set in the profile, written down once, and can be taken away', async () => {
    const { context, linesFor, people, vera } = await setUp()
    const anna = await context.addPerson({ firstName: 'Anna' })
    const edit = { id: anna.personId, firstName: 'Anna', lastName: '', position: '' }
    await people.edit(vera, { ...edit, startsOn: '2026-03-05' })
    await people.edit(vera, { ...edit, startsOn: '2026-03-05' })
    await people.edit(vera, edit)
    expect(await linesFor(vera)).toEqual(['week 2026-03-05 first-day Anna'])
    expect((await people.get(vera, { id: anna.personId })).startsOn).toBe('2026-03-05')
    await people.edit(vera, { ...edit, startsOn: null })
    expect(await linesFor(vera)).toEqual([])
    const told = (await context.rowsOf('audit')).filter((row) => Reflect.get(row, 'action') === 'person.starts-changed')
    expect(told.map((row) => Reflect.get(row, 'details'))).toEqual([
      '{"from":"","to":"2026-03-05"}',
      '{"from":"2026-03-05","to":""}',
    ])
  })
})

describe('Today, taken along', () => {
  it('Z9: the calendar file has one all-day event a line, whole, escaped and folded (RFC 5545)', async () => {
    const { context, tasks, today, vera } = await everything()
    const title = `Order; a desk, "large" \\ second line${' ещё'.repeat(30)}`
    await tasks.add(vera, { personId: vera.personId, title, dueOn: '2026-03-03', ownerId: null })
    const result = await today.saveCalendar(vera, { locale: 'en' })
    expect(result).toEqual({ file: '/chosen/Today 2026-03-02.ics', events: 10 })
    const file = context.files.saved.get('Today 2026-03-02.ics') ?? ''
    const { properties, events } = readCalendar(file)
    expect(properties).toMatchObject({ VERSION: '2.0', METHOD: 'PUBLISH', PRODID: '-//Usher//Today//EN' })
    expect(events).toHaveLength(10)
    for (const event of events) {
      expect(event['DTSTAMP']).toBe('20260302T090000Z')
      expect(event['DTSTART;VALUE=DATE']).toMatch(/^2026\d{4}$/u)
      expect(Number(event['DTEND;VALUE=DATE'])).toBeGreaterThan(Number(event['DTSTART;VALUE=DATE']))
    }
    const uids = events.map((event) => event['UID'])
    expect(new Set(uids).size).toBe(10)
    const desk = events.find((event) => event['SUMMARY']?.includes('desk'))
    expect(desk?.['SUMMARY']).toBe(`${title.replace(/[\\;,]/gu, String.raw`\$&`)} (Vera Stone)`)
    expect(desk?.['DTSTART;VALUE=DATE']).toBe('20260303')

    await today.saveCalendar(vera, { locale: 'ru' })
    const russian = readCalendar(context.files.saved.get('Сегодня 2026-03-02.ics') ?? '')
    expect(russian.events.map((event) => event['UID'])).toEqual(uids)
    expect(russian.events.map((event) => event['SUMMARY'])).toContain('Первый рабочий день: Start')
    context.files.place = null
    expect(await today.saveCalendar(vera, { locale: 'en' })).toBeNull()
  })

  it('Z9: an invitation keeps its event when it has expired', async () => {
    const { context, invited, today, vera } = await setUp()
    await invited('Soon', DAY)
    const saved = async (name: string) => {
      await today.saveCalendar(vera, { locale: 'en' })
      return readCalendar(context.files.saved.get(name) ?? '').events
    }
    const before = await saved('Today 2026-03-02.ics')
    context.clock.advance(2 * DAY)
    const after = await saved('Today 2026-03-04.ics')
    expect([...before, ...after].map((event) => event['SUMMARY'])).toEqual([
      'Invitation expires: Soon',
      'Invitation has expired: Soon',
    ])
    expect(after.map((event) => event['UID'])).toEqual(before.map((event) => event['UID']))
  })

  it('Z9: nobody can put lines of their own into the file', async () => {
    const { context, invited, today, vera } = await setUp()
    await invited('Eve\r\nEND:VEVENT\u2028BEGIN:VALARM', DAY)
    await today.saveCalendar(vera, { locale: 'en' })
    const { events, lines } = readCalendar(context.files.saved.get('Today 2026-03-02.ics') ?? '')
    expect(events).toHaveLength(1)
    expect(lines.filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT'])
  })

  it('Z9: the printed page has the groups with their lines, and every text in it is escaped', async () => {
    const { printed, invited, today, vera } = await setUp({ name: 'Aurora & Co' })
    await invited('<script>alert(1)</script>', -DAY)
    await invited('Soon', DAY)
    expect(await today.print(vera, { locale: 'en' })).toEqual({ printed: true })
    const [page] = printed
    expect(page).toMatchObject({ title: 'Today – Aurora & Co', locale: 'en' })
    expect(page?.body).toContain('Aurora &amp; Co · 2 March 2026')
    expect(page?.body).toContain('<h2>Overdue · 1</h2>')
    expect(page?.body).toContain('Invitation has expired: &lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page?.body).toContain('<h2>Next 7 days · 1</h2>')
    expect(page?.body).not.toContain('<script')
  })
})

/** Reads a calendar file strictly: CRLF at every end, no line over 75 octets, everything closed that is opened. */
function readCalendar(file: string) {
  expect(file.endsWith('\r\n')).toBe(true)
  const raw = file.slice(0, -2).split('\r\n')
  for (const line of raw) {
    expect(line).not.toMatch(/[\r\n]/u)
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  }
  const lines = raw
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/gu, '')
    .split('\r\n')
  expect([lines[0], lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR'])
  const properties: Record<string, string> = {}
  const events: Record<string, string>[] = []
  let current = properties
  for (const line of lines.slice(1, -1)) {
    if (line === 'BEGIN:VEVENT') {
      expect(current).toBe(properties)
      current = {}
      events.push(current)
    } else if (line === 'END:VEVENT') current = properties
    else {
      const [, name = '', value = ''] = /^([A-Z-]+(?:;[^:]*)?):(.*)$/u.exec(line) ?? []
      expect(name, line).not.toBe('')
      current[name] = value
    }
  }
  expect(current).toBe(properties)
  return { properties, events, lines }
}
