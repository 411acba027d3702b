import { describe, expect, it } from 'vitest'
import { findOwnDraft, readDraftRows, readDrafts } from '../../../../electron/core/store/drafts'
import { readIntake } from '../../../../electron/core/store/intake'
import { countGuestsEnding } from '../../../../electron/core/store/overview'
import { guestsOver, guestsToNotice } from '../../../../electron/core/store/guests'
import { listMessages } from '../../../../electron/core/store/messages'
import { readSeatHolders } from '../../../../electron/core/store/partners'
import { unansweredDrafts } from '../../../../electron/core/store/waiting-drafts'
import { openTestPortal } from '../../../support/core-context'
import { plansOf } from '../../../support/query-plans'

const ALL = { state: null, channel: null, before: null, limit: 50 }

describe('plans of what is read again and again', () => {
  it('Z8: guests whose time ends are found by their last day, not among everybody who is active', async () => {
    const portal = await openTestPortal()
    const { reader } = portal.store
    const plan = await plansOf(portal, async () => {
      await countGuestsEnding(reader, '2026-05-01', null)
      await guestsOver(reader, '2026-05-01')
      await guestsToNotice(reader, '2026-05-01', '2026-05-08')
    })
    expect(plan.match(/SEARCH person USING INDEX person_ending/gu)).toHaveLength(3)
    expect(plan).not.toMatch(/SCAN person|person_by_(kind_)?status/u)
  })

  it('B3: who holds a partner seat is looked up among people who are no employees', async () => {
    const portal = await openTestPortal()
    const plan = await plansOf(portal, () => readSeatHolders(portal.store.reader))
    expect(plan).toMatch(/SEARCH person USING INDEX person_by_kind_/u)
    expect(plan).not.toMatch(/SCAN person/u)
  })

  it('M2: whom a draft is for is found from the draft, not among everybody who is invited', async () => {
    const portal = await openTestPortal()
    const { reader } = portal.store
    const plan = await plansOf(portal, async () => {
      await readDraftRows(reader, ['d'], 2)
      await readDrafts(reader, ['d'])
    })
    expect(plan.match(/SEARCH draft_recipient USING PRIMARY KEY/gu)).toHaveLength(4)
    expect(plan).not.toMatch(/SCAN|person_by_/u)
  })

  it('M2: a draft of one’s own is found from the invitation, not among all that one has made', async () => {
    const portal = await openTestPortal()
    const plan = await plansOf(portal, () => findOwnDraft(portal.store.reader, 'p', 'i', 'mail'))
    expect(plan).toMatch(/SEARCH draft_recipient USING .*INDEX draft_recipient_by_invitation/u)
    expect(plan).not.toMatch(/draft_by_creator|SCAN/u)
  })

  it('A2: what somebody sent is read newest first along an index', async () => {
    const portal = await openTestPortal()
    const plan = await plansOf(portal, () => listMessages(portal.store.reader, { ...ALL, createdBy: 'p' }))
    expect(plan).toMatch(/SEARCH message USING INDEX message_by_creator/u)
    expect(plan).not.toMatch(/TEMP B-TREE/u)
  })

  it('M2: what waits for an answer is found among the open drafts, and whether somebody is left in it by keys', async () => {
    const portal = await openTestPortal()
    const plan = await plansOf(portal, () =>
      unansweredDrafts(portal.store.reader, null)
        .select((select) => select.fn.countAll<number>().as('count'))
        .execute(),
    )
    expect(plan).toMatch(/SCAN draft USING INDEX draft_open/u)
    expect(plan.match(/SEARCH draft_recipient USING PRIMARY KEY \(draft_id=\?\)/gu)).toHaveLength(2)
    expect(plan).toMatch(/SEARCH invitation USING INDEX sqlite_autoindex_invitation_1 \(id=\?\)/u)
    expect(plan).toMatch(/SEARCH person USING INDEX sqlite_autoindex_person_1 \(id=\?\)/u)
  })

  it('the funnel looks at so many invitations at a time, and at no more once they are older', async () => {
    const portal = await openTestPortal()
    const ann = await portal.addPerson({ status: 'invited', email: 'ann@aurora.example' })
    const id = await portal.addInvitation(ann.personId)
    const since = portal.clock.now() - 1
    const read = async () => (await readIntake(portal.store.reader, { createdBy: null, since, weeks: [since] })).funnel
    const plan = await plansOf(portal, read)
    expect(plan).toMatch(/SEARCH invitation USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/u)
    expect(plan).toMatch(/SEARCH audit USING INDEX audit_notable \(id<\?\)/u)
    // As far up as if ten thousand had been undone.
    const move = (row: number): Promise<unknown> =>
      portal.store.write((writer) =>
        writer
          .updateTable('invitation')
          .set('rowid' as never, row as never)
          .where('id', '=', id)
          .execute(),
      )
    await move(10_000)
    const bob = await portal.addPerson({ status: 'active', email: 'bob@aurora.example' })
    await portal.addInvitation(bob.personId)
    expect(await read()).toEqual({ invited: 2, opened: 0, accepted: 0, active: 0 })
    await move(1)
    expect(await read()).toEqual({ invited: 2, opened: 0, accepted: 0, active: 0 })
  })
})
