import { describe, expect, it } from 'vitest'
import type { ActivityRow } from '../../../../../electron/contract/activity'
import type { AuditAction } from '../../../../../electron/core/domain/audit-actions'
import { createActivityService } from '../../../../../electron/core/services/activity/activity'
import { createOverviewService } from '../../../../../electron/core/services/overview'
import type { Actor } from '../../../../../electron/core/services/ports'
import { createSearchService } from '../../../../../electron/core/services/search'
import { recordAudit } from '../../../../../electron/core/store/audit'
import { DAY, openTestPortal, type TestPortal } from '../../../../support/core-context'
import { expectRefusal } from '../../../../support/refusals'

async function record(context: TestPortal, actor: Actor | null, action: AuditAction, about: Actor): Promise<void> {
  await context.store.write((writer) =>
    recordAudit(writer, context.clock.now(), {
      actor,
      origin: actor ? 'console' : 'join-site',
      action,
      subject: { id: about.personId, name: about.name },
    }),
  )
}

const ALL = { cursor: null, limit: 50 }

describe('activity', () => {
  it('H2: the feed has what people should notice, newest first, the audit log everything', async () => {
    const context = await openTestPortal()
    const activity = createActivityService(context)
    const ann = await context.addPerson({ firstName: 'Ann' })
    await record(context, context.administrator, 'person.invited', ann)
    await record(context, null, 'person.accepted', ann)
    await record(context, context.administrator, 'person.confirmed', ann)
    const feed = await activity.feed(context.administrator, ALL)
    expect(feed.rows).toMatchObject([
      { id: 3, action: 'person.confirmed', by: 'Vera Stone', subject: 'Ann', personId: ann.personId },
      { id: 2, action: 'person.accepted', by: '', origin: 'join-site' },
    ])
    expect((await activity.audit(context.administrator, ALL)).rows.map((row) => row.id)).toEqual([3, 2, 1])
    expect(await activity.verify(context.administrator)).toEqual({
      entries: 3,
      intact: true,
      brokenAt: null,
      cutOff: false,
    })
  })

  it('H1: the log pages by key to its first entry', async () => {
    const context = await openTestPortal()
    const activity = createActivityService(context)
    for (let count = 0; count < 7; count += 1) await record(context, null, 'person.joined', context.administrator)
    const rows: ActivityRow[] = []
    for (let cursor: string | null = null, pages = 0; pages === 0 || cursor !== null; pages += 1) {
      const page = await activity.audit(context.administrator, { cursor, limit: 3 })
      rows.push(...page.rows)
      cursor = page.nextCursor
    }
    expect(rows.map((row) => row.id)).toEqual([7, 6, 5, 4, 3, 2, 1])
    await expectRefusal(activity.audit(context.administrator, { cursor: 'nonsense', limit: 3 }), 'INVALID_INPUT')
  })

  it('A2: an employee’s feed tells of their own acts and of whom they invited; the audit log is not theirs', async () => {
    const context = await openTestPortal()
    const activity = createActivityService(context)
    const eve = await context.addPerson({ firstName: 'Eve' })
    const own = await context.addPerson({ firstName: 'Own', invited_by: eve.personId })
    const foreign = await context.addPerson({ firstName: 'Foreign' })
    await record(context, null, 'person.joined', own)
    await record(context, null, 'person.joined', foreign)
    await record(context, context.administrator, 'person.dismissed', foreign)
    expect((await activity.feed(eve, ALL)).rows.map((row) => row.subject)).toEqual(['Own'])
    await expectRefusal(activity.audit(eve, ALL), 'NOT_ALLOWED')
    await expectRefusal(activity.verify(eve), 'NOT_ALLOWED')
  })
})

describe('overview', () => {
  it('C1, N1: shows counters, the funnel of ninety days, what needs attention, and the seats', async () => {
    const context = await openTestPortal({ seat_limit: 10 })
    const overview = createOverviewService(context)
    const eve = await context.addPerson({ firstName: 'Eve' })
    const invited = await context.addPerson({ status: 'invited', invited_by: eve.personId })
    const accepted = await context.addPerson({ status: 'active' })
    const old = await context.addPerson({ status: 'invited' })
    await context.addInvitation(old.personId)
    context.clock.advance(91 * DAY)
    const soon = context.clock.now() + DAY
    await context.addInvitation(invited.personId)
    const acceptedInvitation = await context.addInvitation(accepted.personId)
    await context.store.write(async (writer) => {
      const invitation = writer.updateTable('invitation')
      await invitation
        .set({ created_by: eve.personId, expires_at: soon })
        .where('person_id', '=', invited.personId)
        .execute()
      await invitation.set({ state: 'accepted' }).where('id', '=', acceptedInvitation).execute()
      await writer
        .insertInto('draft')
        .values({
          id: 'd',
          mode: 'each',
          state: 'opened',
          locale: 'en',
          text_id: null,
          variant_id: null,
          batch_position: 1,
          batch_total: 1,
          created_by: null,
          created_at: 0,
          opened_at: 0,
          answered_at: null,
        })
        .execute()
    })
    await record(context, null, 'person.accepted', accepted)
    expect(await overview.get(context.administrator)).toMatchObject({
      counters: { invited: 2, pending: 0 },
      steps: { structure: false, mail: false, invited: true },
      funnel: { invited: 2, opened: 1, accepted: 1, active: 1 },
      attention: { draftsWaiting: 1, expiringSoon: 1, joinSiteOff: true, seatsUsed: 3, seatLimit: 10 },
      recent: [{ action: 'person.accepted' }],
    })
    expect(await overview.get(eve)).toMatchObject({
      counters: { invited: 1, pending: null },
      funnel: { invited: 1, opened: 0, accepted: 0, active: 0 },
      attention: { draftsWaiting: 0, expiringSoon: 1, seatsUsed: 0, seatLimit: null },
      recent: [],
    })
  })
})

describe('overview, week by week', () => {
  const WEEK = 7 * DAY

  it('H1: counts who was invited, came by a link or was registered, by channel, up to the week under way', async () => {
    const context = await openTestPortal()
    const overview = createOverviewService(context)
    const eve = await context.addPerson({ firstName: 'Eve' })
    const bySms = async (invited_by: string | null): Promise<void> => {
      const person = await context.addPerson({ status: 'invited', invited_by })
      const id = await context.addInvitation(person.personId)
      await context.store.write((writer) =>
        writer.updateTable('invitation').set({ channel: 'sms', created_by: invited_by }).where('id', '=', id).execute(),
      )
    }
    await bySms(null)
    context.clock.advance(13 * WEEK)
    const joined = await context.addPerson({ firstName: 'Jan' })
    await record(context, null, 'person.joined', joined)
    await record(context, null, 'person.registered', await context.addPerson({ firstName: 'Rita' }))
    // What is told of people who are gone does not count.
    await record(context, null, 'person.joined', { personId: 'gone', name: 'Gone', role: 'employee' })
    await bySms(null)
    context.clock.advance(WEEK)
    await bySms(eve.personId)
    await bySms(null)

    const { weeks } = await overview.get(context.administrator)
    const last = (...counts: readonly number[]) => [...Array<number>(13 - counts.length).fill(0), ...counts]
    expect(weeks.channels).toEqual([
      { channel: 'sms', people: last(1, 2) },
      { channel: 'link', people: last(1, 0) },
      { channel: 'registered', people: last(1, 0) },
    ])
    expect(weeks.mondays).toHaveLength(13)
    expect((await overview.get(eve)).weeks.channels).toEqual([{ channel: 'sms', people: last(1) }])
  })
})

describe('palette', () => {
  it('D2: finds people, departments and workgroups by any part of their names', async () => {
    const context = await openTestPortal()
    const search = createSearchService(context)
    const sales = await context.addDepartment('Ёлки и продажи')
    await context.addPerson({ firstName: 'Елка', email: 'e@aurora.example' })
    await context.store.write((writer) =>
      writer
        .insertInto('workgroup')
        .values({ id: 'w', name: 'Новогодняя ёлка', description: '', created_at: 0 })
        .execute(),
    )
    expect(await search.find(context.administrator, { text: 'ёлк' })).toMatchObject([
      { kind: 'person', name: 'Елка', detail: 'e@aurora.example' },
      { kind: 'department', id: sales, detail: 'Aurora' },
      { kind: 'workgroup', id: 'w' },
    ])
    expect(await search.find(context.administrator, { text: '  ' })).toEqual([])
  })

  it('D2: the first few departments come by name, each with the one above it', async () => {
    const context = await openTestPortal()
    const search = createSearchService(context)
    const above = await context.addDepartment('Zoo')
    for (const name of ['Lab 6', 'Lab 3', 'Lab 5', 'Lab 1', 'Lab 4']) await context.addDepartment(name)
    await context.addDepartment('Lab 2', above)
    expect(await search.find(context.administrator, { text: 'lab' })).toMatchObject([
      { name: 'Lab 1', detail: 'Aurora' },
      { name: 'Lab 2', detail: 'Zoo' },
      { name: 'Lab 3', detail: 'Aurora' },
      { name: 'Lab 4', detail: 'Aurora' },
      { name: 'Lab 5', detail: 'Aurora' },
    ])
  })

  it('A2: finds for an employee nobody they may not see, and no group they are not in', async () => {
    const context = await openTestPortal()
    const search = createSearchService(context)
    const eve = await context.addPerson({ firstName: 'Eve' })
    await context.store.write((writer) =>
      writer
        .insertInto('workgroup')
        .values({ id: 'w', name: 'Vera’s group', description: '', created_at: 0 })
        .execute(),
    )
    expect(await search.find(eve, { text: 'vera' })).toEqual([])
    expect(await search.find(eve, { text: 'aurora' })).toMatchObject([
      { kind: 'person', name: 'Eve' },
      { kind: 'department' },
    ])
  })
})
